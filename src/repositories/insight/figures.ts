/** What figures are made of, counted in the database: groups of alike rows come out of it, never the rows. */
import { sql, type RawBuilder } from 'kysely'
import { dialectOf, toDateTime } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { prepareEach } from '../../database/queries/prepared.ts'
import { gatheredBy, latestOf } from '../../database/queries/together.ts'
import { visibleIn, type Sight } from '../scope.ts'

/** Which rows are counted: what a viewer may see, and what of it they ask for. */
export interface FigureFilter extends Sight {
  from: string
  to: string
  divisionId?: string
  teamId?: string
  userId?: string
  /** Of these alone. */
  userIds?: string[]
  /** Of no row of this division. */
  outsideOf?: string
}

/** What rows are counted under. */
export type Grouping = 'day' | 'division' | 'team' | 'person'

export type Source = 'obligations' | 'reports' | 'report_items'

export const dayOf = { obligations: 'work_date', reports: 'report_date', report_items: 'counted_on' } as const
const placeOf = { division: 'division_id', team: 'team_id', person: 'user_id' } as const

const column = (source: Source, name: string) => sql.ref(`${source}.${name}`)
const keyIn = (source: Source, by: Grouping) => column(source, by === 'day' ? dayOf[source] : placeOf[by]) as RawBuilder<string>

/** Of the days, places and people that are asked for, and seen. */
export function askedOf (source: Source, filter: FigureFilter): RawBuilder<boolean> {
  const day = column(source, dayOf[source])
  const parts = [sql`${day} >= ${filter.from} and ${day} <= ${filter.to}`, visibleIn(source, filter), ...narrowedTo(source, filter)]
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Of the places and people that are asked for. */
export function narrowedTo (source: Source, { divisionId, teamId, userId, userIds, outsideOf }: FigureFilter): RawBuilder<unknown>[] {
  return [
    ...(divisionId ? [sql`${column(source, 'division_id')} = ${divisionId}`] : []),
    ...(teamId ? [sql`${column(source, 'team_id')} = ${teamId}`] : []),
    ...(userId ? [sql`${column(source, 'user_id')} = ${userId}`] : []),
    ...(userIds ? [sql`${column(source, 'user_id')} in (${sql.join(userIds)})`] : []),
    ...(outsideOf ? [sql`${column(source, 'division_id')} <> ${outsideOf}`] : [])
  ]
}

/** What has come of it at `now`: once its window has closed what is due is missed, whether a job was there or not. */
export function outcomeAt (now: Date): RawBuilder<Tables['obligations']['outcome']> {
  return outcomeAtTime(toDateTime(now))
}

function outcomeAtTime (now: string): RawBuilder<Tables['obligations']['outcome']> {
  return sql`case when obligations.outcome = 'due' and obligations.closes_at <= ${now} then 'missed' else obligations.outcome end`
}

/** Of a row that is excused the lateness stays, and is not counted. */
export const lateMinutes = sql<number | null>`case when obligations.outcome = 'late' then obligations.late_minutes end`

/** Rows that are past their grace. */
export async function countLedger (db: Database, filter: FigureFilter, by: Grouping, now: Date) {
  return (await ledgerRows(db, filter, by, toDateTime(now)).execute()).map(countedOf)
}

function ledgerRows (db: Database, filter: FigureFilter, by: Grouping, now: string) {
  const outcome = outcomeAtTime(now)
  return db.selectFrom('obligations')
    .select([
      keyIn('obligations', by).as('key'),
      outcome.as('outcome'),
      lateMinutes.as('late_minutes'),
      sql<number>`count(*)`.as('count')
    ])
    .where(askedOf('obligations', filter)).where('grace_until', '<', now)
    .groupBy([sql`1`, sql`2`, sql`3`])
}

function countedOf (row: Awaited<ReturnType<ReturnType<typeof ledgerRows>['execute']>>[number]) {
  return {
    key: row.key,
    outcome: row.outcome,
    lateMinutes: row.late_minutes === null ? null : Number(row.late_minutes),
    count: Number(row.count)
  }
}

/** Those that are no drafts, and what they say of their items. */
export async function countReports (db: Database, filter: FigureFilter, by: Grouping) {
  return (await reportRows(db, filter, by).execute()).map(handedInOf)
}

const ofReports = (condition: RawBuilder<unknown>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
/** What is counted of each group of reports. */
export const reportSums = [
  sql<number>`count(*)`.as('handed_in'),
  ofReports(sql`timing = 'extra'`).as('extra'),
  ofReports(sql`first_decision_at is not null`).as('reviewed'),
  ofReports(sql`state = 'approved'`).as('approved'),
  ofReports(sql`ever_returned = 1`).as('returned'),
  sql<number>`sum(items_total)`.as('items'),
  sql<number>`sum(items_done)`.as('done'),
  sql<number>`sum(blockers_raised)`.as('blocked'),
  sql<number>`sum(minutes_total)`.as('minutes')
]

function reportRows (db: Database, filter: FigureFilter, by: Grouping) {
  return db.selectFrom('reports').select(keyIn('reports', by).as('key')).select(reportSums)
    .where(askedOf('reports', filter)).where('state', '<>', 'draft')
    .groupBy(sql`1`)
}

const handedInOf = (row: Awaited<ReturnType<ReturnType<typeof reportRows>['execute']>>[number]) => ({ key: row.key, ...sumsOf(row) })

type ReportColumns = Record<'handed_in' | 'extra' | 'reviewed' | 'approved' | 'returned' | 'items' | 'done' | 'blocked' | 'minutes', number>

export function sumsOf (row: ReportColumns) {
  return {
    handedIn: Number(row.handed_in),
    extra: Number(row.extra),
    reviewed: Number(row.reviewed),
    approved: Number(row.approved),
    returned: Number(row.returned),
    items: Number(row.items),
    done: Number(row.done),
    blocked: Number(row.blocked),
    minutes: Number(row.minutes)
  }
}

/** In milliseconds: days as numbers are exact to less than a tenth of one. */
export const waitedIn = (db: Database) =>
  dialectOf(db) === 'sqlite'
    ? sql<number>`cast(round((julianday(first_decision_at) - julianday(first_decision_handed_in_at)) * 86400000) as integer)`
    : sql<number>`timestampdiff(microsecond, first_decision_handed_in_at, first_decision_at) div 1000`

/** How long reports have waited for the first decision of a person. */
async function countReviews (db: Database, filter: FigureFilter, by: Grouping) {
  const rows = await db.selectFrom('reports')
    .select([keyIn('reports', by).as('key'), waitedIn(db).as('milliseconds'), sql<number>`count(*)`.as('count')])
    .where(askedOf('reports', filter)).where('state', '<>', 'draft').where('first_decision_at', 'is not', null)
    .groupBy([sql`1`, sql`2`]).execute()
  return rows.map((row) => ({ key: row.key, milliseconds: Number(row.milliseconds), count: Number(row.count) }))
}

interface CategoryGroup {
  category: string | null
  items: number
  minutes: number
}

/** Items of a category in one spelling; `key` is what all of its spellings have in common. */
export type SpeltGroup = CategoryGroup & { key: string | null }

/** Items of reports that are no drafts, by category. */
export async function countCategories (db: Database, filter: FigureFilter): Promise<CategoryGroup[]> {
  return spelt(await countSpelt(db, filter))
}

/** The same, each spelling by itself. */
export async function countSpelt (db: Database, filter: FigureFilter): Promise<SpeltGroup[]> {
  const rows = await db.selectFrom('report_items').select(['category_key', 'category']).select(itemSums)
    .where(askedOf('report_items', filter)).groupBy(['category_key', 'category']).execute()
  return rows.map(speltOf)
}

/** What is counted of each group of items. */
export const itemSums = [sql<number>`count(*)`.as('items'), sql<number>`sum(minutes)`.as('minutes')]

export const speltOf = (row: { category_key: string | null, category: string | null, items: number, minutes: number }): SpeltGroup => ({
  key: row.category_key,
  category: row.category,
  items: Number(row.items),
  minutes: Number(row.minutes)
})

/** What is spelt in several ways is one, in the spelling that is used most. */
export function spelt (groups: SpeltGroup[]): CategoryGroup[] {
  const uses = new Map<string | null, Map<string | null, number>>()
  for (const { key, category, items } of groups) {
    const names = uses.get(key) ?? new Map<string | null, number>()
    uses.set(key, names.set(category, (names.get(category) ?? 0) + items))
  }
  const mostUsed = (names: Map<string | null, number>) =>
    [...names].sort(([a, usesOfA], [b, usesOfB]) => usesOfB - usesOfA || (String(a) < String(b) ? -1 : 1))[0][0]
  const spelling = new Map([...uses].map(([key, names]) => [key, mostUsed(names)]))
  return groups.map(({ key, items, minutes }) => ({ category: spelling.get(key) ?? null, items, minutes }))
}

/** All that figures are made of. */
export async function count (db: Database, filter: FigureFilter, by: Grouping, now: Date) {
  return {
    ledger: await countLedger(db, filter, by, now),
    reports: await countReports(db, filter, by),
    reviews: await countReviews(db, filter, by)
  }
}

const ofPeople = (userIds: string[], from: string, to: string): FigureFilter => ({
  viewerId: '',
  scope: { everything: true, divisionId: null, teamIds: [] },
  from,
  to,
  userIds
})
const ownLedger = prepareEach((db, userIds, parameter: (name: 'from' | 'to' | 'now') => string) =>
  ledgerRows(db, ofPeople(userIds, parameter('from'), parameter('to')), 'person', parameter('now'))
)
const ownReports = prepareEach((db, userIds, parameter: (name: 'from' | 'to') => string) =>
  reportRows(db, ofPeople(userIds, parameter('from'), parameter('to')), 'person')
)

/** What people have of the same days, each by themselves: many ask at once, by name of the days. */
export const countOwn = gatheredBy(
  async (db, asked: { userId: string, from: string, to: string, now: Date }[]) => {
    const [{ from, to }] = asked
    const now = latestOf(asked)
    const userIds = asked.map(({ userId }) => userId)
    const [ledger, reports] = await Promise.all([
      ownLedger(db, userIds, { from, to, now: toDateTime(now) }).then((rows) => rows.map(countedOf)),
      ownReports(db, userIds, { from, to }).then((rows) => rows.map(handedInOf))
    ])
    return asked.map(({ userId }) => ({
      ledger: ledger.filter(({ key }) => key === userId),
      reports: reports.filter(({ key }) => key === userId)
    }))
  },
  ({ from, to }) => `${from} ${to}`
)

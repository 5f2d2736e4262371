import { type Insertable, type SelectQueryBuilder, sql } from 'kysely'
import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isDate, isId, orderBy, readPage, type Page, type PageRequest } from '../../database/page.ts'
import { prepare } from '../../database/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/writes.ts'
import type { Report, ReportItem, ReportItemInput, ReportState } from '../../../generated/schemas.ts'
import type { Scope } from '../scope.ts'

export interface NewReport {
  userId: string
  reportDate: string
  teamId: string
  divisionId: string
  reviewerId: string | null
  summary: string
  planNext: string
  mood: number | null
  fields: Record<string, unknown>
  items: ReportItemInput[]
}

export interface ReportChanges {
  summary?: string
  planNext?: string
  mood?: number | null
  fields?: Record<string, unknown>
  items?: ReportItemInput[]
}

/** What a viewer may see, and what of it they ask for. */
export interface ReportFilter {
  viewerId: string
  scope: Scope
  from: string
  to: string
  divisionId?: string
  teamId?: string
  userId?: string
  state?: ReportState
}

const columns = [
  'reports.id',
  'reports.user_id',
  'users.name as author_name',
  'reports.team_id',
  'reports.division_id',
  'reports.reviewer_id',
  'reports.report_date',
  'reports.state',
  'reports.timing',
  'reports.summary',
  'reports.plan_next',
  'reports.mood',
  'reports.template_id',
  'reports.fields',
  'reports.submitted_at',
  'reports.created_at',
  'reports.updated_at',
  'reports.version'
] as const

const itemColumns = [
  'id',
  'report_id',
  'title',
  'detail',
  'category',
  'status',
  'progress',
  'minutes',
  'quantity',
  'unit',
  'carried_from_id'
] as const

// There is always an author. An inner join would let MariaDB begin with the people, and sort what they all have filed.
const selectReport = (db: Database) => db.selectFrom('reports').leftJoin('users', 'users.id', 'reports.user_id').select(columns)
const selectItems = (db: Database) => db.selectFrom('report_items').select(itemColumns).orderBy('report_id').orderBy('position')

type ReportRow = ReturnType<typeof selectReport> extends SelectQueryBuilder<any, any, infer Row> ? Row : never
type ItemRow = ReturnType<typeof selectItems> extends SelectQueryBuilder<any, any, infer Row> ? Row : never

const reportById = prepare((db, parameter: (name: 'id') => string) => selectReport(db).where('reports.id', '=', parameter('id')))
const itemsByReport = prepare((db, parameter: (name: 'id') => string) => selectItems(db).where('report_id', '=', parameter('id')))

export async function findById (db: Database, id: string): Promise<Report | undefined> {
  const [row] = await reportById(db, { id })
  return row && toReport(row, await itemsByReport(db, { id }))
}

const idByDate = prepare((db, parameter: (name: 'userId' | 'reportDate') => string) =>
  db
    .selectFrom('reports').select('id').where('user_id', '=', parameter('userId')).where('report_date', '=', parameter('reportDate'))
)

export async function findIdByDate (db: Database, userId: string, reportDate: string): Promise<string | undefined> {
  const [row] = await idByDate(db, { userId, reportDate })
  return row?.id
}

export const newestFirst = orderBy('reports', 'desc', { 'reports.report_date': isDate, 'reports.id': isId })

export async function list (db: Database, filter: ReportFilter, page: PageRequest): Promise<Page<Report>> {
  let query = selectReport(db)
    .where('reports.report_date', '>=', filter.from)
    .where('reports.report_date', '<=', filter.to)
    .where(visible(filter))
  if (filter.divisionId) query = query.where('reports.division_id', '=', filter.divisionId)
  if (filter.teamId) query = query.where('reports.team_id', '=', filter.teamId)
  if (filter.userId) query = query.where('reports.user_id', '=', filter.userId)
  if (filter.state) query = query.where(inState(filter.state, filter.scope))
  const { items, nextCursor } = await readPage(query, newestFirst, page)
  return { items: await withItems(db, items), nextCursor }
}

/** By the index that begins with the state, but for who leads teams only: theirs are fewer than all of a state. */
function inState (state: ReportState, { everything, divisionId, teamIds }: Scope) {
  const byTeam = teamIds.length > 0 && !everything && !divisionId
  return byTeam ? sql<boolean>`coalesce(reports.state, '') = ${state}` : sql<boolean>`reports.state = ${state}`
}

/** One's own, and what one leads but for drafts. */
function visible ({ viewerId, scope }: ReportFilter) {
  const { everything, divisionId, teamIds } = scope
  const led = [
    ...(everything ? [sql`1 = 1`] : []),
    ...(divisionId ? [sql`reports.division_id = ${divisionId}`] : []),
    ...(teamIds.length > 0 ? [sql`reports.team_id in (${sql.join(teamIds)})`] : [])
  ]
  if (led.length === 0) return sql<boolean>`reports.user_id = ${viewerId}`
  // Over a whole division SQLite would unite two indexes and sort; unable to use that of the author it walks the dates, in order.
  const own = divisionId ? sql`coalesce(reports.user_id, '') = ${viewerId}` : sql`reports.user_id = ${viewerId}`
  return sql<boolean>`(${own} or (reports.state <> 'draft' and (${sql.join(led, sql` or `)})))`
}

async function withItems (db: Database, rows: ReportRow[]): Promise<Report[]> {
  if (rows.length === 0) return []
  const items = Map.groupBy(await selectItems(db).where('report_id', 'in', rows.map((row) => row.id)).execute(), (item) => item.report_id)
  return rows.map((row) => toReport(row, items.get(row.id) ?? []))
}

/** A new draft. Resolves to undefined when the person has a report for the date already. */
export async function insert (tx: Database, report: NewReport, now: Date): Promise<Report | undefined> {
  const id = newId(now.getTime())
  const row: Insertable<Tables['reports']> = {
    id,
    user_id: report.userId,
    report_date: report.reportDate,
    team_id: report.teamId,
    division_id: report.divisionId,
    reviewer_id: report.reviewerId,
    state: 'draft',
    timing: null,
    summary: report.summary,
    plan_next: report.planNext,
    mood: report.mood,
    template_id: null,
    fields: JSON.stringify(report.fields),
    submitted_at: null,
    first_submitted_at: null,
    created_at: toDateTime(now),
    updated_at: toDateTime(now),
    version: 1
  }
  if (!await insertUnlessThere(tx.insertInto('reports').values(row))) return undefined
  await insertItems(tx, id, report.items, now)
  return findById(tx, id)
}

/** @throws OvertakenError when somebody else changed it first. */
export async function update (tx: Database, report: Report, changes: ReportChanges, now: Date): Promise<Report> {
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    ...(changes.summary !== undefined && { summary: changes.summary }),
    ...(changes.planNext !== undefined && { plan_next: changes.planNext }),
    ...(changes.mood !== undefined && { mood: changes.mood }),
    ...(changes.fields !== undefined && { fields: JSON.stringify(changes.fields) }),
    updated_at: toDateTime(now)
  })
  if (changes.items) {
    await tx.deleteFrom('report_items').where('report_id', '=', report.id).execute()
    await insertItems(tx, report.id, changes.items, now)
  }
  return (await findById(tx, report.id))!
}

/**
 * @param reviewerId who is asked to review it. Keeps the time of the first hand-in. @throws OvertakenError when somebody
 * else changed it first.
 */
export async function submit (tx: Database, report: Report, reviewerId: string | null, now: Date): Promise<Report> {
  const time = toDateTime(now)
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    state: 'submitted',
    reviewer_id: reviewerId,
    submitted_at: time,
    first_submitted_at: sql<string>`coalesce(first_submitted_at, ${time})`,
    updated_at: time
  })
  return (await findById(tx, report.id))!
}

/** Handed in, and addressed to this person: the oldest first. */
export async function listAwaiting (tx: Database, reviewerId: string): Promise<Report[]> {
  const rows = await selectReport(tx).where('reports.reviewer_id', '=', reviewerId).where('reports.state', '=', 'submitted')
    .orderBy('reports.submitted_at').orderBy('reports.id').execute()
  return withItems(tx, rows)
}

/** Addresses it to somebody else, or to nobody. @throws OvertakenError when somebody else changed it first. */
export async function readdress (tx: Database, report: Report, reviewerId: string | null, now: Date): Promise<Report> {
  await updateAtVersion(tx, 'reports', report.id, report.version, { reviewer_id: reviewerId, updated_at: toDateTime(now) })
  return (await findById(tx, report.id))!
}

/** How many of these items are the person's own, of reports for earlier dates. */
export async function countEarlierItems (db: Database, userId: string, date: string, itemIds: string[]): Promise<number> {
  const { count } = await db.selectFrom('report_items')
    .innerJoin('reports', 'reports.id', 'report_items.report_id')
    .where('reports.user_id', '=', userId)
    .where('reports.report_date', '<', date)
    .where('report_items.id', 'in', itemIds)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function insertItems (tx: Database, reportId: string, items: ReportItemInput[], now: Date): Promise<void> {
  if (items.length === 0) return
  await tx.insertInto('report_items').values(items.map((item, position) => ({
    id: newId(now.getTime()),
    report_id: reportId,
    position,
    title: item.title,
    detail: item.detail ?? '',
    category: item.category ?? null,
    status: item.status ?? 'todo',
    progress: item.progress ?? 0,
    minutes: item.minutes ?? 0,
    quantity: item.quantity ?? null,
    unit: item.unit ?? null,
    carried_from_id: item.carriedFromId ?? null
  }))).execute()
}

function toReport (row: ReportRow, items: ItemRow[]): Report {
  return {
    id: row.id,
    userId: row.user_id,
    author: { id: row.user_id, name: row.author_name! },
    teamId: row.team_id,
    divisionId: row.division_id,
    reviewerId: row.reviewer_id,
    reportDate: row.report_date,
    state: row.state,
    timing: row.timing,
    summary: row.summary,
    planNext: row.plan_next,
    mood: row.mood,
    templateId: row.template_id,
    fields: JSON.parse(row.fields),
    items: items.map(toItem),
    submittedAt: toTimestampOrNull(row.submitted_at),
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    version: row.version
  }
}

function toItem (row: ItemRow): ReportItem {
  return {
    id: row.id,
    title: row.title,
    detail: row.detail,
    category: row.category,
    status: row.status,
    progress: row.progress,
    minutes: row.minutes,
    quantity: row.quantity,
    unit: row.unit,
    carriedFromId: row.carried_from_id
  }
}

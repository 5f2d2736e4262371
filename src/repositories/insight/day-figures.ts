/** What figures are made of, counted by day and division, or by day and team, in few statements: what of it does not change is kept. */
import { sql, type RawBuilder } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { dayOf, itemSums, lateMinutes, reportSums, speltOf, sumsOf, waitedIn, type Source } from './figures.ts'

export interface DaysAsked {
  days: string[]
  /** Left out: of all. */
  divisionIds?: string[] | undefined
  /** Under what it is counted, within each day and division. */
  by: 'division' | 'team'
}

/** What there is of a day of a division, in groups of alike rows. */
export interface CountedDay<Group> {
  day: string
  divisionId: string
  /** By division, or by team. */
  byKey: { key: string, groups: Group[] }[]
  /** At which instants it is so, the first and the last, in milliseconds since 1970. Left out: whatever the clock says. */
  during?: { from: number, to: number }
}

const keysOf = (source: Source, by: DaysAsked['by']) => [
  sql<string>`${sql.ref(`${source}.${dayOf[source]}`)}`.as('day'),
  sql<string>`${sql.ref(`${source}.division_id`)}`.as('division_id'),
  sql<string>`${sql.ref(`${source}.${by}_id`)}`.as('key')
]
const byKeys = [sql`1`, sql`2`, sql`3`]

/** Each day by itself, so that of a day no more is read than of the divisions that are asked for. */
function asked (source: Source, { days, divisionIds }: DaysAsked): RawBuilder<boolean> {
  const ofDays = sql<boolean>`${sql.ref(`${source}.${dayOf[source]}`)} in (${sql.join(days)})`
  return divisionIds ? sql<boolean>`${ofDays} and ${sql.ref(`${source}.division_id`)} in (${sql.join(divisionIds)})` : ofDays
}

interface Keyed {
  day: string
  division_id: string
  key: string
}

/** @param groupOf makes a group of a row; undefined of one that is not counted. */
function daysIn<Row extends Keyed, Group> (rows: Row[], groupOf: (row: Row) => Group | undefined): (CountedDay<Group> & { rows: Row[] })[] {
  return [...Map.groupBy(rows, (row) => `${row.day} ${row.division_id}`).values()].map((those) => ({
    day: those[0].day,
    divisionId: those[0].division_id,
    byKey: [...Map.groupBy(those, ({ key }) => key)]
      .map(([key, each]) => ({ key, groups: each.map(groupOf).filter((group) => group !== undefined) }))
      .filter(({ groups }) => groups.length > 0),
    rows: those
  }))
}

/** Rows that are past their grace. What the others will be, the clock decides. */
export async function countLedger (db: Database, { now, ...days }: DaysAsked & { now: Date }) {
  const time = toDateTime(now)
  const rows = await db.selectFrom('obligations').select(keysOf('obligations', days.by)).select([
    'outcome',
    lateMinutes.as('late_minutes'),
    sql<number>`case when grace_until < ${time} then 1 else 0 end`.as('counted'),
    sql<number>`case when outcome = 'due' and closes_at <= ${time} then 1 else 0 end`.as('closed'),
    sql<string>`min(grace_until)`.as('first_grace'),
    sql<string>`max(grace_until)`.as('last_grace'),
    sql<string>`min(closes_at)`.as('first_end'),
    sql<string>`max(closes_at)`.as('last_end'),
    sql<number>`count(*)`.as('count')
  ]).where(asked('obligations', days)).groupBy([...byKeys, sql`4`, sql`5`, sql`6`, sql`7`]).execute()
  return daysIn(rows, (row) =>
    Number(row.counted) === 0 ? undefined : {
      outcome: Number(row.closed) === 0 ? row.outcome : 'missed' as const,
      lateMinutes: row.late_minutes === null ? null : Number(row.late_minutes),
      count: Number(row.count)
    }).map(({ rows: its, ...day }) => ({ ...day, during: duringOf(its) }))
}

type Moments =
  & Pick<Tables['obligations'], 'outcome'>
  & Record<'counted' | 'closed', number>
  & Record<'first_grace' | 'last_grace' | 'first_end' | 'last_end', string>

/** A row counts after its grace, and is missed from its end on where it is due. */
function duringOf (rows: Moments[]): { from: number, to: number } {
  const instant = (time: string) => Date.parse(toTimestamp(time))
  const [past, coming] = [rows.filter(({ counted }) => Number(counted) === 1), rows.filter(({ counted }) => Number(counted) === 0)]
  const due = rows.filter(({ outcome }) => outcome === 'due')
  const [closed, open] = [due.filter((row) => Number(row.closed) === 1), due.filter((row) => Number(row.closed) === 0)]
  return {
    from: Math.max(...past.map((row) => instant(row.last_grace) + 1), ...closed.map((row) => instant(row.last_end))),
    to: Math.min(...coming.map((row) => instant(row.first_grace)), ...open.map((row) => instant(row.first_end) - 1))
  }
}

/** Those that are no drafts. */
export async function countReports (db: Database, days: DaysAsked) {
  const rows = await db.selectFrom('reports').select(keysOf('reports', days.by)).select(reportSums)
    .where(asked('reports', days)).where('state', '<>', 'draft').groupBy(byKeys).execute()
  return daysIn(rows, sumsOf)
}

/** How long they have waited for the first decision of a person. */
export async function countReviews (db: Database, days: DaysAsked) {
  const rows = await db.selectFrom('reports').select(keysOf('reports', days.by))
    .select([waitedIn(db).as('milliseconds'), sql<number>`count(*)`.as('count')])
    .where(asked('reports', days)).where('state', '<>', 'draft').where('first_decision_at', 'is not', null)
    .groupBy([...byKeys, sql`4`]).execute()
  return daysIn(rows, (row) => ({ milliseconds: Number(row.milliseconds), count: Number(row.count) }))
}

/** Their items, by category, in each spelling. */
export async function countSpelt (db: Database, days: DaysAsked) {
  const rows = await db.selectFrom('report_items').select(keysOf('report_items', days.by)).select(['category_key', 'category'])
    .select(itemSums).where(asked('report_items', days)).groupBy([...byKeys, sql`4`, sql`5`]).execute()
  return daysIn(rows, speltOf)
}

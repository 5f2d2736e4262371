import { sql } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { Locale, Person, RecentActivityType, ReportState, WeekStart } from '../../../generated/schemas.ts'
import { ledIn, notFiledBy, type Lent, type Scope } from '../scope.ts'
import { personOf } from '../organisation/pictures.ts'

const dashboard = prepare((db, parameter: (name: 'userId' | 'date') => string) => {
  const report = db.selectFrom('reports').where('user_id', '=', parameter('userId')).where('report_date', '=', parameter('date'))
  const settings = db.selectFrom('user_settings').where('id', '=', parameter('userId'))
  return db.selectNoFrom((eb) => [
    eb.selectFrom('notices')
      .where('user_id', '=', parameter('userId'))
      .where('read_at', 'is', null)
      .select(sql<number>`count(*)`.as('count'))
      .as('unread'),
    report.select('id').as('report_id'),
    report.select('state').as('report_state'),
    settings.select('locale').as('locale'),
    settings.select('week_start').as('week_start')
  ])
})

/** What the dashboard shows of one person, and how they want to see it, in one round trip. */
export async function summarise (db: Database, userId: string, date: string): Promise<{
  unread: number,
  reportId: string | null,
  reportState: ReportState | null,
  locale: Locale | null,
  weekStart: WeekStart | null
}> {
  const [row] = await dashboard(db, { userId, date })
  const { report_id: reportId, report_state: reportState, locale, week_start: weekStart } = row
  return { unread: Number(row.unread), reportId, reportState, locale, weekStart }
}

/** Runs of rows that were on time, in a row of days, what is excused or still due left out. */
const streaks = prepare((db, parameter: (name: 'userId' | 'now') => string) => {
  const judged = sql`select work_date, outcome, sum(case when outcome = 'on_time' then 0 else 1 end) over (order by work_date) as run
    from obligations where user_id = ${parameter('userId')} and outcome <> 'excused'
    and not (outcome = 'due' and closes_at > ${parameter('now')})`
  const runs = sql`select run, sum(case when outcome = 'on_time' then 1 else 0 end) as length from (${judged}) as judged group by run`
  return db.selectNoFrom([
    sql<number | null>`(select max(length) from (${runs}) as runs)`.as('best'),
    sql<number | null>`(select length from (${runs}) as runs order by run desc limit 1)`.as('current')
  ])
})

export async function readStreak (db: Database, userId: string, now: Date): Promise<{ current: number, best: number }> {
  const [row] = await streaks(db, { userId, now: toDateTime(now) })
  return { current: Number(row.current ?? 0), best: Number(row.best ?? 0) }
}

/** Those that came back to their author, the earliest day first. */
export async function listReturned (db: Database, userId: string, limit: number): Promise<{ id: string, reportDate: string }[]> {
  const rows = await db.selectFrom('reports').select(['id', 'report_date']).where('user_id', '=', userId).where('state', '=', 'returned')
    .orderBy('report_date').limit(limit).execute()
  return rows.map((row) => ({ id: row.id, reportDate: row.report_date }))
}

/** Those that wait for a decision of these, null for nobody's, and are not the viewer's own: what has waited longest first. */
export async function listWaiting (
  db: Database,
  viewerId: string,
  addressees: { id: string | null, lent?: Lent }[],
  limit: number
): Promise<{ id: string, reportDate: string, author: string }[]> {
  const addressed = addressees.map(({ id, lent }) => {
    const reviewer = id === null ? sql`reports.reviewer_id is null` : sql`reports.reviewer_id = ${id}`
    return lent ? sql`(${reviewer} and ${ledIn('reports', { everything: false, divisionId: null, teamIds: [], lent })})` : reviewer
  })
  const rows = await db.selectFrom('reports').leftJoin('users', 'users.id', 'reports.user_id')
    .select(['reports.id', 'reports.report_date', 'users.name'])
    .where('reports.state', '=', 'submitted').where('reports.user_id', '<>', viewerId).where(notFiledBy(viewerId))
    .where(sql<boolean>`(${sql.join(addressed, sql` or `)})`)
    .orderBy('reports.submitted_at').orderBy('reports.id').limit(limit).execute()
  return rows.map((row) => ({ id: row.id, reportDate: row.report_date, author: row.name! }))
}

const shown: RecentActivityType[] = ['submitted', 'withdrawn', 'approved', 'auto_approved', 'returned', 'reopened']

export interface Activity {
  id: string
  time: string
  type: RecentActivityType
  actor: Person | null
  reportId: string
  reportDate: string
  /** Whose report it is. */
  author: string
}

/** What was done to the reports of a person, of a day and later. */
export async function listOwnActivity (db: Database, userId: string, since: string, limit: number): Promise<Activity[]> {
  const rows = await activity(db).where('reports.user_id', '=', userId).where('reports.report_date', '>=', since).limit(limit).execute()
  return rows.map(toActivity)
}

/**
 * What was done since `since` to reports in the scope, of a day from `earliest` on, that are not the viewer's own. A draft is its author's
 * secret.
 */
export async function listLedActivity (
  db: Database,
  { viewerId, scope }: { viewerId: string, scope: Scope },
  { since, earliest }: { since: Date, earliest: string },
  limit: number
): Promise<Activity[]> {
  const rows = await activity(db).where('report_history.time', '>=', toDateTime(since)).where('reports.report_date', '>=', earliest).where(
    'reports.user_id',
    '<>',
    viewerId
  )
    .where('reports.state', '<>', 'draft').where(ledIn('reports', scope)).limit(limit).execute()
  return rows.map(toActivity)
}

const activity = (db: Database) =>
  db.selectFrom('report_history')
    .innerJoin('reports', 'reports.id', 'report_history.report_id')
    .leftJoin('users as author', 'author.id', 'reports.user_id')
    .leftJoin('users as actor', 'actor.id', 'report_history.actor_id')
    .where('report_history.action', 'in', shown)
    .select([
      'report_history.id',
      'report_history.time',
      'report_history.action',
      'report_history.actor_id',
      'actor.name as actor_name',
      'actor.avatar_hash as actor_picture',
      'report_history.report_id',
      'reports.report_date',
      'author.name as author_name'
    ])
    .orderBy('report_history.time', 'desc').orderBy('report_history.id', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof activity>['execute']>>[number]

function toActivity (row: Row): Activity {
  return {
    id: row.id,
    time: toTimestamp(row.time),
    type: row.action as RecentActivityType,
    actor: personOf(row.actor_id, row.actor_name, row.actor_picture),
    reportId: row.report_id,
    reportDate: row.report_date,
    author: row.author_name!
  }
}

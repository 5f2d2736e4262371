import { sql, type ExpressionBuilder } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { gathered, latestOf } from '../../database/queries/together.ts'
import type { Locale, Person, RecentActivityType, ReportState, WeekStart } from '../../../generated/schemas.ts'
import { ledIn, notFiledBy, type Lent, type Scope } from '../scope.ts'
import { personOf } from '../organisation/pictures.ts'

const dashboards = prepareEach((db, userIds, parameter: (name: 'date') => string) => {
  const report = (eb: ExpressionBuilder<Tables, 'users'>) =>
    eb.selectFrom('reports').whereRef('reports.user_id', '=', 'users.id').where('report_date', '=', parameter('date'))
  const settings = (eb: ExpressionBuilder<Tables, 'users'>) => eb.selectFrom('user_settings').whereRef('user_settings.id', '=', 'users.id')
  const openBlockers = (eb: ExpressionBuilder<Tables, 'users'>) =>
    eb.selectFrom('blockers').where('blockers.status', '=', 'open').select(sql<number>`count(*)`.as('count'))
  return db.selectFrom('users').where('users.id', 'in', userIds).select((eb) => [
    'users.id',
    eb.selectFrom('notices')
      .whereRef('notices.user_id', '=', 'users.id')
      .where('read_at', 'is', null)
      .select(sql<number>`count(*)`.as('count'))
      .as('unread'),
    report(eb).select('reports.id').as('report_id'),
    report(eb).select('reports.state').as('report_state'),
    // Of their own work, and those that they are asked to clear: each by its index.
    openBlockers(eb).whereRef('blockers.user_id', '=', 'users.id').as('open_blockers'),
    openBlockers(eb).whereRef('blockers.owner_id', '=', 'users.id').whereRef('blockers.user_id', '<>', 'users.id').as('asked_to_clear'),
    settings(eb).select('locale').as('locale'),
    settings(eb).select('week_start').as('week_start')
  ])
})

const summaries = gathered(async (db, asked: { userId: string, date: string }[]) => {
  const rows = new Map<string, Awaited<ReturnType<typeof dashboards>>[number]>()
  // But about midnight it is one day for all.
  for (const [date, those] of Map.groupBy(asked, ({ date }) => date)) {
    for (const row of await dashboards(db, those.map(({ userId }) => userId), { date })) rows.set(`${row.id} ${date}`, row)
  }
  return asked.map(({ userId, date }) => rows.get(`${userId} ${date}`))
})

/** What the dashboard shows of one person, and how they want to see it, in one round trip. */
export async function summarise (db: Database, userId: string, date: string): Promise<{
  unread: number,
  openBlockers: number,
  reportId: string | null,
  reportState: ReportState | null,
  locale: Locale | null,
  weekStart: WeekStart | null
}> {
  const row = await summaries(db, { userId, date })
  return {
    unread: Number(row?.unread ?? 0),
    openBlockers: Number(row?.open_blockers ?? 0) + Number(row?.asked_to_clear ?? 0),
    reportId: row?.report_id ?? null,
    reportState: row?.report_state ?? null,
    locale: row?.locale ?? null,
    weekStart: row?.week_start ?? null
  }
}

/** The longest and the newest run of rows that were on time, in a row of days, what is excused or still due left out. */
const runs = prepareEach((db, userIds, parameter: (name: 'now') => string) => {
  const judged = sql`select user_id, outcome, sum(case when outcome = 'on_time' then 0 else 1 end) over (partition by user_id
    order by work_date) as run from obligations where user_id in (${sql.join(userIds)}) and outcome <> 'excused'
    and not (outcome = 'due' and closes_at > ${parameter('now')})`
  const each = sql<{ user_id: string, run: number, newest: number, length: number }>`(select user_id, run,
    max(run) over (partition by user_id) as newest, sum(case when outcome = 'on_time' then 1 else 0 end) as length
    from (${judged}) as judged group by user_id, run)`
  return db.selectFrom(each.as('runs')).groupBy('user_id')
    .select(['user_id', sql<number>`max(length)`.as('best'), sql<number>`max(case when run = newest then length else 0 end)`.as('current')])
})

const streaks = gathered(async (db, asked: { userId: string, now: Date }[]) => {
  const now = latestOf(asked)
  const rows = await runs(db, asked.map(({ userId }) => userId), { now: toDateTime(now) })
  const found = new Map(rows.map((row) => [row.user_id, { current: Number(row.current), best: Number(row.best) }]))
  return asked.map(({ userId }) => found.get(userId) ?? { current: 0, best: 0 })
})

export async function readStreak (db: Database, userId: string, now: Date): Promise<{ current: number, best: number }> {
  return streaks(db, { userId, now })
}

/** Those that came back to their author, the earliest day first, so many at most. */
export async function listReturned (db: Database, userId: string, limit: number): Promise<{ id: string, reportDate: string }[]> {
  return (await returned(db, userId)).slice(0, limit).map((row) => ({ id: row.id, reportDate: row.report_date }))
}

const returnedReports = prepareEach((db, userIds) =>
  db.selectFrom('reports').select(['user_id', 'id', 'report_date']).where('user_id', 'in', userIds).where('state', '=', 'returned')
    .orderBy('report_date')
)

const returned = gathered(async (db, userIds: string[]) => {
  const rows = Map.groupBy(await returnedReports(db, userIds, {}), (row) => row.user_id)
  return userIds.map((userId) => rows.get(userId) ?? [])
})

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

/** What was done last to the reports of a person, of a day and later: ten at most. */
export async function listOwnActivity (db: Database, userId: string, since: string): Promise<Activity[]> {
  return (await ownActivity(db, { userId, since })).map(toActivity)
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
  const { everything, divisionId, teamIds } = scope
  const ofDivision = [
    sql<boolean>`report_history.division_id = ${divisionId}`,
    // Of what an older release has written meanwhile.
    sql<boolean>`report_history.division_id is null and reports.division_id = ${divisionId}`
  ]
  const ofTeams = ledIn('reports', { everything: false, divisionId: null, teamIds })
  const parts = everything
    ? [sql<boolean>`1 = 1`]
    : [
      ...(divisionId === null ? [] : ofDivision),
      ...(teamIds.length === 0 ? [] : [divisionId === null ? ofTeams : sql<boolean>`${ofTeams} and reports.division_id <> ${divisionId}`])
    ]
  const lists = await Promise.all(
    parts.map((part) =>
      activity(db).where('report_history.time', '>=', toDateTime(since)).where('reports.report_date', '>=', earliest)
        .where('reports.user_id', '<>', viewerId).where('reports.state', '<>', 'draft').where(part).limit(limit).execute()
    )
  )
  return lists.flat().map(toActivity).sort(newestFirst).slice(0, limit)
}

/** The order of a list of them. */
export function newestFirst (one: Activity, other: Activity): number {
  if (one.time === other.time) return one.id < other.id ? 1 : -1
  return one.time < other.time ? 1 : -1
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

const ownActivity = prepare((db, parameter: (name: 'userId' | 'since') => string) =>
  activity(db).where('reports.user_id', '=', parameter('userId')).where('reports.report_date', '>=', parameter('since')).limit(sql.lit(10))
)

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

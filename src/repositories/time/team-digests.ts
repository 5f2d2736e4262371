/** What a lead is told of a day of the team. */
import { sql } from 'kysely'
import { toDateTime } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'

export interface TeamDay {
  /** Who owes a report and is not excused. */
  expected: number
  handedIn: number
  /** The names of those who have not. */
  missing: string[]
}

export async function readTeamDay (db: Database, teamId: string, workDate: string): Promise<TeamDay> {
  const rows = await db.selectFrom('obligations').innerJoin('users', 'users.id', 'obligations.user_id')
    .where('obligations.team_id', '=', teamId).where('obligations.work_date', '=', workDate).where('obligations.outcome', '<>', 'excused')
    .select(['users.name', 'obligations.first_submitted_at']).orderBy('users.name').orderBy('users.id').execute()
  const missing = rows.filter((row) => row.first_submitted_at === null).map(({ name }) => name)
  return { expected: rows.length, handedIn: rows.length - missing.length, missing }
}

/** How many reports of the team have waited for a decision since before `time`. */
export async function countWaiting (db: Database, teamId: string, time: Date): Promise<number> {
  const { count } = await db.selectFrom('reports').select(sql<number>`count(*)`.as('count')).where('team_id', '=', teamId)
    .where('state', '=', 'submitted').where('submitted_at', '<', toDateTime(time)).executeTakeFirstOrThrow()
  return Number(count)
}

import type { Database } from '../../../database/tables.ts'
import * as days from '../../../repositories/insight/team-day.ts'
import { workScope } from '../../../rules/identity/stand-ins.ts'
import type { Scope, Viewer } from '../../../rules/identity/viewer.ts'
import { teamDay, type TeamDay } from '../../../rules/insight/team-day.ts'
import { unkept, type Reads } from './kept-reads.ts'

/** When it is asked, and whether reports are reviewed at all: where they are not, none waits for it. */
interface Asked {
  /** The local day at `now`. */
  date: string
  now: Date
  reviewRequired: boolean
}

/** How a day of the teams in `within` stands, with what of it waits for the viewer. */
export async function readTeamDay (
  db: Database,
  viewer: Viewer,
  within: Scope,
  { date, now, reviewRequired }: Asked,
  reads: Pick<Reads, 'of' | 'byDivision'> = unkept
): Promise<TeamDay> {
  const counting = { viewerId: viewer.id, scope: workScope(viewer), within, date, now, reviewRequired }
  const count = (divisionIds?: string[]) => days.countDay(db, counting, divisionIds)
  const [members, counted] = await Promise.all([
    reads.of(['users', 'teams', 'team_members'], ['members', JSON.stringify(within), date], () => days.countMembers(db, within, date)),
    // Where everybody is counted, of most divisions nothing has changed since the last time.
    within.everything ? reads.byDivision(['day', String(reviewRequired)], count) : count()
  ])
  const each = [...counted.values()]
  return teamDay({
    date,
    members,
    rows: each.flatMap(({ rows }) => rows),
    queue: {
      count: each.reduce((sum, { queue }) => sum + queue.count, 0),
      oldest: each.flatMap(({ queue }) => queue.oldest ?? []).sort()[0] ?? null
    }
  }, now.getTime())
}

/** The same of each of these teams by itself. @returns what it is of one. */
export async function readTeamDays (
  db: Database,
  viewer: Viewer,
  teamIds: string[],
  { date, now, reviewRequired }: Asked
): Promise<(teamId: string) => TeamDay> {
  const within = { everything: false, divisionId: null, teamIds }
  const members = await days.countMembersByTeam(db, teamIds, date)
  const rows = await days.countRowsByTeam(db, within, date, now)
  const queues = reviewRequired
    ? await days.readQueues(db, { viewerId: viewer.id, scope: workScope(viewer), within })
    : new Map<string, days.Queue>()
  return (teamId) =>
    teamDay({
      date,
      members: members.get(teamId) ?? 0,
      rows: rows.filter((row) => row.teamId === teamId),
      queue: queues.get(teamId) ?? { count: 0, oldest: null }
    }, now.getTime())
}

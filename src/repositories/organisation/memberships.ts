import type { Membership, UserTeam } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { chunks } from '../../runtime/chunks.ts'
import { type Days, recordFacts } from './person-facts.ts'

const chunkSize = 100

/** Puts people who are new into their teams. */
export async function joinTeams (tx: Database, people: { id: string, teams: Membership[] }[]): Promise<void> {
  await insertMemberships(tx, people)
  // Of a single one there is nothing to choose.
  await choosePrimaryTeams(tx, people.filter(({ teams }) => teams.length > 1).map(({ id }) => id), { gained: true })
}

/** Resolves once these, and no others, are the person's teams. */
export async function replaceMemberships (tx: Database, userId: string, teams: Membership[]): Promise<void> {
  const former = (await tx.selectFrom('team_members').select('team_id').where('user_id', '=', userId).execute()).map((row) => row.team_id)
  await tx.deleteFrom('team_members').where('user_id', '=', userId).execute()
  await insertMemberships(tx, [{ id: userId, teams }])
  await choosePrimaryTeams(tx, [userId], { gained: teams.some(({ id }) => !former.includes(id)) })
}

/** Takes everybody out of a team. */
export async function emptyTeam (tx: Database, teamId: string, days: Days): Promise<void> {
  const members = (await tx.selectFrom('team_members').select('user_id').where('team_id', '=', teamId).execute()).map((row) => row.user_id)
  if (members.length === 0) return
  await tx.deleteFrom('team_members').where('team_id', '=', teamId).execute()
  await choosePrimaryTeams(tx, members, { gained: false })
  await recordFacts(tx, members, days)
}

/** The teams of these people, by name. */
export async function teamsOf (db: Database, userIds: string[]): Promise<(UserTeam & { userId: string })[]> {
  if (userIds.length === 0) return []
  const rows = await db.selectFrom('team_members').innerJoin('teams', 'teams.id', 'team_members.team_id')
    .where('team_members.user_id', 'in', userIds)
    .select(['team_members.user_id', 'teams.id', 'teams.name', 'team_members.role']).orderBy('teams.name').execute()
  return rows.map(({ user_id: userId, id, name, role }) => ({ userId, id, name, role }))
}

async function insertMemberships (tx: Database, people: { id: string, teams: Membership[] }[]): Promise<void> {
  const rows = people.flatMap(({ id: userId, teams }) => teams.map(({ id, role }) => ({ team_id: id, user_id: userId, role })))
  for (const chunk of chunks(rows, chunkSize)) await tx.insertInto('team_members').values(chunk).execute()
}

/**
 * The team that a person's days belong to: where they work rather than what they lead, the first by name. It is chosen when they get
 * their first or second team, and when they leave it; otherwise it stays.
 */
async function choosePrimaryTeams (tx: Database, userIds: string[], { gained }: { gained: boolean }): Promise<void> {
  for (const chunk of chunks(userIds, chunkSize)) {
    const people = await tx.selectFrom('users').select(['id', 'primary_team_id']).where('id', 'in', chunk).execute()
    const theirs = await tx.selectFrom('team_members').innerJoin('teams', 'teams.id', 'team_members.team_id').where('user_id', 'in', chunk)
      .select(['user_id', 'teams.id', 'team_members.role']).orderBy('teams.name').orderBy('teams.id').execute()
    const chosen = people.flatMap(({ id: userId, primary_team_id: present }) => {
      const teams = theirs.filter((row) => row.user_id === userId)
      if (teams.some(({ id }) => id === present) && !(gained && teams.length <= 2)) return []
      const teamId = (teams.find(({ role }) => role === 'member') ?? teams.at(0))?.id ?? null
      return teamId === present ? [] : [{ userId, teamId }]
    })
    for (const [teamId, those] of Map.groupBy(chosen, (one) => one.teamId)) {
      const ids = those.map(({ userId }) => userId)
      await tx.updateTable('users').set({ primary_team_id: teamId }).where('id', 'in', ids).execute()
    }
  }
}

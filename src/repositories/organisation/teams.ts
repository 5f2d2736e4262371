import { sql } from 'kysely'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/page.ts'
import { prepare } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { Team, TeamMember } from '../../../generated/schemas.ts'
import type { Scope } from '../scope.ts'

export const byName = orderBy('teams', 'asc', { name: isName, id: isId })
export const membersByName = orderBy('members', 'asc', { 'users.name': isName, 'users.id': isId })

export async function list (db: Database, scope: Scope, page: PageRequest): Promise<Page<Team>> {
  let query = db.selectFrom('teams')
    .select(['id', 'name', 'division_id'])
    .select((eb) =>
      eb.selectFrom('team_members')
        .innerJoin('users', 'users.id', 'team_members.user_id')
        .whereRef('team_members.team_id', '=', 'teams.id')
        .where('users.disabled_at', 'is', null)
        .select(sql<number>`count(*)`.as('count')).as('member_count')
    )
  if (!scope.everything) {
    query = query.where((eb) =>
      eb.or([
        ...(scope.divisionId ? [eb('division_id', '=', scope.divisionId)] : []),
        ...(scope.teamIds.length > 0 ? [eb('id', 'in', scope.teamIds)] : [])
      ])
    )
  }
  const { items: rows, nextCursor } = await readPage(query, byName, page)
  const leads = await leadsOf(db, rows.map((row) => row.id))
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    divisionId: row.division_id,
    memberCount: Number(row.member_count),
    leads: leads.filter((lead) => lead.team_id === row.id).map(({ id, name }) => ({ id, name }))
  }))
  return { items, nextCursor }
}

async function leadsOf (db: Database, teamIds: string[]): Promise<{ team_id: string, id: string, name: string }[]> {
  if (teamIds.length === 0) return []
  return db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .where('team_members.team_id', 'in', teamIds)
    .where('team_members.role', '=', 'lead')
    .where('users.disabled_at', 'is', null)
    .select(['team_members.team_id', 'users.id', 'users.name'])
    .orderBy('users.name').orderBy('users.id')
    .execute()
}

const teamById = prepare((db, parameter: (name: 'id') => string) =>
  db.selectFrom('teams').select(['id', 'division_id']).where('id', '=', parameter('id'))
)

export async function find (db: Database, teamId: string): Promise<{ teamId: string, divisionId: string } | undefined> {
  const [row] = await teamById(db, { id: teamId })
  return row && { teamId: row.id, divisionId: row.division_id }
}

const primaryTeam = prepare((db, parameter: (name: 'userId') => string) =>
  db.selectFrom('users').innerJoin('teams', 'teams.id', 'users.primary_team_id').select(['teams.id', 'teams.division_id'])
    .where('users.id', '=', parameter('userId'))
)

/** The team that the days of a person belong to; undefined for who is in none. */
export async function findPrimary (db: Database, userId: string): Promise<{ teamId: string, divisionId: string } | undefined> {
  const [row] = await primaryTeam(db, { userId })
  return row && { teamId: row.id, divisionId: row.division_id }
}

/** Each with the report of `date`; a draft is its author's secret and counts as none. */
export async function listMembers (db: Database, teamId: string, date: string, page: PageRequest): Promise<Page<TeamMember>> {
  const query = db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .leftJoin('reports', (join) =>
      join
        .onRef('reports.user_id', '=', 'users.id')
        .on('reports.report_date', '=', date)
        .on('reports.state', '<>', 'draft'))
    .where('team_members.team_id', '=', teamId)
    .where('users.disabled_at', 'is', null)
    .select(['users.id', 'users.name', 'team_members.role', 'reports.id as report_id', 'reports.state'])
  return mapPage(await readPage(query, membersByName, page), ({ id, name, role, report_id: reportId, state: reportState }) => ({
    id,
    name,
    role,
    today: { date, reportId, reportState }
  }))
}

/** Who reviews a report of this author: a lead of the team, else the division's manager, never the author. */
export async function findReviewer (db: Database, teamId: string, authorId: string): Promise<string | null> {
  const lead = (await leadsOf(db, [teamId])).find((person) => person.id !== authorId)
  if (lead) return lead.id
  const manager = await db.selectFrom('users')
    .innerJoin('teams', 'teams.division_id', 'users.division_id')
    .where('teams.id', '=', teamId)
    .where('users.role', '=', 'manager')
    .where('users.disabled_at', 'is', null)
    .where('users.id', '<>', authorId)
    .select('users.id').orderBy('users.name').orderBy('users.id')
    .executeTakeFirst()
  return manager?.id ?? null
}

/** Those of `teamIds` that there are. */
export async function existing (db: Database, teamIds: string[]): Promise<string[]> {
  if (teamIds.length === 0) return []
  return (await db.selectFrom('teams').select('id').where('id', 'in', teamIds).execute()).map(({ id }) => id)
}

/** Active people of a team. */
export async function listMemberIds (db: Database, teamId: string): Promise<string[]> {
  const rows = await db.selectFrom('team_members').innerJoin('users', 'users.id', 'team_members.user_id')
    .where('team_members.team_id', '=', teamId).where('users.disabled_at', 'is', null).select('users.id').orderBy('users.name').orderBy(
      'users.id'
    ).execute()
  return rows.map(({ id }) => id)
}

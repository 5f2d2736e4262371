import { sql } from 'kysely'
import { isId, isName, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import { dialectOf, toDateTime, toTimestampOrNull } from '../../database/dialect.ts'
import { contains } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import { asOne } from '../../database/queries/together.ts'
import { changesOne, insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { CreateTeamRequest, Team } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'
import type { Scope } from '../scope.ts'
import { personOf } from './pictures.ts'

export const byName = orderBy('teams', 'asc', { name: isName, id: isId })

const withCount = (db: Database) =>
  db.selectFrom('teams')
    .select(['id', 'name', 'division_id', 'archived_at', 'version'])
    .select((eb) =>
      eb.selectFrom('team_members')
        .innerJoin('users', 'users.id', 'team_members.user_id')
        .whereRef('team_members.team_id', '=', 'teams.id')
        .where('users.disabled_at', 'is', null)
        .select(sql<number>`count(*)`.as('count')).as('member_count')
    )

type Row = Awaited<ReturnType<ReturnType<typeof withCount>['executeTakeFirstOrThrow']>>

export async function list (
  db: Database,
  { scope, archived, words = [] }: { scope: Scope, archived: boolean, words?: string[] },
  page: PageRequest
): Promise<Page<Team>> {
  let query = withCount(db).where('archived_at', archived ? 'is not' : 'is', null)
  for (const word of words) query = query.where(contains('teams.name', word))
  if (!scope.everything) {
    query = query.where((eb) =>
      eb.or([
        ...(scope.divisionId ? [eb('division_id', '=', scope.divisionId)] : []),
        ...(scope.teamIds.length > 0 ? [eb('id', 'in', scope.teamIds)] : [])
      ])
    )
  }
  const { items: rows, nextCursor } = await readPage(query, byName, page)
  return { items: await withLeads(db, rows), nextCursor }
}

/** As `getTeam` shows it. */
export async function findWhole (db: Database, teamId: string): Promise<Team | undefined> {
  return (await withLeads(db, await withCount(db).where('id', '=', teamId).execute())).at(0)
}

async function withLeads (db: Database, rows: Row[]): Promise<Team[]> {
  const leads = await leadsOf(db, rows.map((row) => row.id))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    divisionId: row.division_id,
    memberCount: Number(row.member_count),
    leads: leads.filter((lead) => lead.team_id === row.id).map(({ id, name, avatar_hash: picture }) => personOf(id, name, picture)),
    archivedAt: toTimestampOrNull(row.archived_at),
    version: row.version
  }))
}

/** Until the transaction ends nobody is put into it, and it is not archived. */
export async function lock (tx: Database, teamId: string): Promise<void> {
  const team = tx.selectFrom('teams').select('id').where('id', '=', teamId)
  await (dialectOf(tx) === 'mysql' ? team.forUpdate() : team).execute()
}

/** Has the division another one of the name, archived or not? */
export async function isTaken (db: Database, { name, divisionId }: CreateTeamRequest, except?: string): Promise<boolean> {
  const other = await db.selectFrom('teams').select('id').where('name', '=', name).where('division_id', '=', divisionId)
    .where('id', '<>', except ?? '').executeTakeFirst()
  return other !== undefined
}

/** Resolves to false when the division has one of the name. */
export async function insert (tx: Database, { id, name, divisionId }: CreateTeamRequest & { id: string }): Promise<boolean> {
  return insertUnlessThere(tx.insertInto('teams').values({ id, name, division_id: divisionId }))
}

/** @throws OvertakenError when somebody else has changed it since `version`. */
export async function update (
  tx: Database,
  teamId: string,
  version: number,
  { name, divisionId }: Partial<CreateTeamRequest>
): Promise<void> {
  await updateAtVersion(tx, 'teams', teamId, version, {
    ...(name !== undefined && { name }),
    ...(divisionId !== undefined && { division_id: divisionId })
  })
}

/** Resolves to false when it is so already. */
export async function setArchived (tx: Database, teamId: string, archived: boolean, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('teams').set({ archived_at: archived ? toDateTime(now) : null, version: sql<number>`version + 1` })
      .where('id', '=', teamId).where('archived_at', archived ? 'is' : 'is not', null)
  )
}

export async function remove (tx: Database, teamId: string): Promise<void> {
  await tx.deleteFrom('teams').where('id', '=', teamId).execute()
}

/** Has anything ever been of this team? */
export async function isReferredTo (db: Database, teamId: string): Promise<boolean> {
  for (const table of ['team_members', 'person_facts', 'reports', 'obligations', 'roster_days', 'webhooks'] as const) {
    if (await db.selectFrom(table).select('team_id').where('team_id', '=', teamId).limit(1).executeTakeFirst()) return true
  }
  const invitation = db.selectFrom('invitations').select('id').where('teams', 'like', `%"${teamId}"%`).limit(1)
  const event = db.selectFrom('calendar_events').select('id').where('scope_key', '=', teamId).limit(1)
  const schedule = db.selectFrom('schedules').select('id').where('scope', '=', 'team').where('scope_key', '=', teamId).limit(1)
  for (const query of [invitation, event, schedule]) if (await query.executeTakeFirst() !== undefined) return true
  return false
}

/** The ids of all who are in it, disabled or not. */
export async function listAllMemberIds (db: Database, teamId: string): Promise<string[]> {
  const rows = await db.selectFrom('team_members').select('user_id').where('team_id', '=', teamId).orderBy('user_id').execute()
  return rows.map((row) => row.user_id)
}

const divisionIds = prepareEach((db, teamIds) => db.selectFrom('teams').select('division_id').distinct().where('id', 'in', teamIds))

/** The divisions of these teams, each once. */
export const divisionsOf = asOne(async (db, teamIds: string[]): Promise<string[]> =>
  teamIds.length === 0 ? [] : (await divisionIds(db, teamIds, {})).map((row) => row.division_id)
)

async function leadsOf (
  db: Database,
  teamIds: string[]
): Promise<{ team_id: string, id: string, name: string, avatar_hash: string | null }[]> {
  if (teamIds.length === 0) return []
  return db.selectFrom('team_members')
    .innerJoin('users', 'users.id', 'team_members.user_id')
    .where('team_members.team_id', 'in', teamIds)
    .where('team_members.role', '=', 'lead')
    .where('users.disabled_at', 'is', null)
    .select(['team_members.team_id', 'users.id', 'users.name', 'users.avatar_hash'])
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
export const findPrimary = remembered(async (db, userId: string): Promise<{ teamId: string, divisionId: string } | undefined> => {
  const [row] = await primaryTeam(db, { userId })
  return row && { teamId: row.id, divisionId: row.division_id }
})

/** Who reviews a report: a lead of the team, else the division's manager. @param never its author, and who filed it for them. */
export async function findReviewer (db: Database, teamId: string, ...never: string[]): Promise<string | null> {
  const lead = (await leadsOf(db, [teamId])).find((person) => !never.includes(person.id))
  if (lead) return lead.id
  const team = await find(db, teamId)
  return team ? findManager(db, team.divisionId, ...never) : null
}

/** The same, of a draft: it is found again when that is handed in. */
export const presumeReviewer = remembered(findReviewer)

/** Who manages a division: the first by name, but none of these. */
export async function findManager (db: Database, divisionId: string, ...except: string[]): Promise<string | null> {
  const manager = await db.selectFrom('users').select('id').where('division_id', '=', divisionId).where('role', '=', 'manager')
    .where('disabled_at', 'is', null).where('id', 'not in', except).orderBy('name').orderBy('id').executeTakeFirst()
  return manager?.id ?? null
}

/** Those of `teamIds` in which somebody can be put. Until the transaction ends none of them is archived. */
export async function open (tx: Database, teamIds: string[]): Promise<string[]> {
  if (teamIds.length === 0) return []
  const teams = tx.selectFrom('teams').select('id').where('id', 'in', teamIds).where('archived_at', 'is', null).orderBy('id')
  return (await (dialectOf(tx) === 'mysql' ? teams.forUpdate() : teams).execute()).map(({ id }) => id)
}

/** All those in which somebody can be put. */
export async function listOpen (db: Database): Promise<{ id: string, name: string, divisionId: string }[]> {
  return db.selectFrom('teams').select(['id', 'name', 'division_id as divisionId']).where('archived_at', 'is', null).orderBy('name')
    .execute()
}

/** Active people of a team. */
export async function listMemberIds (db: Database, teamId: string): Promise<string[]> {
  const rows = await db.selectFrom('team_members').innerJoin('users', 'users.id', 'team_members.user_id')
    .where('team_members.team_id', '=', teamId).where('users.disabled_at', 'is', null).select('users.id').orderBy('users.name').orderBy(
      'users.id'
    ).execute()
  return rows.map(({ id }) => id)
}

/** The teams of a division. */
export async function idsOf (db: Database, divisionId: string): Promise<string[]> {
  return (await db.selectFrom('teams').select('id').where('division_id', '=', divisionId).orderBy('id').execute()).map(({ id }) => id)
}

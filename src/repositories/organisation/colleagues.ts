import { type ExpressionBuilder, expressionBuilder, sql } from 'kysely'
import { isId, isName, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { contains } from '../../database/queries/search.ts'
import type { Database, Tables } from '../../database/tables.ts'
import type { Colleague } from '../../../generated/schemas.ts'
import { avatarUrlOf } from './pictures.ts'
import { teamsOf } from './memberships.ts'

/** As rules/organisation/colleagues.ts says them. */
interface Acquaintance {
  everybody: boolean
  teamIds: string[]
  divisionId: string | null
  ownDivisionId: string | null
}
type Pickable =
  | { kind: 'nobody' }
  | { kind: 'all', butAdmins: boolean }
  | { kind: 'division', divisionId: string }
  | { kind: 'standIns', divisionIds: string[], except: string }
  | { kind: 'readers', userId: string, teamId: string, divisionId: string, others: string[] }

export interface ColleagueFilter {
  viewerId: string
  acquaintance: Acquaintance
  /** Only those who can be picked so, in each of these ways. */
  pickable?: Pickable[]
  q?: string
  /** All of them are in the name. */
  words?: string[]
  teamId?: string
}

type Users = ExpressionBuilder<Tables, 'users'>

const colleagues = (db: Database) =>
  db.selectFrom('users').select(['users.id', 'users.name', 'users.title', 'users.division_id', 'users.disabled_at', 'users.avatar_hash'])

type Row = Awaited<ReturnType<ReturnType<typeof colleagues>['executeTakeFirstOrThrow']>>

export const byName = orderBy('people', 'asc', { 'users.name': isName, 'users.id': isId })

export async function list (db: Database, filter: ColleagueFilter, page: PageRequest): Promise<Page<Colleague>> {
  const { viewerId, acquaintance, pickable = [], q, words = [], teamId } = filter
  let query = colleagues(db).where('users.disabled_at', 'is', null)
  if (!acquaintance.everybody) query = query.where('users.id', 'in', anyOf(db, (eb) => knownBy(eb, viewerId, acquaintance)))
  for (const way of pickable) {
    query = way.kind === 'readers'
      ? query.where('users.id', 'in', anyOf(db, (eb) => readersOf(eb, way)))
      : query.where((eb) => isPickable(eb as unknown as Users, way))
  }
  if (q !== undefined) query = query.where(sql<boolean>`lower(users.name) like lower(${`%${q.replaceAll(/[!%_]/g, '!$&')}%`}) escape '!'`)
  for (const word of words) query = query.where(contains('users.name', word))
  if (teamId) query = query.where('users.id', 'in', (eb) => eb.selectFrom('team_members').select('user_id').where('team_id', '=', teamId))
  const { items, nextCursor } = await readPage(query, byName, page)
  return { items: await withTeams(db, items), nextCursor }
}

/** Undefined for whom the viewer need not know of. */
export async function find (db: Database, userId: string, viewerId: string, acquaintance: Acquaintance): Promise<Colleague | undefined> {
  let query = colleagues(db).where('users.id', '=', userId)
  if (!acquaintance.everybody) query = query.where((eb) => eb.or(knownBy(eb as unknown as Users, viewerId, acquaintance)))
  const rows = await query.execute()
  return (await withTeams(db, rows)).at(0)
}

/** Those of whom one of these holds, each found by an index of its own: of all people they are few. */
function anyOf (db: Database, ways: (eb: Users) => ReturnType<typeof knownBy>) {
  const [first, ...others] = ways(expressionBuilder<Tables, 'users'>()).map((way) => db.selectFrom('users').select('users.id').where(way))
  return db.selectFrom(others.reduce((all, each) => all.union(each), first).as('those')).select('id')
}

/** Any of these holds of whom the viewer knows. */
function knownBy (eb: Users, viewerId: string, { teamIds, divisionId, ownDivisionId }: Omit<Acquaintance, 'everybody'>) {
  const divisions = eb.selectFrom('teams').select('division_id').where('id', 'in', teamIds.length > 0 ? teamIds : [''])
  return [
    eb('users.id', '=', viewerId),
    eb('users.role', 'in', offices),
    ...(teamIds.length > 0
      ? [
        eb('users.id', 'in', eb.selectFrom('team_members').select('user_id').where('team_id', 'in', teamIds)),
        eb.and([eb('users.role', '=', 'manager'), eb('users.division_id', 'in', divisions)])
      ]
      : []),
    ...(ownDivisionId ? [eb.and([eb('users.role', '=', 'manager'), eb('users.division_id', '=', ownDivisionId)])] : []),
    ...(divisionId ? [eb('users.division_id', '=', divisionId), eb('users.id', 'in', membersIn(eb, divisionId))] : [])
  ]
}

/** Any of these holds of who reads a report. */
function readersOf (eb: Users, { userId, teamId, divisionId, others }: Extract<Pickable, { kind: 'readers' }>) {
  return [
    eb('users.id', 'in', [userId, ...others]),
    eb('users.role', 'in', offices),
    eb.and([eb('users.role', '=', 'manager'), eb('users.division_id', '=', divisionId)]),
    eb('users.id', 'in', eb.selectFrom('team_members').select('user_id').where('team_id', '=', teamId).where('role', '=', 'lead'))
  ]
}

const offices = ['hr' as const, 'admin' as const]

function isPickable (eb: Users, pickable: Exclude<Pickable, { kind: 'readers' }>) {
  switch (pickable.kind) {
    case 'nobody':
      return eb.lit(false)
    case 'all':
      return pickable.butAdmins ? eb('users.role', '<>', 'admin') : eb.lit(true)
    case 'division':
      return isPlaceable(eb, pickable.divisionId)
    case 'standIns': {
      const { divisionIds, except } = pickable
      const near = divisionIds.flatMap((id) => [eb('users.division_id', '=', id), eb('users.id', 'in', membersIn(eb, id))])
      return eb.and([eb('users.id', '<>', except), eb.or([eb('users.role', 'in', offices), ...near])])
    }
  }
}

function isPlaceable (eb: Users, divisionId: string) {
  const elsewhere = eb.selectFrom('team_members').innerJoin('teams', 'teams.id', 'team_members.team_id')
    .select('team_members.user_id').where('teams.division_id', '<>', divisionId)
  return eb.or([
    eb('users.id', 'in', membersIn(eb, divisionId)),
    eb.and([
      eb('users.role', 'in', ['employee', 'manager']),
      eb.or([eb('users.division_id', '=', divisionId), eb('users.division_id', 'is', null)]),
      eb('users.id', 'not in', elsewhere)
    ])
  ])
}

const membersIn = (eb: Users, divisionId: string) =>
  eb.selectFrom('team_members').innerJoin('teams', 'teams.id', 'team_members.team_id').select('team_members.user_id')
    .where('teams.division_id', '=', divisionId)

async function withTeams (db: Database, rows: Row[]): Promise<Colleague[]> {
  const teams = await teamsOf(db, rows.map(({ id }) => id))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    title: row.title,
    avatarUrl: avatarUrlOf(row.id, row.avatar_hash),
    teams: teams.filter(({ userId }) => userId === row.id).map(({ id, name, role }) => ({ id, name, role })),
    divisionId: row.division_id,
    active: row.disabled_at === null
  }))
}

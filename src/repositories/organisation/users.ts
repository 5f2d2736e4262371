import { sql } from 'kysely'
import { isId, isName, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { dialectOf, toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { contains } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Account, AccountState, Membership, UserTeam } from '../../../generated/schemas.ts'
import { joinTeams, replaceMemberships, teamsOf } from './memberships.ts'
import { type Days, recordFacts } from './person-facts.ts'
import { chunks } from '../../runtime/chunks.ts'

export interface Credentials {
  id: string
  passwordHash: string | null
  disabled: boolean
  emailVerified: boolean
}

/** @param email normalised. */
export async function findCredentials (db: Database, email: string): Promise<Credentials | undefined> {
  const row = await db.selectFrom('users').select(['id', 'email', 'password_hash', 'disabled_at', 'email_verified_at']).where(
    'email',
    '=',
    email
  ).executeTakeFirst()
  // MySQL's collations ignore spaces at the end, even the binary ones.
  return row?.email !== email
    ? undefined
    : { id: row.id, passwordHash: row.password_hash, disabled: row.disabled_at !== null, emailVerified: row.email_verified_at !== null }
}

export interface LockedCredentials extends Pick<Credentials, 'passwordHash' | 'disabled'> {
  /** Has nobody shown that who has the address chose the password? */
  passwordUnproven: boolean
}

/** The same of an id, held until the transaction ends: nobody changes the password, or disables the person, in between. */
export async function lockCredentials (tx: Database, userId: string): Promise<LockedCredentials | undefined> {
  const query = tx.selectFrom('users').select(['password_hash', 'password_unproven', 'disabled_at']).where('id', '=', userId)
  const row = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
  return row && { passwordHash: row.password_hash, passwordUnproven: row.password_unproven === 1, disabled: row.disabled_at !== null }
}

/** Stores a rehashed password. Resolves to false when the password was changed meanwhile. */
export async function replacePasswordHash (db: Database, userId: string, from: string, to: string): Promise<boolean> {
  return changesOne(db.updateTable('users').set({ password_hash: to }).where('id', '=', userId).where('password_hash', '=', from))
}

/** Sets or takes away a password. Who could do that has the address, which is verified with it. */
export async function setPassword (tx: Database, userId: string, hash: string | null, now: Date): Promise<void> {
  await tx.updateTable('users')
    .set({
      password_hash: hash,
      password_unproven: 0,
      updated_at: toDateTime(now),
      email_verified_at: sql<string>`coalesce(email_verified_at, ${toDateTime(now)})`
    })
    .where('id', '=', userId).execute()
}

/** Gives the person another address, which they have shown to have. Resolves to false if somebody else has it. @param email normalised. */
export async function changeEmail (tx: Database, userId: string, email: string, now: Date): Promise<boolean> {
  const change = { email, email_verified_at: toDateTime(now), updated_at: toDateTime(now), version: sql<number>`version + 1` }
  return unlessDuplicate(() => tx.updateTable('users').set(change).where('id', '=', userId).execute())
}

/** Puts another, or none, in the place of a password: who knew it, or took it away, need not have the address. */
export async function changePassword (tx: Database, userId: string, hash: string | null, now: Date): Promise<void> {
  await tx.updateTable('users').set({ password_hash: hash, updated_at: toDateTime(now) }).where('id', '=', userId).execute()
}

export interface NewUser {
  id: string
  /** Normalised; null for somebody without one, who never signs in. */
  email: string | null
  name: string
  role: Account['role']
  divisionId: string | null
  teams: Membership[]
  passwordHash: string | null
  emailVerified: boolean
  details?: PersonDetails
  now: Date
  days: Days
}

/** What is known of a person beside the account. */
export type PersonDetails = Partial<Pick<Account, 'title' | 'employeeNo' | 'phone' | 'joinedOn' | 'leftOn' | 'reportRequired'>>

function detailColumns ({ title, employeeNo, phone, joinedOn, leftOn, reportRequired }: PersonDetails) {
  return {
    ...(title !== undefined && { title }),
    ...(employeeNo !== undefined && { employee_no: employeeNo }),
    ...(phone !== undefined && { phone }),
    ...(joinedOn !== undefined && { joined_on: joinedOn }),
    ...(leftOn !== undefined && { left_on: leftOn }),
    ...(reportRequired !== undefined && { report_required: reportRequired ? 1 : 0 })
  }
}

/** Resolves to false when the address has an account. */
export function create (tx: Database, user: NewUser): Promise<boolean> {
  return createMany(tx, [user])
}

const chunkSize = 100

/** Resolves to false, with the transaction to be rolled back, when one of the addresses has an account. */
export async function createMany (tx: Database, people: NewUser[]): Promise<boolean> {
  for (const chunk of chunks(people, chunkSize)) {
    if (!await createChunk(tx, chunk)) return false
  }
  return true
}

async function createChunk (tx: Database, people: NewUser[]): Promise<boolean> {
  if (!await insertUnlessThere(tx.insertInto('users').values(people.map(rowOf)))) return false
  await joinTeams(tx, people)
  await recordFacts(tx, people.map(({ id }) => id), people[0].days)
  return true
}

/** What stands in the place of an address that somebody does not have: unlike any address, and unlike all others. */
const noAddress = (userId: string) => userId

function rowOf (user: NewUser) {
  const now = toDateTime(user.now)
  return {
    id: user.id,
    email: user.email ?? noAddress(user.id),
    email_verified_at: user.emailVerified ? now : null,
    name: user.name,
    role: user.role,
    division_id: user.divisionId,
    password_hash: user.passwordHash,
    disabled_at: null,
    // Of several it is chosen once they are there.
    primary_team_id: user.teams.length === 1 ? user.teams[0].id : null,
    ...detailColumns(user.details ?? {}),
    created_at: now,
    updated_at: now
  }
}

export interface AccountChange extends PersonDetails {
  name?: string
  role?: Account['role']
  divisionId?: string | null
  teams?: Membership[]
  /** One of theirs. */
  primaryTeamId?: string
}

/** @throws OvertakenError when somebody else has changed the account since `version`. */
export async function update (
  tx: Database,
  userId: string,
  version: number,
  { name, role, divisionId, teams, primaryTeamId, ...details }: AccountChange,
  { now, days }: { now: Date, days: Days }
): Promise<void> {
  await updateAtVersion(tx, 'users', userId, version, {
    updated_at: toDateTime(now),
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(divisionId !== undefined && { division_id: divisionId }),
    ...detailColumns(details)
  })
  if (teams) await replaceMemberships(tx, userId, teams)
  if (primaryTeamId !== undefined) await tx.updateTable('users').set({ primary_team_id: primaryTeamId }).where('id', '=', userId).execute()
  await recordFacts(tx, [userId], days)
}

/** Resolves to false when they are so already. */
export async function setDisabled (
  tx: Database,
  userId: string,
  disabled: boolean,
  { now, days }: { now: Date, days: Days }
): Promise<boolean> {
  const changed = await changesOne(
    tx.updateTable('users')
      .set({ disabled_at: disabled ? toDateTime(now) : null, updated_at: toDateTime(now), version: sql<number>`version + 1` })
      .where('id', '=', userId).where('disabled_at', disabled ? 'is' : 'is not', null)
  )
  if (changed) await recordFacts(tx, [userId], days)
  return changed
}

/** The ids of those of these roles who can sign in. */
export async function listIdsOfRoles (db: Database, roles: Account['role'][]): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('role', 'in', roles).where('disabled_at', 'is', null).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** The ids of the admins who can sign in. Until the transaction ends nobody else can take the role from one. */
export async function lockAdmins (tx: Database): Promise<string[]> {
  const admins = tx.selectFrom('users').select(['id', 'disabled_at']).where('role', '=', 'admin').orderBy('id')
  const rows = await (dialectOf(tx) === 'mysql' ? admins.forUpdate() : admins).execute()
  return rows.filter((row) => row.disabled_at === null).map(({ id }) => id)
}

export const accounts = (db: Database) =>
  db.selectFrom('users').select([
    'users.id',
    'users.email',
    'users.name',
    'users.role',
    'users.division_id',
    'users.email_verified_at',
    'users.disabled_at',
    'users.created_at',
    'users.updated_at',
    'users.version',
    'users.primary_team_id',
    'users.title',
    'users.employee_no',
    'users.phone',
    'users.joined_on',
    'users.left_on',
    'users.report_required',
    sql<number>`users.password_hash is not null`.as('has_password')
  ])

type Row = Awaited<ReturnType<ReturnType<typeof accounts>['executeTakeFirstOrThrow']>>

export async function find (db: Database, userId: string): Promise<Account | undefined> {
  return (await findMany(db, [userId])).get(userId)
}

/** Those of these people who have accounts, by id. */
export async function findMany (db: Database, userIds: string[]): Promise<Map<string, Account>> {
  const found = new Map<string, Account>()
  for (const chunk of chunks(userIds, chunkSize)) {
    const rows = await accounts(db).where('users.id', 'in', chunk).execute()
    const teams = await teamsOf(db, rows.map(({ id }) => id))
    for (const row of rows) found.set(row.id, accountOf(row, teams))
  }
  return found
}

export const byName = orderBy('users', 'asc', { 'users.name': isName, 'users.id': isId })

export interface Filter {
  q?: string
  role?: Account['role']
  divisionId?: string
  teamId?: string
  state?: AccountState
}

export async function list (db: Database, { q, role, divisionId, teamId, state }: Filter, page: PageRequest): Promise<Page<Account>> {
  let query = accounts(db)
  if (q !== undefined) query = query.where((eb) => eb.or([contains('users.name', q), contains('users.email', q)]))
  if (role) query = query.where('users.role', '=', role)
  if (divisionId) query = query.where('users.division_id', '=', divisionId)
  if (teamId) query = query.where('users.id', 'in', (eb) => eb.selectFrom('team_members').select('user_id').where('team_id', '=', teamId))
  if (state) query = query.where('users.disabled_at', state === 'disabled' ? 'is not' : 'is', null)
  const { items: rows, nextCursor } = await readPage(query, byName, page)
  const teams = await teamsOf(db, rows.map(({ id }) => id))
  return { items: rows.map((row) => accountOf(row, teams)), nextCursor }
}

export function accountOf (row: Row, teams: (UserTeam & { userId: string })[]): Account {
  return {
    id: row.id,
    email: row.email === noAddress(row.id) ? '' : row.email,
    name: row.name,
    role: row.role,
    divisionId: row.division_id,
    teams: teams.filter(({ userId }) => userId === row.id).map(({ id, name, role }) => ({ id, name, role })),
    emailVerifiedAt: toTimestampOrNull(row.email_verified_at),
    disabledAt: toTimestampOrNull(row.disabled_at),
    hasPassword: Boolean(row.has_password),
    primaryTeamId: row.primary_team_id,
    title: row.title,
    employeeNo: row.employee_no,
    phone: row.phone,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    reportRequired: row.report_required === 1,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    version: row.version
  }
}

import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isDate, isId, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, updateAtVersion } from '../../database/queries/writes.ts'
import type { Delegation, Person } from '../../../generated/schemas.ts'
import { chunks } from '../../runtime/chunks.ts'
import { personOf } from './pictures.ts'

/** In milliseconds: how far the organisation's day can be from that of UTC. */
const clocksDiffer = 86_400_000

const select = (db: Database) =>
  db.selectFrom('delegations')
    .leftJoin('users as giver', 'giver.id', 'delegations.from_id')
    .leftJoin('users as receiver', 'receiver.id', 'delegations.to_id')
    .select([
      'delegations.id',
      'delegations.from_id',
      'giver.name as from_name',
      'giver.avatar_hash as from_picture',
      'delegations.to_id',
      'receiver.name as to_name',
      'receiver.avatar_hash as to_picture',
      'delegations.starts_on',
      'delegations.ends_on',
      'delegations.note',
      'delegations.ended_at',
      'delegations.created_at',
      'delegations.version'
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const latestFirst = orderBy('delegations', 'desc', { 'delegations.starts_on': isDate, 'delegations.id': isId })

export interface DelegationFilter {
  /** Given by them or to them; undefined: everybody's. */
  userId: string | undefined
  state?: Delegation['state']
}

export async function list (
  db: Database,
  { userId, state }: DelegationFilter,
  today: string,
  page: PageRequest
): Promise<Page<Delegation>> {
  let query = select(db)
  if (userId !== undefined) query = query.where((eb) => eb.or([eb('from_id', '=', userId), eb('to_id', '=', userId)]))
  if (state === 'ended') query = query.where((eb) => eb.or([eb('ended_at', 'is not', null), eb('ends_on', '<', today)]))
  if (state === 'planned') query = query.where('ended_at', 'is', null).where('starts_on', '>', today)
  if (state === 'active') query = query.where('ended_at', 'is', null).where('starts_on', '<=', today).where('ends_on', '>=', today)
  return mapPage(await readPage(query, latestFirst, page), (row) => toDelegation(row, today))
}

/** @param today decides its state. */
export async function find (db: Database, id: string, today: string): Promise<Delegation | undefined> {
  const row = await select(db).where('delegations.id', '=', id).executeTakeFirst()
  return row && toDelegation(row, today)
}

export interface NewDelegation {
  fromId: string
  toId: string
  startsOn: string
  endsOn: string
  note: string
}

/** Has the giver handed over one of these days already? The giver's account is held meanwhile. */
export async function isTaken (tx: Database, { fromId, startsOn, endsOn }: NewDelegation): Promise<boolean> {
  const other = await tx.selectFrom('delegations').select('id').where('from_id', '=', fromId).where('ended_at', 'is', null)
    .where('starts_on', '<=', endsOn).where('ends_on', '>=', startsOn).executeTakeFirst()
  return other !== undefined
}

export async function insert (tx: Database, { fromId, toId, startsOn, endsOn, note }: NewDelegation, now: Date): Promise<string> {
  const id = newId(now.getTime())
  await tx.insertInto('delegations').values({
    id,
    from_id: fromId,
    to_id: toId,
    starts_on: startsOn,
    ends_on: endsOn,
    note,
    begun_at: null,
    ended_at: null,
    created_at: toDateTime(now),
    version: 1
  }).execute()
  return id
}

/** @throws OvertakenError when somebody else changed it first. */
export async function end (tx: Database, { id, version }: Pick<Delegation, 'id' | 'version'>, now: Date): Promise<void> {
  await updateAtVersion(tx, 'delegations', id, version, { ended_at: toDateTime(now) })
}

/** Resolves to false where somebody else has told, or it is over. */
export async function markBegun (tx: Database, id: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('delegations').set({ begun_at: toDateTime(now) }).where('id', '=', id).where('begun_at', 'is', null)
      .where('ended_at', 'is', null)
  )
}

/** Resolves to false where somebody else has told. */
export async function markEnded (tx: Database, id: string, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('delegations').set({ ended_at: toDateTime(now) }).where('id', '=', id).where('ended_at', 'is', null)
  )
}

/** Those whose first day has come or whose last has gone, of which open connections have not been told. */
export async function listTurning (db: Database, today: string): Promise<Delegation[]> {
  const rows = await select(db).where('ended_at', 'is', null).where((eb) =>
    eb.or([eb('ends_on', '<', today), eb('begun_at', 'is', null).and('starts_on', '<=', today)])
  ).orderBy('delegations.id').execute()
  return rows.map((row) => toDelegation(row, today))
}

/** Given by somebody or to them, and not over. */
export async function listOpenOf (db: Database, userId: string, today: string): Promise<Delegation[]> {
  const rows = await select(db).where('ended_at', 'is', null).where('ends_on', '>=', today)
    .where((eb) => eb.or([eb('from_id', '=', userId), eb('to_id', '=', userId)])).orderBy('delegations.id').execute()
  return rows.map((row) => toDelegation(row, today))
}

/** Active people who stand in today: for one of these, or for whoever leads the team or manages the division. */
export async function listStandingIn (
  db: Database,
  today: string,
  of: { fromIds: string[] } | { teamId: string, divisionId: string }
): Promise<string[]> {
  let query = db.selectFrom('delegations').innerJoin('users', 'users.id', 'delegations.to_id').select('delegations.to_id').distinct()
    .where('ended_at', 'is', null).where('starts_on', '<=', today).where('ends_on', '>=', today).where('users.disabled_at', 'is', null)
  if ('fromIds' in of) query = query.where('from_id', 'in', of.fromIds)
  else {
    const leads = db.selectFrom('team_members').select('user_id').where('team_id', '=', of.teamId).where('role', '=', 'lead')
    const managers = db.selectFrom('users').select('id as user_id').where('division_id', '=', of.divisionId).where('role', '=', 'manager')
    query = query.where('from_id', 'in', db.selectFrom(leads.union(managers).as('holders')).select('user_id'))
  }
  const rows = await query.orderBy('delegations.to_id').execute()
  return rows.map((row) => row.to_id)
}

/** Whom somebody stands in for: the division that they manage and the teams that they lead, as they do now. */
interface StandIn extends Person {
  divisionId: string | null
  teamIds: string[]
}

const chunkSize = 500

/** Whom each of these people stands in for today; who does so for nobody is missing. */
export async function listStandIns (db: Database, toIds: string[], today: string): Promise<Map<string, StandIn[]>> {
  const found = new Map<string, StandIn[]>()
  for (const chunk of chunks(toIds, chunkSize)) {
    for (const [toId, rows] of Map.groupBy(await standInRows(db, chunk, today), ({ to_id: id }) => id)) found.set(toId, standInsOf(rows))
  }
  return found
}

function standInRows (db: Database, toIds: string[], today: string) {
  return db.selectFrom('delegations').innerJoin('users', 'users.id', 'delegations.from_id')
    .leftJoin('team_members', (join) => join.onRef('team_members.user_id', '=', 'users.id').on('team_members.role', '=', 'lead'))
    .where('to_id', 'in', toIds).where('ended_at', 'is', null).where('starts_on', '<=', today).where('ends_on', '>=', today)
    .where('users.disabled_at', 'is', null)
    .select(['to_id', 'users.id', 'users.name', 'users.avatar_hash', 'users.role', 'users.division_id', 'team_members.team_id'])
    .orderBy('delegations.id').execute()
}

function standInsOf (rows: Awaited<ReturnType<typeof standInRows>>): StandIn[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((each) => ({
    ...personOf(each[0].id, each[0].name, each[0].avatar_hash),
    divisionId: each[0].role === 'manager' ? each[0].division_id : null,
    teamIds: each.flatMap(({ team_id: teamId }) => teamId ?? [])
  }))
}

/** The first and the last of the dates that it may be anywhere. */
export function datesAbout (now: Date): { yesterday: string, tomorrow: string } {
  const date = (time: number) => toDateTime(new Date(time)).slice(0, 10)
  return { yesterday: date(now.getTime() - clocksDiffer), tomorrow: date(now.getTime() + clocksDiffer) }
}

function toDelegation (row: Row, today: string): Delegation {
  const over = row.ended_at !== null || row.ends_on < today
  return {
    id: row.id,
    from: personOf(row.from_id, row.from_name, row.from_picture),
    to: personOf(row.to_id, row.to_name, row.to_picture),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    note: row.note,
    state: over ? 'ended' : row.starts_on > today ? 'planned' : 'active',
    endedAt: toTimestampOrNull(row.ended_at),
    createdAt: toTimestamp(row.created_at),
    version: row.version
  }
}

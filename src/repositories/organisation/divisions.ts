import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestampOrNull } from '../../database/dialect.ts'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { CreateDivisionRequest, Division } from '../../../generated/schemas.ts'

const divisions = (db: Database) =>
  db.selectFrom('divisions').select(['id', 'name', 'code', 'archived_at', 'version'])
    .select((eb) =>
      eb.selectFrom('teams').whereRef('teams.division_id', '=', 'divisions.id').where('teams.archived_at', 'is', null)
        .select(sql<number>`count(*)`.as('count')).as('team_count')
    )

type Row = Awaited<ReturnType<ReturnType<typeof divisions>['executeTakeFirstOrThrow']>>

export const byName = orderBy('divisions', 'asc', { name: isName, id: isId })

export async function list (db: Database, archived: boolean, page: PageRequest): Promise<Page<Division>> {
  return mapPage(await readPage(divisions(db).where('archived_at', archived ? 'is not' : 'is', null), byName, page), divisionOf)
}

export async function find (db: Database, divisionId: string): Promise<Division | undefined> {
  const row = await divisions(db).where('id', '=', divisionId).executeTakeFirst()
  return row && divisionOf(row)
}

/** Is there such a division, in which somebody can be put? Until the transaction ends it is not archived. */
export async function isOpen (tx: Database, divisionId: string): Promise<boolean> {
  const division = tx.selectFrom('divisions').select('id').where('id', '=', divisionId).where('archived_at', 'is', null)
  return await (dialectOf(tx) === 'mysql' ? division.forUpdate() : division).executeTakeFirst() !== undefined
}

/** Those in which somebody can be put. */
export async function listOpen (db: Database): Promise<{ id: string, name: string, code: string }[]> {
  const rows = await db.selectFrom('divisions').select(['id', 'name', 'code']).where('archived_at', 'is', null).orderBy('name').execute()
  return rows.map(({ id, name, code }) => ({ id, name, code: code! }))
}

/** Until the transaction ends nobody is put into it. */
export async function lock (tx: Database, divisionId: string): Promise<void> {
  const division = tx.selectFrom('divisions').select('id').where('id', '=', divisionId)
  await (dialectOf(tx) === 'mysql' ? division.forUpdate() : division).execute()
}

/** Is the name or the code another one's? */
export async function isTaken (db: Database, { name, code }: Partial<CreateDivisionRequest>, except?: string): Promise<boolean> {
  const others = db.selectFrom('divisions').select('id').where('id', '<>', except ?? '')
    .where((eb) => eb.or([...(name === undefined ? [] : [eb('name', '=', name)]), ...(code === undefined ? [] : [eb('code', '=', code)])]))
  return await others.executeTakeFirst() !== undefined
}

/** Resolves to false when the name or the code is taken. */
export async function insert (tx: Database, division: CreateDivisionRequest & { id: string }): Promise<boolean> {
  return insertUnlessThere(tx.insertInto('divisions').values(division))
}

/** @throws OvertakenError when somebody else has changed it since `version`. */
export async function update (tx: Database, divisionId: string, version: number, change: Partial<CreateDivisionRequest>): Promise<void> {
  await updateAtVersion(tx, 'divisions', divisionId, version, change)
}

/** Resolves to false when it is so already. */
export async function setArchived (tx: Database, divisionId: string, archived: boolean, now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('divisions').set({ archived_at: archived ? toDateTime(now) : null, version: sql<number>`version + 1` })
      .where('id', '=', divisionId).where('archived_at', archived ? 'is' : 'is not', null)
  )
}

export async function remove (tx: Database, divisionId: string): Promise<void> {
  await tx.deleteFrom('divisions').where('id', '=', divisionId).execute()
}

/** Who keeps it from being archived: active people who belong to it. */
export async function hasPeople (db: Database, divisionId: string): Promise<boolean> {
  const person = await db.selectFrom('users').select('id').where('division_id', '=', divisionId).where('disabled_at', 'is', null).limit(1)
    .executeTakeFirst()
  return person !== undefined
}

/** Active managers of these divisions. */
export async function listManagerIds (db: Database, divisionIds: string[]): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('division_id', 'in', divisionIds).where('role', '=', 'manager')
    .where('disabled_at', 'is', null).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Has anything ever been of this division? */
export async function isReferredTo (db: Database, divisionId: string): Promise<boolean> {
  for (const table of ['teams', 'users', 'invitations', 'person_facts', 'reports', 'obligations'] as const) {
    const row = await db.selectFrom(table).select('division_id').where('division_id', '=', divisionId).limit(1).executeTakeFirst()
    if (row) return true
  }
  for (const table of ['schedules', 'holidays', 'calendar_events'] as const) {
    if (await db.selectFrom(table).select('id').where('scope_key', '=', divisionId).limit(1).executeTakeFirst()) return true
  }
  return false
}

function divisionOf (row: Row): Division {
  return {
    id: row.id,
    name: row.name,
    code: row.code!,
    teamCount: Number(row.team_count),
    archivedAt: toTimestampOrNull(row.archived_at),
    version: row.version
  }
}

/** The id of each, by its name. */
export async function idsByName (db: Database): Promise<Map<string, string>> {
  return new Map((await db.selectFrom('divisions').select(['name', 'id']).execute()).map(({ name, id }) => [name, id]))
}

import type { DeleteResult, InsertResult, RawBuilder, Updateable, UpdateResult } from 'kysely'
import { isDuplicate } from '../dialect.ts'
import type { Database, Tables } from '../tables.ts'

/** The tables whose rows carry a version that each change raises. */
type Versioned = { [Table in keyof Tables]: Tables[Table] extends { id: unknown, version: unknown } ? Table : never }[keyof Tables]

/** Values, or what SQL makes of the ones that are there. */
type Changes<Row> = { [Column in keyof Row]: Row[Column] | RawBuilder<Row[Column]> }

/** Somebody else changed the row first, or it is gone. */
export class OvertakenError extends Error {
  override name = 'OvertakenError'
  /** Undefined when the row is gone. */
  readonly currentVersion: number | undefined

  constructor (currentVersion: number | undefined) {
    super('somebody else was faster')
    this.currentVersion = currentVersion
  }
}

/** Changes a row that is still at `version`, and raises that. @throws OvertakenError: answered as VERSION_CONFLICT, or NOT_FOUND. */
export async function updateAtVersion<Table extends Versioned> (
  tx: Database,
  table: Table,
  id: string | number,
  version: number,
  change: Changes<Omit<Updateable<Tables[Table]>, 'id' | 'version'>>
): Promise<void> {
  const rows = tx.updateTable(table as 'users').set({ ...change as object, version: version + 1 })
  if (!await changesOne(rows.where('id', '=', id as string).where('version', '=', version))) throw await overtaken(tx, table, id)
}

/** Runs an update or a deletion. Resolves to false where its conditions met no row: somebody else was first. */
export async function changesOne (query: { executeTakeFirst: () => Promise<UpdateResult | DeleteResult | undefined> }): Promise<boolean> {
  const result = await query.executeTakeFirst()
  return result !== undefined && ('numUpdatedRows' in result ? result.numUpdatedRows : result.numDeletedRows) > 0n
}

/** Deletes a row that is still at `version`. @throws OvertakenError: answered as VERSION_CONFLICT, or NOT_FOUND. */
export async function deleteAtVersion (tx: Database, table: Versioned, id: string | number, version: number): Promise<void> {
  const rows = tx.deleteFrom(table as 'users').where('id', '=', id as string)
  if (!await changesOne(rows.where('version', '=', version))) throw await overtaken(tx, table, id)
}

async function overtaken (db: Database, table: Versioned, id: string | number): Promise<OvertakenError> {
  const row = await db.selectFrom(table as 'users').select('version').where('id', '=', id as string).executeTakeFirst()
  return new OvertakenError(row?.version)
}

/** Resolves to false where a row with such a unique key is there. */
export function insertUnlessThere (insert: { execute: () => Promise<InsertResult[]> }): Promise<boolean> {
  return unlessDuplicate(() => insert.execute())
}

/** The same of a change: false, with nothing changed, where another row has such a unique key. */
export async function unlessDuplicate (change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change()
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

import type { Database } from '../../database/tables.ts'

export async function exists (db: Database, divisionId: string): Promise<boolean> {
  return await db.selectFrom('divisions').select('id').where('id', '=', divisionId).executeTakeFirst() !== undefined
}

/** The id of each, by its name. */
export async function idsByName (db: Database): Promise<Map<string, string>> {
  return new Map((await db.selectFrom('divisions').select(['name', 'id']).execute()).map(({ name, id }) => [name, id]))
}

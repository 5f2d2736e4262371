import type { Database } from '../../database/tables.ts'

export async function exists (db: Database, divisionId: string): Promise<boolean> {
  return await db.selectFrom('divisions').select('id').where('id', '=', divisionId).executeTakeFirst() !== undefined
}

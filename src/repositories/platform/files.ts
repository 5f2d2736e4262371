import type { Database } from '../../database/tables.ts'

/** Which of these hashes rows name; what none names can go. */
export async function namedAmong (db: Database, hashes: string[]): Promise<Set<string>> {
  const pictures = await db.selectFrom('users').select('avatar_hash as hash').distinct().where('avatar_hash', 'in', hashes).execute()
  const files = await db.selectFrom('files').select('hash').distinct().where('hash', 'in', hashes).execute()
  return new Set([...pictures, ...files].map(({ hash }) => hash!))
}

/** Every hash that a row names. */
export async function allNamed (db: Database): Promise<string[]> {
  const pictures = await db.selectFrom('users').select('avatar_hash as hash').distinct().where('avatar_hash', 'is not', null).execute()
  const files = await db.selectFrom('files').select('hash').distinct().execute()
  return [...new Set([...pictures, ...files].map(({ hash }) => hash!))]
}

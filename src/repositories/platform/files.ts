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

/** The hashes that the newest rows name, and of pictures any: what a folder that is the right one has. @param most of each. */
export async function someNamed (db: Database, most: number): Promise<string[]> {
  const pictures = db.selectFrom('users').select('avatar_hash as hash').where('avatar_hash', 'is not', null).limit(most).execute()
  const files = await db.selectFrom('files').select('hash').orderBy('id', 'desc').limit(most).execute()
  return [...new Set([...await pictures, ...files].map(({ hash }) => hash!))]
}

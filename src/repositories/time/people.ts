import { sql } from 'kysely'
import { dialectOf, toTimestamp } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'

/** Since when those of these people are disabled who are, in milliseconds since 1970. */
export async function disabledSince (db: Database, userIds: string[]): Promise<Map<string, number>> {
  return byPerson(await select(db, userIds).execute())
}

/** The same, and until the transaction ends nobody is disabled or enabled. */
export async function lockDisabledSince (tx: Database, userIds: string[]): Promise<Map<string, number>> {
  const query = select(tx, userIds)
  return byPerson(await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute())
}

const select = (db: Database, userIds: string[]) =>
  db.selectFrom('users').select(['id', 'disabled_at']).where('id', 'in', userIds.length > 0 ? userIds : [sql<string>`''`]).orderBy('id')

function byPerson (rows: { id: string, disabled_at: string | null }[]): Map<string, number> {
  return new Map(rows.flatMap(({ id, disabled_at: time }) => time === null ? [] : [[id, Date.parse(toTimestamp(time))] as const]))
}

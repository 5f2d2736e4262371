import { SqliteAdapter } from 'kysely'
import type { Kysely } from 'kysely'

export type DialectName = 'sqlite' | 'mysql'

export function dialectOf (db: Kysely<any>): DialectName {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'mysql'
}

/** A time as the databases keep it: `YYYY-MM-DD HH:MM:SS.mmm`, UTC, sortable as text. */
export function toDateTime (time: Date): string {
  const iso = time.toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** A kept time as RFC 3339. Makes no `Date`: lists are a hot path. MySQL's driver leaves out a fraction of zero. */
export function toTimestamp (dateTime: string): string {
  return `${dateTime.slice(0, 10)}T${dateTime.slice(11)}${dateTime.length === 19 ? '.000' : ''}Z`
}

export function toTimestampOrNull (dateTime: string | null): string | null {
  return dateTime === null ? null : toTimestamp(dateTime)
}

/** Did a unique index refuse the row? */
export function isDuplicate (error: unknown): boolean {
  const { code, errcode } = error as { code?: string, errcode?: number }
  const sqliteUnique = [1555, 2067] // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
  return code === 'ER_DUP_ENTRY' || (code === 'ERR_SQLITE_ERROR' && sqliteUnique.includes(errcode!))
}

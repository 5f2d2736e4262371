import type { ColumnType } from 'kysely'

/** A column that may be left out when a row is made. */
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

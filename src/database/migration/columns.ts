import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { dialectOf } from '../dialect.ts'

const mysql = {
  /** A ULID, or another key that code makes. */
  id: sql`char(26) character set ascii collate ascii_bin`,
  key: sql`varchar(191) character set ascii collate ascii_bin`,
  text: (length: number) => sql`varchar(${sql.lit(length)})`,
  longText: sql`longtext`,
  integer: sql`int`,
  bigint: sql`bigint`,
  double: sql`double`,
  date: sql`date`,
  /** A date that a person may choose: MySQL's own have no 29 February of the year 0, which the documents have. */
  chosenDate: sql`char(10) character set ascii collate ascii_bin`,
  dateTime: sql`datetime(3)`,
  sequence: sql`bigint auto_increment primary key`
}

/** SQLite knows no lengths; the documents bound them. */
const sqlite: typeof mysql = {
  id: sql`text`,
  key: sql`text`,
  text: () => sql`text`,
  longText: sql`text`,
  integer: sql`integer`,
  bigint: sql`integer`,
  double: sql`real`,
  date: sql`text`,
  chosenDate: sql`text`,
  dateTime: sql`text`,
  sequence: sql`integer primary key autoincrement`
}

/** The column types of the migrations, for the database that `db` is. */
export function columnTypes (db: Kysely<any>): typeof mysql {
  return dialectOf(db) === 'sqlite' ? sqlite : mysql
}

/** What follows the closing bracket of CREATE TABLE. */
export function withTableOptions<T extends string, C extends string> (
  db: Kysely<any>,
  table: CreateTableBuilder<T, C>
): CreateTableBuilder<T, C> {
  return table.modifyEnd(
    dialectOf(db) === 'sqlite' ? sql`strict` : sql`engine = innodb default character set = utf8mb4 collate = utf8mb4_bin`
  )
}

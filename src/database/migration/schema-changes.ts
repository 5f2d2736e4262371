import { type ColumnBuilderCallback, type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'
import { columnTypes, withTableOptions } from './columns.ts'
import { dialectOf } from '../dialect.ts'

type Type = RawBuilder<unknown>
type Row = Record<string, string | number | null>

/** What migrations are made of: each change is made unless it has been. */
export interface SchemaChanges {
  type: ReturnType<typeof columnTypes>
  createTable: (name: string) => CreateTableBuilder<string, never>
  dropTable: (name: string) => Promise<void>
  addColumn: (table: string, name: string, type: Type, build?: ColumnBuilderCallback) => Promise<void>
  /** A column, null at first, that holds the `id` of a row of `target`. @param constraint unique in the database. */
  addReference: (table: string, name: string, type: Type, constraint: string, target: string) => Promise<void>
  dropReference: (table: string, name: string, constraint: string) => Promise<void>
  dropColumn: (table: string, name: string) => Promise<void>
  /** Of a migration that changes rows by a column which it adds, or takes away. */
  hasColumn: (table: string, name: string) => Promise<boolean>
  createIndex: (table: string, name: string, columns: string[], options?: { unique?: boolean }) => Promise<void>
  dropIndex: (table: string, name: string) => Promise<void>
  /** The row with this `id`, as it is where it is there. */
  insertRow: (table: string, row: Row & { id: number | string }) => Promise<void>
}

/**
 * Changes of tables that can be run again from any point. MySQL commits each by itself: a migration whose process is killed
 * half-way has made some of them, and runs from its beginning the next time.
 */
export function schemaChanges (db: Kysely<any>): SchemaChanges {
  const { schema } = db
  const isSqlite = dialectOf(db) === 'sqlite'
  const has = isSqlite ? sqliteLook(db) : mysqlLook(db)
  const plain: ColumnBuilderCallback = (column) => column

  async function addColumn (table: string, name: string, type: Type, build = plain): Promise<void> {
    if (!await has.column(table, name)) await schema.alterTable(table).addColumn(name, type as never, build).execute()
  }

  async function dropColumn (table: string, name: string): Promise<void> {
    if (await has.column(table, name)) await schema.alterTable(table).dropColumn(name).execute()
  }

  return {
    type: columnTypes(db),
    createTable: (name) => withTableOptions(db, schema.createTable(name).ifNotExists()),
    dropTable: (name) => schema.dropTable(name).ifExists().execute(),
    addColumn,
    async addReference (table, name, type, constraint, target) {
      // SQLite takes a foreign key with its column only, MySQL ignores one that is written there.
      if (isSqlite) return addColumn(table, name, type, (column) => column.references(`${target}.id`))
      await addColumn(table, name, type)
      if (await has.foreignKey(constraint)) return
      await schema.alterTable(table).addForeignKeyConstraint(constraint, [name], target, ['id']).execute()
    },
    async dropReference (table, name, constraint) {
      if (!isSqlite && await has.foreignKey(constraint)) await schema.alterTable(table).dropConstraint(constraint).execute()
      await dropColumn(table, name)
    },
    dropColumn,
    hasColumn: has.column,
    async createIndex (table, name, columns, { unique = false } = {}) {
      if (await has.index(table, name)) return
      const index = schema.createIndex(name).on(table).columns(columns)
      await (unique ? index.unique() : index).execute()
    },
    async dropIndex (table, name) {
      if (!await has.index(table, name)) return
      const index = schema.dropIndex(name)
      await (isSqlite ? index : index.on(table)).execute()
    },
    async insertRow (table, row) {
      const there = await db.selectFrom(table).select('id').where('id', '=', row.id).executeTakeFirst()
      if (!there) await db.insertInto(table).values(row).execute()
    }
  }
}

async function isAny (db: Kysely<any>, query: RawBuilder<unknown>): Promise<boolean> {
  return (await query.execute(db)).rows.length > 0
}

function mysqlLook (db: Kysely<any>) {
  return {
    column: (table: string, name: string) =>
      isAny(
        db,
        sql`select 1 from information_schema.columns where table_schema = database() and table_name = ${table} and column_name = ${name}`
      ),
    index: (table: string, name: string) =>
      isAny(
        db,
        sql`select 1 from information_schema.statistics where table_schema = database() and table_name = ${table} and index_name = ${name}`
      ),
    foreignKey: (name: string) =>
      isAny(
        db,
        sql`select 1 from information_schema.table_constraints
          where constraint_schema = database() and constraint_name = ${name} and constraint_type = 'FOREIGN KEY'`
      )
  }
}

function sqliteLook (db: Kysely<any>): ReturnType<typeof mysqlLook> {
  return {
    column: (table, name) => isAny(db, sql`select 1 from pragma_table_info(${table}) where name = ${name}`),
    index: (_table, name) => isAny(db, sql`select 1 from sqlite_master where type = 'index' and name = ${name}`),
    foreignKey: async () => false
  }
}

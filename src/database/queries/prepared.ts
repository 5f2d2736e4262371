import type { CompiledQuery, Insertable, QueryResult } from 'kysely'
import { dialectOf } from '../dialect.ts'
import type { Database, Tables } from '../tables.ts'
import { bind, type BoundQuery, Placeholder } from '../placeholder.ts'
import { padded } from './together.ts'

/**
 * A query that is built and compiled once per dialect and then only bound: on hot paths compiling costs more
 * than SQLite needs to answer.
 *
 * @param build makes the query; `parameter(name)` stands where a value will.
 */
export function prepare<Name extends string, Row> (
  build: (db: Database, parameter: (name: Name) => string) => { compile: () => CompiledQuery<Row> }
): (db: Database, values: Record<Name, string>) => Promise<Row[]> {
  const bound = prepareSized(build)
  return (db, values) => bound(db, 1, values)
}

/**
 * The same of several keys at once, for `in (…)`: once per dialect and power of two, up to which the last key is repeated.
 *
 * @param build makes the query of these keys.
 */
export function prepareEach<Name extends string, Row> (
  build: (db: Database, keys: string[], parameter: (name: Name) => string) => { compile: () => CompiledQuery<Row> }
): (db: Database, keys: string[], values: Record<Name, string>) => Promise<Row[]> {
  const bound = prepareSized<string, Row>((db, parameter, size) =>
    build(db, Array.from({ length: size }, (_, index) => parameter(String(index))), parameter)
  )
  return (db, keys, values) => {
    const all = padded(keys)
    const places: Record<string, string> = { ...values }
    for (let index = 0; index < all.length; index++) places[index] = all[index]
    return bound(db, all.length, places)
  }
}

type Build<Name extends string, Row> = (
  db: Database,
  parameter: (name: Name) => string,
  size: number
) => { compile: () => CompiledQuery<Row> }

/** The same of a query that takes more or fewer values: once per dialect and size, of which there are few. */
export function prepareSized<Name extends string, Row> (
  build: Build<Name, Row>
): (db: Database, size: number, values: Record<Name, string | number>) => Promise<Row[]> {
  const bound = executed(build)
  return async (db, size, values) => (await bound(db, size, values)).rows
}

/**
 * The same of a query that has other parts where it is asked about other things: once for each form that these have, by which of them are
 * there and how long the lists are, which are filled up as in `prepareEach`. So `build` puts texts and numbers into the query, and looks at
 * none of them; by what else there is, such as null and true, it may decide.
 */
export function prepareForms<About extends object, Row> (
  build: (db: Database, about: About) => { compile: () => CompiledQuery<Row> }
): (db: Database, about: About) => Promise<Row[]> {
  const compiled = new Map<string, CompiledQuery<Row>>()
  return async (db, about) => {
    const values: Record<string, unknown> = {}
    const form: Record<string, unknown> = {}
    const place = (name: string, value: unknown) => {
      values[name] = value
      return new Placeholder(name)
    }
    let name = dialectOf(db) as string
    for (const [key, value] of Object.entries<unknown>(about as Record<string, unknown>)) {
      if (Array.isArray(value)) {
        const all = padded(value)
        form[key] = all.map((each, index) => place(`${key} ${index}`, each))
        name += ` ${key} ${all.length}`
      } else if (typeof value === 'string' || typeof value === 'number') {
        form[key] = place(key, value)
        name += ` ${key}`
      } else {
        form[key] = value
        name += ` ${key}=${String(value)}`
      }
    }
    let query = compiled.get(name)
    if (!query) compiled.set(name, query = build(db, form as About).compile())
    return (await run(db, bind(query, values))).rows
  }
}

/** The same of a statement that changes rows. @returns what says how many. */
export function prepareChange<Name extends string> (
  build: Build<Name, unknown>
): (db: Database, size: number, values: Record<Name, string | number>) => Promise<bigint> {
  const bound = executed(build)
  return async (db, size, values) => (await bound(db, size, values)).numAffectedRows ?? 0n
}

function executed<Name extends string, Row> (
  build: Build<Name, Row>
): (db: Database, size: number, values: Record<Name, string | number>) => Promise<QueryResult<Row>> {
  const compiled = new Map<string, CompiledQuery<Row>>()
  return (db, size, values) => {
    const name = `${dialectOf(db)} ${size}`
    let query = compiled.get(name)
    if (!query) compiled.set(name, query = build(db, (name) => new Placeholder(name) as unknown as string, size).compile())
    return run(db, bind(query, values))
  }
}

/** There is nothing left to be made of it, nor of what it answers. */
function run<Row> (db: Database, query: BoundQuery<Row>): Promise<QueryResult<Row>> {
  return db.getExecutor().provideConnection((connection) => connection.executeQuery<Row>(query))
}

/** As many rows as a statement that is kept inserts; of more there are too many numbers. */
const mostKept = 16

/** Inserts rows of a table, which all have the same columns each time, by a statement that is compiled once for each number of them. */
export function prepareInsert<Table extends keyof Tables> (
  table: Table
): (db: Database, rows: Insertable<Tables[Table]>[]) => Promise<void> {
  const compiled = new Map<string, CompiledQuery>()
  let columns: string[] | undefined
  return async (db, rows) => {
    columns ??= Object.keys(rows[0])
    const values: unknown[] = []
    for (const row of rows as Record<string, unknown>[]) {
      if (Object.keys(row).length !== columns.length) throw new Error(`A row of ${table} has other columns than those before`)
      for (const column of columns) values.push(row[column])
    }
    const name = `${dialectOf(db)} ${rows.length}`
    let query = compiled.get(name)
    if (!query) {
      query = insertOf(db, table, columns, rows.length)
      if (rows.length <= mostKept) compiled.set(name, query)
    }
    await run(db, { ...query, parameters: values, values: values as Record<number, unknown> })
  }
}

/** Its parameters are in the order of the values. */
function insertOf (db: Database, table: keyof Tables, columns: string[], size: number): CompiledQuery {
  const places = Array.from(
    { length: size },
    (_, row) => Object.fromEntries(columns.map((column, index) => [column, new Placeholder(row * columns.length + index)]))
  )
  return db.insertInto(table).values(places as never).compile()
}

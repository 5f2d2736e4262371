import type { CompiledQuery } from 'kysely'
import { dialectOf } from '../dialect.ts'
import type { Database } from '../tables.ts'
import { padded } from './together.ts'

class Placeholder {
  readonly name: string
  constructor (name: string) {
    this.name = name
  }
}

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
    return bound(db, all.length, { ...values, ...Object.fromEntries(all.map((key, index) => [String(index), key])) })
  }
}

function prepareSized<Name extends string, Row> (
  build: (db: Database, parameter: (name: Name) => string, size: number) => { compile: () => CompiledQuery<Row> }
): (db: Database, size: number, values: Record<Name, string>) => Promise<Row[]> {
  const compiled = new Map<string, CompiledQuery<Row>>()
  return async (db, size, values) => {
    const name = `${dialectOf(db)} ${size}`
    let query = compiled.get(name)
    if (!query) compiled.set(name, query = build(db, (name) => new Placeholder(name) as unknown as string, size).compile())
    const parameters = query.parameters.map((parameter) => parameter instanceof Placeholder ? values[parameter.name as Name] : parameter)
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}

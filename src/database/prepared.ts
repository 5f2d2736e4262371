import type { CompiledQuery } from 'kysely'
import { dialectOf, type DialectName } from './dialect.ts'
import type { Database } from './tables.ts'

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
  const compiled = new Map<DialectName, CompiledQuery<Row>>()
  return async (db, values) => {
    const dialect = dialectOf(db)
    let query = compiled.get(dialect)
    if (!query) compiled.set(dialect, query = build(db, (name) => new Placeholder(name) as unknown as string).compile())
    const parameters = query.parameters.map((parameter) => parameter instanceof Placeholder ? values[parameter.name as Name] : parameter)
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}

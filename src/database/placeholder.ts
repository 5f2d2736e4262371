import type { CompiledQuery } from 'kysely'

/** Stands in a query that is compiled once, where a value will. */
export class Placeholder {
  readonly name: string | number
  constructor (name: string | number) {
    this.name = name
  }
}

/** By the names of their places. */
export type Values = Readonly<Record<string | number, unknown>>

/** A query beside whose nodes stand the values of the places that are left in them. */
export interface BoundQuery<Row = unknown> extends CompiledQuery<Row> {
  readonly values?: Values | undefined
}

/** The query with these values as its parameters. */
export function bind<Row> (query: CompiledQuery<Row>, values: Values | undefined): BoundQuery<Row> {
  if (!values) return query
  return { ...query, parameters: query.parameters.map((parameter) => valueIn(parameter, values)), values }
}

/** What is meant by it, or by what stands in its place. */
export const valueIn = (value: unknown, values: Values | undefined): unknown => value instanceof Placeholder ? values![value.name] : value

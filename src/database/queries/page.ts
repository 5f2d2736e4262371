import { type SelectQueryBuilder, sql } from 'kysely'
import { parseForeignJson } from '../../runtime/json.ts'

/** Keyset pages: a cursor holds the sort key of the last row seen. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Is this text a value of a column that a list is sorted by? A cursor can be forged, and is read before it gets near SQL. */
export type KeyPart = (text: string) => boolean

const longestName = 120

export const isId: KeyPart = (text) => /^[0-9A-Za-z_-]{1,36}$/.test(text)
export const isName: KeyPart = (text) => text.isWellFormed() && !text.includes('\0') && [...text].length <= longestName
export const isDate: KeyPart = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** A time as the databases answer it; MySQL leaves out a fraction of zero. */
export const isTime: KeyPart = (text) =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{3})?$/.test(text) &&
  !Number.isNaN(Date.parse(`${text.replace(' ', 'T')}Z`)) && isDate(text.slice(0, 10))

/** Of a column of whole numbers, from 1. */
export const isNumber: KeyPart = (text) => /^[1-9]\d{0,14}$/.test(text)

export interface CursorCodec {
  encode: (key: string[]) => string
  /** Resolves to undefined for what is no cursor of this list. */
  decode: (cursor: string) => string[] | undefined
}

/** The cursors of one list. @param list its name, so that the cursor of another is not taken for one of these. */
export function cursorCodec (list: string, ...parts: KeyPart[]): CursorCodec {
  return {
    encode: (key) => Buffer.from(JSON.stringify([list, ...key])).toString('base64url'),
    decode (cursor) {
      try {
        const value = parseForeignJson(Buffer.from(cursor, 'base64url').toString())
        if (!Array.isArray(value) || value.length !== parts.length + 1) return undefined
        const [name, ...key] = value
        return name === list && parts.every((isPart, index) => typeof key[index] === 'string' && isPart(key[index])) ? key : undefined
      } catch {
        return undefined
      }
    }
  }
}

/** How a list is sorted, all columns the same way; the last one tells any two rows apart. */
export interface Order extends CursorCodec {
  direction: 'asc' | 'desc'
  /** As the query names them: `reports.id`. */
  columns: string[]
  /** Does it begin with a name? Then there is a least one, and a bound keeps the scan inside the index. */
  byName: boolean
  /** What a column is compared with, of the text in a cursor. */
  bind: (text: string, index: number) => string | number
}

/** @param list its name, for its cursors. @param columns each with what its values look like; they are selected under their own names. */
export function orderBy (list: string, direction: Order['direction'], columns: Record<string, KeyPart>): Order {
  const parts = Object.values(columns)
  return {
    ...cursorCodec(list, ...parts),
    direction,
    columns: Object.keys(columns),
    byName: direction === 'asc' && parts[0] === isName,
    bind: (text, index) => parts[index] === isNumber ? Number(text) : text
  }
}

export interface PageRequest {
  limit: number
  /** The decoded cursor of the page before. */
  after?: string[]
}

/** One page of a query, in order. */
export async function readPage<Row extends object> (
  query: SelectQueryBuilder<any, any, Row>,
  order: Order,
  page: PageRequest
): Promise<Page<Row>> {
  return pageOf(await firstOf(query, order, page), order, page)
}

/** One page of what several queries find, none of them the same: each is read in order, by its own index. Of texts that ASCII sorts. */
export async function readMerged<Row extends object> (
  queries: SelectQueryBuilder<any, any, Row>[],
  order: Order,
  page: PageRequest
): Promise<Page<Row>> {
  const rows: Row[] = []
  for (const query of queries) rows.push(...await firstOf(query, order, page))
  const sign = order.direction === 'asc' ? 1 : -1
  return pageOf(rows.sort((a, b) => sign * compared(keyOf(order.columns, a), keyOf(order.columns, b))), order, page)
}

/** One more than wanted, which says whether there is another page. */
async function firstOf<Row extends object> (query: SelectQueryBuilder<any, any, Row>, order: Order, { limit, after }: PageRequest) {
  const { columns, direction, byName } = order
  const bounded = after ? query.where(beyond(order, after)) : byName ? query.where(sql.ref(columns[0]), '>=', '') : query
  const sorted = columns.reduce((sorting, column) => sorting.orderBy(sql.ref(column), direction), bounded)
  return sorted.limit(limit + 1).execute()
}

function pageOf<Row extends object> (rows: Row[], { columns, encode }: Order, { limit }: PageRequest): Page<Row> {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? encode(keyOf(columns, items.at(-1)!)) : null }
}

function compared (a: string[], b: string[]): number {
  const at = a.findIndex((part, index) => part !== b[index])
  if (at === -1) return 0
  return a[at] < b[at] ? -1 : 1
}

/** `a <= x and (a < x or (a = x and b < y))`: the plain bound keeps the scan inside the index, which the disjunction alone does not. */
function beyond ({ columns, direction, bind }: Order, after: string[]) {
  const past = sql.raw(direction === 'asc' ? '>' : '<')
  const bound = (index: number) => sql`${sql.ref(columns[index])} ${past} ${bind(after[index], index)}`
  const same = (index: number) => sql`${sql.ref(columns[index])} = ${bind(after[index], index)}`
  const rest = (index: number): ReturnType<typeof bound> =>
    index === columns.length - 1 ? bound(index) : sql`(${bound(index)} or (${same(index)} and ${rest(index + 1)}))`
  if (columns.length === 1) return sql<boolean>`${bound(0)}`
  return sql<boolean>`(${sql.ref(columns[0])} ${past}= ${bind(after[0], 0)} and ${rest(0)})`
}

function keyOf (columns: string[], row: object): string[] {
  const values = row as Record<string, string | number>
  return columns.map((column) => String(values[column.slice(column.lastIndexOf('.') + 1)]))
}

/** The same page of what the rows stand for. */
export function mapPage<Row, Item> ({ items, nextCursor }: Page<Row>, toItem: (row: Row) => Item): Page<Item> {
  return { items: items.map(toItem), nextCursor }
}

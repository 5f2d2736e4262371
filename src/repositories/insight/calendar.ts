/** What the sources of the calendar have in common: each lists what touches a range, in order, from a place in it on. */
import { type RawBuilder, sql } from 'kysely'
import { isDate, orderBy, type KeyPart } from '../../database/queries/page.ts'
import type { CalendarEntry, CalendarKind } from '../../../generated/schemas.ts'
import type { Scope } from '../scope.ts'

/** An entry, whoever looks at it. */
export type Entry = Omit<CalendarEntry, 'can'> & {
  /** Of what it is made of. */
  changedAt: string
}

/** Whose entries are asked for. */
export interface Viewed extends Scope {
  userId: string
  divisionIds: string[]
  /** In whose place they decide, and their own. */
  deciding: string[]
}

export interface CalendarAsked {
  from: string
  to: string
  /** The first day that something can begin on which touches the range. */
  earliest: string
  teamId?: string
  kind?: CalendarKind
  /** The date, kind and id of the last entry that was seen. */
  after?: string[]
  limit: number
}

/** In the order of their names, as a page has them. */
const kinds: CalendarKind[] = ['deadline', 'event', 'holiday', 'joint_leave', 'leave', 'report', 'workday']

const isKind: KeyPart = (text) => kinds.includes(text as CalendarKind)
const isEntryId: KeyPart = (text) => /^[0-9A-Za-z_:-]{1,47}$/.test(text)

export const earliestFirst = orderBy('calendar', 'asc', { date: isDate, kind: isKind, id: isEntryId })

export function compareEntries (one: Entry, other: Entry): number {
  return compare(one.date, other.date) || compare(one.kind, other.kind) || compare(one.id, other.id)
}

/** Does it come after the last one seen? */
export function isFollowing (entry: Entry, { after }: Pick<CalendarAsked, 'after'>): boolean {
  if (!after) return true
  const [date, kind, id] = after
  return (compare(entry.date, date) || compare(entry.kind, kind) || compare(entry.id, id)) > 0
}

function compare (one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Of a table whose rows have `date` and `end_date`. The first bound keeps the scan inside the index. */
export function touching (
  table: 'calendar_events',
  { earliest, from, to }: Pick<CalendarAsked, 'earliest' | 'from' | 'to'>
): RawBuilder<boolean> {
  const date = sql.ref(`${table}.date`)
  return sql<boolean>`(${date} >= ${earliest} and ${date} <= ${to} and ${sql.ref(`${table}.end_date`)} >= ${from})`
}

/** Those of a kind that come after the last one seen. */
export function following (
  kind: CalendarKind,
  table: string,
  { after }: Pick<CalendarAsked, 'after'>,
  column = 'date'
): RawBuilder<boolean> {
  if (!after) return sql<boolean>`1 = 1`
  const [day, lastKind, lastId] = after
  const date = sql.ref(`${table}.${column}`)
  if (kind > lastKind) return sql<boolean>`${date} >= ${day}`
  if (kind < lastKind) return sql<boolean>`${date} > ${day}`
  return sql<boolean>`(${date} >= ${day} and (${date} > ${day} or ${sql.ref(`${table}.id`)} > ${lastId}))`
}

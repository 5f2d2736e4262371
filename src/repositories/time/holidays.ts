import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isDate, isId, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import { asOne } from '../../database/queries/together.ts'
import { insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Holiday } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'

export type NewHoliday = Omit<Holiday, 'id' | 'version'>

const columns = ['holidays.id', 'holidays.date', 'holidays.name', 'holidays.kind', 'holidays.scope_key', 'holidays.version'] as const

const live = (db: Database) => db.selectFrom('holidays').select(columns).where('live_key', '=', '')

type Row = Awaited<ReturnType<ReturnType<typeof live>['executeTakeFirstOrThrow']>>

export const earliestFirst = orderBy('holidays', 'asc', { 'holidays.date': isDate, 'holidays.id': isId })

export async function list (db: Database, { from, to }: { from: string, to: string }, page: PageRequest): Promise<Page<Holiday>> {
  return mapPage(await readPage(live(db).where('date', '>=', from).where('date', '<=', to), earliestFirst, page), toHoliday)
}

const liveOn = prepareEach((db, dates) => live(db).where('date', 'in', dates))

/** Each of these days. */
export const listOn = asOne(async (db, dates: string[]): Promise<Holiday[]> =>
  dates.length === 0 ? [] : (await liveOn(db, dates, {})).map(toHoliday)
)

export async function find (db: Database, id: string): Promise<Holiday | undefined> {
  const row = await live(db).where('id', '=', id).executeTakeFirst()
  return row && toHoliday(row)
}

/** The columns of a new one, for who inserts several. */
export function rowOf ({ date, name, kind, divisionId }: NewHoliday, id: string, now: Date) {
  const time = toDateTime(now)
  return {
    id,
    date,
    name,
    kind,
    scope_key: divisionId ?? 'org',
    created_at: time,
    updated_at: time,
    deleted_at: null,
    live_key: '',
    version: 1
  }
}

/** Resolves to undefined where the division, or the organisation, has one on the day. */
export async function insert (tx: Database, holiday: NewHoliday, now: Date): Promise<Holiday | undefined> {
  const row = rowOf(holiday, newId(now.getTime()), now)
  return await insertUnlessThere(tx.insertInto('holidays').values(row)) ? find(tx, row.id) : undefined
}

/**
 * What it was stays as a row that is deleted, since days were judged by it. Resolves to undefined where there is another one on the day.
 * @throws OvertakenError when somebody else changed it first.
 */
export async function update (tx: Database, before: Holiday, change: Partial<NewHoliday>, now: Date): Promise<Holiday | undefined> {
  const { id, version } = before
  const { created_at } = await tx.selectFrom('holidays').select('created_at').where('id', '=', id).executeTakeFirstOrThrow()
  const { date, name, kind, scope_key } = rowOf({ ...before, ...change }, id, now)
  const time = toDateTime(now)
  const columns = { date, name, kind, scope_key, created_at: time, updated_at: time }
  if (!await unlessDuplicate(() => updateAtVersion(tx, 'holidays', id, version, columns))) return undefined
  const past = newId(now.getTime())
  await tx.insertInto('holidays').values({ ...rowOf(before, past, now), created_at, deleted_at: time, live_key: past, version }).execute()
  return find(tx, id)
}

/** @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: Holiday, now: Date): Promise<void> {
  await updateAtVersion(tx, 'holidays', id, version, { deleted_at: toDateTime(now), live_key: id, updated_at: toDateTime(now) })
}

type KnownHoliday = Holiday & { createdAt: string, deletedAt: string | null }

const knownBetween = prepare((db, parameter: (name: 'from' | 'to') => string) =>
  db.selectFrom('holidays').select([...columns, 'holidays.created_at', 'holidays.deleted_at'])
    .where('date', '>=', parameter('from')).where('date', '<=', parameter('to'))
)

/** Whether they count or not: every one from `from` to `to`, with when it was known. */
export const listKnown = remembered(async (db, from: string, to: string): Promise<KnownHoliday[]> =>
  (await knownBetween(db, { from, to })).map((row) => ({
    ...toHoliday(row),
    createdAt: toTimestamp(row.created_at),
    deletedAt: row.deleted_at === null ? null : toTimestamp(row.deleted_at)
  }))
)

function toHoliday ({ id, date, name, kind, scope_key, version }: Row): Holiday {
  return { id, date, name, kind, divisionId: scope_key === 'org' ? null : scope_key, version }
}

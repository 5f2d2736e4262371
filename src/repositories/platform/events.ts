import { sql } from 'kysely'
import type { NewEvent } from '../../../generated/events.ts'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare, prepareChange, prepareInsert, prepareSized } from '../../database/queries/prepared.ts'
import { padded } from '../../database/queries/together.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { changedMeanwhile } from '../../database/unavailable.ts'

/** An event that has its place in the log. */
export interface SequencedEvent {
  id: number
  channel: string
  type: string
  /** JSON. */
  payload: string
  cause: string | null
  /** `YYYY-MM-DD HH:MM:SS.mmm`, UTC. */
  createdAt: string
  /** Over all channels, without gaps. */
  position: number
  /** Within the channel, without gaps. */
  seq: number
}

const insertEvents = prepareInsert('events')

/** Appends to the log, in the transaction of the change that the events tell of. */
export async function append (tx: Database, now: Date, cause: string, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await insertEvents(
    tx,
    events.map(({ channel, type, data }) => ({
      channel,
      type,
      payload: JSON.stringify(data),
      cause,
      created_at: toDateTime(now)
    }))
  )
}

const unsequenced = prepare((db) => db.selectFrom('events').select('id').where('position', 'is', null).limit(1))

/** Since when the event that waits longest for its position has been there; undefined where none waits. */
export async function oldestUnsequenced (db: Database): Promise<Date | undefined> {
  const row = await db.selectFrom('events').select('created_at').where('position', 'is', null).orderBy('id').limit(1).executeTakeFirst()
  return row && new Date(toTimestamp(row.created_at))
}

/**
 * Gives the committed events that have none a position and a place in their channel, oldest first. Only one
 * caller at a time can: it holds the row of the clock. The order of `id` is not the order of commits, which is why
 * a reader follows positions.
 *
 * What comes next is read from the events themselves, in the statement that finds those that wait, and not from what is kept beside
 * them: should a statement of this ever stand alone, the others taken back, it leaves no hole and no repetition.
 */
export async function sequence (db: Database, limit: number): Promise<{ epoch: string, events: SequencedEvent[] }> {
  if ((await unsequenced(db, {})).length === 0) return { epoch: '', events: [] }
  return inTransaction(db, async (tx) => {
    const [{ position, epoch }] = await lockClock(tx, {})
    const rows = await waiting(tx, limit, {})
    if (rows.length === 0) return { epoch, events: [] }

    const heads = new Map(rows.map(({ channel, newest, floor }) => [channel, newest ?? floor ?? 0]))
    const last = Math.max(position, rows[0].last ?? 0)
    const events = rows.map((row, index): SequencedEvent => {
      const seq = heads.get(row.channel)! + 1
      heads.set(row.channel, seq)
      return {
        id: row.id,
        channel: row.channel,
        type: row.type,
        payload: row.payload,
        cause: row.cause,
        createdAt: row.created_at,
        position: last + index + 1,
        seq
      }
    })
    await place(tx, events, position)
    await moveHeads(tx, events)
    return { epoch, events }
  })
}

const lockClock = prepare((db) => {
  const clock = db.selectFrom('event_clock').select(['position', 'epoch']).where('id', '=', sql.lit(1))
  return dialectOf(db) === 'mysql' ? clock.forUpdate() : clock
})

/**
 * Those that have no place, each with the number of its channel's newest event that has one, with what `event_channels` says where no
 * event of the channel is kept, and with the newest position of all.
 */
const waiting = prepareSized((db, _parameter, limit) =>
  db.selectFrom('events').select((eb) => [
    'id',
    'channel',
    'type',
    'payload',
    'cause',
    'created_at',
    eb.selectFrom('events as placed').select('placed.seq').whereRef('placed.channel', '=', 'events.channel')
      .where('placed.position', 'is not', null).orderBy('placed.position', 'desc').limit(sql.lit(1)).as('newest'),
    eb.selectFrom('event_channels').select('seq').whereRef('event_channels.channel', '=', 'events.channel').as('floor'),
    eb.selectFrom('events as placed').select((of) => of.fn.max('placed.position').as('position')).as('last')
  ]).where('position', 'is', null).orderBy('id').limit(sql.lit(limit))
)

type Placed = `${'id' | 'position' | 'seq'}${number}`

/** What gives places to so many events: of those columns, to which rows, and to those alone that have none. */
function placesOf (parameter: (name: Placed) => string, size: number) {
  const all = Array.from({ length: size }, (_, index) => index)
  const oneOf = (column: 'position' | 'seq') =>
    sql<number>`case events.id ${
      sql.join(all.map((index) => sql`when ${parameter(`id${index}`)} then ${parameter(`${column}${index}`)}`), sql` `)
    } end`
  const ids = sql.join(all.map((index) => parameter(`id${index}`)))
  return { position: oneOf('position'), seq: oneOf('seq'), where: sql<boolean>`events.id in (${ids}) and events.position is null` }
}

/** In MariaDB one statement, which there is whole or not at all, even where it stands alone. */
const placeAndMove = prepareChange((db, parameter: (name: Placed | 'from' | 'to') => string, size) => {
  const { position, seq, where } = placesOf(parameter, size)
  const change = sql`update events, event_clock
    set events.position = ${position}, events.seq = ${seq}, event_clock.position = ${parameter('to')}
    where ${where} and event_clock.id = 1 and event_clock.position = ${parameter('from')}`
  return { compile: () => change.compile(db) }
})
const placeAlone = prepareChange((db, parameter: (name: Placed) => string, size) => {
  const { position, seq, where } = placesOf(parameter, size)
  return db.updateTable('events').set({ position, seq }).where(where)
})
const moveClock = prepareChange((db, parameter: (name: 'from' | 'to') => string) =>
  db.updateTable('event_clock').set({ position: sql<number>`${parameter('to')}` }).where('id', '=', sql.lit(1))
    .where('position', '=', sql<number>`${parameter('from')}`)
)

/** Together with the clock, and only where that is still at `from`. */
async function place (tx: Database, events: SequencedEvent[], from: number): Promise<void> {
  const those = padded(events)
  const clock = { from, to: events.at(-1)!.position }
  const places: Record<Placed, number> = {}
  for (const [index, { id, position, seq }] of those.entries()) {
    Object.assign(places, { [`id${index}`]: id, [`position${index}`]: position, [`seq${index}`]: seq })
  }
  const changed = dialectOf(tx) === 'mysql'
    ? await placeAndMove(tx, those.length, { ...places, ...clock })
    : await placeAlone(tx, those.length, places) + await moveClock(tx, 1, clock)
  if (changed !== BigInt(events.length + 1)) throw changedMeanwhile('Another sequencer gave these events their places')
}

/** To what the events have, not to what they were to have: `event_channels` says nothing that they do not. */
const moveAll = prepareSized((db, parameter: (name: `id${number}`) => string, size) => {
  const ids = Array.from({ length: size }, (_, index) => sql<number>`${parameter(`id${index}`)}`)
  const insert = db.insertInto('event_channels').columns(['channel', 'seq']).expression(
    db.selectFrom('events').select((eb) => ['channel', eb.fn.max('seq').as('seq')]).where('id', 'in', ids).where('position', 'is not', null)
      .groupBy('channel')
  )
  return dialectOf(db) === 'mysql'
    ? insert.onDuplicateKeyUpdate({ seq: sql`greatest(event_channels.seq, values(seq))` })
    : insert.onConflict((conflict) => conflict.column('channel').doUpdateSet({ seq: sql`max(event_channels.seq, excluded.seq)` }))
})

async function moveHeads (tx: Database, events: SequencedEvent[]): Promise<void> {
  const those = padded(events)
  await moveAll(tx, those.length, Object.fromEntries(those.map(({ id }, index) => [`id${index}`, id])))
}

const clockRow = prepare((db) => db.selectFrom('event_clock').select(['position', 'epoch']).where('id', '=', sql.lit(1)))

/** Which log this is, and the position of its newest event. */
export async function readClock (db: Database): Promise<{ position: number, epoch: string }> {
  const [row] = await clockRow(db, {})
  return { position: row.position, epoch: row.epoch }
}

const sequenced = (db: Database) =>
  db.selectFrom('events').select(['id', 'channel', 'type', 'payload', 'cause', 'created_at', 'position', 'seq'])

type Row = Awaited<ReturnType<ReturnType<typeof sequenced>['executeTakeFirstOrThrow']>>

function eventOf (row: Row): SequencedEvent {
  return {
    id: row.id,
    channel: row.channel,
    type: row.type,
    payload: row.payload,
    cause: row.cause,
    createdAt: row.created_at,
    position: row.position!,
    seq: row.seq!
  }
}

/** The events after a position, over all channels, in order. */
export async function readAfter (db: Database, position: number, limit: number): Promise<SequencedEvent[]> {
  return (await sequenced(db).where('position', '>', position).orderBy('position').limit(limit).execute()).map(eventOf)
}

/** How many of these types there are after a position that everybody of a team, or of the organisation, is told; `most` at most. */
export async function countAfter (db: Database, position: number, types: string[], most: number): Promise<number> {
  const { count } = await db.selectFrom(
    db.selectFrom('events').select('id').where('position', '>', position).where('type', 'in', types)
      .where((eb) => eb.or([eb('channel', '=', 'org'), eb('channel', 'like', 'team:%')])).limit(sql.lit(most)).as('found')
  ).select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** The events of a channel after a position and up to another, in order. */
export async function readChannel (db: Database, channel: string, after: number, upTo: number, limit: number): Promise<SequencedEvent[]> {
  const rows = await sequenced(db).where('channel', '=', channel).where('position', '>', after).where('position', '<=', upTo).orderBy(
    'position'
  ).limit(limit).execute()
  return rows.map(eventOf)
}

/** The position of the oldest event that is kept, or undefined when there is none. */
export async function oldestPosition (db: Database): Promise<number | undefined> {
  const row = await db.selectFrom('events').select('position').where('position', 'is not', null).orderBy('position').limit(1)
    .executeTakeFirst()
  return row?.position ?? undefined
}

/** Names the log anew, after a restore: positions that clients remember are of another one. */
export async function changeEpoch (db: Database, epoch: string): Promise<void> {
  await db.updateTable('event_clock').set({ epoch }).where('id', '=', 1).execute()
}

/** Forgets the places of sessions whose events are gone: each has one event, its end. */
export async function deleteSessionChannels (db: Database): Promise<void> {
  await db.deleteFrom('event_channels').where('channel', 'like', 'session:%')
    .where((eb) => eb.not(eb.exists(eb.selectFrom('events').select('events.id').whereRef('events.channel', '=', 'event_channels.channel'))))
    .execute()
}

/**
 * Deletes up to `limit` sequenced events from before `time`, the oldest first and none behind one that is kept: a replay has
 * no holes.
 * @returns how many.
 */
export async function deleteBefore (db: Database, time: Date, limit: number): Promise<number> {
  const rows = await db.selectFrom('events').select(['id', 'created_at']).where('position', 'is not', null).orderBy('position').limit(
    sql.lit(limit)
  ).execute()
  const kept = rows.findIndex((row) => toTimestamp(row.created_at) >= time.toISOString())
  const ids = (kept === -1 ? rows : rows.slice(0, kept)).map((row) => row.id)
  if (ids.length > 0) await db.deleteFrom('events').where('id', 'in', ids).execute()
  return ids.length
}

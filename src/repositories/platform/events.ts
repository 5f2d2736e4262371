import { sql } from 'kysely'
import type { NewEvent } from '../../../generated/events.ts'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare, prepareEach, prepareInsert, prepareSized } from '../../database/queries/prepared.ts'
import { padded } from '../../database/queries/together.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { chunks } from '../../runtime/chunks.ts'

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
 */
export async function sequence (db: Database, limit: number): Promise<{ epoch: string, events: SequencedEvent[] }> {
  if ((await unsequenced(db, {})).length === 0) return { epoch: '', events: [] }
  return inTransaction(db, async (tx) => {
    let [{ position, epoch }] = await lockClock(tx, {})
    const rows = await oldestWithout(tx, limit, {})
    if (rows.length === 0) return { epoch, events: [] }

    const heads = await channelHeads(tx, [...new Set(rows.map((row) => row.channel))])
    const events = rows.map((row): SequencedEvent => {
      const seq = (heads.get(row.channel) ?? 0) + 1
      heads.set(row.channel, seq)
      return {
        id: row.id,
        channel: row.channel,
        type: row.type,
        payload: row.payload,
        cause: row.cause,
        createdAt: row.created_at,
        position: ++position,
        seq
      }
    })
    for (const those of chunks(events, mostPlaced)) await place(tx, those)
    for (const those of chunks([...heads], mostPlaced)) await moveHeads(tx, those)
    await moveClock(tx, 1, { position })
    return { epoch, events }
  })
}

const lockClock = prepare((db) => {
  const clock = db.selectFrom('event_clock').select(['position', 'epoch']).where('id', '=', sql.lit(1))
  return dialectOf(db) === 'mysql' ? clock.forUpdate() : clock
})
const moveClock = prepareSized((db, parameter: (name: 'position') => string) =>
  db.updateTable('event_clock').set({ position: sql<number>`${parameter('position')}` }).where('id', '=', sql.lit(1))
)
const oldestWithout = prepareSized((db, _parameter, limit) =>
  db.selectFrom('events').select(['id', 'channel', 'type', 'payload', 'cause', 'created_at'])
    .where('position', 'is', null).orderBy('id').limit(sql.lit(limit))
)
const headsOf = prepareEach((db, channels) => db.selectFrom('event_channels').select(['channel', 'seq']).where('channel', 'in', channels))

async function channelHeads (tx: Database, channels: string[]): Promise<Map<string, number>> {
  const heads = new Map<string, number>()
  for (const those of chunks(channels, mostPlaced)) {
    for (const { channel, seq } of await headsOf(tx, those, {})) heads.set(channel, seq)
  }
  return heads
}

/** In one statement. */
const mostPlaced = 64

type Placed = 'id' | 'position' | 'seq'

const placeAll = prepareSized((db, parameter: (name: `${Placed}${number}`) => string, size) => {
  const all = Array.from({ length: size }, (_, index) => index)
  const oneOf = (column: 'position' | 'seq') =>
    sql<number>`case id ${
      sql.join(all.map((index) => sql`when ${parameter(`id${index}`)} then ${parameter(`${column}${index}`)}`), sql` `)
    } end`
  return db.updateTable('events').set({ position: oneOf('position'), seq: oneOf('seq') })
    .where('id', 'in', all.map((index) => sql<number>`${parameter(`id${index}`)}`))
})

async function place (tx: Database, events: SequencedEvent[]): Promise<void> {
  const those = padded(events)
  const values: Record<`${Placed}${number}`, number> = {}
  for (const [index, { id, position, seq }] of those.entries()) {
    Object.assign(values, { [`id${index}`]: id, [`position${index}`]: position, [`seq${index}`]: seq })
  }
  await placeAll(tx, those.length, values)
}

const moveAll = prepareSized((db, parameter: (name: `${'channel' | 'seq'}${number}`) => string, size) => {
  const insert = db.insertInto('event_channels').values(
    Array.from({ length: size }, (_, index) => ({ channel: parameter(`channel${index}`), seq: sql<number>`${parameter(`seq${index}`)}` }))
  )
  return dialectOf(db) === 'mysql'
    ? insert.onDuplicateKeyUpdate({ seq: sql`values(seq)` })
    : insert.onConflict((conflict) => conflict.column('channel').doUpdateSet({ seq: sql`excluded.seq` }))
})

async function moveHeads (tx: Database, heads: [string, number][]): Promise<void> {
  const those = padded(heads)
  const values: Record<`${'channel' | 'seq'}${number}`, string | number> = {}
  for (const [index, [channel, seq]] of those.entries()) Object.assign(values, { [`channel${index}`]: channel, [`seq${index}`]: seq })
  await moveAll(tx, those.length, values)
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

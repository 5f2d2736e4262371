import { dialectOf, toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { changesOne, deleteAtVersion, updateAtVersion } from '../../database/queries/writes.ts'
import type { Webhook, WebhookEventType } from '../../../generated/schemas.ts'
import { countAfter, readClock } from '../platform/events.ts'

/** Of what is in the log for one. */
const mostCounted = 100_000

/** A webhook as its sender needs it. Secrets are sealed. */
export interface Target {
  id: string
  kind: Webhook['kind']
  name: string
  /** Empty where it is a chat's. */
  url: string
  /** Where a chat is, sealed. */
  chat: string | null
  active: boolean
  secret: string
  oldSecret: string | null
  oldSecretUntil: Date | null
  failingSince: Date | null
}

/** Of which events it has deliveries, up to where in the log. */
export interface Subscription {
  id: string
  events: WebhookEventType[]
  position: number
  /** There is a job that sends, or will. */
  busy: boolean
}

type Row = Pick<
  Tables['webhooks'],
  'id' | 'kind' | 'team_id' | 'name' | 'url' | 'events' | 'stopped' | 'position' | 'failing_since' | 'created_at' | 'updated_at' | 'version'
>

const columns = [
  'id',
  'kind',
  'team_id',
  'name',
  'url',
  'events',
  'stopped',
  'position',
  'failing_since',
  'created_at',
  'updated_at',
  'version'
] as const

/** All, the oldest first. */
export async function list (db: Database): Promise<Webhook[]> {
  const rows = await db.selectFrom('webhooks').select(columns).orderBy('id').execute()
  const waiting = await countWaiting(db, rows)
  return rows.map((row) => toWebhook(row, waiting.get(row.id)))
}

export async function find (db: Database, id: string): Promise<Webhook | undefined> {
  const row = await db.selectFrom('webhooks').select(columns).where('id', '=', id).executeTakeFirst()
  return row && toWebhook(row, (await countWaiting(db, [row])).get(id))
}

export async function count (db: Database): Promise<number> {
  const { number } = await db.selectFrom('webhooks').select((eb) => eb.fn.countAll<number>().as('number')).executeTakeFirstOrThrow()
  return Number(number)
}

/** Of each: deliveries that wait, and what is for it in the log behind them. */
async function countWaiting (db: Database, webhooks: Row[]): Promise<Map<string, number>> {
  if (webhooks.length === 0) return new Map()
  const rows = await db.selectFrom('webhook_deliveries').select(['webhook_id', (eb) => eb.fn.countAll<number>().as('number')])
    .where('webhook_id', 'in', webhooks.map(({ id }) => id)).where('state', '=', 'waiting').groupBy('webhook_id').execute()
  const counts = new Map(rows.map(({ webhook_id: id, number }) => [id, Number(number)]))
  const { position: head } = await readClock(db)
  const behind = webhooks.filter(({ kind, stopped, position }) => kind === 'program' && stopped === null && position < head)
  // Those that came to a stop together have the same before them.
  for (const alike of Map.groupBy(behind, ({ position, events }) => `${position} ${events}`).values()) {
    const inLog = await countAfter(db, alike[0].position, JSON.parse(alike[0].events), mostCounted)
    for (const { id } of alike) counts.set(id, (counts.get(id) ?? 0) + inLog)
  }
  return counts
}

export interface NewWebhook extends Pick<Webhook, 'name' | 'events'> {
  id: string
  url: string
  /** Sealed. */
  secret: string
}

/** One that tells a chat. */
export interface NewChat extends Pick<Webhook, 'name'> {
  id: string
  kind: 'slack' | 'telegram'
  teamId: string
  /** Sealed. */
  chat: string
}

/** @param position of the log: what happens after it is told. */
export async function insert (tx: Database, { id, name, url, events, secret }: NewWebhook, position: number, now: Date): Promise<void> {
  const program = { kind: 'program' as const, team_id: null, chat: null, url, events: JSON.stringify(events), secret }
  await tx.insertInto('webhooks').values({ ...fresh({ id, name }, now), ...program, position }).execute()
}

export async function insertChat (tx: Database, { id, name, kind, teamId, chat }: NewChat, now: Date): Promise<void> {
  const none = { url: '', events: '[]', secret: '', position: 0 }
  await tx.insertInto('webhooks').values({ ...fresh({ id, name }, now), kind, team_id: teamId, chat, ...none }).execute()
}

function fresh ({ id, name }: { id: string, name: string }, now: Date) {
  return {
    id,
    name,
    stopped: null,
    old_secret: null,
    old_secret_until: null,
    failing_since: null,
    job_id: null,
    created_at: toDateTime(now),
    updated_at: toDateTime(now),
    version: 1
  }
}

/** The ids of the chats that are told of a team. */
export async function listChats (tx: Database, teamId: string): Promise<string[]> {
  const rows = await tx.selectFrom('webhooks').select('id').where('team_id', '=', teamId).where('stopped', 'is', null).orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

export interface Changes extends Partial<Pick<NewWebhook, 'name' | 'url' | 'events'>> {
  /** Is it told? */
  active?: boolean
}

/**
 * @param position of the log, from which on one that is switched on is told.
 * @throws OvertakenError when somebody else changed it first.
 */
export async function change (
  tx: Database,
  { id, version, active: was }: Pick<Webhook, 'id' | 'version' | 'active'>,
  { name, url, events, active = was }: Changes,
  position: number,
  now: Date
): Promise<void> {
  await updateAtVersion(tx, 'webhooks', id, version, {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events: JSON.stringify(events) }),
    ...(active && !was && { stopped: null, position }),
    ...(!active && was && { stopped: 'off' as const }),
    // Whoever mends it wants to see it tried.
    ...(active && (!was || url !== undefined) && { failing_since: null }),
    updated_at: toDateTime(now)
  })
}

/** What is shown of it stays, and so does its version. */
export async function replaceSecret (
  tx: Database,
  id: string,
  { secret, oldSecret, oldSecretUntil }: { secret: string, oldSecret: string, oldSecretUntil: Date },
  now: Date
): Promise<void> {
  await tx.updateTable('webhooks')
    .set({ secret, old_secret: oldSecret, old_secret_until: toDateTime(oldSecretUntil), updated_at: toDateTime(now) })
    .where('id', '=', id).execute()
}

/** With what it was sent. @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: Pick<Webhook, 'id' | 'version'>): Promise<void> {
  await tx.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).execute()
  await deleteAtVersion(tx, 'webhooks', id, version)
}

export async function findTarget (db: Database, id: string): Promise<Target | undefined> {
  const row = await db.selectFrom('webhooks')
    .select(['id', 'kind', 'name', 'url', 'chat', 'stopped', 'secret', 'old_secret', 'old_secret_until', 'failing_since'])
    .where('id', '=', id).executeTakeFirst()
  const time = (text: string | null) => text === null ? null : new Date(toTimestamp(text))
  return row && {
    id: row.id,
    kind: row.kind,
    name: row.name,
    url: row.url,
    chat: row.chat,
    active: row.stopped === null,
    secret: row.secret,
    oldSecret: row.old_secret,
    oldSecretUntil: time(row.old_secret_until),
    failingSince: time(row.failing_since)
  }
}

/** Those that are told, and have not looked at the log up to `head`; or this one alone. */
export async function listBehind (db: Database, head: number, id?: string): Promise<Subscription[]> {
  let query = db.selectFrom('webhooks')
    .leftJoin('jobs', (join) => join.onRef('jobs.id', '=', 'webhooks.job_id').on('jobs.state', '=', 'waiting'))
    .select(['webhooks.id', 'events', 'position', 'jobs.id as job']).where('stopped', 'is', null).where('webhooks.kind', '=', 'program')
    .where('position', '!=', head)
  if (id !== undefined) query = query.where('webhooks.id', '=', id)
  const rows = await query.orderBy('webhooks.id').execute()
  return rows.map(({ id, events, position, job }) => ({ id, events: JSON.parse(events), position, busy: job !== null }))
}

/** They have deliveries of what the log says up to here. */
export async function advance (tx: Database, ids: string[], to: number): Promise<void> {
  await tx.updateTable('webhooks').set({ position: to }).where('id', 'in', ids).execute()
}

/** One that nobody else sends to, or changes, until the transaction ends. */
export interface Locked {
  id: string
  active: boolean
  position: number
  jobId: string | null
}

/** Those of them that there are: until the transaction ends nobody else sends, or asks for it. */
export async function lockAll (tx: Database, ids: string[]): Promise<Locked[]> {
  // In one order, so that two who lock several do not wait for each other.
  const query = tx.selectFrom('webhooks').select(['id', 'stopped', 'position', 'job_id']).where('id', 'in', ids).orderBy('id')
  const rows = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute()
  return rows.map(({ id, stopped, position, job_id: jobId }) => ({ id, active: stopped === null, position, jobId }))
}

export async function lock (tx: Database, id: string): Promise<Locked | undefined> {
  return (await lockAll(tx, [id])).at(0)
}

/** The job with this id sends what waits. */
export async function assign (tx: Database, id: string, jobId: string): Promise<void> {
  await tx.updateTable('webhooks').set({ job_id: jobId }).where('id', '=', id).execute()
}

/** That job has done what it could. */
export async function release (tx: Database, id: string, jobId: string): Promise<void> {
  await tx.updateTable('webhooks').set({ job_id: null }).where('id', '=', id).where('job_id', '=', jobId).execute()
}

/** Those of which something waits, and no job sends it. */
export async function listForgotten (db: Database): Promise<string[]> {
  const rows = await db.selectFrom('webhooks')
    .leftJoin('jobs', (join) => join.onRef('jobs.id', '=', 'webhooks.job_id').on('jobs.state', '=', 'waiting'))
    .select('webhooks.id').where('webhooks.stopped', 'is', null).where('jobs.id', 'is', null)
    .where((eb) =>
      eb.exists(
        eb.selectFrom('webhook_deliveries').select('webhook_deliveries.id').whereRef('webhook_id', '=', 'webhooks.id')
          .where('webhook_deliveries.state', '=', 'waiting')
      )
    ).orderBy('webhooks.id').execute()
  return rows.map(({ id }) => id)
}

/** Since when its receiver takes nothing; null where it takes what it is sent. */
export async function noteFailing (tx: Database, id: string, since: Date | null): Promise<void> {
  await tx.updateTable('webhooks').set({ failing_since: since && toDateTime(since) }).where('id', '=', id).execute()
}

/** It is told no more, for good. Resolves to false where it was not any more. */
export async function stop (tx: Database, id: string, reason: 'given_up' | 'gone', now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('webhooks').set((eb) => ({ stopped: reason, updated_at: toDateTime(now), version: eb('version', '+', 1) }))
      .where('id', '=', id).where('stopped', 'is', null)
  )
}

function toWebhook (row: Row, waiting = 0): Webhook {
  return {
    id: row.id,
    kind: row.kind,
    teamId: row.team_id,
    name: row.name,
    url: row.kind === 'program' ? row.url : null,
    events: JSON.parse(row.events),
    active: row.stopped === null,
    state: row.stopped ?? (row.failing_since === null ? 'working' : 'failing'),
    failingSince: toTimestampOrNull(row.failing_since),
    waiting,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    version: row.version
  }
}

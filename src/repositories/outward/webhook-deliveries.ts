import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { isNumber, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'
import type { WebhookDelivery, WebhookDeliveryType } from '../../../generated/schemas.ts'

const columns = ['id', 'position', 'type', 'state', 'attempts', 'status', 'problem', 'time', 'tried_at', 'next_try_at'] as const

type Row = Pick<Tables['webhook_deliveries'], (typeof columns)[number]>

/** Of one webhook, which has one for each position. */
export const newestFirst = orderBy('webhook-deliveries', 'desc', { 'webhook_deliveries.position': isNumber })

export async function list (
  db: Database,
  { webhookId, state }: { webhookId: string, state?: WebhookDelivery['state'] },
  page: PageRequest
): Promise<Page<WebhookDelivery>> {
  let query = db.selectFrom('webhook_deliveries').select(columns).where('webhook_id', '=', webhookId)
  if (state !== undefined) query = query.where('state', '=', state)
  return mapPage(await readPage(query, newestFirst, page), toDelivery)
}

export async function find (db: Database, webhookId: string, id: string): Promise<WebhookDelivery | undefined> {
  const row = await db.selectFrom('webhook_deliveries').select(columns).where('webhook_id', '=', webhookId).where('id', '=', id)
    .executeTakeFirst()
  return row && toDelivery(row)
}

export interface NewDelivery {
  id: string
  webhookId: string
  position: number
  type: WebhookDeliveryType
  messageId: string
  body: string
  /** As the database has it. */
  time: string
}

export async function insertAll (tx: Database, deliveries: NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await tx.insertInto('webhook_deliveries').values(deliveries.map(({ id, webhookId, position, type, messageId, body, time }) => ({
    id,
    webhook_id: webhookId,
    position,
    type,
    message_id: messageId,
    body,
    time,
    state: 'waiting' as const,
    attempts: 0,
    status: null,
    problem: null,
    tried_at: null,
    next_try_at: null
  }))).execute()
}

/** What is sent next. */
export interface Waiting {
  id: string
  messageId: string
  body: string
  attempts: number
  /** Null for now. */
  nextTryAt: Date | null
}

/** The oldest that wait, in order: each goes before all that are younger. */
export async function listWaiting (db: Database, webhookId: string, limit: number): Promise<Waiting[]> {
  const rows = await db.selectFrom('webhook_deliveries').select(['id', 'message_id', 'body', 'attempts', 'next_try_at'])
    .where('webhook_id', '=', webhookId).where('state', '=', 'waiting').orderBy('position').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    body: row.body,
    attempts: row.attempts,
    nextTryAt: row.next_try_at === null ? null : new Date(toTimestamp(row.next_try_at))
  }))
}

/** They were delivered, with this answer. @returns how many of them had been waiting. */
export async function settleDelivered (tx: Database, ids: string[], status: number | null, time: Date): Promise<number> {
  const { numUpdatedRows } = await tx.updateTable('webhook_deliveries').set((eb) => ({
    state: 'delivered' as const,
    status,
    problem: null,
    attempts: eb('attempts', '+', 1),
    tried_at: toDateTime(time),
    next_try_at: null
  })).where('id', 'in', ids).where('state', '=', 'waiting').executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** What came of a try that failed. Resolves to false where somebody else has tried meanwhile. */
export async function settleFailed (
  tx: Database,
  { id, attempts }: Pick<Waiting, 'id' | 'attempts'>,
  { state, status, problem, nextTryAt }: Pick<WebhookDelivery, 'state' | 'status' | 'problem'> & { nextTryAt: Date | null },
  now: Date
): Promise<boolean> {
  return changesOne(
    tx.updateTable('webhook_deliveries').set({
      state,
      status,
      problem,
      attempts: attempts + 1,
      tried_at: toDateTime(now),
      next_try_at: nextTryAt && toDateTime(nextTryAt)
    }).where('id', '=', id).where('state', '=', 'waiting').where('attempts', '=', attempts)
  )
}

/** It waits anew, with all its tries. Resolves to false where it waits already. */
export async function repeat (tx: Database, id: string): Promise<boolean> {
  return changesOne(
    tx.updateTable('webhook_deliveries').set({ state: 'waiting', attempts: 0, next_try_at: null })
      .where('id', '=', id).where('state', '!=', 'waiting')
  )
}

/** What waits for another try is tried now. */
export async function hurry (tx: Database, webhookId: string): Promise<void> {
  await tx.updateTable('webhook_deliveries').set({ next_try_at: null, attempts: 0 }).where('webhook_id', '=', webhookId)
    .where('state', '=', 'waiting').where('next_try_at', 'is not', null).execute()
}

/** Deletes up to `limit` from before `time`. @returns how many. */
export async function deleteBefore (db: Database, time: Date, limit: number): Promise<number> {
  const rows = await db.selectFrom('webhook_deliveries').select('id').where('time', '<', toDateTime(time)).limit(limit).execute()
  if (rows.length > 0) await db.deleteFrom('webhook_deliveries').where('id', 'in', rows.map(({ id }) => id)).execute()
  return rows.length
}

function toDelivery (row: Row): WebhookDelivery {
  return {
    id: row.id,
    type: row.type as WebhookDeliveryType,
    state: row.state,
    attempts: row.attempts,
    status: row.status,
    problem: row.problem as WebhookDelivery['problem'],
    time: toTimestamp(row.time),
    triedAt: toTimestampOrNull(row.tried_at),
    nextTryAt: toTimestampOrNull(row.next_try_at)
  }
}

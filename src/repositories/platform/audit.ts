import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { isNumber, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare, prepareInsert } from '../../database/queries/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { AuditAction, AuditEntry } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

/** What each action is done to. One that the contract lists and that is missing here does not compile. */
const targetTypes = {
  'session.created': 'session',
  'session.revoked': 'session',
  'sign_in.paused': 'user',
  'password.changed': 'user',
  'password.reset': 'user',
  'email_change.requested': 'user',
  'email_change.cancelled': 'user',
  'email.changed': 'user',
  'identity.linked': 'user',
  'identity.refused': 'user',
  'identity.unlinked': 'user',
  'user.created': 'user',
  'user.registered': 'user',
  'user.updated': 'user',
  'user.disabled': 'user',
  'user.enabled': 'user',
  'users.imported': 'organisation',
  'invitation.created': 'invitation',
  'invitation.revoked': 'invitation',
  'settings.updated': 'organisation',
  'report.deleted': 'report',
  'file.deleted': 'file',
  'schedule.created': 'schedule',
  'schedule.updated': 'schedule',
  'schedule.deleted': 'schedule',
  'shift.created': 'shift',
  'shift.updated': 'shift',
  'shift.deleted': 'shift',
  'roster.set': 'team',
  'holiday.created': 'holiday',
  'holiday.updated': 'holiday',
  'holiday.deleted': 'holiday',
  'holidays.imported': 'organisation',
  'division.created': 'division',
  'division.updated': 'division',
  'division.archived': 'division',
  'division.restored': 'division',
  'division.deleted': 'division',
  'team.created': 'team',
  'team.updated': 'team',
  'team.archived': 'team',
  'team.restored': 'team',
  'team.deleted': 'team',
  'team.member_set': 'user',
  'team.member_removed': 'user',
  'template.created': 'template',
  'template.updated': 'template',
  'template.archived': 'template',
  'template.restored': 'template',
  'template.deleted': 'template',
  'delegation.created': 'delegation',
  'delegation.ended': 'delegation',
  'analytics.exported': 'organisation',
  'obligations.excused': 'user',
  'obligations.restored': 'user',
  'obligations.extended': 'user',
  'leave.approved': 'leave',
  'leave.rejected': 'leave',
  'leave.cancelled': 'leave',
  'token.created': 'token',
  'token.revoked': 'token',
  'webhook.created': 'webhook',
  'webhook.updated': 'webhook',
  'webhook.deleted': 'webhook',
  'webhook.secret_rotated': 'webhook',
  'webhook.stopped': 'webhook'
} as const satisfies Record<AuditAction, AuditEntry['targetType']>

/** An action with what it is done to; a pair that is not in the table does not compile. */
export type Audited = { [Action in keyof typeof targetTypes]: { action: Action, targetType: typeof targetTypes[Action] } }[AuditAction]

export type NewEntry = Audited & {
  time: Date,
  actorId: string | null,
  targetId: string | null,
  before?: Record<string, unknown>,
  after?: Record<string, unknown>,
  address: string | null,
  requestId: string | null
}

type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

const lockHead = prepare((db) => {
  const head = db.selectFrom('audit_head').select(['entry_id', 'hash']).where('id', '=', sql.lit(1))
  return dialectOf(db) === 'mysql' ? head.forUpdate() : head
})
const insertEntries = prepareInsert('audit_entries')

/**
 * Adds an entry to the chain, in the transaction of what it tells of. Holds the chain's head until that commits, so it comes last.
 * @param key without which nobody can make a chain that holds.
 */
export async function append (tx: Database, key: Buffer, entry: NewEntry): Promise<void> {
  const [last] = await lockHead(tx, {})
  const row = {
    id: last.entry_id + 1,
    time: toDateTime(entry.time),
    actor_id: entry.actorId,
    action: entry.action,
    target_type: entry.targetType,
    target_id: entry.targetId,
    before: entry.before ? JSON.stringify(entry.before) : null,
    after: entry.after ? JSON.stringify(entry.after) : null,
    address: entry.address,
    request_id: entry.requestId
  }
  const hash = hashOf(key, last.hash, row)
  await insertEntries(tx, [{ ...row, hash }])
  await tx.updateTable('audit_head').set({ entry_id: row.id, hash }).where('id', '=', 1).execute()
}

/** HMAC-SHA-256 over the hash before and every column, in hexadecimal. */
function hashOf (key: Buffer, previous: string, row: Omit<Row, 'hash'>): string {
  const { id, time, actor_id, action, target_type, target_id, before, after, address, request_id } = row
  // As a timestamp: MySQL's driver leaves out a fraction of zero.
  return createHmac('sha256', key).update(
    JSON.stringify([previous, id, toTimestamp(time), actor_id, action, target_type, target_id, before, after, address, request_id])
  ).digest('hex')
}

function rowsAfter (db: Database, id: number, limit: number) {
  return db.selectFrom('audit_entries').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute()
}

export interface Verdict {
  entries: number
  /** Of the newest entry; written down elsewhere, it proves a later chain to be the same. */
  hash: string
  /** Undefined when the chain holds. */
  broken: { id: number, reason: string } | undefined
}

const batchSize = 1000

/** Walks the whole chain. @param onProgress called with the number of entries seen, batch by batch. */
export async function verify (db: Database, key: Buffer, onProgress: (entries: number) => void = () => {}): Promise<Verdict> {
  let [last, hash] = [0, '']
  const broken = (id: number, reason: string): Verdict => ({ entries: last, hash, broken: { id, reason } })
  for (;;) {
    const rows = await rowsAfter(db, last, batchSize)
    for (const row of rows) {
      if (row.id !== last + 1) return broken(last + 1, 'is missing')
      if (hashOf(key, hash, row) !== row.hash) return broken(row.id, 'was changed, or is not the service’s own')
      ;[last, hash] = [row.id, row.hash]
    }
    if (rows.length > 0) {
      onProgress(last)
      continue
    }
    // After the rows: what is written meanwhile moves it on, and its rows are there then.
    const head = await db.selectFrom('audit_head').select(['entry_id', 'hash']).where('id', '=', 1).executeTakeFirst()
    if (!head) return broken(last, 'is the newest, and the head of the chain is missing')
    if (head.entry_id === last && head.hash === hash) return { entries: last, hash, broken: undefined }
    if (head.entry_id <= last || (await rowsAfter(db, last, 1)).length === 0) {
      return broken(last + 1, 'is missing: entries were taken from the end, or the head of the chain was changed')
    }
  }
}

export const newestFirst = orderBy('audit', 'desc', { 'audit_entries.id': isNumber })

export interface Filter {
  action?: AuditAction
  actorId?: string
  targetId?: string
}

export async function list (db: Database, { action, actorId, targetId }: Filter, page: PageRequest): Promise<Page<AuditEntry>> {
  let query = db.selectFrom('audit_entries')
    .leftJoin('users', 'users.id', 'audit_entries.actor_id')
    .selectAll('audit_entries').select(['users.name as actor_name', 'users.avatar_hash as actor_picture'])
  if (action) query = query.where('action', '=', action)
  if (actorId) query = query.where('actor_id', '=', actorId)
  if (targetId) query = query.where('target_id', '=', targetId)
  return mapPage(await readPage(query, newestFirst, page), (row) => ({
    id: row.id,
    time: toTimestamp(row.time),
    actor: personOf(row.actor_id, row.actor_name, row.actor_picture),
    action: row.action as AuditAction,
    targetType: row.target_type as AuditEntry['targetType'],
    targetId: row.target_id,
    before: detailsOf(row.before),
    after: detailsOf(row.after),
    address: row.address,
    requestId: row.request_id,
    hash: row.hash
  }))
}

function detailsOf (text: string | null): Record<string, unknown> | null {
  return text === null ? null : JSON.parse(text)
}

import type { ColumnType, Generated } from 'kysely'

/** What carries the rest: notices, the log of events, the audit log, jobs. */
export interface PlatformTables {
  notices: NoticeTable
  /** The reports behind a notice for their reviewer. */
  notice_reports: { notice_id: string, report_id: string }
  events: EventTable
  /** One row. The epoch names this log; a restored database gets another. */
  event_clock: { id: number, position: number, epoch: string }
  event_channels: { channel: string, seq: number }
  /** How often something has changed for whom: see `database/changes/concerned.ts`. */
  change_numbers: { name: string, number: number }
  idempotency_keys: IdempotencyKeyTable
  audit_entries: AuditEntryTable
  /** One row: the newest entry. Locking it makes the chain one. */
  audit_head: { id: number, entry_id: number, hash: string }
  jobs: JobTable
}

/** What people are told. Of each the type and what its sentence is made of; see `texts/notices.ts`. */
interface NoticeTable {
  id: string
  user_id: string
  type: string
  /** JSON. */
  arguments: string
  target_kind: 'report' | 'leave' | 'team' | 'event' | 'blocker' | null
  target_id: string | null
  actor_id: string | null
  /** While it is unread, what more is told in this one; null for what stands alone. */
  open_key: string | null
  created_at: string
  read_at: string | null
}

interface EventTable {
  /** Taken while the aggregate is locked; its order is not the order of commits. */
  id: Generated<number>
  channel: string
  type: string
  /** JSON. */
  payload: string
  /** The request id of the call that made it. */
  cause: string | null
  created_at: string
  /** Given by the sequencer, after the commit. */
  position: ColumnType<number | null, undefined, number>
  seq: ColumnType<number | null, undefined, number>
}

interface AuditEntryTable {
  /** From 1, without gaps. */
  id: number
  time: string
  actor_id: string | null
  action: string
  target_type: string
  target_id: string | null
  /** JSON. */
  before: string | null
  /** JSON. */
  after: string | null
  address: string | null
  request_id: string | null
  /** HMAC-SHA-256 over the entry and the hash before, in hexadecimal. */
  hash: string
}

/** Work that is waiting or under way; done under a key, so that it is not done again; or given up. */
interface JobTable {
  id: string
  kind: string
  /** One job for each in its kind; the id where it does not matter. */
  job_key: string
  /** JSON; empty once it is done. */
  payload: string
  state: 'waiting' | 'done' | 'failed'
  /** When it may be begun. While somebody works on it, when another may take over: the end of the lease. */
  due_at: string
  /** Known to who works on it; null while nobody does. */
  lease: string | null
  /** How often it was begun. */
  attempts: number
  created_at: string
  finished_at: string | null
  /** Of the newest attempt. Without secrets. */
  last_error: string | null
}

/** A request that is carried out once. */
interface IdempotencyKeyTable {
  user_id: string
  operation: string
  /** SHA-256 of the key, in hexadecimal. */
  key_hash: string
  /** SHA-256 of what is asked for, in hexadecimal. */
  request_hash: string
  /** Who carries it out; whoever takes over writes their own name here, and the one before can not complete it any more. */
  holder: string
  leased_until: string
  /** When it was carried out; null while it is under way. */
  answered_at: string | null
  /** JSON. While it is under way: what is done of it so far. */
  answer: string | null
  created_at: string
}

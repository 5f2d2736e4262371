/** The columns of every table, as both databases answer them. Times are UTC text, `YYYY-MM-DD HH:MM:SS.mmm`. */
import type { ColumnType, Generated, Kysely } from 'kysely'

/** The connection or, inside a transaction, the transaction. */
export type Database = Kysely<Tables>

export interface Tables {
  organisation: OrganisationTable
  divisions: DivisionTable
  teams: TeamTable
  team_members: { team_id: string, user_id: string, role: 'member' | 'lead' }
  users: UserTable
  person_facts: PersonFactsTable
  sessions: SessionTable
  reports: ReportTable
  report_items: ReportItemTable
  report_history: ReportHistoryTable
  report_revisions: ReportRevisionTable
  report_comments: ReportCommentTable
  report_reactions: ReportReactionTable
  /** The version that somebody has read last, and when they read any for the first time. */
  report_reads: { report_id: string, user_id: string, version: number, first_read_at: string, read_at: string }
  blockers: BlockerTable
  notices: NoticeTable
  /** The reports behind a notice for their reviewer. */
  notice_reports: { notice_id: string, report_id: string }
  events: EventTable
  /** One row. The epoch names this log; a restored database gets another. */
  event_clock: { id: number, position: number, epoch: string }
  event_channels: { channel: string, seq: number }
  /** How often something has changed for whom: see `changes.ts`. */
  change_numbers: { name: string, number: number }
  ws_tickets: WsTicketTable
  invitations: InvitationTable
  link_tokens: LinkTokenTable
  files: FileTable
  /** How much somebody has sent on a day, in UTC. */
  file_quotas: { user_id: string, day: string, bytes: number }
  /** Who a person is at a provider that they sign in with: never by address, which changes hands. */
  identities: IdentityTable
  sign_in_flows: SignInFlowTable
  attempts: AttemptTable
  idempotency_keys: IdempotencyKeyTable
  audit_entries: AuditEntryTable
  /** One row: the newest entry. Locking it makes the chain one. */
  audit_head: { id: number, entry_id: number, hash: string }
  jobs: JobTable
  calendar_events: CalendarEventTable
  calendar_feeds: CalendarFeedTable
  webhooks: WebhookTable
  webhook_deliveries: WebhookDeliveryTable
  user_settings: UserSettingsTable
  schedules: ScheduleTable
  holidays: HolidayTable
  obligations: ObligationTable
  delegations: DelegationTable
  templates: TemplateTable
  /** What a template has been, each change another one. */
  template_revisions: TemplateRevisionTable
  /** Those that the ledger has been filled for. */
  ledger_days: { work_date: string, made_at: string }
  /** What people ask of who leads them: to be excused, or for more time. */
  obligation_requests: ObligationRequestTable
  leaves: LeaveTable
  /** The half-days of what is pending or approved. */
  leave_days: {
    user_id: string,
    date: string,
    half: 'am' | 'pm',
    leave_id: string, /** 1: it excuses. */
    approved: number, /** 1: a working day. */
    worked: Generated<number>
  }
}

/** One row: a database serves one organisation. */
interface OrganisationTable {
  id: number
  name: string
  time_zone: string
  backdate_days: number
  registration_mode: Generated<'invitation' | 'open' | 'closed'>
  /** JSON array; null for none. */
  allowed_email_domains: ColumnType<string | null, string | null | undefined, string>
  /** ISO 3166. */
  country: Generated<string>
  /** Of letters to who has not said. */
  locale: Generated<'en' | 'id'>
  /** After how many days a report that waits is approved by itself; 0: never. */
  auto_approve_days: Generated<number>
  review_required: Generated<number>
  observe_joint_leave: Generated<number>
  /** The time zone from `pending_from` on; null while no other is to come. */
  pending_time_zone: ColumnType<string | null, undefined, string | null>
  pending_from: ColumnType<string | null, undefined, string | null>
  version: Generated<number>
}

/** Of who has changed any. */
interface UserSettingsTable {
  /** The person's. */
  id: string
  /** Null: what the browser asks for. */
  locale: 'en' | 'id' | null
  theme: 'system' | 'light' | 'dark'
  week_start: 'monday' | 'saturday' | 'sunday'
  /** JSON: what is otherwise than usual, by type. */
  notifications: string
  quiet_enabled: number
  /** `HH:MM`, as clocks of the organisation show it. */
  quiet_from: string
  quiet_to: string
  digest: 'off' | 'daily' | 'weekly'
  /** `HH:MM` */
  digest_at: string
  version: number
}

interface DivisionTable {
  id: string
  name: string
  code: ColumnType<string | null, string | undefined, string>
  archived_at: Optional<string>
  version: Generated<number>
}

interface TeamTable {
  id: string
  division_id: string
  /** One in its division, archived ones among them. */
  name: string
  archived_at: Optional<string>
  version: Generated<number>
}

/** A column that may be left out when a row is made. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

interface UserTable {
  id: string
  /** Normalised: see `rules/email.ts`. */
  email: string
  email_verified_at: string | null
  name: string
  role: 'employee' | 'manager' | 'hr' | 'admin'
  division_id: string | null
  /** PHC string; null for people who sign in elsewhere. */
  password_hash: string | null
  /** 1: nobody has shown that who has the address chose the password. */
  password_unproven: Generated<number>
  disabled_at: string | null
  /** The first and the last day of work. */
  joined_on: Optional<string>
  left_on: Optional<string>
  /** 0: owes no reports. */
  report_required: Generated<number>
  employee_no: Optional<string>
  title: Optional<string>
  phone: Optional<string>
  /** SHA-256 of the picture, in hexadecimal: its name among the files; and its media type. */
  avatar_hash: Optional<string>
  avatar_type: Optional<string>
  /** The team that a day of the person belongs to: one of theirs, null for who is in none. */
  primary_team_id: Optional<string>
  created_at: string
  updated_at: string
  version: Generated<number>
}

/** What holds of a person from a day on, until the next row of theirs. The ledger reads it by day, and nothing else does. */
interface PersonFactsTable {
  user_id: string
  from_day: string
  /** Of the team of that day; of who is in none, the person's own. */
  division_id: string | null
  team_id: string | null
  /** 1: owes reports. */
  required: number
  /** 1: not disabled. */
  active: number
  /** The first and the last day that something may be owed for. */
  joined_on: string | null
  left_on: string | null
}

/** One row per sign-in: the family of its refresh tokens. */
interface SessionTable {
  id: string
  user_id: string
  /** The number of the refresh token that was handed out last, at `rotated_at`: see `rules/identity/rotation.ts`. */
  refresh_generation: Generated<number>
  /** How many right before it are void. */
  refresh_voided: Generated<number>
  /** JSON: those that were exchanged in the last minute; null for none. */
  refresh_exchanged: ColumnType<string | null, undefined, string>
  rotated_at: string
  created_at: string
  idle_expires_at: string
  expires_at: string
  revoked_at: string | null
  revoked_reason: string | null
  user_agent: string
  address: string
}

interface ReportTable {
  id: string
  user_id: string
  report_date: string
  team_id: string
  division_id: string
  /** Who filed it, where that is not its author. */
  filed_by_id: Optional<string | null>
  reviewer_id: string | null
  state: 'draft' | 'submitted' | 'returned' | 'approved'
  timing: 'on_time' | 'late' | 'extra' | null
  summary: string
  plan_next: string
  mood: number | null
  template_id: string | null
  template_revision: ColumnType<number | null, number | null | undefined, number | null>
  /** JSON. */
  fields: string
  submitted_at: string | null
  /** Kept when a returned report is handed in again: punctuality counts from it. */
  first_submitted_at: string | null
  /** 1: a person has returned or reopened it. */
  ever_returned: Generated<number>
  /** The first decision of a person, and the hand-in that it was about. */
  first_decision_at: ColumnType<string | null, string | null | undefined, string | null>
  first_decision_handed_in_at: ColumnType<string | null, string | null | undefined, string | null>
  last_decision: ColumnType<LastDecision | null, LastDecision | null | undefined, LastDecision | null>
  /** Null where nobody decided. */
  last_decision_by: ColumnType<string | null, string | null | undefined, string | null>
  last_decision_for: ColumnType<string | null, string | null | undefined, string | null>
  last_decision_note: ColumnType<string | null, string | null | undefined, string | null>
  last_decision_at: ColumnType<string | null, string | null | undefined, string | null>
  /** How many items are blocked; 0 in a draft. */
  blockers_raised: Generated<number>
  /** Of all its items, in a draft too. */
  items_total: Generated<number>
  items_done: Generated<number>
  minutes_total: Generated<number>
  comments_count: Generated<number>
  files_count: Generated<number>
  /** Folded: see `database/search.ts`. */
  search_text: string | null
  created_at: string
  updated_at: string
  version: number
}

type LastDecision = 'approved' | 'auto_approved' | 'returned' | 'reopened'

interface ReportItemTable {
  id: string
  report_id: string
  /** In the report, from 0. */
  position: number
  title: string
  detail: string
  category: string | null
  /** What the category is counted under: see `database/search.ts`. */
  category_key: string | null
  status: 'todo' | 'doing' | 'done' | 'blocked'
  progress: number
  minutes: number
  quantity: number | null
  unit: string | null
  carried_from_id: string | null
  /** The report's date once it is handed in; null in a draft. */
  counted_on: string | null
  /** Of the report, as it was filed. */
  division_id: string
  team_id: string
  user_id: string
}

interface ReportCommentTable {
  id: string
  report_id: string
  author_id: string
  /** Empty once it is deleted. */
  body: string
  /** JSON array of the ids of people. */
  mentions: string
  created_at: string
  edited_at: string | null
  deleted_at: string | null
  version: number
}

/** Each person's once of each kind. */
interface ReportReactionTable {
  id: string
  report_id: string
  user_id: string
  kind: 'like' | 'thanks' | 'celebrate' | 'support'
  created_at: string
}

/** What keeps somebody from going on: one for an item and those that go on with it. */
interface BlockerTable {
  id: string
  /** The one that the others go on with; it may have been replaced since. */
  first_item_id: string
  user_id: string
  /** Of the newest of its items that is handed in, as all to `title`. */
  team_id: string
  division_id: string
  report_id: string
  item_id: string
  title: string
  /** Who is asked to clear it. */
  owner_id: string | null
  status: 'open' | 'resolved' | 'dismissed'
  note: Optional<string>
  /** What somebody said of it last, beside hand-ins. */
  decided_status: Optional<'open' | 'resolved' | 'dismissed'>
  decided_at: Optional<string>
  opened_at: string
  /** When it stopped being open. */
  resolved_at: Optional<string>
  version: number
}

/** Who did what to a report, one row for each version; those of autosaves are one. */
interface ReportHistoryTable {
  id: string
  report_id: string
  version: number
  /** When the first of several edits was made. */
  began_at: string
  time: string
  /** Null where nobody did. */
  actor_id: string | null
  on_behalf_of_id: string | null
  action: 'created' | 'edited' | 'submitted' | 'withdrawn' | 'approved' | 'auto_approved' | 'returned' | 'reopened'
  from_state: ReportTable['state'] | null
  to_state: ReportTable['state']
  note: string | null
  /** JSON array of keys. */
  changed: string
  /** Of a hand-in: which one it was, unless it was taken back. */
  revision: ColumnType<number | null, number | null | undefined, number | null>
}

interface ReportRevisionTable {
  report_id: string
  /** From 1 on, without gaps. */
  number: number
  version: number
  handed_in_at: string
  /** JSON: `RevisionContent` of the contract. */
  content: string
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

interface WsTicketTable {
  /** SHA-256 of the ticket, in hexadecimal. */
  id: string
  session_id: string
  user_id: string
  expires_at: string
}

interface InvitationTable {
  id: string
  /** Normalised. */
  email: string
  role: UserTable['role']
  division_id: string | null
  /** JSON: `[{id, role}]`. */
  teams: string
  /** SHA-256 of the link's token. */
  token_hash: string
  invited_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  revoked_at: string | null
  /** The address while it is pending, else the id: one at a time for an address. */
  pending_key: string
}

/** What a link in a message proves, once. */
interface LinkTokenTable {
  /** SHA-256 of the token, in hexadecimal. */
  id: string
  purpose: 'reset' | 'register' | 'email'
  /** Whose password it sets, or whose address it changes. */
  user_id: string | null
  /** The session that asked for the new address. */
  session_id: Optional<string>
  /** Of who registers, or the new one, normalised. */
  email: ColumnType<string | null, string | undefined, never>
  /** JSON: the person who registers, password hash and all. Only who follows the link becomes one. */
  registration: string | null
  expires_at: string
}

interface FileTable {
  id: string
  owner_id: string
  /** Null while it is attached to none. */
  report_id: string | null
  name: string
  /** Its media type. */
  type: string
  /** In bytes. */
  size: number
  /** SHA-256 of what is in it, in hexadecimal. */
  hash: string
  created_at: string
}

interface IdentityTable {
  id: ColumnType<string, string | undefined, never>
  issuer: string
  subject: string
  /** The address there, when it was linked; null where nobody wrote it down. */
  email: Optional<string>
  user_id: string
  linked_at: string
}

/** A sign-in with a provider that is under way. */
interface SignInFlowTable {
  /** SHA-256 of the state, in hexadecimal. */
  id: string
  /** SHA-256 of the cookie of the browser that began. */
  browser_hash: string
  nonce: string
  code_verifier: string
  return_to: string
  /** Who is to be linked, and the session that asked for it; null for who signs in. */
  user_id: Optional<string>
  session_id: Optional<string>
  expires_at: string
}

/** Counts of what is tried too often. */
interface AttemptTable {
  id: string
  /** Of the address that it came from, where it is counted per network too. */
  network: string | null
  count: number
  window_started_at: string
  last_at: string
  blocked_until: string | null
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

/** A row that is deleted stays: what a day was judged by is known afterwards too. */
interface Deletable {
  created_at: string
  updated_at: string
  deleted_at: string | null
  /** Empty while it counts, its id once it is deleted. */
  live_key: string
  version: number
}

interface ScheduleTable extends Deletable {
  id: string
  scope: 'org' | 'division' | 'user'
  /** `org`, or the id of the division or person. */
  scope_key: string
  effective_from: string
  effective_to: string | null
  /** JSON: ISO weekdays. */
  days: string
  /** Local time, `HH:MM`. */
  deadline: string
  day_offset: number
  grace_minutes: number
  late_window_days: number
  /** JSON: minutes before the deadline. */
  remind_minutes: string
}

interface HolidayTable extends Deletable {
  id: string
  date: string
  name: string
  kind: 'national' | 'joint_leave' | 'company' | 'workday'
  /** `org`, or the id of the division. */
  scope_key: string
}

interface CalendarEventTable {
  id: string
  scope: 'personal' | 'team' | 'division' | 'org'
  /** The person, team or division; `org` for all. */
  scope_key: string
  title: string
  description: string
  location: string
  /** Local, both included; of timed ones those of the beginning and the end. */
  date: string
  end_date: string
  /** Null all day long. */
  starts_at: string | null
  ends_at: string | null
  created_by: string
  created_at: string
  updated_at: string
  version: number
}

/** What a person owes for a day. */
interface ObligationTable {
  user_id: string
  work_date: string
  /** As they were on that day. */
  team_id: string
  division_id: string
  /** Which one decided. */
  schedule_id: string
  /** The working day out of turn that it is, if it is. */
  holiday_id: string | null
  deadline_at: string
  grace_until: string
  closes_at: string
  /** Once its window has closed what is due is missed, whether it says so here yet or not. */
  outcome: 'due' | 'on_time' | 'late' | 'missed' | 'excused'
  /** 1: excused so. Each reason is kept by itself. */
  on_leave: number
  inactive: number
  /** Null while nobody has excused it. */
  excused_at: string | null
  excused_by: string | null
  /** In whose place they did. */
  excused_for: string | null
  excuse_note: string | null
  /** Null where it is taken for no longer than the schedule says. */
  extended_at: ColumnType<string | null, string | null | undefined, string | null>
  extended_by: ColumnType<string | null, string | null | undefined, string | null>
  /** In whose place. */
  extended_for: ColumnType<string | null, string | null | undefined, string | null>
  extension_note: ColumnType<string | null, string | null | undefined, string | null>
  first_submitted_at: string | null
  late_minutes: number | null
  reminded_at: string | null
  made_at: string
  /** When something is next to be done about it; null where nothing is. */
  next_at: ColumnType<string | null, string | null | undefined, string | null>
  /** JSON array: how long before the deadline its schedule reminds of it. */
  remind_minutes: Generated<string>
}

interface TemplateTable {
  id: string
  /** `org`, or the id of the division. */
  scope_key: string
  /** Empty while it is in use, its id while it is archived. */
  live_key: string
  name: string
  /** The present one. */
  revision: number
  archived_at: string | null
  created_at: string
  version: number
}

interface TemplateRevisionTable {
  template_id: string
  revision: number
  name: string
  /** 1: reports have to be written by it. */
  required: number
  /** JSON array. */
  fields: string
  created_at: string
}

/** Local days, both included. */
interface DelegationTable {
  id: string
  from_id: string
  to_id: string
  starts_on: string
  ends_on: string
  note: string
  /** Null until open connections have been told that it began. */
  begun_at: string | null
  /** Null until it is over and they have been told so, or somebody has taken it back. */
  ended_at: string | null
  created_at: string
  version: number
}

interface ObligationRequestTable {
  id: string
  user_id: string
  work_date: string
  /** Of the day that is owed. */
  team_id: string
  division_id: string
  kind: 'extend' | 'excuse'
  note: string
  status: 'open' | 'granted' | 'declined'
  /** The day on which it was asked, in the organisation. */
  asked_on: string
  decided_by: string | null
  decided_at: string | null
  decision_note: string | null
  created_at: string
  version: number
}

interface LeaveTable {
  id: string
  user_id: string
  /** As they were when it was asked for; null for none. */
  team_id: string | null
  division_id: string | null
  kind: 'annual' | 'sick' | 'permit' | 'maternity' | 'unpaid' | 'other'
  start_date: string
  end_date: string
  part: 'full' | 'am' | 'pm'
  /** Of working days alone. */
  half_days: number
  status: 'pending' | 'approved' | 'rejected' | 'cancelled'
  note: string
  decided_by: string | null
  decided_at: string | null
  decision_note: string
  created_at: string
  updated_at: string
  version: number
  /** Who is asked to decide; null for HR. */
  decider_id: ColumnType<string | null, string | null | undefined, string | null>
  on_behalf_of: ColumnType<string | null, undefined, string | null>
  /** Who is to stand in meanwhile, and the delegation that came of it. */
  substitute_id: ColumnType<string | null, string | null | undefined, string | null>
  delegation_id: ColumnType<string | null, undefined, string | null>
}

/** The address by which another program reads a person's calendar. */
interface CalendarFeedTable {
  id: string
  user_id: string
  name: string
  /** JSON: kinds. */
  include: string
  /** SHA-256 of the token, in hexadecimal. */
  token_hash: string
  created_at: string
  last_used_at: string | null
}

interface WebhookTable {
  id: string
  name: string
  url: string
  /** JSON, a list of types. */
  events: string
  /** Null while it is told; else why it is not. */
  stopped: 'off' | 'given_up' | 'gone' | null
  /** Sealed. */
  secret: string
  /** The one before, which signs too until then; sealed. */
  old_secret: string | null
  old_secret_until: string | null
  /** Of the last event in the log that it has a delivery of, or needs none of. */
  position: number
  failing_since: string | null
  /** The job that sends what waits; it may have ended. */
  job_id: string | null
  created_at: string
  updated_at: string
  version: number
}

interface WebhookDeliveryTable {
  id: string
  webhook_id: string
  /** Of its event in the log. */
  position: number
  type: string
  /** What its receiver knows it by, whenever it is sent again. */
  message_id: string
  /** What is sent. */
  body: string
  /** When it happened. */
  time: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  /** Of the last answer. */
  status: number | null
  problem: string | null
  tried_at: string | null
  /** Not before; null for as soon as it is its turn. */
  next_try_at: string | null
}

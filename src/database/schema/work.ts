import type { ColumnType, Generated } from 'kysely'
import type { Optional } from './optional.ts'

/** Reports and what belongs to them. */
export interface WorkTables {
  reports: ReportTable
  report_items: ReportItemTable
  report_history: ReportHistoryTable
  report_revisions: ReportRevisionTable
  report_comments: ReportCommentTable
  report_reactions: ReportReactionTable
  /** The version that somebody has read last, and when they read any for the first time. */
  report_reads: { report_id: string, user_id: string, version: number, first_read_at: string, read_at: string }
  blockers: BlockerTable
  templates: TemplateTable
  /** What a template has been, each change another one. */
  template_revisions: TemplateRevisionTable
  files: FileTable
  /** How much somebody has sent on a day, in UTC. */
  file_quotas: { user_id: string, day: string, bytes: number }
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
  /** Folded: see `database/queries/search.ts`. */
  search_text: string | null
  created_at: string
  updated_at: string
  version: number
  /** Of `database/changes/holding.ts`. */
  held: Generated<number>
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
  /** What the category is counted under: see `database/queries/search.ts`. */
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

/** Who did what to a report, one row for each version; those of autosaves are one. */
interface ReportHistoryTable {
  id: string
  report_id: string
  /** Where the report is filed; null in old ones, which are in no list of a division. */
  division_id: string | null
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

interface ReportCommentTable {
  id: string
  report_id: string
  author_id: string
  /** Empty once it is deleted. */
  body: string
  /** Folded. */
  search_text: string | null
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

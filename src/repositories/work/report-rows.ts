/** What is read of a report, and what it becomes; for the repositories of reports alone. */
import type { SelectQueryBuilder } from 'kysely'
import { toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { prepareEach } from '../../database/queries/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { Decision, Report, ReportItem } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'
import { personOf } from '../organisation/pictures.ts'

const columns = [
  'reports.id',
  'reports.user_id',
  'users.name as author_name',
  'users.avatar_hash as author_picture',
  'reports.team_id',
  'reports.division_id',
  'reports.reviewer_id',
  'reports.filed_by_id',
  'filer.name as filer_name',
  'filer.avatar_hash as filer_picture',
  'reports.report_date',
  'reports.state',
  'reports.timing',
  'reports.summary',
  'reports.plan_next',
  'reports.mood',
  'reports.template_id',
  'reports.template_revision',
  'reports.fields',
  'reports.submitted_at',
  'reports.last_decision',
  'reports.last_decision_by',
  'decider.name as decider_name',
  'decider.avatar_hash as decider_picture',
  'reports.last_decision_for',
  'represented.name as represented_name',
  'represented.avatar_hash as represented_picture',
  'reports.last_decision_note',
  'reports.last_decision_at',
  'reports.comments_count',
  'reports.files_count',
  'reports.created_at',
  'reports.updated_at',
  'reports.version'
] as const

const itemColumns = [
  'id',
  'report_id',
  'title',
  'detail',
  'category',
  'status',
  'progress',
  'minutes',
  'quantity',
  'unit',
  'carried_from_id'
] as const

// There is always an author. An inner join would let MariaDB begin with the people, and sort what they all have filed.
export const selectReport = (db: Database) =>
  db.selectFrom('reports')
    .leftJoin('users', 'users.id', 'reports.user_id')
    .leftJoin('users as filer', 'filer.id', 'reports.filed_by_id')
    .leftJoin('users as decider', 'decider.id', 'reports.last_decision_by')
    .leftJoin('users as represented', 'represented.id', 'reports.last_decision_for')
    .select(columns)
export const selectItems = (db: Database) => db.selectFrom('report_items').select(itemColumns).orderBy('report_id').orderBy('position')

export type ReportRow = ReturnType<typeof selectReport> extends SelectQueryBuilder<any, any, infer Row> ? Row : never
export type ItemRow = ReturnType<typeof selectItems> extends SelectQueryBuilder<any, any, infer Row> ? Row : never

/** The reports of these rows, in their order. */
export async function withItems (db: Database, rows: ReportRow[]): Promise<Report[]> {
  if (rows.length === 0) return []
  const items = Map.groupBy(await selectItems(db).where('report_id', 'in', rows.map((row) => row.id)).execute(), (item) => item.report_id)
  return rows.map((row) => toReport(row, items.get(row.id) ?? []))
}

const peopleById = prepareEach((db, ids) => db.selectFrom('users').select(['id', 'name', 'avatar_hash']).where('id', 'in', ids))
const people = remembered((db, ids: string[]) => peopleById(db, ids, {}))

type NewRow = Omit<ReportRow, 'author_name' | 'author_picture' | keyof typeof untouched>

/** What nobody has had to do with yet. */
const untouched = {
  filer_name: null,
  filer_picture: null,
  last_decision: null,
  last_decision_by: null,
  decider_name: null,
  decider_picture: null,
  last_decision_for: null,
  represented_name: null,
  represented_picture: null,
  last_decision_note: null,
  last_decision_at: null,
  comments_count: 0,
  files_count: 0
}

/** As it would be read, of rows that have just been inserted. */
export async function newReport (tx: Database, row: NewRow, items: ItemRow[]): Promise<Report> {
  const known = await people(tx, row.filed_by_id === null ? [row.user_id] : [row.user_id, row.filed_by_id])
  const [author, filer] = [row.user_id, row.filed_by_id].map((id) => known.find((person) => person.id === id))
  return toReport({
    ...untouched,
    ...row,
    author_name: author?.name ?? null,
    author_picture: author?.avatar_hash ?? null,
    filer_name: filer?.name ?? null,
    filer_picture: filer?.avatar_hash ?? null
  }, items)
}

export function toReport (row: ReportRow, items: ItemRow[]): Report {
  return {
    id: row.id,
    userId: row.user_id,
    author: personOf(row.user_id, row.author_name, row.author_picture),
    teamId: row.team_id,
    divisionId: row.division_id,
    reviewerId: row.reviewer_id,
    filedBy: personOf(row.filed_by_id, row.filer_name, row.filer_picture),
    reportDate: row.report_date,
    state: row.state,
    timing: row.timing,
    summary: row.summary,
    planNext: row.plan_next,
    mood: row.mood,
    templateId: row.template_id,
    templateRevision: row.template_revision,
    fields: JSON.parse(row.fields),
    items: items.map(toItem),
    submittedAt: toTimestampOrNull(row.submitted_at),
    lastDecision: decisionOf(row),
    commentsCount: row.comments_count,
    filesCount: row.files_count,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    version: row.version
  }
}

function decisionOf (row: ReportRow): Decision | null {
  if (row.last_decision === null) return null
  return {
    action: row.last_decision,
    actor: personOf(row.last_decision_by, row.decider_name, row.decider_picture),
    onBehalfOf: personOf(row.last_decision_for, row.represented_name, row.represented_picture),
    note: row.last_decision_note,
    at: toTimestamp(row.last_decision_at!)
  }
}

/** What a report says of its items, so that figures need not read them. */
export function totalsOf (items: { status?: ReportItem['status'], minutes?: number }[]) {
  return {
    items_total: items.length,
    items_done: items.filter(({ status }) => status === 'done').length,
    minutes_total: items.reduce((sum, { minutes = 0 }) => sum + minutes, 0)
  }
}

function toItem (row: ItemRow): ReportItem {
  return {
    id: row.id,
    title: row.title,
    detail: row.detail,
    category: row.category,
    status: row.status,
    progress: row.progress,
    minutes: row.minutes,
    quantity: row.quantity,
    unit: row.unit,
    carriedFromId: row.carried_from_id
  }
}

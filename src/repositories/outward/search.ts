/** Reports and comments that have all the words. What is compared is folded, and kept beside the texts. */
import type { SearchHit } from '../../../generated/schemas.ts'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { excerptOf } from '../../database/queries/excerpts.ts'
import { hasText } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import type { Scope } from '../scope.ts'
import { visible } from '../work/report-lists.ts'

/** What is looked for, and by whom. */
export interface Search {
  viewerId: string
  scope: Scope
  words: string[]
}

/** Of these days, both included, the newest first. */
export async function findReports (
  db: Database,
  search: Search,
  { from, to }: { from: string, to: string },
  limit: number
): Promise<SearchHit[]> {
  let query = db.selectFrom('reports').leftJoin('users', 'users.id', 'reports.user_id')
    .select(['reports.id', 'reports.report_date', 'reports.summary', 'reports.plan_next', 'users.name'])
    .where('reports.report_date', '>=', from).where('reports.report_date', '<=', to).where(visible(search))
  for (const word of search.words) query = query.where(hasText('reports.search_text', word))
  const rows = await query.orderBy('reports.report_date', 'desc').orderBy('reports.id', 'desc').limit(limit).execute()
  if (rows.length === 0) return []
  const items = await db.selectFrom('report_items').select(['report_id', 'title'])
    .where('report_id', 'in', rows.map(({ id }) => id)).orderBy('report_id').orderBy('position').execute()
  const titlesOf = Map.groupBy(items, ({ report_id: id }) => id)
  return rows.map((row) => ({
    type: 'report',
    id: row.id,
    reportId: row.id,
    title: row.name ?? '',
    excerpt: excerptOf([row.summary, row.plan_next, ...(titlesOf.get(row.id) ?? []).map(({ title }) => title)], search.words),
    date: row.report_date
  }))
}

/** Written between these instants, the second left out, the newest first. Each has when it was written, in the place of the day. */
export async function findComments (
  db: Database,
  search: Search,
  { from, to }: { from: Date, to: Date },
  limit: number
): Promise<(Omit<SearchHit, 'date'> & { writtenAt: Date })[]> {
  let query = db.selectFrom('report_comments').innerJoin('reports', 'reports.id', 'report_comments.report_id')
    .leftJoin('users', 'users.id', 'report_comments.author_id')
    .select(['report_comments.id', 'report_comments.report_id', 'report_comments.body', 'report_comments.created_at', 'users.name'])
    .where('report_comments.deleted_at', 'is', null)
    .where('report_comments.created_at', '>=', toDateTime(from)).where('report_comments.created_at', '<', toDateTime(to))
    .where(visible(search))
  for (const word of search.words) query = query.where(hasText('report_comments.search_text', word))
  const rows = await query.orderBy('report_comments.created_at', 'desc').orderBy('report_comments.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    type: 'comment',
    id: row.id,
    reportId: row.report_id,
    title: row.name ?? '',
    excerpt: excerptOf([row.body], search.words),
    writtenAt: new Date(toTimestamp(row.created_at))
  }))
}

/** What digests are made of. */
import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import type { DigestBlocker, DigestDay, Person } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'
import { visibleIn } from '../scope.ts'
import { askedOf, type FigureFilter } from './figures.ts'

export interface FiledDay extends DigestDay {
  author: Person
}

/** Reports that are no drafts, the newest first, so many at most. */
export async function listDays (db: Database, filter: FigureFilter, limit: number): Promise<FiledDay[]> {
  const rows = await db.selectFrom('reports').leftJoin('users', 'users.id', 'reports.user_id')
    .select(['reports.id', 'reports.report_date', 'reports.timing', 'reports.summary', 'reports.plan_next'])
    .select(['reports.user_id', 'users.name', 'users.avatar_hash'])
    .where(askedOf('reports', filter)).where('reports.state', '<>', 'draft')
    .orderBy('reports.report_date', 'desc').orderBy('reports.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    author: personOf(row.user_id, row.name, row.avatar_hash),
    date: row.report_date,
    reportId: row.id,
    timing: row.timing,
    summary: row.summary,
    planNext: row.plan_next
  }))
}

/** Of these reports, as they stand in them. */
export async function listItems (db: Database, reportIds: string[]) {
  if (reportIds.length === 0) return []
  const rows = await db.selectFrom('report_items')
    .select(['id', 'report_id', 'title', 'category', 'status', 'progress', 'minutes', 'quantity', 'unit', 'carried_from_id'])
    .where('report_id', 'in', reportIds).orderBy('report_id').orderBy('position').execute()
  return rows.map(({ report_id: reportId, carried_from_id: carriedFromId, ...item }) => ({ ...item, reportId, carriedFromId }))
}

/** Those that were open between two instants: what was raised first comes first. */
export async function listBlockers (
  db: Database,
  { teamId, userId, ...sight }: FigureFilter,
  { since, until }: { since: Date, until: Date },
  limit: number
): Promise<DigestBlocker[]> {
  let query = db.selectFrom('blockers')
    .innerJoin('users as author', 'author.id', 'blockers.user_id').leftJoin('users as owner', 'owner.id', 'blockers.owner_id')
    .select(['blockers.id', 'blockers.title', 'blockers.status', 'blockers.note', 'blockers.opened_at', 'blockers.resolved_at'])
    .select(['author.id as author_id', 'author.name as author_name', 'author.avatar_hash as author_picture'])
    .select(['owner.id as owner_id', 'owner.name as owner_name', 'owner.avatar_hash as owner_picture'])
    .where(visibleIn('blockers', sight)).where('blockers.opened_at', '<', toDateTime(until))
    .where((eb) => eb.or([eb('blockers.resolved_at', 'is', null), eb('blockers.resolved_at', '>=', toDateTime(since))]))
  if (teamId) query = query.where('blockers.team_id', '=', teamId)
  if (userId) query = query.where('blockers.user_id', '=', userId)
  const rows = await query.orderBy('blockers.opened_at').orderBy('blockers.id').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    author: personOf(row.author_id, row.author_name, row.author_picture),
    owner: personOf(row.owner_id, row.owner_name, row.owner_picture),
    status: row.status,
    note: row.note,
    openedAt: toTimestamp(row.opened_at),
    resolvedAt: toTimestampOrNull(row.resolved_at)
  }))
}

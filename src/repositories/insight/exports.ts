/** What exports are made of, page by page: a page is one short question, whoever reads how slowly. */
import { sql } from 'kysely'
import { toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { isDate, isId, orderBy, readPage, type Order } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { askedOf, outcomeAt, type FigureFilter } from './figures.ts'

export interface ExportPage {
  rows: Record<string, string | number | null>[]
  /** Where the next one begins; undefined after the last. */
  next: string[] | undefined
}

export interface ExportAsked {
  filter: FigureFilter
  now: Date
  limit: number
  after: string[] | undefined
}

type Source = (db: Database, asked: ExportAsked) => Promise<ExportPage>

const reportOrder = orderBy('export', 'asc', { 'reports.report_date': isDate, 'reports.id': isId })
const obligationOrder = orderBy('export', 'asc', { 'obligations.work_date': isDate, 'obligations.user_id': isId })

/** Those that are no drafts, by date. */
const reports: Source = async (db, { filter, limit, after }) => {
  const query = filed(db, filter)
    .leftJoin('users as decider', 'decider.id', 'reports.last_decision_by')
    .select(['reports.timing', 'reports.state', 'reports.submitted_at', 'reports.last_decision_at', 'reports.mood', 'reports.summary'])
    .select(['reports.plan_next', 'decider.name as decider_name'])
  const { items, nextCursor } = await readPage(query, reportOrder, { limit, after })
  return {
    rows: items.map((row) => ({
      ...placeOf(row),
      state: row.state,
      timing: row.timing,
      submittedAt: toTimestampOrNull(row.submitted_at),
      decidedBy: row.decider_name,
      decidedAt: toTimestampOrNull(row.last_decision_at),
      mood: row.mood,
      summary: row.summary,
      planNext: row.plan_next
    })),
    next: placeAfter(reportOrder, nextCursor)
  }
}

/** The same reports, item by item. */
const items: Source = async (db, { filter, limit, after }) => {
  const { items: those, nextCursor } = await readPage(filed(db, filter), reportOrder, { limit, after })
  const ids = those.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await db.selectFrom('report_items')
    .select(['report_id', 'title', 'detail', 'category', 'status', 'progress', 'minutes', 'quantity', 'unit'])
    .where('report_id', 'in', ids).orderBy('report_id').orderBy('position').execute()
  const ofReport = Map.groupBy(rows, (row) => row.report_id)
  return {
    rows: those.flatMap((report) => (ofReport.get(report.id) ?? []).map(({ report_id: _, ...item }) => ({ ...placeOf(report), ...item }))),
    next: placeAfter(reportOrder, nextCursor)
  }
}

/** Rows of the ledger, by date; today's too. */
const obligations: Source = async (db, { filter, now, limit, after }) => {
  const query = db.selectFrom('obligations')
    .leftJoin('users', 'users.id', 'obligations.user_id')
    .leftJoin('teams', 'teams.id', 'obligations.team_id')
    .leftJoin('divisions', 'divisions.id', 'obligations.division_id')
    .select(['obligations.work_date', 'obligations.work_date as date', 'obligations.user_id', 'users.name as person', 'teams.name as team'])
    .select(['divisions.name as division', 'obligations.deadline_at', 'obligations.on_leave', 'obligations.excused_at'])
    .select(['obligations.inactive', 'obligations.first_submitted_at', 'obligations.late_minutes', outcomeAt(now).as('outcome')])
    .where(askedOf('obligations', filter))
  const { items, nextCursor } = await readPage(query, obligationOrder, { limit, after })
  return {
    rows: items.map((row) => ({
      ...placeOf(row),
      deadlineAt: toTimestamp(row.deadline_at),
      outcome: row.outcome,
      reason: row.on_leave ? 'leave' : row.excused_at !== null ? 'manual' : row.inactive ? 'inactive' : null,
      firstSubmittedAt: toTimestampOrNull(row.first_submitted_at),
      lateMinutes: row.late_minutes
    })),
    next: placeAfter(obligationOrder, nextCursor)
  }
}

const sources = { reports, items, obligations }

export type Dataset = keyof typeof sources

export async function readRows (db: Database, dataset: Dataset, asked: ExportAsked): Promise<ExportPage> {
  return sources[dataset](db, asked)
}

const tables = { reports: 'reports', items: 'report_items', obligations: 'obligations' } as const

/** Are there more rows than so many? No more than those are looked at. */
export async function hasMoreThan (db: Database, most: number, dataset: Dataset, filter: FigureFilter): Promise<boolean> {
  const table = tables[dataset]
  let query = db.selectFrom(table).select(sql<number>`1`.as('one')).where(askedOf(table, filter)).limit(1).offset(most)
  if (dataset === 'reports') query = query.where(sql<boolean>`state <> 'draft'`)
  return await query.executeTakeFirst() !== undefined
}

const filed = (db: Database, filter: FigureFilter) =>
  db.selectFrom('reports')
    .leftJoin('users', 'users.id', 'reports.user_id')
    .leftJoin('teams', 'teams.id', 'reports.team_id')
    .leftJoin('divisions', 'divisions.id', 'reports.division_id')
    .select(['reports.id', 'reports.report_date', 'reports.report_date as date', 'users.name as person', 'teams.name as team'])
    .select('divisions.name as division')
    .where(askedOf('reports', filter)).where('reports.state', '<>', 'draft')

type Placed = Record<'date' | 'person' | 'team' | 'division', string | null>

const placeOf = ({ date, person, team, division }: Placed) => ({ date, person, team, division })

const placeAfter = ({ decode }: Order, cursor: string | null) => cursor === null ? undefined : decode(cursor)

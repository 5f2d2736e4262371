import { sql } from 'kysely'
import { dialectOf, toDateTime } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { prepare, prepareInsert } from '../../database/queries/prepared.ts'
import { nameKeyOf, searchTextOf } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import { deleteAtVersion, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Report, ReportItemInput } from '../../../generated/schemas.ts'
import { proofColumns, remember } from '../remembered.ts'
import { type Obligation, type ObligationRow, toObligation } from '../time/obligations.ts'
import { chunks } from '../../runtime/chunks.ts'
import * as history from './report-history.ts'
import { newReport, selectItems, selectReport, toReport, totalsOf, withItems } from './report-rows.ts'

const chunkSize = 200

export interface NewReport {
  userId: string
  reportDate: string
  teamId: string
  divisionId: string
  reviewerId: string | null
  /** Who files it, where that is not its author. */
  filedById?: string
  summary: string
  planNext: string
  mood: number | null
  /** Left out: none. */
  template?: { id: string, revision: number } | null
  fields: Record<string, unknown>
  items: ReportItemInput[]
}

export interface ReportChanges {
  summary?: string
  planNext?: string
  mood?: number | null
  /** Left out: the one that it has, as it was then. */
  template?: { id: string, revision: number } | null
  fields?: Record<string, unknown>
  items?: ReportItemInput[]
}

const reportById = prepare((db, parameter: (name: 'id') => string) => selectReport(db).where('reports.id', '=', parameter('id')))
const itemsByReport = prepare((db, parameter: (name: 'id') => string) => selectItems(db).where('report_id', '=', parameter('id')))

export async function findById (db: Database, id: string): Promise<Report | undefined> {
  const [row] = await reportById(db, { id })
  return row && toReport(row, await itemsByReport(db, { id }))
}

/** Those of them that are there, in the order of their ids. */
export async function findMany (db: Database, ids: string[]): Promise<Report[]> {
  const found: Report[] = []
  for (const chunk of chunks(ids, chunkSize)) {
    found.push(...await withItems(db, await selectReport(db).where('reports.id', 'in', chunk).orderBy('reports.id').execute()))
  }
  return found
}

/** As it is now, and as it stays until the transaction ends: whoever would change it too comes second, and finds what was done. */
export async function findLocked (tx: Database, id: string): Promise<Report | undefined> {
  if (dialectOf(tx) === 'mysql') await tx.selectFrom('reports').select('id').where('id', '=', id).forUpdate().execute()
  return findById(tx, id)
}

const idByDate = prepare((db, parameter: (name: 'userId' | 'reportDate') => string) =>
  db
    .selectFrom('reports').select('id').where('user_id', '=', parameter('userId')).where('report_date', '=', parameter('reportDate'))
)

export async function findIdByDate (db: Database, userId: string, reportDate: string): Promise<string | undefined> {
  const [row] = await idByDate(db, { userId, reportDate })
  return row?.id
}

const dayToFile = prepare((db, parameter: (name: 'userId' | 'reportDate') => string) =>
  db.selectFrom(db.selectNoFrom(sql<number>`1`.as('one')).as('always'))
    .leftJoin(
      'obligations',
      (join) => join.on(sql<boolean>`obligations.user_id = ${parameter('userId')} and obligations.work_date = ${parameter('reportDate')}`)
    )
    .selectAll('obligations')
    .select((eb) => [
      ...proofColumns(db),
      eb.selectFrom('reports').select('id').where('reports.user_id', '=', parameter('userId'))
        .where('report_date', '=', parameter('reportDate')).as('existing_id')
    ])
)

/**
 * What there is of a day that somebody files for: its report, and what the ledger has. What decides about a new one may be remembered,
 * for as long as the transaction goes on.
 */
export async function findToFile (
  tx: Database,
  userId: string,
  reportDate: string
): Promise<{ existing: Report | undefined, obligation: Obligation | undefined }> {
  const [row] = await dayToFile(tx, { userId, reportDate })
  remember(tx, row)
  return {
    existing: row.existing_id === null ? undefined : await findById(tx, row.existing_id),
    obligation: row.user_id === null ? undefined : toObligation(row as ObligationRow)
  }
}

/** The same, by the author and the date. */
export async function findLockedByDate (tx: Database, userId: string, reportDate: string): Promise<Report | undefined> {
  const id = await findIdByDate(tx, userId, reportDate)
  return id === undefined ? undefined : findLocked(tx, id)
}

const insertReports = prepareInsert('reports')
const insertReportItems = prepareInsert('report_items')

/** A new draft. Resolves to undefined when the person has a report for the date already. */
export async function insert (tx: Database, report: NewReport, now: Date): Promise<Report | undefined> {
  const id = newId(now.getTime())
  const row = {
    id,
    user_id: report.userId,
    report_date: report.reportDate,
    team_id: report.teamId,
    division_id: report.divisionId,
    reviewer_id: report.reviewerId,
    filed_by_id: report.filedById ?? null,
    state: 'draft' as const,
    timing: null,
    summary: report.summary,
    plan_next: report.planNext,
    mood: report.mood,
    template_id: report.template?.id ?? null,
    template_revision: report.template?.revision ?? null,
    fields: JSON.stringify(report.fields),
    submitted_at: null,
    first_submitted_at: null,
    ...totalsOf(report.items),
    search_text: searchTextOf(report.summary, report.planNext, ...report.items.map(({ title }) => title)),
    created_at: toDateTime(now),
    updated_at: toDateTime(now),
    version: 1
  }
  if (!await unlessDuplicate(() => insertReports(tx, [row]))) return undefined
  const items = await insertItems(tx, { ...report, id, state: 'draft' }, report.items, now)
  const actorId = report.filedById ?? report.userId
  const { divisionId } = report
  const entry = { reportId: id, divisionId, version: 1, actorId, action: 'created', fromState: null, toState: 'draft' } as const
  await history.append(tx, entry, now)
  return newReport(tx, row, items)
}

/** @param by who does so. @throws OvertakenError when somebody else changed it first. */
export async function update (tx: Database, report: Report, changes: ReportChanges, by: string, now: Date): Promise<Report> {
  const { summary = report.summary, planNext = report.planNext, items = report.items } = changes
  await updateAtVersion(tx, 'reports', report.id, report.version, {
    ...(changes.summary !== undefined && { summary }),
    ...(changes.planNext !== undefined && { plan_next: planNext }),
    ...(changes.mood !== undefined && { mood: changes.mood }),
    ...(changes.template !== undefined && {
      template_id: changes.template?.id ?? null,
      template_revision: changes.template?.revision ?? null
    }),
    ...(changes.fields !== undefined && { fields: JSON.stringify(changes.fields) }),
    ...(report.state !== 'draft' && { blockers_raised: items.filter(({ status }) => status === 'blocked').length }),
    ...totalsOf(items),
    search_text: searchTextOf(summary, planNext, ...items.map(({ title }) => title)),
    updated_at: toDateTime(now)
  })
  if (changes.items) {
    await tx.deleteFrom('report_items').where('report_id', '=', report.id).execute()
    await insertItems(tx, report, changes.items, now)
  }
  const updated = (await findById(tx, report.id))!
  await history.appendEdit(tx, report, updated, by, now)
  return updated
}

/** Of a draft; its items and its history go with it. @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: Report): Promise<void> {
  await deleteAtVersion(tx, 'reports', id, version)
}

/** How many of these items are the person's own, of reports for earlier dates. */
export async function countEarlierItems (db: Database, userId: string, date: string, itemIds: string[]): Promise<number> {
  const { count } = await db.selectFrom('report_items')
    .innerJoin('reports', 'reports.id', 'report_items.report_id')
    .where('reports.user_id', '=', userId)
    .where('reports.report_date', '<', date)
    .where('report_items.id', 'in', itemIds)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Place = Pick<Report, 'id' | 'userId' | 'teamId' | 'divisionId' | 'reportDate' | 'state'>

async function insertItems (tx: Database, report: Place, items: ReportItemInput[], now: Date) {
  const rows = items.map((item, position) => ({
    id: item.id ?? newId(now.getTime()),
    report_id: report.id,
    position,
    title: item.title,
    detail: item.detail ?? '',
    category: item.category ?? null,
    category_key: item.category ? nameKeyOf(item.category) : null,
    status: item.status ?? 'todo',
    progress: item.progress ?? 0,
    minutes: item.minutes ?? 0,
    quantity: item.quantity ?? null,
    unit: item.unit ?? null,
    carried_from_id: item.carriedFromId ?? null,
    counted_on: report.state === 'draft' ? null : report.reportDate,
    division_id: report.divisionId,
    team_id: report.teamId,
    user_id: report.userId
  }))
  if (rows.length > 0) await insertReportItems(tx, rows)
  return rows
}

/** What somebody's newest report that is handed in, for a date before this one, leaves to go on with. */
export async function findLastHandedIn (db: Database, userId: string, before: string): Promise<Report | undefined> {
  const row = await db.selectFrom('reports').select('id').where('user_id', '=', userId).where('report_date', '<', before)
    .where('state', '<>', 'draft').orderBy('report_date', 'desc').limit(1).executeTakeFirst()
  return row && findById(db, row.id)
}

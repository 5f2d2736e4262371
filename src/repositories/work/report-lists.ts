/** The pages of reports that people read. */
import { sql } from 'kysely'
import { isDate, isId, isTime, orderBy, readMerged, type Page, type PageRequest } from '../../database/queries/page.ts'
import { hasText } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import type { Report, ReportState, ReportTiming } from '../../../generated/schemas.ts'
import { apart, ledIn, leading, notFiledBy, type Lent, type Scope } from '../scope.ts'
import { selectReport, withItems } from './report-rows.ts'

/** What a viewer may see, and what of it they ask for. */
export interface ReportFilter {
  viewerId: string
  scope: Scope
  from: string
  to: string
  divisionId?: string
  teamId?: string
  userId?: string
  state?: ReportState
  timing?: ReportTiming
  /** Folded letters make no difference. */
  q?: string
  /** One's own only, or those of others only. */
  whose?: 'own' | 'others'
}

export const newestFirst = orderBy('reports', 'desc', { 'reports.report_date': isDate, 'reports.id': isId })

export async function list (db: Database, filter: ReportFilter, page: PageRequest): Promise<Page<Report>> {
  const queries = visibleParts(filter).map((part) => {
    let query = selectReport(db)
      .where('reports.report_date', '>=', filter.from)
      .where('reports.report_date', '<=', filter.to)
      .where(part)
    if (filter.state) query = query.where(plainly('reports.state', filter.state, filter.scope))
    if (filter.timing) query = query.where(plainly('reports.timing', filter.timing, filter.scope))
    if (filter.whose) query = query.where('reports.user_id', filter.whose === 'own' ? '=' : '<>', filter.viewerId)
    return narrowed(query, filter)
  })
  const { items, nextCursor } = await readMerged(queries, newestFirst, page)
  return { items: await withItems(db, items), nextCursor }
}

type Filters = Pick<ReportFilter, 'divisionId' | 'teamId' | 'userId' | 'q'>

function narrowed<Query extends ReturnType<typeof selectReport>> (query: Query, { divisionId, teamId, userId, q }: Filters): Query {
  let narrower: ReturnType<typeof selectReport> = query
  if (divisionId) narrower = narrower.where('reports.division_id', '=', divisionId)
  if (teamId) narrower = narrower.where('reports.team_id', '=', teamId)
  if (userId) narrower = narrower.where('reports.user_id', '=', userId)
  if (q) narrower = narrower.where(hasText('reports.search_text', q))
  return narrower as Query
}

const nobodys = { everything: false, divisionId: null, teamIds: [] }
const nothing = { divisionIds: [], teamIds: [], except: [] }

const leadsTeamsOnly = ({ everything, divisionId, teamIds, lent = nothing }: Scope) =>
  teamIds.length + lent.teamIds.length > 0 && !everything && !divisionId && lent.divisionIds.length === 0

/** By the index that begins with this column, but for who leads teams only: theirs are fewer than all of a state. */
function plainly (column: string, value: string, scope: Scope) {
  return leadsTeamsOnly(scope) ? sql<boolean>`coalesce(${sql.ref(column)}, '') = ${value}` : sql<boolean>`${sql.ref(column)} = ${value}`
}

/** The same of a list: of who leads teams only each team by itself, in order. */
function visibleParts (filter: Pick<ReportFilter, 'viewerId' | 'scope'>) {
  const { viewerId, scope } = filter
  if (!leadsTeamsOnly(scope)) return [visible(filter)]
  const { lent, ...own } = scope
  const led = [...own.teamIds.map((id) => ({ ...nobodys, teamIds: [id] })), ...(lent ? [{ ...nobodys, lent }] : [])]
  return apart([
    sql`reports.user_id = ${viewerId}`,
    ...led.flatMap((each) => leading('reports', each)).map((place) => sql`(reports.state <> 'draft' and ${place})`)
  ])
}

/** One's own, and what one leads but for drafts. */
export function visible ({ viewerId, scope }: Pick<ReportFilter, 'viewerId' | 'scope'>) {
  const led = leading('reports', scope)
  if (led.length === 0) return sql<boolean>`reports.user_id = ${viewerId}`
  // Over a whole division SQLite would unite two indexes and sort; unable to use that of the author it walks the dates, in order.
  const own = scope.divisionId ?? scope.lent?.divisionIds[0]
    ? sql`coalesce(reports.user_id, '') = ${viewerId}`
    : sql`reports.user_id = ${viewerId}`
  return sql<boolean>`(${own} or (reports.state <> 'draft' and (${sql.join(led, sql` or `)})))`
}

/** What waits for a decision, and of whom it is asked. */
export interface QueueFilter extends Filters {
  viewerId: string
  /** Addressed to these, null for nobody. Undefined where a team is asked for, with what the viewer may review of it. */
  addressees: { id: string | null, lent?: Lent }[] | undefined
  scope: Scope
  from?: string
  to?: string
  state?: ReportState
  timing?: ReportTiming
}

export const longestWaitFirst = orderBy('review', 'asc', { 'reports.submitted_at': isTime, 'reports.id': isId })

/** Handed in and not decided, never one's own nor what one has filed: what has waited longest comes first. */
export async function listQueue (db: Database, filter: QueueFilter, page: PageRequest): Promise<Page<Report>> {
  if (filter.state !== undefined && filter.state !== 'submitted') return { items: [], nextCursor: null }
  const { addressees } = filter
  const waiting = addressees === undefined
    ? [awaiting(db, filter).where(ledIn('reports', filter.scope))]
    : addressees.map(({ id, lent }) => {
      const query = awaiting(db, filter).where('reports.reviewer_id', id === null ? 'is' : '=', id)
      return lent ? query.where(ledIn('reports', { ...nobodys, lent })) : query
    })
  const { items, nextCursor } = await readMerged(waiting, longestWaitFirst, page)
  return { items: await withItems(db, items), nextCursor }
}

function awaiting (db: Database, filter: QueueFilter) {
  let query = selectReport(db).where('reports.state', '=', 'submitted').where('reports.user_id', '<>', filter.viewerId)
    .where(notFiledBy(filter.viewerId))
  if (filter.from) query = query.where('reports.report_date', '>=', filter.from)
  if (filter.to) query = query.where('reports.report_date', '<=', filter.to)
  if (filter.timing) query = query.where('reports.timing', '=', filter.timing)
  return narrowed(query, filter)
}

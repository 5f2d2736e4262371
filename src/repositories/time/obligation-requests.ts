import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, mapPage, orderBy, readMerged, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { ObligationRequest } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'
import { visibleApart, type Sight } from '../scope.ts'

/** As it is stored, with the names of those in it, and where the day belongs. */
export type StoredRequest = Omit<ObligationRequest, 'can'> & { divisionId: string }

const select = (db: Database) =>
  db.selectFrom('obligation_requests')
    .leftJoin('users', 'users.id', 'obligation_requests.user_id')
    .leftJoin('users as deciders', 'deciders.id', 'obligation_requests.decided_by')
    .selectAll('obligation_requests')
    .select(['users.name', 'users.avatar_hash', 'deciders.name as decided_by_name', 'deciders.avatar_hash as decided_by_picture'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

/** Ids begin with when they were made. */
export const newestFirst = orderBy('obligation-requests', 'desc', { 'obligation_requests.id': isId })

export interface RequestFilter extends Sight {
  status?: ObligationRequest['status']
  userId?: string
}

export async function list (db: Database, filter: RequestFilter, page: PageRequest): Promise<Page<StoredRequest>> {
  const queries = visibleApart('obligation_requests', filter).map((part) => {
    let query = select(db).where(part)
    if (filter.status) query = query.where('obligation_requests.status', '=', filter.status)
    if (filter.userId) query = query.where('obligation_requests.user_id', '=', filter.userId)
    return query
  })
  return mapPage(await readMerged(queries, newestFirst, page), toRequest)
}

export async function find (db: Database, id: string): Promise<StoredRequest | undefined> {
  const row = await select(db).where('obligation_requests.id', '=', id).executeTakeFirst()
  return row && toRequest(row)
}

export interface NewRequest extends Pick<Tables['obligation_requests'], 'user_id' | 'work_date' | 'team_id' | 'division_id'> {
  kind: ObligationRequest['kind']
  note: string
  /** The day that it is in the organisation. */
  asked_on: string
}

/** Resolves to undefined where the person has asked for that day today. */
export async function insert (tx: Database, request: NewRequest, now: Date): Promise<StoredRequest | undefined> {
  const id = newId(now.getTime())
  const row = {
    ...request,
    id,
    status: 'open' as const,
    decided_by: null,
    decided_at: null,
    decision_note: null,
    created_at: toDateTime(now),
    version: 1
  }
  return await insertUnlessThere(tx.insertInto('obligation_requests').values(row)) ? find(tx, id) : undefined
}

/** @throws OvertakenError when somebody else decided first. */
export async function decline (
  tx: Database,
  { id, version }: StoredRequest,
  { by, note }: { by: string, note: string },
  now: Date
): Promise<StoredRequest> {
  const decision = { decided_by: by, decided_at: toDateTime(now), decision_note: note }
  await updateAtVersion(tx, 'obligation_requests', id, version, { status: 'declined', ...decision })
  return (await find(tx, id))!
}

/** Whatever of it is open for the day has its answer. The caller holds the row of the ledger. */
export async function grant (tx: Database, day: Day, { by, note }: { by: string, note: string }, now: Date): Promise<void> {
  await endOpen(tx, day, { status: 'granted', decided_by: by, decided_at: toDateTime(now), decision_note: note })
}

/** What of these kinds is open for the day asks for nothing any more. The caller holds the row of the ledger. */
export async function withdraw (tx: Database, day: Day, kinds: ObligationRequest['kind'][]): Promise<void> {
  await endOpen(tx, day, { status: 'withdrawn' }, kinds)
}

interface Day {
  userId: string
  workDate: string
}

type Ending = Partial<Pick<Tables['obligation_requests'], 'status' | 'decided_by' | 'decided_at' | 'decision_note'>>

async function endOpen (tx: Database, { userId, workDate }: Day, ending: Ending, kinds?: ObligationRequest['kind'][]): Promise<void> {
  let open = tx.selectFrom('obligation_requests').select(['id', 'version']).where('user_id', '=', userId)
    .where('work_date', '=', workDate).where('status', '=', 'open')
  if (kinds) open = open.where('kind', 'in', kinds)
  for (const { id, version } of await open.execute()) await updateAtVersion(tx, 'obligation_requests', id, version, ending)
}

function toRequest (row: Row): StoredRequest {
  return {
    id: row.id,
    person: personOf(row.user_id, row.name, row.avatar_hash),
    workDate: row.work_date,
    teamId: row.team_id,
    divisionId: row.division_id,
    kind: row.kind,
    note: row.note,
    status: row.status,
    decidedBy: personOf(row.decided_by, row.decided_by_name, row.decided_by_picture),
    decidedAt: toTimestampOrNull(row.decided_at),
    decisionNote: row.decision_note,
    createdAt: toTimestamp(row.created_at),
    version: row.version
  }
}

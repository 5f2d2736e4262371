import { sql, type RawBuilder } from 'kysely'
import { toDateTime, toTimestamp, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isDate, isId, mapPage, orderBy, readMerged, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { prepareEach } from '../../database/queries/prepared.ts'
import { gatheredBy } from '../../database/queries/together.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import { chunks } from '../../runtime/chunks.ts'
import type { Leave, LeaveKindDays } from '../../../generated/schemas.ts'
import { apart, leading, type Scope } from '../scope.ts'
import { personOf } from '../organisation/pictures.ts'

/** As it is stored, with the names of those in it. */
export interface StoredLeave extends Omit<Leave, 'kind' | 'note' | 'decisionNote' | 'can'> {
  kind: NonNullable<Leave['kind']>
  note: string
  decisionNote: string
  divisionId: string | null
  deciderId: string | null
}

const select = (db: Database) =>
  db.selectFrom('leaves')
    .leftJoin('users', 'users.id', 'leaves.user_id')
    .leftJoin('users as deciders', 'deciders.id', 'leaves.decided_by')
    .leftJoin('users as givers', 'givers.id', 'leaves.on_behalf_of')
    .leftJoin('users as substitutes', 'substitutes.id', 'leaves.substitute_id')
    .selectAll('leaves')
    .select([
      'users.name',
      'users.avatar_hash',
      'deciders.name as decided_by_name',
      'deciders.avatar_hash as decided_by_picture',
      'givers.name as on_behalf_of_name',
      'givers.avatar_hash as on_behalf_of_picture',
      'substitutes.name as substitute_name',
      'substitutes.avatar_hash as substitute_picture'
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const latestFirst = orderBy('leaves', 'desc', { 'leaves.start_date': isDate, 'leaves.id': isId })

/** What a viewer may see, and what of it they ask for. */
export interface LeaveFilter {
  viewerId: string
  scope: Scope
  /** Of whose people they see what is approved. */
  colleaguesIn: string[]
  /** These days; `earliest` is the first on which one can begin that touches them. */
  touches?: { from: string, to: string, earliest: string }
  userId?: string
  teamId?: string
  status?: Leave['status']
  whose?: 'own' | 'others'
  /** Those that wait for a decision of these; null stands for HR. */
  addressees?: (string | null)[]
}

export async function list (db: Database, filter: LeaveFilter, page: PageRequest): Promise<Page<StoredLeave>> {
  const queries = partsOf(filter).map((part) => {
    let query = select(db).where(part)
    if (filter.touches) query = query.where(touching(filter.touches))
    if (filter.userId) query = query.where('leaves.user_id', '=', filter.userId)
    if (filter.teamId) query = query.where('leaves.team_id', '=', filter.teamId)
    if (filter.status) query = query.where('leaves.status', '=', filter.status)
    if (filter.whose) query = query.where('leaves.user_id', filter.whose === 'own' ? '=' : '<>', filter.viewerId)
    return filter.addressees ? query.where(awaits(filter.viewerId, filter.addressees)) : query
  })
  return mapPage(await readMerged(queries, latestFirst, page), toLeave)
}

/** What somebody sees, each part by an index of its own; what waits for a decision is few, and found by whose that is. */
function partsOf ({ viewerId, scope, colleaguesIn, whose, addressees }: LeaveFilter): RawBuilder<boolean>[] {
  const own = sql<boolean>`leaves.user_id = ${viewerId}`
  if (whose === 'own') return [own]
  if (scope.everything) return [sql<boolean>`1 = 1`]
  const parts = [
    own,
    ...leading('leaves', scope),
    ...colleaguesIn.map((id) => sql`(leaves.status = 'approved' and leaves.team_id = ${id})`)
  ]
  return addressees ? [sql<boolean>`(${sql.join(parts, sql` or `)})`] : apart(parts)
}

/** The first bound keeps the scan inside the index. */
function touching ({ from, to, earliest }: NonNullable<LeaveFilter['touches']>) {
  return sql<boolean>`(leaves.start_date >= ${earliest} and leaves.start_date <= ${to} and leaves.end_date >= ${from})`
}

function awaits (viewerId: string, addressees: (string | null)[]) {
  const ids = addressees.filter((id) => id !== null)
  const parts = [
    ...(ids.length > 0 ? [sql`leaves.decider_id in (${sql.join(ids)})`] : []),
    ...(addressees.includes(null) ? [sql`leaves.decider_id is null`] : [])
  ]
  return sql<boolean>`(leaves.status = 'pending' and leaves.user_id <> ${viewerId} and (${sql.join(parts, sql` or `)}))`
}

export async function find (db: Database, id: string): Promise<StoredLeave | undefined> {
  const row = await select(db).where('leaves.id', '=', id).executeTakeFirst()
  return row && toLeave(row)
}

/** The leave that excuses, or would with another half, on a date: of a person. */
export async function findOn (db: Database, userId: string, date: string): Promise<StoredLeave | undefined> {
  return foundOn(db, { userId, date })
}

const approvedOn = prepareEach((db, userIds, parameter: (name: 'date') => string) =>
  select(db).innerJoin('leave_days', 'leave_days.leave_id', 'leaves.id')
    .where('leave_days.user_id', 'in', userIds)
    .where('leave_days.date', '=', parameter('date')).where('leave_days.approved', '=', 1).orderBy('leave_days.half')
)

const foundOn = gatheredBy(async (db, asked: { userId: string, date: string }[]) => {
  const rows = await approvedOn(db, asked.map(({ userId }) => userId), { date: asked[0].date })
  return asked.map(({ userId }) => {
    const row = rows.find((each) => each.user_id === userId)
    return row && toLeave(row)
  })
}, ({ date }) => date)

/** Those that wait for somebody's decision. */
export async function listAwaiting (db: Database, deciderId: string): Promise<StoredLeave[]> {
  const rows = await select(db).where('leaves.decider_id', '=', deciderId).where('leaves.status', '=', 'pending').orderBy('leaves.id')
    .execute()
  return rows.map(toLeave)
}

/** Is a half-day of it in another one that is pending or approved? */
export async function overlaps (
  db: Database,
  userId: string,
  startDate: string,
  endDate: string,
  halves: ('am' | 'pm')[]
): Promise<boolean> {
  const there = await db.selectFrom('leave_days').select('leave_id').where('user_id', '=', userId)
    .where('date', '>=', startDate).where('date', '<=', endDate).where('half', 'in', halves).limit(1).executeTakeFirst()
  return there !== undefined
}

export interface NewLeave
  extends Pick<StoredLeave, 'teamId' | 'divisionId' | 'deciderId' | 'kind' | 'startDate' | 'endDate' | 'part' | 'note'> {
  userId: string
  substituteId: string | null
  /** Who has approved it already; null while it is pending. */
  approvedBy: string | null
}

/** Its days come with `setDays`. @returns its id. */
export async function insert (tx: Database, leave: NewLeave, now: Date): Promise<string> {
  const id = newId(now.getTime())
  const time = toDateTime(now)
  await tx.insertInto('leaves').values({
    id,
    user_id: leave.userId,
    team_id: leave.teamId,
    division_id: leave.divisionId,
    kind: leave.kind,
    start_date: leave.startDate,
    end_date: leave.endDate,
    part: leave.part,
    half_days: 0,
    status: leave.approvedBy === null ? 'pending' : 'approved',
    note: leave.note,
    decided_by: leave.approvedBy,
    decided_at: leave.approvedBy && time,
    decision_note: '',
    decider_id: leave.deciderId,
    substitute_id: leave.substituteId,
    created_at: time,
    updated_at: time,
    version: 1
  }).execute()
  return id
}

/** A half-day of a leave; `worked` where it would be one of work. */
export interface LeaveHalf {
  date: string
  half: 'am' | 'pm'
  worked: boolean
}

const chunkSize = 500

/** Its half-days, in the place of those it had. Resolves to false where one of them is in another leave. */
export async function setDays (
  tx: Database,
  { id, userId, approved }: { id: string, userId: string, approved: boolean },
  days: LeaveHalf[]
): Promise<boolean> {
  await clearDays(tx, id)
  const rows = days.map(({ date, half, worked }) => ({
    user_id: userId,
    date,
    half,
    leave_id: id,
    approved: Number(approved),
    worked: Number(worked)
  }))
  for (const chunk of chunks(rows, chunkSize)) {
    if (!await insertUnlessThere(tx.insertInto('leave_days').values(chunk))) return false
  }
  await tx.updateTable('leaves').set({ half_days: days.filter(({ worked }) => worked).length }).where('id', '=', id).execute()
  return true
}

/** They can be asked for again, and excuse nobody. */
export async function clearDays (tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('leave_days').where('leave_id', '=', id).execute()
}

interface Decision {
  status: 'approved' | 'rejected' | 'cancelled'
  by: string
  onBehalfOf: string | null
  note: string
}

/** @throws OvertakenError when somebody else decided first. */
export async function decide (
  tx: Database,
  { id, version }: StoredLeave,
  { status, by, onBehalfOf, note }: Decision,
  now: Date
): Promise<void> {
  await updateAtVersion(tx, 'leaves', id, version, {
    status,
    decided_by: by,
    on_behalf_of: onBehalfOf,
    decided_at: toDateTime(now),
    decision_note: note,
    updated_at: toDateTime(now)
  })
}

/** Somebody else is asked. @throws OvertakenError when somebody has decided meanwhile. */
export async function readdress (tx: Database, { id, version }: StoredLeave, deciderId: string | null, now: Date): Promise<void> {
  await updateAtVersion(tx, 'leaves', id, version, { decider_id: deciderId, updated_at: toDateTime(now) })
}

/** Notes what came of its substitute. */
export async function setDelegation (tx: Database, id: string, delegationId: string): Promise<void> {
  await tx.updateTable('leaves').set({ delegation_id: delegationId }).where('id', '=', id).execute()
}

/** Null where nothing was handed over for it. */
export async function findDelegation (tx: Database, id: string): Promise<string | null> {
  const row = await tx.selectFrom('leaves').select('delegation_id').where('id', '=', id).executeTakeFirst()
  return row?.delegation_id ?? null
}

/** The working days of a person from `from` to `to` on leave, by kind. */
export async function sumByKind (db: Database, userId: string, from: string, to: string): Promise<LeaveKindDays[]> {
  const rows = await db.selectFrom('leave_days').innerJoin('leaves', 'leaves.id', 'leave_days.leave_id')
    .where('leave_days.user_id', '=', userId).where('leave_days.date', '>=', from).where('leave_days.date', '<=', to)
    .where('leave_days.worked', '=', 1)
    .select(['leaves.kind', 'leave_days.approved', (eb) => eb.fn.countAll<number>().as('halves')])
    .groupBy(['leaves.kind', 'leave_days.approved']).orderBy('leaves.kind').execute()
  const sum = (kind: Tables['leaves']['kind'], approved: number) =>
    Number(rows.find((row) => row.kind === kind && row.approved === approved)?.halves ?? 0) / 2
  return [...new Set(rows.map(({ kind }) => kind))].map((kind) => ({ kind, approved: sum(kind, 1), pending: sum(kind, 0) }))
}

function toLeave (row: Row): StoredLeave {
  return {
    id: row.id,
    person: personOf(row.user_id, row.name, row.avatar_hash),
    teamId: row.team_id,
    divisionId: row.division_id,
    deciderId: row.decider_id,
    kind: row.kind,
    startDate: row.start_date,
    endDate: row.end_date,
    part: row.part,
    workingDays: row.half_days / 2,
    status: row.status,
    note: row.note,
    substitute: personOf(row.substitute_id, row.substitute_name, row.substitute_picture),
    decidedBy: personOf(row.decided_by, row.decided_by_name, row.decided_by_picture),
    onBehalfOf: personOf(row.on_behalf_of, row.on_behalf_of_name, row.on_behalf_of_picture),
    decidedAt: toTimestampOrNull(row.decided_at),
    decisionNote: row.decision_note,
    createdAt: toTimestamp(row.created_at),
    version: row.version
  }
}

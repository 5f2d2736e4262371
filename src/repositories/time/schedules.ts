import { type ExpressionBuilder, sql } from 'kysely'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isDate, isId, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { prepare } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Schedule } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'

export type NewSchedule = Omit<Schedule, 'id' | 'createdAt' | 'version'>

const columns = [
  'schedules.id',
  'schedules.scope',
  'schedules.scope_key',
  'schedules.effective_from',
  'schedules.effective_to',
  'schedules.days',
  'schedules.deadline',
  'schedules.day_offset',
  'schedules.grace_minutes',
  'schedules.late_window_days',
  'schedules.remind_minutes',
  'schedules.created_at',
  'schedules.version'
] as const

const live = (db: Database) => db.selectFrom('schedules').select(columns).where('schedules.live_key', '=', '')

type Row = Awaited<ReturnType<ReturnType<typeof live>['executeTakeFirstOrThrow']>>

export const latestFirst = orderBy('schedules', 'desc', { 'schedules.effective_from': isDate, 'schedules.id': isId })

export interface ScheduleFilter {
  /** Of whose division a manager sees what counts there; undefined: everything. */
  divisionId?: string | null
  scope?: Schedule['scope']
  scopeId?: string
}

export async function list (db: Database, { divisionId, scope, scopeId }: ScheduleFilter, page: PageRequest): Promise<Page<Schedule>> {
  let query = live(db)
  if (divisionId !== undefined) query = query.where((eb) => ofDivision(eb, divisionId))
  if (scope) query = query.where('scope', '=', scope)
  if (scopeId) query = query.where('scope', '<>', 'org').where('scope_key', '=', scopeId)
  return mapPage(await readPage(query, latestFirst, page), toSchedule)
}

function ofDivision (eb: ExpressionBuilder<Tables, 'schedules'>, divisionId: string | null) {
  return eb.or([
    eb('scope', '=', 'org'),
    ...(divisionId === null
      ? []
      : [
        eb('scope', '=', 'division').and('scope_key', '=', divisionId),
        eb('scope', '=', 'team').and(
          'scope_key',
          'in',
          eb.selectFrom('teams').select('teams.id').where('teams.division_id', '=', divisionId)
        ),
        eb('scope', '=', 'user').and(
          'scope_key',
          'in',
          eb.selectFrom('users').select('users.id').where('users.division_id', '=', divisionId)
        )
      ])
  ])
}

export async function find (db: Database, id: string): Promise<Schedule | undefined> {
  const row = await live(db).where('id', '=', id).executeTakeFirst()
  return row && toSchedule(row)
}

/** Those of the organisation that count. */
export async function listOfOrganisation (db: Database): Promise<Schedule[]> {
  return (await live(db).where('scope', '=', 'org').execute()).map(toSchedule)
}

/** Resolves to undefined where the scope has one that begins on the same day. */
export async function insert (tx: Database, schedule: NewSchedule, now: Date): Promise<Schedule | undefined> {
  const row = rowOf(schedule, newId(now.getTime()), now)
  return await insertUnlessThere(tx.insertInto('schedules').values(row)) ? find(tx, row.id) : undefined
}

/** The columns of a new one, for who inserts several. */
export function rowOf (schedule: NewSchedule, id: string, now: Date) {
  const { scope, scopeId, effectiveFrom, effectiveTo, days, deadline, dayOffset, graceMinutes, lateWindowDays, remindMinutes } = schedule
  return {
    id,
    scope,
    scope_key: scopeId ?? 'org',
    effective_from: effectiveFrom,
    effective_to: effectiveTo,
    days: JSON.stringify(days),
    deadline,
    day_offset: dayOffset,
    grace_minutes: graceMinutes,
    late_window_days: lateWindowDays,
    remind_minutes: JSON.stringify(remindMinutes),
    created_at: toDateTime(now),
    updated_at: toDateTime(now),
    deleted_at: null,
    live_key: '',
    version: 1
  }
}

/**
 * Resolves to undefined where the scope has another one that begins on the same day.
 * @throws OvertakenError when somebody else changed it first.
 */
export async function update (tx: Database, { id, version, ...schedule }: Schedule, now: Date): Promise<Schedule | undefined> {
  const { id: _id, scope, scope_key, created_at, deleted_at, live_key, version: _version, ...change } = rowOf(schedule, id, now)
  return await unlessDuplicate(() => updateAtVersion(tx, 'schedules', id, version, change)) ? find(tx, id) : undefined
}

/** @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: Schedule, now: Date): Promise<void> {
  await updateAtVersion(tx, 'schedules', id, version, { deleted_at: toDateTime(now), live_key: id, updated_at: toDateTime(now) })
}

/** Those of a team that is no more: what has begun ends today, the rest never begins. */
export async function endOfTeam (tx: Database, teamId: string, today: string, now: Date): Promise<void> {
  const those = { updated_at: toDateTime(now), version: sql<number>`version + 1` }
  const ofTeam = tx.updateTable('schedules').where('live_key', '=', '').where('scope', '=', 'team').where('scope_key', '=', teamId)
  await ofTeam.set({ ...those, effective_to: today }).where('effective_from', '<=', today)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', today)])).execute()
  await ofTeam.set({ ...those, deleted_at: toDateTime(now), live_key: sql<string>`id` }).where('effective_from', '>', today).execute()
}

const knownBetween = prepare((db, parameter: (name: 'from' | 'to') => string) =>
  db.selectFrom('schedules').select([...columns, 'schedules.deleted_at'])
    .where('effective_from', '<=', parameter('to')).where(sql<boolean>`coalesce(effective_to, ${parameter('to')}) >= ${parameter('from')}`)
)

/** Whether they count or not: every one that could be in force between these days, with when it was known. */
export const listKnown = remembered(async (db, from: string, to: string): Promise<(Schedule & { deletedAt: string | null })[]> => {
  const rows = await knownBetween(db, { from, to })
  return rows.map((row) => ({ ...toSchedule(row), deletedAt: row.deleted_at === null ? null : toTimestamp(row.deleted_at) }))
})

function toSchedule (row: Row): Schedule {
  return {
    id: row.id,
    scope: row.scope,
    scopeId: row.scope === 'org' ? null : row.scope_key,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    days: JSON.parse(row.days),
    deadline: row.deadline,
    dayOffset: row.day_offset,
    graceMinutes: row.grace_minutes,
    lateWindowDays: row.late_window_days,
    remindMinutes: JSON.parse(row.remind_minutes),
    createdAt: toTimestamp(row.created_at),
    version: row.version
  }
}

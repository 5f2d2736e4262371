/** Which shift somebody has on which day, and which days are off. */
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { chunks } from '../../runtime/chunks.ts'
import type { RosterDay, Shift } from '../../../generated/schemas.ts'
import { remembered, remembers } from '../remembered.ts'

/** What a day of a roster is worked by. */
export type RosteredShift = Pick<Shift, 'id' | 'name' | 'deadline' | 'dayOffset' | 'graceMinutes' | 'lateWindowDays' | 'remindMinutes'> & {
  /** When the roster was set. */
  createdAt: string
}

/** As `rosterKey` of rules/time/working-days.ts finds them. */
export type Roster = ReadonlyMap<string, RosteredShift | null>

/** How many rows one statement takes. */
const batchSize = 500

const span = prepare((db) =>
  db.selectFrom('roster_days').select((eb) => [eb.fn.min('work_date').as('first'), eb.fn.max('work_date').as('last')])
)

/** The first and the last day that a roster says something of; null where none does. */
const rosteredDays = remembered(async (db): Promise<{ first: string | null, last: string | null }> => (await span(db, {}))[0])

/** All that rosters say of these days. @param userId of one person only. */
export async function listKnown (db: Database, { from, to, userId }: { from: string, to: string, userId?: string }): Promise<Roster> {
  const { first, last } = remembers(db) ? await rosteredDays(db) : { first: from, last: to }
  if (first === null || last === null || to < first || from > last) return new Map()
  let query = db.selectFrom('roster_days').leftJoin('shifts', 'shifts.id', 'roster_days.shift_id')
    .selectAll('roster_days').select('shifts.name').where('work_date', '>=', from).where('work_date', '<=', to)
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  const rows = await query.execute()
  return new Map(rows.map((row) => [`${row.user_id} ${row.team_id} ${row.work_date}`, shiftOf(row)]))
}

function shiftOf (row: Tables['roster_days'] & { name: string | null }): RosteredShift | null {
  if (row.shift_id === null) return null
  return {
    id: row.shift_id,
    name: row.name!,
    deadline: row.deadline!,
    dayOffset: row.day_offset!,
    graceMinutes: row.grace_minutes!,
    lateWindowDays: row.late_window_days!,
    remindMinutes: JSON.parse(row.remind_minutes!),
    createdAt: toTimestamp(row.created_at)
  }
}

/** The days of a team from `from` to `to`, by day and person; those to come without who is not in it any more. */
export async function listOfTeam (
  db: Database,
  { teamId, from, to, today }: { teamId: string, from: string, to: string, today: string }
): Promise<RosterDay[]> {
  const rows = await db.selectFrom('roster_days').select(['user_id', 'work_date', 'shift_id'])
    .where('team_id', '=', teamId).where('work_date', '>=', from).where('work_date', '<=', to)
    .where((eb) =>
      eb.or([
        eb('work_date', '<=', today),
        eb('user_id', 'in', eb.selectFrom('team_members').select('team_members.user_id').where('team_members.team_id', '=', teamId))
      ])
    )
    .orderBy('work_date').orderBy('user_id').execute()
  return rows.map((row) => ({ userId: row.user_id, date: row.work_date, shiftId: row.shift_id }))
}

/** What a team’s roster says of these days, instead of what it said. @param shifts those named. @returns how many days there were. */
export async function replace (
  tx: Database,
  { teamId, from, to, days }: { teamId: string, from: string, to: string, days: RosterDay[] },
  shifts: Shift[],
  now: Date
): Promise<number> {
  const before = await tx.deleteFrom('roster_days').where('team_id', '=', teamId).where('work_date', '>=', from).where(
    'work_date',
    '<=',
    to
  )
    .executeTakeFirst()
  const hours = new Map(shifts.map((shift) => [shift.id, hoursOf(shift)]))
  for (const some of chunks(days, batchSize)) {
    const rows = some.map(({ userId, date, shiftId }) => ({
      work_date: date,
      user_id: userId,
      team_id: teamId,
      shift_id: shiftId,
      ...(shiftId === null ? hoursOf(null) : hours.get(shiftId)!),
      created_at: toDateTime(now)
    }))
    await tx.insertInto('roster_days').values(rows).execute()
  }
  return Number(before.numDeletedRows)
}

/** The columns that say until when; of a day off none. */
export function hoursOf (shift: Omit<RosteredShift, 'createdAt'> | null) {
  if (!shift) return { deadline: null, day_offset: null, grace_minutes: null, late_window_days: null, remind_minutes: null }
  const { deadline, dayOffset, graceMinutes, lateWindowDays, remindMinutes } = shift
  return {
    deadline,
    day_offset: dayOffset,
    grace_minutes: graceMinutes,
    late_window_days: lateWindowDays,
    remind_minutes: JSON.stringify(remindMinutes)
  }
}

/** The days after `today` of this shift have the hours that it has now. */
export async function follow (tx: Database, shift: Shift, today: string): Promise<void> {
  await tx.updateTable('roster_days').set(hoursOf(shift)).where('shift_id', '=', shift.id).where('work_date', '>', today).execute()
}

/** Is there a day after `today` of this shift? */
export async function isNamed (db: Database, shiftId: string, today: string): Promise<boolean> {
  const row = await db.selectFrom('roster_days').select('user_id').where('shift_id', '=', shiftId).where('work_date', '>', today).limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Nothing is said of the days of a team after `today` any more. */
export async function clearAfter (tx: Database, teamId: string, today: string): Promise<void> {
  await tx.deleteFrom('roster_days').where('team_id', '=', teamId).where('work_date', '>', today).execute()
}

import { type Selectable, sql } from 'kysely'
import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import { gatheredBy, latestOf } from '../../database/queries/together.ts'
import { changesOne } from '../../database/queries/writes.ts'

export type ExcuseReason = 'leave' | 'manual' | 'inactive'

/** What somebody did to it. */
interface Act {
  at: number
  by: string
  /** In whose place; null for nobody's. */
  onBehalfOf: string | null
  note: string
}

/** A row of the ledger. Instants are milliseconds since 1970. */
export interface Obligation {
  userId: string
  workDate: string
  teamId: string
  divisionId: string
  /** Or of the shift that the roster names. */
  scheduleId: string
  holidayId: string | null
  terms: { deadlineAt: number, graceUntil: number, closesAt: number }
  outcome: Tables['obligations']['outcome']
  reasons: Set<ExcuseReason>
  excuse: Act | null
  /** What made `closesAt` later than its schedule says. */
  extension: Act | null
  firstSubmittedAt: number | null
  lateMinutes: number | null
  remindedAt: number | null
  /** How long before the deadline its schedule reminds of it. */
  remindMinutes: number[]
  /** When something is next to be done about it; null where nothing is. */
  nextAt: number | null
  madeAt: number
}

export type ObligationRow = Selectable<Tables['obligations']>

const millisecondsOf = (time: string) => Date.parse(toTimestamp(time))
const millisecondsOrNull = (time: string | null) => time === null ? null : millisecondsOf(time)
const textOf = (time: number) => toDateTime(new Date(time))
const textOrNull = (time: number | null) => time === null ? null : textOf(time)

const one = (db: Database, parameter: (name: 'userId' | 'workDate') => string) =>
  db.selectFrom('obligations').selectAll().where('user_id', '=', parameter('userId')).where('work_date', '=', parameter('workDate'))
const found = prepare(one)
const locked = prepare((db, parameter: Parameters<typeof one>[1]) => {
  const query = one(db, parameter)
  return dialectOf(db) === 'mysql' ? query.forUpdate() : query
})

export async function find (db: Database, userId: string, workDate: string): Promise<Obligation | undefined> {
  const [row] = await found(db, { userId, workDate })
  return row && toObligation(row)
}

/** Nobody else changes it until the transaction ends. */
export async function lock (tx: Database, userId: string, workDate: string): Promise<Obligation | undefined> {
  const [row] = await locked(tx, { userId, workDate })
  return row && toObligation(row)
}

/** Those of these people on a day. */
export async function listOfPeople (db: Database, workDate: string, userIds: string[]): Promise<Obligation[]> {
  const rows = await db.selectFrom('obligations').selectAll().where('work_date', '=', workDate).where('user_id', 'in', userIds).execute()
  return rows.map(toObligation)
}

/** One person's from `from` to `to`, by day. */
export async function listOfRange (db: Database, userId: string, from: string, to: string): Promise<Obligation[]> {
  const rows = await db.selectFrom('obligations').selectAll().where('user_id', '=', userId).where('work_date', '>=', from)
    .where('work_date', '<=', to).orderBy('work_date').execute()
  return rows.map(toObligation)
}

/** Inserts those that are not there yet; what is there stays as it is. @returns how many are new. */
export async function insertMissing (tx: Database, obligations: Obligation[]): Promise<number> {
  if (obligations.length === 0) return 0
  const insert = tx.insertInto('obligations').values(obligations.map(rowOf))
  const [result] = await (dialectOf(tx) === 'mysql'
    ? insert.onDuplicateKeyUpdate((eb) => ({ user_id: eb.ref('obligations.user_id') }))
    : insert.onConflict((conflict) => conflict.doNothing())).execute()
  return Number(result.numInsertedOrUpdatedRows ?? 0)
}

/** Stores it as it is now. */
export async function save (tx: Database, obligation: Obligation): Promise<void> {
  const { user_id: userId, work_date: workDate, ...change } = rowOf(obligation)
  await tx.updateTable('obligations').set(change).where('user_id', '=', userId).where('work_date', '=', workDate).execute()
}

/** Nothing is owed after all. */
export async function remove (tx: Database, { userId, workDate }: Pick<Obligation, 'userId' | 'workDate'>): Promise<boolean> {
  return changesOne(tx.deleteFrom('obligations').where('user_id', '=', userId).where('work_date', '=', workDate))
}

/** What somebody has not handed in and still can, the earliest day first. */
export async function listOpen (db: Database, userId: string, now: Date): Promise<Obligation[]> {
  const rows = await db.selectFrom('obligations').selectAll().where('user_id', '=', userId).where('first_submitted_at', 'is', null)
    .where('closes_at', '>', toDateTime(now)).orderBy('work_date').execute()
  return rows.map(toObligation)
}

/** What somebody owes on a day, and what they have not handed in and still can, the earliest day first. */
export async function listUnmet (
  db: Database,
  userId: string,
  today: string,
  now: Date
): Promise<{ today: Obligation | undefined, open: Obligation[] }> {
  return unmet(db, { userId, today, now })
}

const unmetRows = prepareEach((db, userIds, parameter: (name: 'today' | 'now') => string) =>
  db.selectFrom('obligations').selectAll().where('user_id', 'in', userIds)
    .where((eb) =>
      eb.or([
        eb('work_date', '=', parameter('today')),
        eb.and([eb('first_submitted_at', 'is', null), eb('closes_at', '>', parameter('now'))])
      ])
    ).orderBy('work_date')
)

const unmet = gatheredBy(async (db, asked: { userId: string, today: string, now: Date }[]) => {
  const now = latestOf(asked)
  const rows = await unmetRows(db, asked.map(({ userId }) => userId), { today: asked[0].today, now: toDateTime(now) })
  const byUser = Map.groupBy(rows.map(toObligation), ({ userId }) => userId)
  return asked.map(({ userId, today }) => {
    const those = byUser.get(userId) ?? []
    const isOpen = ({ firstSubmittedAt, terms }: Obligation) => firstSubmittedAt === null && terms.closesAt > now.getTime()
    return { today: those.find(({ workDate }) => workDate === today), open: those.filter(isOpen) }
  })
}, ({ today }) => today)

/** What somebody has not handed in of the days after one, the earliest first. */
export async function listUnmetAfter (tx: Database, userId: string, workDate: string): Promise<Obligation[]> {
  const rows = await tx.selectFrom('obligations').selectAll().where('user_id', '=', userId).where('first_submitted_at', 'is', null)
    .where('work_date', '>', workDate).orderBy('work_date').execute()
  return rows.map(toObligation)
}

/** Those about which something is to be done by now, the one that waits longest first. */
export async function listDue (db: Database, now: Date, limit: number): Promise<Pick<Obligation, 'userId' | 'workDate'>[]> {
  const rows = await db.selectFrom('obligations').select(['user_id', 'work_date']).where('next_at', '<=', toDateTime(now))
    .orderBy('next_at').limit(sql.lit(limit)).execute()
  return rows.map((row) => ({ userId: row.user_id, workDate: row.work_date }))
}

/** When something is next to be done about one of them; undefined where nothing is. */
export async function nextDue (db: Database): Promise<Date | undefined> {
  const row = await db.selectFrom('obligations').select('next_at').where('next_at', 'is not', null).orderBy('next_at').limit(1)
    .executeTakeFirst()
  return row && new Date(toTimestamp(row.next_at!))
}

/** Can somebody of the team still be on time? */
export async function isOnTimeYet (db: Database, teamId: string, workDate: string, now: Date): Promise<boolean> {
  const row = await db.selectFrom('obligations').select('user_id').where('team_id', '=', teamId).where('work_date', '=', workDate)
    .where('grace_until', '>', toDateTime(now)).limit(1).executeTakeFirst()
  return row !== undefined
}

/** The newest day that the ledger has been filled for; undefined before the first. */
export async function newestDay (db: Database): Promise<string | undefined> {
  return (await db.selectFrom('ledger_days').select('work_date').orderBy('work_date', 'desc').limit(1).executeTakeFirst())?.work_date
}

/** The days that the ledger has been filled for, from one on, the earliest first. */
export async function listDays (db: Database, from: string): Promise<string[]> {
  const rows = await db.selectFrom('ledger_days').select('work_date').where('work_date', '>=', from).orderBy('work_date').execute()
  return rows.map((row) => row.work_date)
}

/** Notes that a day has been filled; doing it again changes nothing. */
export async function noteDay (tx: Database, workDate: string, now: Date): Promise<void> {
  const there = await tx.selectFrom('ledger_days').select('work_date').where('work_date', '=', workDate).executeTakeFirst()
  if (!there) await tx.insertInto('ledger_days').values({ work_date: workDate, made_at: toDateTime(now) }).execute()
}

/** The columns of one, for who inserts several. */
export function rowOf (obligation: Obligation): ObligationRow {
  const { terms, reasons, excuse, extension } = obligation
  return {
    user_id: obligation.userId,
    work_date: obligation.workDate,
    team_id: obligation.teamId,
    division_id: obligation.divisionId,
    schedule_id: obligation.scheduleId,
    holiday_id: obligation.holidayId,
    deadline_at: textOf(terms.deadlineAt),
    grace_until: textOf(terms.graceUntil),
    closes_at: textOf(terms.closesAt),
    outcome: obligation.outcome,
    on_leave: reasons.has('leave') ? 1 : 0,
    inactive: reasons.has('inactive') ? 1 : 0,
    excused_at: excuse && textOf(excuse.at),
    excused_by: excuse && excuse.by,
    excused_for: excuse && excuse.onBehalfOf,
    excuse_note: excuse && excuse.note,
    extended_at: extension && textOf(extension.at),
    extended_by: extension && extension.by,
    extended_for: extension && extension.onBehalfOf,
    extension_note: extension && extension.note,
    first_submitted_at: textOrNull(obligation.firstSubmittedAt),
    late_minutes: obligation.lateMinutes,
    reminded_at: textOrNull(obligation.remindedAt),
    remind_minutes: JSON.stringify(obligation.remindMinutes),
    next_at: textOrNull(obligation.nextAt),
    made_at: textOf(obligation.madeAt)
  }
}

export function toObligation (row: ObligationRow): Obligation {
  return {
    userId: row.user_id,
    workDate: row.work_date,
    teamId: row.team_id,
    divisionId: row.division_id,
    scheduleId: row.schedule_id,
    holidayId: row.holiday_id,
    terms: {
      deadlineAt: millisecondsOf(row.deadline_at),
      graceUntil: millisecondsOf(row.grace_until),
      closesAt: millisecondsOf(row.closes_at)
    },
    outcome: row.outcome,
    reasons: reasonsOf(row),
    excuse: row.excused_at === null
      ? null
      : { at: millisecondsOf(row.excused_at), by: row.excused_by!, onBehalfOf: row.excused_for, note: row.excuse_note! },
    extension: row.extended_at === null
      ? null
      : { at: millisecondsOf(row.extended_at), by: row.extended_by!, onBehalfOf: row.extended_for, note: row.extension_note! },
    firstSubmittedAt: millisecondsOrNull(row.first_submitted_at),
    lateMinutes: row.late_minutes,
    remindedAt: millisecondsOrNull(row.reminded_at),
    remindMinutes: JSON.parse(row.remind_minutes),
    nextAt: millisecondsOrNull(row.next_at),
    madeAt: millisecondsOf(row.made_at)
  }
}

function reasonsOf (row: Pick<ObligationRow, 'on_leave' | 'inactive' | 'excused_at'>): Set<ExcuseReason> {
  return new Set<ExcuseReason>([
    ...(row.on_leave ? ['leave' as const] : []),
    ...(row.excused_at === null ? [] : ['manual' as const]),
    ...(row.inactive ? ['inactive' as const] : [])
  ])
}

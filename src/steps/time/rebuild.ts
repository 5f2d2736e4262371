/** Holding the ledger against what is known, day by day. */
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../database/tables.ts'
import { inTransaction } from '../../database/transaction.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import * as events from '../../repositories/platform/events.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { disabledSince } from '../../repositories/time/people.ts'
import { figuresChanged } from '../../rules/platform/channels.ts'
import { settled, timingAnew, type ExcuseReason } from '../../rules/time/obligations.ts'
import { obligationFor, readCalendar, store, type DayCalendar } from './ledger.ts'

/** What is otherwise than known. `missing`: it should be there. `wrong`: what came of it. `kept`: what was frozen, and stays. */
export interface Difference {
  workDate: string
  userId: string
  kind: 'missing' | 'wrong' | 'kept'
  /** Of the ledger, and by what is known; null where there is no row, or should be none. */
  stored: string | null
  known: string | null
}

/** What somebody's row would be, and what it is. */
interface Held {
  row: obligations.Obligation | undefined
  expected: obligations.Obligation | undefined
  handIn: handIns.HandIn | undefined
  absent: boolean
}

/** @param repair also makes what is missing, and puts right what came of a row. What was frozen, such as a deadline, stays. */
export async function compareDay (db: Database, date: string, now: Date, repair: boolean): Promise<Difference[]> {
  const calendar = await readCalendar(db, date, now)
  const found: Difference[] = []
  for (const person of await facts.listFacts(db, date)) {
    const difference = repair
      ? await inTransaction(db, (tx) => comparePerson(tx, calendar, person, now, true))
      : await comparePerson(db, calendar, person, now, false)
    if (difference) found.push(difference)
  }
  return found
}

async function comparePerson (
  tx: Database,
  calendar: DayCalendar,
  person: facts.PersonFacts,
  now: Date,
  repair: boolean
): Promise<Difference | undefined> {
  const { date } = calendar
  const of = { workDate: date, userId: person.id }
  const held = await readHeld(tx, calendar, person, now, repair)
  const { row, expected, handIn } = held
  if (!row) return expected && add(tx, { ...of, kind: 'missing', stored: null, known: expected.outcome }, expected, now, repair)
  const known = byFacts(held, row, now)
  const isOverdue = row.outcome === 'due' && known.outcome === 'missed'
  if (!isOverdue && !isDeepStrictEqual(partsOf(row), partsOf(known))) {
    if (repair) {
      await store(tx, known, handIn, now)
      await events.append(tx, now, 'obligations:rebuild', [figuresChanged(row.teamId)])
    }
    return { ...of, kind: 'wrong', stored: row.outcome, known: known.outcome }
  }
  if (!expected) return { ...of, kind: 'kept', stored: row.outcome, known: null }
  const isFrozen = isDeepStrictEqual(row.terms, termsAsKnown(row, expected))
  return isFrozen ? undefined : { ...of, kind: 'kept', stored: termsIn(row), known: termsIn(expected) }
}

async function add (
  tx: Database,
  difference: Difference,
  expected: obligations.Obligation,
  now: Date,
  repair: boolean
): Promise<Difference> {
  if (repair) {
    await obligations.insertMissing(tx, [expected])
    await events.append(tx, now, 'obligations:rebuild', [figuresChanged(expected.teamId)])
  }
  return difference
}

async function readHeld (tx: Database, calendar: DayCalendar, person: facts.PersonFacts, now: Date, hold: boolean): Promise<Held> {
  const { date } = calendar
  const handIn = await (hold ? handIns.lock : handIns.find)(tx, person.id, date)
  const row = await (hold ? obligations.lock : obligations.find)(tx, person.id, date)
  const absent = (await leaveDays.listAbsent(tx, date, [person.id])).has(person.id)
  const disabledAt = (await disabledSince(tx, [person.id])).get(person.id) ?? null
  const handedIn = handIn && handIn.firstSubmittedAt !== null ? handIn : undefined
  const expected = obligationFor(calendar, { person, disabledAt, handIn: handedIn, onLeave: absent }, now.getTime())
  return { row, expected, handIn: handedIn, absent }
}

/** What the row would say of leave and of the report; excuses, and who had left, it alone knows. */
function byFacts ({ handIn, absent }: Held, row: obligations.Obligation, now: Date): obligations.Obligation {
  const reasons = new Set<ExcuseReason>([...row.reasons].filter((reason) => reason !== 'leave'))
  if (absent) reasons.add('leave')
  const standing = { ...row, reasons, firstSubmittedAt: handIn?.firstSubmittedAt ?? null }
  return { ...standing, ...settled(standing, timingAnew(handIn?.timing ?? null, standing), now.getTime()) }
}

/** What somebody had taken for longer is no difference. */
const termsAsKnown = ({ terms, extension }: obligations.Obligation, expected: obligations.Obligation) =>
  extension ? { ...expected.terms, closesAt: terms.closesAt } : expected.terms

const partsOf = ({ outcome, reasons, firstSubmittedAt, lateMinutes }: obligations.Obligation) => ({
  outcome,
  reasons: [...reasons].sort(),
  firstSubmittedAt,
  lateMinutes
})

const termsIn = ({ terms }: obligations.Obligation) => `until ${new Date(terms.deadlineAt).toISOString()}`

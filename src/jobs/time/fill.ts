/** Fills the ledger: a row for each person and day, once, however often and by how many it is done. */
import type { Database } from '../../database/tables.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import { findName, readDayRules } from '../../repositories/organisation/settings.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { lockDisabledSince } from '../../repositories/time/people.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { frozenAt, timingOf } from '../../rules/time/obligations.ts'
import { daysOf } from '../../rules/time/ranges.ts'
import { instantOf } from '../../rules/time/zone.ts'
import { obligationFor, readCalendar, store, type DayCalendar } from '../../steps/time/ledger.ts'
import { chunks } from '../../runtime/chunks.ts'
import type { Transact } from '../../database/transaction.ts'

/** In days: so far before the newest day that was filled others may have been left out. */
const lookBack = 31
/** People in one transaction: others wait for no longer than that takes. */
const batchSize = 500

export interface FillDeps {
  db: Database
  clock: { now: () => Date }
  transaction: Transact
}

/** What was done: days, and rows that are new. */
export interface Filled {
  days: string[]
  rows: number
}

/**
 * Every day that has not been filled since the first that has been; before there is one, the day that it is.
 * @param onDay runs in the transaction that notes a day.
 */
export async function fillLedger (
  deps: FillDeps,
  { signal, onDay }: { signal?: AbortSignal, onDay?: (tx: Database, date: string) => Promise<void> } = {}
): Promise<Filled> {
  const filled: Filled = { days: [], rows: 0 }
  for (const date of await daysToFill(deps)) {
    signal?.throwIfAborted()
    filled.rows += await fillDay(deps, date, { signal, onDay })
    filled.days.push(date)
  }
  return filled
}

async function daysToFill ({ db, clock }: FillDeps): Promise<string[]> {
  // Before it is set up there are no days.
  if (await findName(db) === undefined) return []
  const now = clock.now()
  const { timeZone } = await readDayRules(db, now)
  const today = localDate(now, timeZone)
  const last = now.getTime() >= instantOf(today, frozenAt, timeZone) ? today : addDays(today, -1)
  const newest = await obligations.newestDay(db)
  if (newest === undefined) return [last]
  // Who filled the newest day may have had a clock that was ahead, and known of none before it.
  const filled = await obligations.listDays(db, addDays(newest, -lookBack))
  return daysOf({ from: filled[0], to: last }).filter((date) => !filled.includes(date))
}

/** Rows that are there stay, but for those that were made before the day was frozen: they are judged anew. @returns how many are new. */
async function fillDay (
  { db, clock, transaction }: FillDeps,
  date: string,
  { signal, onDay }: { signal?: AbortSignal, onDay?: (tx: Database, date: string) => Promise<void> } = {}
): Promise<number> {
  const calendar = await readCalendar(db, date, clock.now())
  const people = await facts.listFacts(db, date)
  let rows = 0
  for (const some of chunks(people, batchSize)) {
    signal?.throwIfAborted()
    rows += await transaction((tx) => fillBatch(tx, calendar, some, clock.now()))
  }
  await transaction(async (tx) => {
    await obligations.noteDay(tx, date, clock.now())
    await onDay?.(tx, date)
  })
  return rows
}

async function fillBatch (tx: Database, calendar: DayCalendar, people: facts.PersonFacts[], now: Date): Promise<number> {
  const { date, moment } = calendar
  const ids = people.map(({ id }) => id)
  // First, and held: who is disabled now is disabled before or after these rows are there, and not in between.
  const disabled = await lockDisabledSince(tx, ids)
  const [there, handedIn, absent] = [
    new Map((await obligations.listOfPeople(tx, date, ids)).map((row) => [row.userId, row])),
    await handIns.listOfDay(tx, date, ids),
    await leaveDays.listAbsent(tx, date, ids)
  ]
  const judge = (person: facts.PersonFacts) =>
    obligationFor(calendar, {
      person,
      disabledAt: disabled.get(person.id) ?? null,
      handIn: handedIn.get(person.id),
      onLeave: absent.has(person.id)
    }, now.getTime())
  const missing = people.filter(({ id }) => !there.has(id))
  const made = missing.flatMap((person) => judge(person) ?? [])
  const count = await obligations.insertMissing(tx, made)
  const early = people.filter(({ id }) => (there.get(id)?.madeAt ?? moment) < moment)
  for (const person of early) await judgeAnew(tx, there.get(person.id)!, judge(person), handedIn.get(person.id), now)
  for (const obligation of made) await judgeHandIn(tx, obligation, handedIn.get(obligation.userId), now)
  return count
}

/** A report that was handed in before its day had a row. */
async function judgeHandIn (
  tx: Database,
  obligation: obligations.Obligation,
  handIn: handIns.HandIn | undefined,
  now: Date
): Promise<void> {
  if (handIn?.timing === 'extra') await store(tx, obligation, handIn, now)
}

/** A row that a hand-in made between midnight and five past: what was known then counts no more. */
async function judgeAnew (
  tx: Database,
  before: obligations.Obligation,
  after: obligations.Obligation | undefined,
  handIn: handIns.HandIn | undefined,
  now: Date
): Promise<void> {
  const { firstSubmittedAt } = before
  if (!after) {
    await obligations.remove(tx, before)
    if (handIn) await handIns.changeTiming(tx, handIn.reportId, 'extra', now)
    return
  }
  const reasons = new Set([...after.reasons, ...before.reasons].filter((reason) => reason !== 'inactive' || after.reasons.has(reason)))
  const { excuse, extension, remindedAt } = before
  const closesAt = extension ? Math.max(before.terms.closesAt, after.terms.closesAt) : after.terms.closesAt
  const obligation = { ...after, terms: { ...after.terms, closesAt }, reasons, excuse, extension, remindedAt, firstSubmittedAt }
  const timing = firstSubmittedAt === null ? null : timingOf(obligation.terms, reasons.size > 0, firstSubmittedAt)
  if (handIn && timing !== handIn.timing) await handIns.changeTiming(tx, handIn.reportId, timing, now)
  await store(tx, obligation, handIn && { ...handIn, timing }, now)
}

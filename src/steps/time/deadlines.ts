/** By when somebody owes reports: what the ledger has, and of days to come what it would have as things stand. */
import type { Database } from '../../database/tables.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { obligationOn, workOn } from '../../rules/time/obligations.ts'
import { daysOf, type DateRange } from '../../rules/time/ranges.ts'
import { readCalendars } from './ledger.ts'

export interface Deadline {
  workDate: string
  teamId: string
  divisionId: string
  /** Milliseconds since 1970. */
  deadlineAt: number
  /** When what it follows from came to be. */
  changedAt: string
  timeZone: string
}

/** Those of days of work in a range on which nothing excuses. */
export async function listDeadlines (db: Database, userId: string, { from, to }: DateRange, now: Date): Promise<Deadline[]> {
  const calendarOf = await readCalendars(db, { from, to }, now, userId)
  const { timeZone } = calendarOf(from)
  const today = localDate(now, timeZone)
  const noted = (await obligations.listOfRange(db, userId, from, to)).filter(({ reasons }) => reasons.size === 0)
  const personOn = await facts.readFacts(db, userId, to)
  const absent = await leaveDays.listAbsentDays(db, userId, from, to)
  const toCome = daysOf({ from, to }).filter((date) => date > today && !absent.has(date)).flatMap((date): Deadline[] => {
    const [calendar, person] = [calendarOf(date), personOn(date)]
    const terms = person && obligationOn(calendar, person, date)
    if (!terms) return []
    const { createdAt: changedAt } = workOn(calendar, person, date)!
    return [{ workDate: date, teamId: person.teamId!, divisionId: person.divisionId!, deadlineAt: terms.deadlineAt, changedAt, timeZone }]
  })
  return [
    ...noted.map(({ workDate, teamId, divisionId, terms, madeAt }) => ({
      workDate,
      teamId,
      divisionId,
      deadlineAt: terms.deadlineAt,
      changedAt: new Date(madeAt).toISOString(),
      timeZone
    })),
    ...toCome
  ]
}

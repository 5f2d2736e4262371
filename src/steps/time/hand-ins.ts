/** What handing in a report does to the ledger, in the transaction of the report. */
import type { Database } from '../../database/tables.ts'
import type { DayRules } from '../../repositories/organisation/settings.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import * as requests from '../../repositories/time/obligation-requests.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { handInRefusal, timingOf } from '../../rules/time/obligations.ts'
import { lockObligation, makeObligation, store } from './ledger.ts'

interface Day {
  userId: string
  reportDate: string
}

export interface HandInRefused {
  rule: 'future' | 'windowClosed' | 'tooOld'
  /** Of `tooOld`: how many days back a report may be. */
  limit?: number
}

/**
 * What a person owes on the day, and why a report of it cannot be handed in first at `now`: a date that is yet to come may be prepared.
 * @param there what the ledger has.
 */
export async function judgeHandIn (
  tx: Database,
  { userId, reportDate }: Day,
  now: Date,
  rules: DayRules,
  there: obligations.Obligation | undefined
): Promise<{ obligation: obligations.Obligation | undefined, refused: HandInRefused | undefined }> {
  const obligation = there ?? await makeObligation(tx, userId, reportDate, now, undefined, rules)
  return { obligation, refused: refusalOf(rules, reportDate, obligation, now) }
}

function refusalOf (
  { timeZone, backdateDays }: DayRules,
  reportDate: string,
  obligation: obligations.Obligation | undefined,
  now: Date
): HandInRefused | undefined {
  const excused = obligation !== undefined && obligation.reasons.size > 0
  const asked = { now: now.getTime(), today: localDate(now, timeZone), backdateDays }
  const rule = handInRefusal(reportDate, obligation?.terms, excused, asked)
  return rule && { rule, ...(rule === 'tooOld' && { limit: backdateDays }) }
}

/**
 * Notes when a report is handed in first, and as what that counts; what was handed in before stays as it was.
 * @param now when the request arrived. @returns why it is refused, if it is; nothing has changed then.
 */
export async function handIn (
  tx: Database,
  { userId, reportDate }: Day,
  now: Date,
  rules: DayRules
): Promise<HandInRefused | undefined> {
  const report = await handIns.lock(tx, userId, reportDate)
  if (!report || report.firstSubmittedAt !== null) return undefined
  const obligation = await lockObligation(tx, userId, reportDate, now, undefined, rules)
  const refused = refusalOf(rules, reportDate, obligation, now)
  if (refused) return refused
  const timing = timingOf(obligation?.terms, obligation !== undefined && obligation.reasons.size > 0, now.getTime())
  await handIns.setTiming(tx, report.reportId, timing)
  if (!obligation) return undefined
  await store(tx, { ...obligation, firstSubmittedAt: now.getTime() }, { ...report, timing }, now)
  // Who is late can be excused of that still.
  await requests.withdraw(tx, { userId, workDate: reportDate }, timing === 'late' ? ['extend'] : ['extend', 'excuse'])
}

/** It is as if it had never been handed in. */
export async function takeBack (tx: Database, { userId, reportDate }: Day, now: Date): Promise<void> {
  const obligation = await obligations.lock(tx, userId, reportDate)
  if (obligation) await store(tx, { ...obligation, firstSubmittedAt: null }, undefined, now)
}

/** Where a report of the day belongs: where its author belonged on that day; undefined where nothing is owed. */
export async function placeOfDay (
  tx: Database,
  { userId, reportDate }: Day
): Promise<{ teamId: string, divisionId: string } | undefined> {
  const obligation = await obligations.find(tx, userId, reportDate)
  return obligation && placeOf(obligation)
}

export const placeOf = ({ teamId, divisionId }: obligations.Obligation) => ({ teamId, divisionId })

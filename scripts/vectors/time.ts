/** The vectors of the punctuality rule, judged by the rule alone: its facts played through in order. */
import { localDate } from '../../src/rules/time/calendar.ts'
import {
  frozenAt,
  handInRefusal,
  lateMinutesOf,
  mayWithdraw,
  obligationOn,
  outcomeOf,
  reasonOf,
  timingOf,
  type ExcuseReason,
  type Outcome,
  type Terms,
  type Timing
} from '../../src/rules/time/obligations.ts'
import type { Holiday, Schedule } from '../../src/rules/time/working-days.ts'
import { instantOf } from '../../src/rules/time/zone.ts'

interface Known {
  createdAt?: string
  deletedAt?: string | null
}
type Action = 'submit' | 'withdraw' | 'approve' | 'return'

export interface TimeVector {
  id: string
  title: string
  input: {
    timezone: string,
    observeJointLeave: boolean,
    backdateDays?: number,
    schedules: (Schedule & Known)[],
    holidays: (Holiday & Known)[],
    leaves: { startDate: string, endDate: string, part: 'full' | 'am' | 'pm', approvedAt: string | null, cancelledAt: string | null }[],
    excuses: { at: string, undoneAt: string | null }[],
    person: {
      id: string,
      divisionId: string | null,
      teamId: string | null,
      reportRequired: boolean,
      joinedOn: string | null,
      leftOn: string | null,
      disabledAt: string | null
    },
    events: { at: string, type: Action }[],
    workDate: string,
    now: string
  }
  expected: TimeVerdict
}

export interface Refusal {
  event: number
  code: string
  rule: string | null
}

export interface TimeVerdict {
  owed: boolean
  deadlineAt: string | null
  graceUntil: string | null
  closesAt: string | null
  outcome: Outcome | null
  reason: ExcuseReason | null
  timing: Timing | null
  firstSubmittedAt: string | null
  lateMinutes: number | null
  refused: Refusal[]
}

interface Report {
  state: 'draft' | 'submitted' | 'approved' | 'returned'
  firstSubmittedAt: number | null
  timing: Timing | null
  everReturned: boolean
}

const defaultBackdateDays = 3

/** What the rule says of a vector's facts, in the words of its `expected`. */
export function judgeTime ({ input }: Pick<TimeVector, 'input'>): TimeVerdict {
  const terms = termsOf(input)
  const now = Date.parse(input.now)
  const report: Report = { state: 'draft', firstSubmittedAt: null, timing: null, everReturned: false }
  let left = false
  const reasons = (at: number) => reasonsAt(input, terms, left, at)
  const refused: Refusal[] = []
  for (const { at, apply } of happenings(input)) {
    if (at > now) break
    apply(at)
  }
  const excused = reasons(now).size > 0
  const first = report.firstSubmittedAt
  const timing = report.timing === 'extra' && first !== null ? timingOf(terms, excused, first) : report.timing
  return {
    owed: terms !== undefined,
    deadlineAt: terms ? iso(terms.deadlineAt) : null,
    graceUntil: terms ? iso(terms.graceUntil) : null,
    closesAt: terms ? iso(terms.closesAt) : null,
    outcome: terms ? outcomeOf(terms, excused, first, now) : null,
    reason: terms ? reasonOf(reasons(now)) : null,
    timing,
    firstSubmittedAt: first === null ? null : iso(first),
    lateMinutes: timing === 'late' && terms && first !== null ? lateMinutesOf(terms, first) : null,
    refused
  }

  function happenings ({ events, person }: TimeVector['input']): { at: number, apply: (at: number) => void }[] {
    const acts = events.map(({ at, type }, event) => ({
      at: Date.parse(at),
      apply: (time: number) => {
        const refusal = act(type, time)
        if (refusal) refused.push({ event, ...refusal })
      }
    }))
    const disabled = person.disabledAt === null ? [] : [{ at: Date.parse(person.disabledAt), apply: disable }]
    return [...acts, ...disabled].sort((a, b) => a.at - b.at)
  }

  function disable (at: number): void {
    left = terms !== undefined && report.firstSubmittedAt === null && at < terms.closesAt
  }

  function act (type: Action, at: number): Omit<Refusal, 'event'> | undefined {
    const conflict = { code: 'STATE_CONFLICT', rule: null }
    if (type === 'submit') return submit(at)
    if (type === 'approve') {
      if (report.state !== 'submitted') return conflict
      report.state = 'approved'
      return undefined
    }
    if (type === 'return') {
      if (report.state !== 'submitted' && report.state !== 'approved') return conflict
      report.state = 'returned'
      report.everReturned = true
      return undefined
    }
    if (report.state !== 'submitted' || report.everReturned) return conflict
    if (!mayWithdraw(terms, at)) return { code: 'RULE_REFUSED', rule: 'deadlinePassed' }
    Object.assign(report, { state: 'draft', firstSubmittedAt: null, timing: null })
    return undefined
  }

  function submit (at: number): Omit<Refusal, 'event'> | undefined {
    if (report.state !== 'draft' && report.state !== 'returned') return { code: 'STATE_CONFLICT', rule: null }
    if (report.firstSubmittedAt === null) {
      const excused = reasons(at).size > 0
      const today = localDate(new Date(at), input.timezone)
      const rule = handInRefusal(input.workDate, terms, excused, {
        now: at,
        today,
        backdateDays: input.backdateDays ?? defaultBackdateDays
      })
      if (rule) return { code: 'RULE_REFUSED', rule }
      report.firstSubmittedAt = at
      report.timing = timingOf(terms, excused, at)
    }
    report.state = 'submitted'
    return undefined
  }
}

/** The row that the ledger gets at five past midnight, from what is known then. */
function termsOf ({ timezone, observeJointLeave, schedules, holidays, person, workDate }: TimeVector['input']): Terms | undefined {
  const moment = instantOf(workDate, frozenAt, timezone)
  const isKnown = ({ createdAt, deletedAt }: Known) =>
    (createdAt === undefined || Date.parse(createdAt) <= moment) && (!deletedAt || Date.parse(deletedAt) > moment)
  const calendar = { timeZone: timezone, observeJointLeave, schedules: schedules.filter(isKnown), holidays: holidays.filter(isKnown) }
  const active = person.disabledAt === null || Date.parse(person.disabledAt) > moment
  return obligationOn(calendar, { ...person, active }, workDate)
}

function reasonsAt (
  { leaves, excuses, workDate }: TimeVector['input'],
  terms: Terms | undefined,
  left: boolean,
  at: number
): Set<ExcuseReason> {
  const holds = (from: string | null, until: string | null) =>
    from !== null && Date.parse(from) <= at && (until === null || at < Date.parse(until))
  const parts = leaves
    .filter(({ startDate, endDate, approvedAt, cancelledAt }) =>
      startDate <= workDate && workDate <= endDate && holds(approvedAt, cancelledAt)
    )
    .map(({ part }) => part)
  const reasons = new Set<ExcuseReason>()
  if (!terms) return reasons
  if (parts.includes('full') || (parts.includes('am') && parts.includes('pm'))) reasons.add('leave')
  if (excuses.some(({ at: from, undoneAt }) => holds(from, undoneAt))) reasons.add('manual')
  if (left) reasons.add('inactive')
  return reasons
}

function iso (instant: number): string {
  return new Date(instant).toISOString()
}

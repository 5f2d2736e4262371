/** The small company of the vectors of analytics: its facts, as they stood at any moment. */
import {
  outcomeOf,
  reasonOf,
  timingOf,
  lateMinutesOf,
  type ExcuseReason,
  type Outcome,
  type Terms,
  type Timing
} from '../../src/rules/time/obligations.ts'
import { localDate } from '../../src/rules/time/calendar.ts'
import type { Holiday, Schedule } from '../../src/rules/time/working-days.ts'

interface Place {
  divisionId: string
  teamId: string
}

export interface CompanyPerson extends Place {
  id: string
  name: string
  role: 'employee'
  teamRole: 'member' | 'lead'
  reportRequired: boolean
  joinedOn: string | null
  leftOn: string | null
  moves: (Place & { from: string, teamRole: 'member' | 'lead' })[]
}

export interface CompanyViewer {
  id: string
  name: string
  role: 'admin' | 'hr' | 'manager'
  divisionId?: string
}

interface CompanyReport extends Place {
  id: string
  userId: string
  reportDate: string
  items: { category: string | null, status: string, minutes: number }[]
  events: { at: string, type: 'submit' | 'withdraw' | 'return' | 'approve', by: string | null }[]
  deletedAt: string | null
}

interface CompanyRow extends Place {
  userId: string
  workDate: string
  deadlineAt: string
  graceUntil: string
  closesAt: string
}

interface Leave {
  userId: string
  startDate: string
  endDate: string
  part: 'full' | 'am' | 'pm'
  approvedAt: string | null
  cancelledAt: string | null
}

/** As a file of vectors holds it. */
export interface Company {
  reading: { timezone: string }
  company: {
    divisions: { id: string, name: string }[],
    teams: { id: string, name: string, divisionId: string }[],
    people: CompanyPerson[],
    viewers: CompanyViewer[],
    schedules: Schedule[],
    observeJointLeave: boolean,
    holidays: (Holiday & { name: string })[],
    leaves: Leave[],
    excuses: { userId: string, workDate: string, at: string, undoneAt: string | null, by: string }[]
  }
  reports: CompanyReport[]
  obligations: CompanyRow[]
}

/** A report as it stands, handed in at least once and not taken back. */
export interface Filed extends Place {
  userId: string
  date: string
  state: 'submitted' | 'returned' | 'approved'
  timing: Timing
  submittedAt: number
  /** From the hand-in that it decided on to the first decision of a person, in milliseconds; null while there is none. */
  reviewTime: number | null
  everReturned: boolean
  items: CompanyReport['items']
}

/** A row of the ledger as it stands. */
export interface Owed extends Place {
  userId: string
  date: string
  graceUntil: number
  outcome: Outcome
  reason: ExcuseReason | null
  lateMinutes: number | null
}

/** What is known at a moment. */
export function companyAt ({ reading, company, reports, obligations }: Company, now: number): { filed: Filed[], owed: Owed[] } {
  const holds = (from: string | null, until: string | null, at: number) =>
    from !== null && Date.parse(from) <= at && (until === null || at < Date.parse(until))
  const termsOf = new Map(obligations.map((row) => [`${row.userId} ${row.workDate}`, termsOfRow(row)]))

  const filed = reports.flatMap((report) => filedAt(report) ?? [])
  const first = new Map(filed.map((each) => [`${each.report.userId} ${each.report.reportDate}`, each]))
  return {
    filed: filed.map(({ report, ...each }) => ({
      ...each,
      userId: report.userId,
      date: report.reportDate,
      teamId: report.teamId,
      divisionId: report.divisionId,
      items: report.items
    })),
    owed: obligations.filter(({ workDate }) => workDate <= localDate(new Date(now), reading.timezone)).map((row) => {
      const terms = termsOfRow(row)
      const reasons = reasonsAt(row.userId, row.workDate, now)
      const report = first.get(`${row.userId} ${row.workDate}`)
      const outcome = outcomeOf(terms, reasons.size > 0, report?.firstSubmittedAt ?? null, now)
      return {
        userId: row.userId,
        date: row.workDate,
        teamId: row.teamId,
        divisionId: row.divisionId,
        graceUntil: terms.graceUntil,
        outcome,
        reason: reasonOf(reasons),
        lateMinutes: report?.timing === 'late' ? lateMinutesOf(terms, report.firstSubmittedAt) : null
      }
    })
  }

  function reasonsAt (userId: string, date: string, at: number): Set<ExcuseReason> {
    const parts = company.leaves
      .filter((leave) =>
        leave.userId === userId && leave.startDate <= date && date <= leave.endDate && holds(leave.approvedAt, leave.cancelledAt, at)
      )
      .map(({ part }) => part)
    const reasons = new Set<ExcuseReason>()
    if (parts.includes('full') || (parts.includes('am') && parts.includes('pm'))) reasons.add('leave')
    if (company.excuses.some((excuse) => excuse.userId === userId && excuse.workDate === date && holds(excuse.at, excuse.undoneAt, at))) {
      reasons.add('manual')
    }
    return reasons
  }

  function filedAt (report: CompanyReport) {
    if (report.deletedAt !== null && Date.parse(report.deletedAt) <= now) return undefined
    const story = {
      state: 'draft' as 'draft' | Filed['state'],
      firstSubmittedAt: 0,
      submittedAt: 0,
      timing: 'extra' as Timing,
      reviewTime: null as number | null,
      everReturned: false
    }
    for (const { at, type, by } of report.events) {
      const time = Date.parse(at)
      if (time > now) break
      if (type === 'withdraw') Object.assign(story, { state: 'draft', firstSubmittedAt: 0 })
      if (type === 'submit') {
        if (story.firstSubmittedAt === 0) {
          const terms = termsOf.get(`${report.userId} ${report.reportDate}`)
          Object.assign(story, {
            firstSubmittedAt: time,
            timing: timingOf(terms, reasonsAt(report.userId, report.reportDate, time).size > 0, time)
          })
        }
        Object.assign(story, { state: 'submitted', submittedAt: time })
      }
      if (type === 'approve' || type === 'return') {
        if (by !== null) story.reviewTime ??= time - story.submittedAt
        if (type === 'return') story.everReturned = true
        story.state = type === 'approve' ? 'approved' : 'returned'
      }
    }
    if (story.state === 'draft') return undefined
    return { ...story, state: story.state, report, timing: timingAt(report, story) }
  }

  /** An excuse that is taken back makes an extra report one that was owed. */
  function timingAt (
    { userId, reportDate }: CompanyReport,
    { timing, firstSubmittedAt }: { timing: Timing, firstSubmittedAt: number }
  ): Timing {
    return timing === 'extra'
      ? timingOf(termsOf.get(`${userId} ${reportDate}`), reasonsAt(userId, reportDate, now).size > 0, firstSubmittedAt)
      : timing
  }
}

/** Where a person is on a date. */
export function placeOn (person: CompanyPerson, date: string): Place & { teamRole: 'member' | 'lead' } {
  return person.moves.findLast((move) => move.from <= date) ?? person
}

/** Does somebody who leaves on `leftOn` still work there? */
export function isThere (person: CompanyPerson, date: string): boolean {
  return person.leftOn === null || date <= person.leftOn
}

function termsOfRow ({ deadlineAt, graceUntil, closesAt }: CompanyRow): Terms {
  return { deadlineAt: Date.parse(deadlineAt), graceUntil: Date.parse(graceUntil), closesAt: Date.parse(closesAt) }
}

import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { rowOf } from '../../repositories/time/obligations.ts'
import { frozenAt, obligationOn, settled, timingOf, type Terms } from '../../rules/time/obligations.ts'
import { nextMoment } from '../../rules/time/moments.ts'
import { usualSchedule } from '../../rules/time/schedules.ts'
import { holidayOn, scheduleOn } from '../../rules/time/working-days.ts'
import { instantOf } from '../../rules/time/zone.ts'
import type { Calendar } from './days.ts'
import { named } from './named.ts'
import { organisation } from './people.ts'

const employed = { reportRequired: true, active: true, joinedOn: null, leftOn: null }

type Rows = Pick<DemoRows, 'reports' | 'schedules' | 'holidays' | 'leaves'>

/**
 * What everybody owed on these days, and what came of it by now; the reports of them are told how they count.
 * @param dates each of them, working day or not.
 */
export function demoLedger (
  rows: Rows,
  people: { id: string, teamId: string, divisionId: string }[],
  dates: string[],
  now: Date
): Pick<DemoRows, 'obligations' | 'ledgerDays'> {
  const calendar = calendarOf(rows)
  const absent = absentOn(rows)
  const frozen = dates.filter((date) => instantOf(date, frozenAt, organisation.time_zone) <= now.getTime())
  const reports = new Map(rows.reports.map((report) => [`${report.user_id} ${report.report_date}`, report]))
  const obligations = frozen.flatMap((date) =>
    people.flatMap((person) => {
      const report = reports.get(`${person.id} ${date}`)
      const submitted = report?.first_submitted_at ? Date.parse(toTimestamp(report.first_submitted_at)) : null
      // What can be taken back at any time is of a day that nobody owed.
      const terms = report?.id === named.submitted ? undefined : obligationOn(calendar, { ...person, ...employed }, date)
      if (report && submitted !== null) report.timing = timingOf(terms, absent(person.id, date), submitted)
      return terms ? [rowFor(calendar, person, date, { terms, submitted, absent: absent(person.id, date) }, now)] : []
    })
  )
  return { obligations, ledgerDays: frozen.map((date) => ({ work_date: date, made_at: toDateTime(now) })) }
}

/** What Eko asks of the lead of the team, for the day of work before. */
export function demoRequest (
  { teams }: Pick<DemoRows, 'teams'>,
  { today, days }: Pick<Calendar, 'today' | 'days'>,
  now: Date
): DemoRows['obligationRequests'][number] {
  const team = teams.find(({ id }) => id === named.team['Line 4'])!
  return {
    id: named.obligationRequest,
    user_id: named.users['eko.prasetyo@workpulse.test'],
    work_date: days.at(-2)!,
    team_id: team.id,
    division_id: team.division_id,
    kind: 'extend',
    note: 'Kemarin listrik padam.',
    status: 'open',
    asked_on: today,
    decided_by: null,
    decided_at: null,
    decision_note: null,
    created_at: toDateTime(now),
    version: 1
  }
}

/** Is somebody on leave on a date, as has been approved? */
function absentOn ({ leaves }: Rows): (userId: string, date: string) => boolean {
  const whole = leaves.filter(({ status, part }) => status === 'approved' && part === 'full')
  return (userId, date) => whole.some((leave) => leave.user_id === userId && leave.start_date <= date && date <= leave.end_date)
}

function rowFor (
  { schedules, holidays }: ReturnType<typeof calendarOf>,
  person: { id: string, teamId: string, divisionId: string },
  date: string,
  { terms, submitted, absent }: { terms: Terms, submitted: number | null, absent: boolean },
  now: Date
) {
  const reasons = new Set(absent ? ['leave' as const] : [])
  const timing = submitted === null ? null : timingOf(terms, absent, submitted)
  return rowOf({
    userId: person.id,
    workDate: date,
    teamId: person.teamId,
    divisionId: person.divisionId,
    scheduleId: scheduleOn(schedules, person, date)!.id,
    holidayId: holidayOn(holidays, person.divisionId, date, true)?.id ?? null,
    terms,
    reasons,
    excuse: null,
    extension: null,
    firstSubmittedAt: submitted,
    remindedAt: null,
    remindMinutes: usualSchedule.remindMinutes,
    nextAt: nextMoment({ terms, remindMinutes: usualSchedule.remindMinutes, open: submitted === null && !absent }, now.getTime()),
    madeAt: instantOf(date, frozenAt, organisation.time_zone),
    ...settled({ terms, reasons, firstSubmittedAt: submitted }, timing, now.getTime())
  })
}

/** The demo's schedules and holidays, as rules know them. */
function calendarOf ({ schedules, holidays }: Rows) {
  return {
    timeZone: organisation.time_zone,
    observeJointLeave: true,
    schedules: schedules.map((row) => ({
      id: row.id,
      scope: row.scope,
      scopeId: row.scope === 'org' ? null : row.scope_key,
      effectiveFrom: row.effective_from,
      effectiveTo: row.effective_to ?? null,
      days: JSON.parse(row.days) as number[],
      deadline: row.deadline,
      dayOffset: row.day_offset,
      graceMinutes: row.grace_minutes,
      lateWindowDays: row.late_window_days
    })),
    holidays: holidays.map(({ id, date, kind, scope_key: scope }) => ({ id, date, kind, divisionId: scope === 'org' ? null : scope }))
  }
}

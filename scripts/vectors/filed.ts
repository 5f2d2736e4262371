/** The company of the vectors of analytics, lived through by the service from its first day on, and asked on the way. */
import { newId } from '../../src/database/id.ts'
import { fillLedger } from '../../src/jobs/time/fill.ts'
import { excuse, restore } from '../../src/steps/time/excuses.ts'
import { handIn, takeBack } from '../../src/steps/time/hand-ins.ts'
import * as transitions from '../../src/repositories/work/report-transitions.ts'
import { readDayRules } from '../../src/repositories/organisation/settings.ts'
import * as reports from '../../src/repositories/work/reports.ts'
import { addDays, localDate } from '../../src/rules/time/calendar.ts'
import { frozenAt } from '../../src/rules/time/obligations.ts'
import { instantOf } from '../../src/rules/time/zone.ts'
import type { AnalyticsVector } from './analytics.ts'
import { faultsOf, nearly } from './compare.ts'
import type { Company } from './company.ts'
import { emailOf, longAgo, never } from './founded.ts'
import { removeStored, storeApproved } from './leaves.ts'
import type { Stage } from './stage.ts'

/** At one moment the day changes first, then the job comes, then leave and excuses, then reports, then those who ask. */
interface Happening {
  at: number
  rank: number
  act: () => Promise<void>
}

type Filed = Company['reports'][number]

/** In milliseconds: so long before it is handed in a report has been there as a draft. */
const draftLife = 60_000

/** What the service answers other than the vectors expect, by the id of the vector. */
export async function playCompany (stage: Stage, facts: Company, vectors: AnalyticsVector[]): Promise<Map<string, string[]>> {
  const faults = new Map<string, string[]>()
  const questions = vectors.map((vector): Happening => ({
    at: Date.parse(vector.now),
    rank: 4,
    act: async () => {
      const found = await askedFaults(stage, vector)
      if (found.length > 0) faults.set(vector.id, found)
    }
  }))
  const all = [...days(stage, facts), ...moves(stage, facts), ...absences(stage, facts), ...filings(stage, facts), ...questions]
  for (const { at, act } of all.sort((a, b) => a.at - b.at || a.rank - b.rank)) {
    stage.turnTo(at)
    await act()
  }
  return faults
}

async function askedFaults (stage: Stage, vector: AnalyticsVector): Promise<string[]> {
  const search = new URLSearchParams(vector.query as Record<string, string>)
  const { data, error } = await stage.askBy(emailOf(vector.viewer), 'GET', `${pathOf(vector)}?${search}`)
  return faultsOf(vector, () => {
    if (error) throw new Error(`refused: ${JSON.stringify(error)}`)
    return withoutPictures(data)
  }, nearly)
}

/** Vectors are of figures, and know people by id and name. */
function withoutPictures (data: object): object {
  return JSON.parse(JSON.stringify(data), (key, value) => key === 'avatarUrl' ? undefined : value)
}

function pathOf ({ operationId, params }: AnalyticsVector): string {
  switch (operationId) {
    case 'getAnalyticsSummary':
      return '/analytics/summary'
    case 'getAnalyticsTrends':
      return '/analytics/trends'
    case 'getAnalyticsHeatmap':
      return '/analytics/heatmap'
    case 'getTeamMetrics':
      return `/teams/${params!.teamId}/metrics`
  }
}

/** The job at five past midnight of each day of the ledger; there is none after the last. */
function days (stage: Stage, { reading: { timezone }, obligations }: Company): Happening[] {
  const dates = obligations.map(({ workDate }) => workDate).sort()
  const [first, last] = [dates[0], dates.at(-1)!]
  const { db } = stage.deps
  const note = async (work_date: string) => {
    await db.insertInto('ledger_days').values({ work_date, made_at: longAgo }).execute()
  }
  const fills: Happening[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    fills.push({
      at: instantOf(day, frozenAt, timezone),
      rank: 1,
      act: async () => {
        await fillLedger(stage.deps)
        if (day === last) await note(never)
      }
    })
  }
  return [{ at: instantOf(first, '00:00', timezone), rank: 0, act: () => note(addDays(first, -1)) }, ...fills]
}

function moves ({ deps: { db } }: Stage, { reading: { timezone }, company }: Company): Happening[] {
  return company.people.flatMap(({ id, moves }) =>
    moves.map(({ from, divisionId, teamId, teamRole }) => ({
      at: instantOf(from, '00:00', timezone),
      rank: 0,
      act: async () => {
        await db.updateTable('users').set({ division_id: divisionId, primary_team_id: teamId }).where('id', '=', id).execute()
        await db.updateTable('team_members').set({ team_id: teamId, role: teamRole }).where('user_id', '=', id).execute()
      }
    }))
  )
}

function absences (stage: Stage, { reading: { timezone }, company: { leaves, excuses } }: Company): Happening[] {
  const at = (time: string | null, act: () => Promise<void>): Happening[] => time === null ? [] : [{ at: Date.parse(time), rank: 2, act }]
  const judged = ({ userId, workDate, by }: Company['company']['excuses'][number], judge: typeof excuse) => async () => {
    const now = stage.deps.clock.now()
    const whose = { refuse: () => undefined, onBehalfOf: () => null }
    const asked = { userId, workDate, by, note: 'Mesin mati.', ...whose, today: localDate(now, timezone), reach: 366 }
    const done = await stage.deps.transaction((tx) => judge(tx, asked, now))
    if ('code' in done) throw new Error(`${userId} is not excused on ${workDate}: ${done.code}`)
  }
  return [
    ...leaves.flatMap((leave) => {
      const id = newId()
      return [
        ...at(leave.approvedAt, () => storeApproved(stage, leave.userId, leave, id)),
        ...at(leave.approvedAt === null ? null : leave.cancelledAt, () => removeStored(stage, leave.userId, leave, id))
      ]
    }),
    ...excuses.flatMap((each) => [...at(each.at, judged(each, excuse)), ...at(each.undoneAt, judged(each, restore))])
  ]
}

function filings (stage: Stage, { reports: filed }: Company): Happening[] {
  return filed.flatMap((report) => {
    const written = report.events.length > 0 ? Date.parse(report.events[0].at) - draftLife : Date.parse(`${report.reportDate}T02:00:00Z`)
    return [
      { at: written, rank: 3, act: () => write(stage, report) },
      ...report.events.map((event) => ({ at: Date.parse(event.at), rank: 3, act: () => pass(stage, report, event) })),
      ...(report.deletedAt === null ? [] : [{ at: Date.parse(report.deletedAt), rank: 3, act: () => remove(stage, report) }])
    ]
  })
}

async function write ({ deps }: Stage, { userId, reportDate, teamId, divisionId, items }: Filed): Promise<void> {
  await deps.transaction((tx) =>
    reports.insert(tx, {
      userId,
      reportDate,
      teamId,
      divisionId,
      reviewerId: null,
      summary: 'Work',
      planNext: '',
      mood: null,
      fields: {},
      items: items as { title: string, category: string | null, status: 'done', minutes: number }[]
    }, deps.clock.now())
  )
}

/** As the handlers do it. */
async function pass ({ deps }: Stage, { userId, reportDate }: Filed, { type, by }: Filed['events'][number]): Promise<void> {
  const now = deps.clock.now()
  await deps.transaction(async (tx) => {
    const report = (await reports.findLockedByDate(tx, userId, reportDate))!
    if (type === 'submit') {
      const refused = await handIn(tx, report, now, await readDayRules(tx, now))
      if (refused) throw new Error(`${userId} cannot hand in ${reportDate}: ${refused.rule}`)
      await transitions.submit(tx, report, null, userId, now)
    } else if (type === 'withdraw') {
      await takeBack(tx, report, now)
      await transitions.withdraw(tx, report, now)
    } else {
      const approved = by === null ? 'auto_approved' : 'approved'
      const action = type === 'approve' ? approved : report.state === 'approved' ? 'reopened' : 'returned'
      await transitions.decide(tx, report, { action, actorId: by, note: null }, now)
    }
  })
}

async function remove ({ deps }: Stage, { userId, reportDate }: Filed): Promise<void> {
  await deps.transaction(async (tx) => reports.remove(tx, (await reports.findLockedByDate(tx, userId, reportDate))!))
}

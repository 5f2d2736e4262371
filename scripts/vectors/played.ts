/** The vectors of the punctuality rule, played through the service: facts stored, the job run, the report handed in by requests. */
import { isDeepStrictEqual } from 'node:util'
import { toDateTime } from '../../src/database/dialect.ts'
import { newId } from '../../src/database/id.ts'
import { fillLedger } from '../../src/jobs/time/fill.ts'
import { addDays, localDate } from '../../src/rules/time/calendar.ts'
import { frozenAt } from '../../src/rules/time/obligations.ts'
import { instantOf } from '../../src/rules/time/zone.ts'
import { line4, people, production, warehouse } from '../../test/support/people.ts'
import { playLeave } from './leaves.ts'
import type { Answer, Stage } from './stage.ts'
import type { Refusal, TimeVector, TimeVerdict } from './time.ts'

type Input = TimeVector['input']

/** At one moment reasons come first, then what people do, then who is disabled. */
interface Happening {
  at: number
  rank: number
  act: () => Promise<void>
}

const long = '2000-01-01 00:00:00.000'
const person = people.employee.id

/** What the service says of a vector's facts, in the words of its `expected`. */
export async function playTime (stage: Stage, { input }: Pick<TimeVector, 'input'>): Promise<TimeVerdict> {
  await clear(stage)
  await storeFacts(stage, input)
  const refused: Refusal[] = []
  const now = Date.parse(input.now)
  const all = happenings(stage, input, refused).filter(({ at }) => at <= now).sort((a, b) => a.at - b.at || a.rank - b.rank)
  for (const { at, act } of all) {
    stage.turnTo(at)
    await act()
  }
  stage.turnTo(now)
  return { ...await verdictOf(stage, input), refused }
}

/** As if nothing had happened yet. */
async function clear ({ deps: { db } }: Stage): Promise<void> {
  for (const table of ['ledger_days', 'obligations', 'leave_days', 'leaves', 'schedules', 'holidays', 'reports', 'person_facts'] as const) {
    await db.deleteFrom(table).execute()
  }
  await db.updateTable('users').set({ disabled_at: null }).where('id', '=', person).execute()
}

const idOf = (name: string | null, of: Record<string, string>) => name === null ? null : of[name] ?? name.padStart(26, '0')
const divisionOf = (name: string | null) => idOf(name, { d1: production.id, d2: warehouse.id })

async function storeFacts ({ deps: { db } }: Stage, { schedules, holidays, person: who, workDate, ...rules }: Input): Promise<void> {
  await db.updateTable('organisation').set({
    time_zone: rules.timezone,
    backdate_days: rules.backdateDays ?? 3,
    observe_joint_leave: rules.observeJointLeave ? 1 : 0
  }).execute()
  const known = (one: { createdAt?: string, deletedAt?: string | null }, id: string) => ({
    id,
    created_at: one.createdAt ? toDateTime(new Date(one.createdAt)) : long,
    updated_at: long,
    deleted_at: one.deletedAt ? toDateTime(new Date(one.deletedAt)) : null,
    live_key: one.deletedAt ? id : '',
    version: 1
  })
  for (const schedule of schedules) {
    await db.insertInto('schedules').values({
      ...known(schedule, newId()),
      scope: schedule.scope,
      scope_key: schedule.scope === 'org'
        ? 'org'
        : schedule.scope === 'user'
        ? idOf(schedule.scopeId, { [who.id]: person })!
        : divisionOf(schedule.scopeId)!,
      effective_from: schedule.effectiveFrom,
      effective_to: schedule.effectiveTo,
      days: JSON.stringify(schedule.days),
      deadline: schedule.deadline,
      day_offset: schedule.dayOffset,
      grace_minutes: schedule.graceMinutes,
      late_window_days: schedule.lateWindowDays,
      remind_minutes: '[]'
    }).execute()
  }
  for (const { date, kind, divisionId, ...holiday } of holidays) {
    await db.insertInto('holidays').values({
      ...known(holiday, newId()),
      date,
      kind,
      name: kind,
      scope_key: divisionOf(divisionId) ?? 'org'
    }).execute()
  }
  await db.insertInto('person_facts').values({
    user_id: person,
    from_day: '2000-01-01',
    division_id: divisionOf(who.divisionId),
    team_id: idOf(who.teamId, { t1: line4.id }),
    required: who.reportRequired ? 1 : 0,
    active: 1,
    joined_on: who.joinedOn,
    left_on: who.leftOn
  }).execute()
  await db.insertInto('ledger_days').values({ work_date: addDays(workDate, -1), made_at: long }).execute()
}

function happenings (stage: Stage, input: Input, refused: Refusal[]): Happening[] {
  const { timezone, workDate, events, leaves, excuses, person: who } = input
  const frozen = instantOf(workDate, frozenAt, timezone)
  const begun = Math.min(instantOf(workDate, '00:10', timezone), ...events.map(({ at }) => Date.parse(at) - 1))
  const at = (time: string | null, rank: number, act: () => Promise<void>): Happening[] =>
    time === null ? [] : [{ at: Date.parse(time), rank, act }]
  return [
    { at: frozen, rank: 0, act: async () => void await fillLedger(stage.deps) },
    ...(events.length > 0 ? [{ at: begun, rank: 3, act: () => writeDraft(stage, input) }] : []),
    ...leaves.flatMap((leave) => {
      const { approvedAt, cancelledAt } = leave
      const askedAt = approvedAt ?? new Date(frozen - 60_000).toISOString()
      const hasLeft = who.disabledAt !== null && Date.parse(who.disabledAt) <= Date.parse(askedAt)
      const played = playLeave(stage, person, leave, hasLeft)
      return [
        ...at(askedAt, 1, () => played.ask()),
        ...at(approvedAt, 2, () => played.approve()),
        ...at(cancelledAt, 2, () => played.cancel())
      ]
    }),
    ...excuses.flatMap(({ at: from, undoneAt }) => [
      ...at(from, 2, () => taken(judged(stage, 'excuse', workDate))),
      ...at(undoneAt, 2, () => taken(judged(stage, 'restore', workDate)))
    ]),
    ...events.flatMap(({ at: time, type }, index) =>
      at(time, 4, async () => {
        const { error } = await act(stage, workDate, type)
        if (error) refused.push({ event: index, code: error.code, rule: error.code === 'RULE_REFUSED' ? error.details![0].rule : null })
      })
    ),
    ...at(who.disabledAt, 5, () => taken(stage.ask('admin', 'POST', `/users/${person}/disable`)))
  ]
}

async function taken (answer: Promise<Answer>): Promise<void> {
  const { error } = await answer
  if (error) throw new Error(`refused: ${JSON.stringify(error)}`)
}

async function judged (stage: Stage, act: 'excuse' | 'restore', workDate: string): Promise<Answer> {
  const answer = await stage.ask('hr', 'POST', `/obligations/${act}`, { items: [{ userId: person, workDate }], note: 'Mesin mati.' })
  const { error } = answer.data.results[0]
  // Of what is not owed there is nothing to excuse.
  return error?.code === 'NOT_FOUND' ? { data: null, error: null } : { data: null, error }
}

/** Through the service, where it takes it; a draft of a day further off than tomorrow can be there from before the zone changed, say. */
async function writeDraft (stage: Stage, { workDate, timezone }: Input): Promise<void> {
  const { deps } = stage
  if (localDate(deps.clock.now(), timezone) >= addDays(workDate, -1)) {
    const { error } = await stage.ask('employee', 'POST', '/reports', { reportDate: workDate, summary: 'Collars' })
    if (!error) return
    if (error.code !== 'RULE_REFUSED') throw new Error(`no draft: ${JSON.stringify(error)}`)
  }
  const now = toDateTime(deps.clock.now())
  await deps.db.insertInto('reports').values({
    id: newId(),
    user_id: person,
    report_date: workDate,
    team_id: line4.id,
    division_id: production.id,
    reviewer_id: people.lead.id,
    state: 'draft',
    timing: null,
    summary: 'Collars',
    plan_next: '',
    mood: null,
    template_id: null,
    fields: '{}',
    submitted_at: null,
    first_submitted_at: null,
    created_at: now,
    updated_at: now,
    version: 1
  } as never).execute()
}

async function act (stage: Stage, workDate: string, type: Input['events'][number]['type']): Promise<Answer> {
  const { id, version, state } = await stage.deps.db.selectFrom('reports').select(['id', 'version', 'state'])
    .where('user_id', '=', person).where('report_date', '=', workDate).executeTakeFirstOrThrow()
  if (type === 'submit' || type === 'withdraw') return stage.ask('employee', 'POST', `/reports/${id}/${type}`, { version })
  if (type === 'approve') return stage.ask('hr', 'POST', `/reports/${id}/approve`, { version })
  return stage.ask('hr', 'POST', `/reports/${id}/${state === 'approved' ? 'reopen' : 'return'}`, { version, note: 'Mohon lengkapi.' })
}

/** What explaining says, once the list of obligations and the report say the same. */
async function verdictOf (stage: Stage, { workDate, timezone }: Input): Promise<Omit<TimeVerdict, 'refused'>> {
  const { data: said, error } = await stage.ask('hr', 'GET', `/obligations/${person}/${workDate}/explain`)
  if (error) throw new Error(`no explanation: ${JSON.stringify(error)}`)
  const { owed, deadlineAt, graceUntil, closesAt, outcome, reason, timing, firstSubmittedAt, lateMinutes } = said
  const row = (await stage.ask('hr', 'GET', `/obligations?date=${workDate}&userId=${person}`)).data.items[0]
  if (stage.deps.clock.now().getTime() >= instantOf(workDate, frozenAt, timezone)) {
    agree(
      'the list',
      row && pick(row),
      owed ? { deadlineAt, graceUntil, closesAt, outcome, reason, firstSubmittedAt, lateMinutes } : undefined
    )
  }
  const report = (await stage.ask('hr', 'GET', `/reports?date=${workDate}&userId=${person}`)).data.items[0]
  agree('the report', report?.timing ?? null, timing)
  return { owed, deadlineAt, graceUntil, closesAt, outcome, reason, timing, firstSubmittedAt, lateMinutes }
}

const pick = ({ deadlineAt, graceUntil, closesAt, outcome, reason, firstSubmittedAt, lateMinutes }: Record<string, unknown>) => ({
  deadlineAt,
  graceUntil,
  closesAt,
  outcome,
  reason,
  firstSubmittedAt,
  lateMinutes
})

function agree (what: string, one: unknown, explained: unknown): void {
  if (!isDeepStrictEqual(one, explained)) {
    throw new Error(`${what} says ${JSON.stringify(one)}, the explanation ${JSON.stringify(explained)}`)
  }
}

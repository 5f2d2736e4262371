import t from 'tap'
import type { Report, ReportState } from '../../../generated/schemas.ts'
import { canSee, dateRange, exceedsDay, isAuthor, isEditable, isSubmittable, isSubmittableOn } from '../../../src/rules/work/reports.ts'
import { abilities, addresseesOf, reopening, withdrawal } from '../../../src/rules/work/reviews.ts'
import { mayClimb } from '../../../src/rules/ladder.ts'
import type { Viewer } from '../../../src/rules/identity/viewer.ts'
import { line4, line7, people, type PersonName } from '../../support/people.ts'

const today = '2026-11-20'
const states: ReportState[] = ['draft', 'submitted', 'returned', 'approved']

function viewerOf (name: PersonName): Viewer {
  const { id, role, divisionId, teams } = people[name]
  const teamRoles = Object.entries(teams) as [string, 'member' | 'lead'][]
  return {
    id,
    email: '',
    name,
    role,
    divisionId,
    teams: teamRoles.map(([id, role]) => ({ id, name: '', role }))
  }
}

/** Employee's, of her team and division. */
const reportIn = (state: ReportState): Report => ({
  id: 'REPORT',
  userId: people.employee.id,
  author: { id: people.employee.id, name: 'Sari', avatarUrl: null },
  teamId: line4.id,
  divisionId: line4.division_id,
  reviewerId: people.lead.id,
  filedBy: null,
  reportDate: today,
  state,
  timing: null,
  summary: '',
  planNext: '',
  mood: null,
  templateId: null,
  templateRevision: null,
  fields: {},
  items: [],
  submittedAt: null,
  lastDecision: null,
  commentsCount: 0,
  filesCount: 0,
  createdAt: '2026-11-20T03:00:00.000Z',
  updatedAt: '2026-11-20T03:00:00.000Z',
  version: 1
})

t.test('the days of a list', async (t) => {
  for (
    const [query, range] of [
      [{}, { from: '2026-10-22', to: '2026-11-21' }],
      [{ date: '2026-11-20' }, { from: '2026-11-20', to: '2026-11-20' }],
      [{ from: '2026-11-01', to: '2026-11-10' }, { from: '2026-11-01', to: '2026-11-10' }],
      [{ from: '2026-11-01', to: '2026-11-01' }, { from: '2026-11-01', to: '2026-11-01' }],
      [{ from: '2026-11-01' }, { from: '2026-11-01', to: '2026-12-01' }],
      [{ to: '2026-11-30' }, { from: '2026-10-31', to: '2026-11-30' }],
      [{ from: '2026-09-01', to: '2026-12-01' }, { from: '2026-09-01', to: '2026-12-01' }],
      [{ from: '2026-08-31', to: '2026-12-01' }, 'tooLong'],
      [{ from: '2026-11-10', to: '2026-11-09' }, 'crossed'],
      [{ date: '2026-11-20', from: '2026-11-01' }, 'dateAndRange'],
      [{ date: '2026-11-20', to: '2026-11-20' }, 'dateAndRange']
    ] as const
  ) t.same(dateRange(query, today), range, JSON.stringify(query))
})

t.test('a coming day is handed in when it has come', async (t) => {
  t.ok(isSubmittableOn('2026-11-19', today))
  t.ok(isSubmittableOn(today, today))
  t.notOk(isSubmittableOn('2026-11-21', today))
})

t.test('who sees what', async (t) => {
  const seesDrafts: PersonName[] = ['employee']
  const seesOthers: PersonName[] = ['employee', 'lead', 'manager', 'hr', 'admin']
  for (const name of Object.keys(people) as PersonName[]) {
    for (const state of states) {
      const expected = (state === 'draft' ? seesDrafts : seesOthers).includes(name)
      t.equal(canSee(viewerOf(name), reportIn(state)), expected, `${name}, ${state}`)
    }
  }
})

t.test('a lead who has moved sees by what the report keeps', async (t) => {
  const moved = { ...reportIn('submitted'), teamId: line7.id }
  t.notOk(canSee(viewerOf('lead'), moved))
  t.ok(canSee(viewerOf('neighbour'), moved))
  t.ok(canSee(viewerOf('employee'), moved))
  t.notOk(canSee({ ...viewerOf('manager'), divisionId: null }, reportIn('submitted')))
})

const now = Date.parse('2026-11-20T03:00:00.000Z')
const circumstances = { now, today, terms: undefined, commented: false, refused: undefined, unfit: false }

t.test('what the author and the others can do', async (t) => {
  const nothing = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
  const own = {
    draft: { ...nothing, edit: true, submit: true, delete: true },
    submitted: { ...nothing, withdraw: true },
    returned: { ...nothing, edit: true, submit: true },
    approved: nothing
  }
  const led = { draft: nothing, submitted: { ...nothing, review: true }, returned: nothing, approved: { ...nothing, reopen: true } }
  for (const state of states) {
    t.same(abilities(viewerOf('employee'), reportIn(state), circumstances), own[state], `author, ${state}`)
    for (const name of ['lead', 'manager', 'hr', 'admin'] as const) {
      t.same(abilities(viewerOf(name), reportIn(state), circumstances), led[state], `${name}, ${state}`)
    }
    for (const name of ['colleague', 'neighbour', 'other', 'otherManager'] as const) {
      t.same(abilities(viewerOf(name), reportIn(state), circumstances), nothing, `${name}, ${state}`)
    }
  }
  const leads = { ...reportIn('submitted'), userId: people.lead.id }
  t.same(abilities(viewerOf('lead'), leads, circumstances), own.submitted, 'nobody reviews their own')
  for (const refused of ['windowClosed', 'tooOld'] as const) {
    const can = abilities(viewerOf('employee'), reportIn('draft'), { ...circumstances, refused })
    t.same(can, { ...own.draft, submit: false }, `the ledger says ${refused}`)
  }
  const future = { ...reportIn('draft'), reportDate: '2026-11-21' }
  t.same(abilities(viewerOf('employee'), future, circumstances), { ...own.draft, submit: false }, 'tomorrow’s is handed in tomorrow')
  t.ok(isAuthor(viewerOf('lead'), leads))
  t.same(states.filter(isEditable), ['draft', 'returned'])
  t.same(states.filter(isSubmittable), ['draft', 'returned'])
})

t.test('a day has 1440 minutes', async (t) => {
  const items = (...minutes: (number | undefined)[]) =>
    minutes.map((minutes) => ({ title: 'x', ...(minutes !== undefined && { minutes }) }))
  t.notOk(exceedsDay([]))
  t.notOk(exceedsDay(items(undefined)))
  t.notOk(exceedsDay(items(1440)))
  t.notOk(exceedsDay(items(720, 720, 0, undefined)))
  t.ok(exceedsDay(items(720, 721)))
  t.ok(exceedsDay(items(1440, 1)))
})

t.test('what is handed in is taken back until the deadline, and as long as nobody has decided', async (t) => {
  const terms = { deadlineAt: now, graceUntil: now + 900_000, closesAt: now + 86_400_000 }
  const may = (report: Report, at: number) =>
    mayClimb(report, withdrawal(viewerOf('employee'), undefined, { ...circumstances, terms, now: at }))
  const submitted = reportIn('submitted')
  t.ok(may(submitted, now))
  t.notOk(may(submitted, now + 1), 'without grace')
  const lastDecision = { action: 'returned', actor: null, onBehalfOf: null, note: 'x', at: submitted.updatedAt } as const
  t.notOk(may({ ...submitted, lastDecision }, now), 'what was returned once is not')
  t.ok(
    mayClimb(submitted, withdrawal(viewerOf('employee'), undefined, { ...circumstances, now: now + 1e9 })),
    'what is not owed, at any time'
  )
})

t.test('what was approved is reopened within seven days', async (t) => {
  const lastDecision = { action: 'approved', actor: null, onBehalfOf: null, note: null, at: '2026-11-20T03:00:00.000Z' } as const
  const may = (at: number) => mayClimb({ ...reportIn('approved'), lastDecision }, reopening(viewerOf('lead'), undefined, at))
  t.ok(may(now + 7 * 86_400_000))
  t.notOk(may(now + 7 * 86_400_000 + 1))
})

t.test('what waits is addressed to oneself, and what is addressed to nobody is HR’s', async (t) => {
  for (const name of ['employee', 'lead', 'manager'] as const) t.same(addresseesOf(viewerOf(name)), [{ id: people[name].id }])
  for (const name of ['hr', 'admin'] as const) t.same(addresseesOf(viewerOf(name)), [{ id: people[name].id }, { id: null }])
})

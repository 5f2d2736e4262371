/** Every transition from every state by everybody: what `can` says is what the operation answers, and what the history has. */
import t, { type Test } from 'tap'
import { ApiError, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { ReportDetail, ReportState } from '../../../generated/schemas.ts'
import type { Tables } from '../../../src/database/tables.ts'
import * as obligations from '../../../src/repositories/time/obligations.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'
import { openState } from '../../support/state.ts'

/** `neighbour` leads the team next door, and stands in for the lead of this one. */
const names = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin'] as const
type Name = typeof names[number]
type Ability = keyof ReportDetail['can']

/** What a person does to a report, and the state that it is in afterwards. */
const transitions: Record<
  string,
  { ability: Ability, act: (client: Client, id: string, version: number) => Promise<unknown>, state: ReportState | null }
> = {
  edit: { ability: 'edit', act: (client, id, version) => client.updateReport(id, { version, summary: 'Sleeves' }), state: null },
  submit: { ability: 'submit', act: (client, id, version) => client.submitReport(id, { version }), state: 'submitted' },
  withdraw: { ability: 'withdraw', act: (client, id, version) => client.withdrawReport(id, { version }), state: 'draft' },
  delete: { ability: 'delete', act: (client, id, version) => client.deleteReport(id, { version }), state: null },
  approve: { ability: 'review', act: (client, id, version) => client.approveReport(id, { version }), state: 'approved' },
  return: { ability: 'review', act: (client, id, version) => client.returnReport(id, { version, note: 'Why?' }), state: 'returned' },
  reopen: { ability: 'reopen', act: (client, id, version) => client.reopenReport(id, { version, note: 'Why?' }), state: 'returned' }
}

/** What a refusal says of somebody who does not see it, sees it and may not, may and it is in another state. */
function refusalOf (who: Name, author: keyof typeof leaders, state: ReportState, transition: string): string {
  const led = leaders[author].includes(who)
  if (who !== author && (state === 'draft' || !led)) return 'NOT_FOUND'
  const isAuthors = ['edit', 'submit', 'withdraw', 'delete'].includes(transition)
  return isAuthors === (who === author) ? 'STATE_CONFLICT' : 'FORBIDDEN'
}

const leaders: Record<'employee' | 'lead', Name[]> = {
  employee: ['lead', 'neighbour', 'manager', 'hr', 'admin'],
  lead: ['manager', 'hr', 'admin']
}

interface History {
  state: ReportState
  make: (cast: Cast, author: Name) => Promise<string>
  /** What a rule of days refuses then: RULE_REFUSED. */
  ruled?: string
}

/** How a report comes to each of its states; returned in two ways. */
const histories: Record<string, History> = {
  'a draft': { state: 'draft', make: async ({ clients }, author) => (await draft(clients[author])).id },
  "tomorrow's draft": {
    state: 'draft',
    ruled: 'submit',
    make: async ({ clients }, author) => (await draft(clients[author], addDays(today, 1))).id
  },
  'a draft whose window has closed': {
    state: 'draft',
    ruled: 'submit',
    make: async (cast, author) => {
      const { id } = await draft(cast.clients[author])
      await owes(cast, author, { deadlineAt: -2 * hour, graceUntil: -2 * hour, closesAt: -hour })
      return id
    }
  },
  'a draft that lacks what its template asks for': {
    state: 'draft',
    ruled: 'submit',
    make: async ({ clients }, author) =>
      (await clients[author].createReport({
        reportDate: today,
        summary: 'Collars',
        templateId: await template(clients.hr)
      })).id
  },
  'returned, with what its template asks for taken out': {
    state: 'returned',
    ruled: 'submit',
    make: async ({ clients }, author) => {
      const about = { reportDate: today, summary: 'Collars', templateId: await template(clients.hr), fields: { shift: 'morning' } }
      const { id, version } = await clients[author].createReport({ ...about, submit: true })
      const { version: returned } = await clients.hr.returnReport(id, { version, note: 'Why?' })
      return (await clients[author].updateReport(id, { version: returned, fields: {} })).id
    }
  },
  'a draft that is late': {
    state: 'draft',
    make: async (cast, author) => {
      const { id } = await draft(cast.clients[author])
      await owes(cast, author, { deadlineAt: -2 * hour, graceUntil: -2 * hour, closesAt: hour })
      return id
    }
  },
  'a draft of a day long ago that is not owed': {
    state: 'draft',
    ruled: 'submit',
    make: async ({ clients, app }, author) => {
      const { id } = await draft(clients[author])
      await app.deps.db.updateTable('reports').set({ report_date: '2026-11-01' }).where('id', '=', id).execute()
      return id
    }
  },
  'a draft on which somebody else has commented': {
    state: 'draft',
    make: async ({ clients }, author) => {
      const { id, version } = await handIn(clients[author])
      await clients.hr.createComment(id, { body: 'Why?' })
      return (await clients[author].withdrawReport(id, { version })).id
    }
  },
  'handed in, and past its deadline': {
    state: 'submitted',
    ruled: 'withdraw',
    make: async (cast, author) => {
      await owes(cast, author, { deadlineAt: hour, graceUntil: hour, closesAt: 2 * hour })
      const { id } = await handIn(cast.clients[author])
      await owes(cast, author, { deadlineAt: -hour, graceUntil: -hour, closesAt: hour })
      return id
    }
  },
  'taken back': {
    state: 'draft',
    make: async ({ clients }, author) => {
      const { id, version } = await handIn(clients[author])
      return (await clients[author].withdrawReport(id, { version })).id
    }
  },
  submitted: { state: 'submitted', make: async ({ clients }, author) => (await handIn(clients[author])).id },
  approved: { state: 'approved', make: approved },
  returned: { state: 'returned', make: returned },
  'handed in again': {
    state: 'submitted',
    make: async (cast, author) => {
      const id = await returned(cast, author)
      return (await cast.clients[author].submitReport(id, { version: 3 })).id
    }
  },
  reopened: {
    state: 'returned',
    make: async (cast, author) => {
      const id = await approved(cast, author)
      return (await cast.clients.hr.reopenReport(id, { version: 3, note: 'Why?' })).id
    }
  },
  'approved eight days ago': {
    state: 'approved',
    ruled: 'reopen',
    make: async (cast, author) => {
      const id = await approved(cast, author)
      await cast.app.deps.db.updateTable('reports').set({ last_decision_at: '2026-11-12 03:00:00.000' }).where('id', '=', id).execute()
      return id
    }
  }
}

/** Goes on, and is never put back. */
const log = ['events', 'event_clock', 'event_channels', 'change_numbers'] as const satisfies (keyof Tables)[]

interface Cast {
  app: TestApp
  clients: Record<Name, Client>
}

const hour = 3_600_000

/** Today's, by the ledger: relative to now, in milliseconds. */
async function owes ({ app: { deps: { db, clock } } }: Cast, author: Name, terms: obligations.Obligation['terms']): Promise<void> {
  const now = clock.now().getTime()
  const { id: userId } = people[author]
  await obligations.remove(db, { userId, workDate: today })
  await obligations.insertMissing(db, [{
    userId,
    workDate: today,
    teamId: line4.id,
    divisionId: line4.division_id,
    scheduleId: 'SCHEDULE',
    holidayId: null,
    terms: { deadlineAt: now + terms.deadlineAt, graceUntil: now + terms.graceUntil, closesAt: now + terms.closesAt },
    outcome: terms.closesAt < 0 ? 'missed' : 'due',
    reasons: new Set(),
    excuse: null,
    extension: null,
    firstSubmittedAt: null,
    lateMinutes: null,
    remindedAt: null,
    remindMinutes: [],
    nextAt: null,
    madeAt: now
  }])
}

const draft = (client: Client, reportDate = today) => client.createReport({ reportDate, summary: 'Collars' })
const handIn = (client: Client) => client.createReport({ reportDate: today, summary: 'Collars', submit: true })

/** It requires a field. */
async function template (hr: Client): Promise<string> {
  const fields = [{ key: 'shift', label: 'Shift', type: 'text' as const, required: true }]
  return (await hr.createTemplate({ name: 'Lines', divisionId: null, fields })).id
}

async function approved ({ clients }: Cast, author: Name): Promise<string> {
  const { id, version } = await handIn(clients[author])
  return (await clients.hr.approveReport(id, { version })).id
}

async function returned ({ clients }: Cast, author: Name): Promise<string> {
  const { id, version } = await handIn(clients[author])
  return (await clients.hr.returnReport(id, { version, note: 'Why?' })).id
}

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await app.signIn(name)]))) as Record<Name, Client>
    const cast = { app, clients }
    await clients.lead.createDelegation({ toUserId: people.neighbour.id, startsOn: today, endsOn: today })
    const state = await openState(db)
    await state.settled()
    const empty = await state.keep()

    for (const author of ['employee', 'lead'] as const) {
      for (const [name, { state: from, make, ruled }] of Object.entries(histories)) {
        t.test(`${author}’s, ${name}`, async (t) => {
          await state.restore(empty)
          const id = await make(cast, author)
          await state.settled()
          const kept = await state.keep()
          const { version } = await clients[author].getReport(id)
          for (const who of names) {
            const { can } = await clients[who].getReport(id).catch(hiddenOnly)
            for (const [transition, { ability, act, state: to }] of Object.entries(transitions)) {
              const what = `${who}, ${transition}`
              try {
                await act(clients[who], id, version)
                t.ok(can[ability], `${what}: taken, and it can`)
                await follows(t, what, id, from, to)
              } catch (error) {
                if (!(error instanceof ApiError)) throw error
                t.notOk(can[ability], `${what}: ${error.code}, and it cannot`)
                const isRuled = transition === ruled && error.code === 'RULE_REFUSED'
                if (!isRuled) t.equal(error.code, refusalOf(who, author, from, transition), what)
                t.same(await state.touched() ? await state.differences(kept, [...log]) : [], [], `${what}: nothing changed`)
                continue
              }
              await state.settled()
              await state.restore(kept)
            }
          }
        })
      }
    }

    async function follows (t: Test, what: string, id: string, from: ReportState, to: ReportState | null): Promise<void> {
      const row = await db.selectFrom('reports').select(['state', 'version']).where('id', '=', id).executeTakeFirst()
      const entries = await db.selectFrom('report_history').selectAll().where('report_id', '=', id).orderBy('version', 'desc').execute()
      if (!row) return void t.same(entries, [], `${what}: the history goes with the draft`)
      t.equal(row.state, to ?? from, what)
      t.match(entries[0], { from_state: from, to_state: row.state, version: row.version }, `${what}: in the history`)
      const counted = await db.selectFrom('report_items').select('counted_on').where('report_id', '=', id).execute()
      t.ok(counted.every(({ counted_on: on }) => (on === null) === (row.state === 'draft')), `${what}: counted unless it is a draft`)
    }
  })
}

const cannot = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }

/** Of what somebody does not see they can do nothing. */
function hiddenOnly (error: unknown): Pick<ReportDetail, 'can'> {
  if (error instanceof ApiError && error.code === 'NOT_FOUND') return { can: cannot }
  throw error
}

/** Whoever is told that an answer still holds has what they would be answered now: asked after each of many actions, by several people. */
import t, { type Test } from 'tap'
import type { OperationNode } from 'kysely'
import { routes } from '../../../generated/routes.ts'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { aside, attached, placed } from '../../../src/database/changes/concerned.ts'
import type { Database } from '../../../src/database/tables.ts'
import { ofOwnRows } from '../../../src/security/validators.ts'
import { createHandlers } from '../../../src/handlers/index.ts'
import type { HandlerDeps } from '../../../src/handlers/deps.ts'
import type { Reads } from '../../../src/handlers/shared/insight/kept-reads.ts'
import { summarise } from '../../../src/handlers/shared/insight/summary.ts'
import { readTeamDay } from '../../../src/handlers/shared/insight/team-days.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { emailOf, line4, line7, password, people, production, type PersonName } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { hearingStatements } from '../../support/statements.ts'

const hour = 3_600_000
const from = '2026-11-16'
const watching = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'hr'] as const
const range = `from=${from}&to=${today}`
const addresses = [
  '/me/summary',
  '/notifications',
  '/me/inbox',
  '/reports',
  '/teams?include=today',
  `/teams/${line4.id}/members`,
  `/teams/${line4.id}/metrics?${range}`,
  `/calendar/events?from=${from}&to=2026-12-15`,
  `/analytics/summary?${range}`,
  `/analytics/trends?${range}`,
  `/analytics/heatmap?${range}`,
  `/obligations?${range}`
]
const aboutTheClock = new Set(Object.values(routes).flatMap(({ untagged = [] }) => untagged))

interface Known {
  etag: string
  body: string
}

/** The two databases differ in how rows are asked for whom they concern, and not in who asks what. */
const addressesOn = { sqlite: addresses, mariadb: ['/me/summary', '/notifications', '/reports'] }

function watch (app: TestApp, addresses: string[]) {
  const tokens = new Map<PersonName, string>()
  const known = new Map<string, Known>()
  async function ask (who: PersonName, path: string, etag?: string) {
    const authorization = `Bearer ${tokens.get(who)}`
    return send(app.url, { path: `/api/v1${path}`, headers: { authorization, ...etag && { 'if-none-match': etag } } })
  }
  /** Another address for the same: what was answered at one may be kept, and would be compared with itself. */
  let times = 0
  const anew = (path: string) => `${path}${path.includes('?') ? '' : '?'}${'&'.repeat(++times % 200)}`
  const bodyOf = (text: string) => JSON.stringify(JSON.parse(text), (key, value) => aboutTheClock.has(key) ? undefined : value)

  return {
    /** Tokens last for minutes, and the clock goes on. */
    async signIn () {
      for (const who of watching) tokens.set(who, (await app.anonymous().login({ email: emailOf(who), password })).accessToken!)
    },
    /** @returns how many still hold. */
    async look (t: Test, what: string): Promise<Set<string>> {
      const held = new Set<string>()
      for (const who of watching) {
        for (const path of addresses) {
          const name = `${who} ${path}`
          const before = known.get(name)
          if (before && (await ask(who, path, before.etag)).status === 304) {
            held.add(name)
            const fresh = await ask(who, anew(path))
            const isSame = fresh.status === 200 && bodyOf(fresh.text) === before.body
            if (isSame) continue
            // In between a job may have done something: what holds after that as well is stale.
            if ((await ask(who, path, before.etag)).status === 304) t.equal(bodyOf(fresh.text), before.body, `${what}: ${name} is stale`)
            held.delete(name)
          }
          const answer = await ask(who, path)
          const again = await ask(who, path)
          // In between a job may have done something.
          const isSame = again.status !== 200 || again.headers.etag !== answer.headers.etag || bodyOf(again.text) === bodyOf(answer.text)
          if (!isSame) t.fail(`${what}: ${name} is kept as another`)
          if (answer.status === 200) known.set(name, { etag: String(answer.headers.etag), body: bodyOf(answer.text) })
        }
      }
      return held
    }
  }
}

type Clients = Record<typeof watching[number], Client>

/** In this order: each goes on with what those before have left. */
function actionsOf ({ clock }: TestApp, { employee, colleague, lead, manager, hr }: Clients) {
  let report = ''
  const version = async () => (await employee.getReport(report)).version
  return {
    'a draft': async () => {
      const items = [{ title: 'Collars', minutes: 60, category: 'sewing', status: 'blocked' as const }]
      report = (await employee.createReport({ reportDate: today, summary: 'Collars', items })).id
    },
    'a hand-in': async () => employee.submitReport(report, { version: await version() }),
    'a comment': () => lead.createComment(report, { body: 'Which order?' }),
    'a return': async () => lead.returnReport(report, { version: await version(), note: 'How many?' }),
    'an edit of what was returned': async () =>
      employee.updateReport(report, { version: await version(), items: [{ title: 'Cuffs', minutes: 90, status: 'done' }] }),
    'a second hand-in': async () => employee.submitReport(report, { version: await version() }),
    'an approval': async () => lead.approveReport(report, { version: await version() }),
    'a notice that is read': () => employee.markAllNotificationsRead(),
    'an excuse': () => lead.excuseObligations({ items: [{ userId: people.colleague.id, workDate: '2026-11-19' }], note: 'Kept busy.' }),
    'a leave that is asked for': () => colleague.createLeave({ kind: 'annual', startDate: '2026-11-25', endDate: '2026-11-26' }),
    'a leave that is approved': async () => {
      const { items: [{ id, version }] } = await lead.listLeaves({ view: 'decide' })
      await lead.approveLeave(id, { version })
    },
    'a day of the team': () =>
      lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Tea', allDay: true, date: '2026-11-24', endDate: '2026-11-24' }),
    'a day of one’s own': () =>
      employee.createCalendarEvent({ scope: 'personal', title: 'Dentist', allDay: true, date: '2026-11-23', endDate: '2026-11-23' }),
    'a holiday': () => hr.createHoliday({ date: '2026-11-27', name: 'Company day', kind: 'company' }),
    'settings of a person': async () =>
      employee.updateSettings({ scope: 'user', version: (await employee.getSettings({ scope: 'user' })).version, locale: 'id' }),
    'a name': async () => colleague.updateProfile({ version: (await colleague.getProfile()).version, name: 'Wati Lestari' }),
    'a template': () =>
      hr.createTemplate({
        name: 'Sewing',
        divisionId: production.id,
        fields: [{ key: 'shift', label: 'Shift', type: 'text', required: false }]
      }),
    'a delegation': () => lead.createDelegation({ toUserId: people.neighbour.id, startsOn: today, endsOn: '2026-11-30', note: '' }),
    'a move to another team': () => manager.setTeamMember(line7.id, people.colleague.id, { role: 'member' }),
    'an hour': async () => clock.advance(hour),
    'the deadline, the grace': async () => clock.advance(8.5 * hour),
    'the next day, and its ledger': async () => clock.advance(15 * hour),
    'a window that closed': async () => clock.advance(72 * hour)
  }
}

/** What handlers ask of their database. */
function tablesOf (db: Database) {
  const tables = new Set<string>()
  const see = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { kind, table } = node as OperationNode & { table?: { identifier?: { name: string } } }
    if (kind === 'TableNode' && table?.identifier) tables.add(table.identifier.name)
    for (const part of Object.values(node)) see(part)
  }
  return { db: hearingStatements(db, ({ query }) => see(query)), tables }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('answers with a validator are made of what raises numbers', async (t) => {
      const { db, tables } = tablesOf(app.deps.db)
      const handlers = createHandlers({ ...app.deps, db, apiTokens: {} } as unknown as HandlerDeps) as unknown as Record<
        string,
        Record<string, (c: object) => Promise<unknown>>
      >
      const { hr } = people
      const viewer = { ...hr, email: emailOf('hr'), teams: [] }
      for (const [id, route] of Object.entries(routes).filter(([, { untagged }]) => untagged)) {
        tables.clear()
        const context = { viewer, params: { teamId: line4.id }, query: { from, to: today, include: ['today'] }, request: { headers: {} } }
        await handlers[route.tag][id](context)
        t.ok(tables.size > 0, `${id}: ${[...tables].join(', ')}`)
        // Those of the numbers themselves say whether an answer that is kept still holds.
        t.same(aside.filter((table) => table !== 'change_numbers' && tables.has(table)), [], id)
        const own = [...Object.keys(placed), ...attached]
        t.ok(!ofOwnRows.has(id) || [...tables].every((table) => own.includes(table)), `${id} is made of one’s own rows alone`)
      }
    })

    t.test('what of an answer is kept by itself is read of the tables that it is kept by', async (t) => {
      const { db, tables } = tablesOf(app.deps.db)
      // Others are other names of one.
      const existing = new Set((await app.deps.db.introspection.getTables()).map(({ name }) => name))
      let last: Promise<unknown> = Promise.resolve()
      let count = 0
      // One after the other, so that it is known what each asks for.
      const alone = (allowed: string[], what: string) => async <Answer>(read: () => Promise<Answer>): Promise<Answer> => {
        const mine = last.then(async () => {
          tables.clear()
          const answer = await read()
          count++
          t.same([...tables].filter((name) => existing.has(name) && !allowed.includes(name)), [], what)
          return answer
        })
        last = mine
        return mine
      }
      // That there is a person at all does not change.
      const own = [...Object.keys(placed), ...attached]
      const reads: Reads = {
        own: ([what], read) => alone([...own, ...what === 'work' ? ['users'] : []], `own ${String(what)}`)(read),
        of: (those, [what], read) => alone(those, String(what))(read),
        ownAnd: (those, [what], read) => alone([...those, ...own], `own ${String(what)}`)(read),
        byDivision: ([what], read) => alone(Object.keys(placed), String(what))(read)
      }
      // Who leads somebody reads more, which is not kept.
      const viewer = { ...people.employee, email: emailOf('employee'), teams: [{ ...line4, role: 'member' as const }] }
      await summarise(db, reads, viewer, app.clock.now(), 'en')
      t.ok(count >= 9, `${count} reads`)
      const hr = { ...people.hr, email: emailOf('hr'), teams: [] }
      const everything = { everything: true, divisionId: null, teamIds: [] }
      count = 0
      await readTeamDay(db, hr, everything, { date: today, now: app.clock.now(), reviewRequired: true }, reads)
      t.equal(count, 2)
    })

    t.test('what still holds is what would be answered now', async (t) => {
      await owing(app.deps, from)
      const asked = addressesOn[database.name]
      const clients = Object.fromEntries(
        await Promise.all(watching.map(async (who) => [who, await app.signIn(who)]))
      ) as unknown as Clients
      const { look, signIn } = watch(app, asked)
      await signIn()
      await look(t, 'at first')
      const hidden = asked.filter((path) => path.startsWith('/teams/')).length
      t.equal((await look(t, 'nothing')).size, watching.length * asked.length - hidden, 'all holds, but what one may not see')
      for (const [what, act] of Object.entries(actionsOf(app, clients))) {
        await act()
        await signIn()
        const held = await look(t, what)
        if (what === 'a hand-in') {
          t.ok(held.has('neighbour /me/summary'), 'a hand-in changes nothing for another team')
          t.ok(held.has('colleague /me/summary'), 'nor the dashboard of who leads nothing')
          t.notOk(held.has('manager /me/summary'))
        }
        if (what === 'a notice that is read') t.ok(held.has('lead /notifications') && held.has('hr /me/summary'), 'it is one’s own')
        if (['a holiday', 'a name', 'a template', 'the deadline, the grace'].includes(what)) {
          t.ok(held.has('hr /notifications'), 'an inbox holds, whatever else has changed')
        }
        if (what === 'an hour') t.ok(held.size > 0, 'time alone changes nothing until something is due')
      }
    })
  })
}

/** Who may call what, on whose things: the rows of access-matrix.ts, and what they cannot say. */
import t, { type Test } from 'tap'
import type { OperationId } from '../../generated/operations.ts'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { toDateTime } from '../../src/database/dialect.ts'
import * as invitations from '../../src/repositories/identity/invitations.ts'
import * as linkTokens from '../../src/repositories/identity/link-tokens.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { startMailbox } from '../support/mailbox.ts'
import { emailOf, line4, packing, password, people, type PersonName } from '../support/people.ts'
import { send, type RawAnswer } from '../support/raw.ts'
import { differences, settled, snapshot } from '../support/snapshot.ts'
import { accessMatrix, everybody, missingRows, reportNames, type Company, type ReportName, type Row, type Who } from './access-matrix.ts'

const [yesterday, dayBefore, threeDaysBack] = ['2026-11-19', '2026-11-18', '2026-11-17']

t.test('every operation has its rows', async (t) => {
  const missing = [...operations.values()].flatMap((operation) => missingRows(operation, accessMatrix[operation.id as OperationId]))
  t.equal(missing.join('\n'), '')
  t.same(Object.keys(accessMatrix).filter((id) => !operations.has(id)), [], 'and every row an operation')
})

t.test('rows say what their kind means', async (t) => {
  for (const [id, rows] of Object.entries(accessMatrix)) {
    for (const { kind, who, answers } of rows) {
      if (kind === 'anonymous') t.same([who, answers], [['anonymous'], 'UNAUTHENTICATED'], id)
      if (kind === 'wrong role' || kind === 'not theirs') t.equal(answers, 'FORBIDDEN', id)
      if (kind === 'out of scope') t.notMatch(String(answers), /FORBIDDEN|UNAUTHENTICATED/, id)
    }
  }
})

t.test('an operation without rows is told which to add', async (t) => {
  const operation = (path: string, access: string | string[], parameters: object[] = []) => ({
    id: 'createOrder',
    path,
    document: { 'x-access': access, parameters }
  })
  const kinds = (messages: string[]) => messages.map((message) => /kind: '(.*?)'/.exec(message)?.[1])
  const rows = (...given: [Row['kind'], Who][]): Row[] =>
    given.map(([kind, who]) => ({ kind, who: [who], call: async () => null, answers: null }))
  const filter = { in: 'query', schema: { $ref: '#/components/schemas/Id' } }

  t.same(kinds(missingRows(operation('/orders', 'viewer'))), ['allowed', 'anonymous'])
  t.same(kinds(missingRows(operation('/orders/{orderId}', 'viewer'), [])), ['allowed', 'anonymous', 'out of scope'])
  t.same(kinds(missingRows(operation('/orders', ['hr'], [filter]), [])), ['allowed', 'anonymous', 'wrong role', 'out of scope'])
  t.same(kinds(missingRows(operation('/orders', 'public'), [])), ['allowed'])
  t.match(missingRows(operation('/orders', 'public'), rows(['allowed', 'hr'])).join('\n'), /^createOrder is public.*'anonymous'.*$/)
  t.same(missingRows(operation('/orders', 'public'), rows(['allowed', 'anonymous'])), [])
  t.same(
    missingRows(
      operation('/orders/{orderId}', ['hr']),
      rows(['allowed', 'hr'], ['anonymous', 'anonymous'], ['wrong role', 'lead'], ['out of scope', 'hr'])
    ),
    []
  )
  t.match(
    missingRows(operation('/orders', 'viewer'))[0],
    /^createOrder has no row \{ kind: 'allowed', … \}: add one to test\/contract\/access-matrix\.ts for /
  )
})

type Clients = Record<Who, Client>

/** Reports in every state, of people of every place, and the notifications that they made. */
async function populate (app: TestApp): Promise<{ clients: Clients, tokens: Record<Who, string>, company: Company }> {
  const tokens = {} as Record<Who, string>
  const entries = await Promise.all(everybody.map(async (name) =>
    [
      name,
      await app.signIn(name, {
        onTokens: (given) => {
          tokens[name] = given?.accessToken ?? ''
        }
      })
    ] as const
  ))
  const clients = { ...Object.fromEntries(entries), anonymous: app.anonymous() } as Clients
  const { employee, colleague, lead, neighbour, other } = clients
  const create = (client: Client, reportDate: string, submit = true) =>
    client.createReport({ reportDate, submit, summary: 'Collars', items: [{ title: 'Order 2211' }] })

  const reports = {
    employeeDraft: await create(employee, today, false),
    employeeSubmitted: await create(employee, yesterday),
    employeeReturned: await create(employee, dayBefore),
    employeeApproved: await create(employee, threeDaysBack),
    colleagueSubmitted: await create(colleague, today),
    colleagueDraft: await create(colleague, yesterday, false),
    leadSubmitted: await create(lead, today),
    neighbourSubmitted: await create(neighbour, today),
    neighbourDraft: await create(neighbour, yesterday, false),
    otherSubmitted: await create(other, today),
    otherDraft: await create(other, yesterday, false)
  } satisfies Record<ReportName, unknown>
  for (const state of ['returned', 'approved'] as const) {
    const report = state === 'returned' ? reports.employeeReturned : reports.employeeApproved
    await app.deps.db.updateTable('reports').set({ state }).where('id', '=', report.id).execute()
  }
  const { db, clock } = app.deps
  const soon = new Date(clock.now().getTime() + 3_600_000)
  const invite = async (id: string, email: string, role: 'employee' | 'admin') => {
    await invitations.insert(db, {
      id,
      email,
      role,
      divisionId: null,
      teams: [],
      secret: `secret-of-${id}`,
      invitedBy: people.admin.id,
      now: clock.now(),
      expiresAt: soon
    })
    return { id, email, secret: `secret-of-${id}` }
  }
  await app.signIn('colleague')
  const newcomer = (await clients.admin.createUser({ email: 'newcomer@workpulse.test', name: people.disabled.name })).id
  const company = {
    url: app.url,
    reports: Object.fromEntries(reportNames.map((name) => [name, reports[name].id])) as Company['reports'],
    colleaguesItem: reports.colleagueSubmitted.items[0].id,
    leadsNotification: (await lead.listNotifications())[0].id,
    refreshToken: (await app.anonymous({ mode: 'cookie' }).login({ email: emailOf('hr'), password, tokenDelivery: 'body' })).refreshToken!,
    colleaguesSession: (await clients.colleague.listSessions()).items.find(({ current }) => !current)!.id,
    newcomer,
    invitation: await invite('INVITATION0000000000000001', 'invited@workpulse.test', 'employee'),
    adminsInvitation: (await invite('INVITATION0000000000000002', 'invited-admin@workpulse.test', 'admin')).id,
    registrationToken: await linkTokens.insertRegistration(db, {
      email: 'registered@workpulse.test',
      name: people.disabled.name,
      passwordHash: ''
    }, soon),
    resetToken: await linkTokens.insertReset(db, newcomer, soon)
  }
  return { clients, tokens, company }
}

/** What the lists of each person have in them: reports and teams by name, and how many notifications. */
const visible: Record<Exclude<PersonName, 'disabled'>, { reports: ReportName[], teams: string[], notifications: number }> = {
  employee: {
    reports: ['employeeDraft', 'employeeSubmitted', 'employeeReturned', 'employeeApproved'],
    teams: ['Line 4'],
    notifications: 0
  },
  colleague: { reports: ['colleagueSubmitted', 'colleagueDraft'], teams: ['Line 4'], notifications: 0 },
  lead: {
    reports: ['leadSubmitted', 'employeeSubmitted', 'employeeReturned', 'employeeApproved', 'colleagueSubmitted'],
    teams: ['Line 4'],
    notifications: 4
  },
  neighbour: { reports: ['neighbourSubmitted', 'neighbourDraft'], teams: ['Line 7'], notifications: 0 },
  manager: {
    reports: ['leadSubmitted', 'employeeSubmitted', 'employeeReturned', 'employeeApproved', 'colleagueSubmitted', 'neighbourSubmitted'],
    teams: ['Line 4', 'Line 7'],
    notifications: 2
  },
  other: { reports: ['otherSubmitted', 'otherDraft'], teams: ['Packing'], notifications: 0 },
  otherManager: { reports: ['otherSubmitted'], teams: ['Packing'], notifications: 1 },
  hr: { reports: reportNames.filter((name) => !name.endsWith('Draft')), teams: ['Line 4', 'Line 7', 'Packing'], notifications: 0 },
  admin: { reports: reportNames.filter((name) => !name.endsWith('Draft')), teams: ['Line 4', 'Line 7', 'Packing'], notifications: 0 }
}

/** How long the arrays are that a pattern has: tap's `match` lets them be longer. */
function lengths (data: any, pattern: any): unknown {
  if (Array.isArray(pattern)) return [data.length, ...pattern.map((each, index) => lengths(data[index], each))]
  return typeof pattern === 'object' && pattern !== null
    ? Object.entries(pattern).map(([key, each]) => lengths(data[key], each))
    : undefined
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const { clients, tokens, company } = await populate(app)
    await settled(db)

    t.test('lists hold what is in scope, and nothing else', async (t) => {
      for (const [name, { reports, teams, notifications }] of Object.entries(visible) as [keyof typeof visible, typeof visible.hr][]) {
        const client = clients[name]
        const listed = (await client.listReports({ limit: 100 })).items.map(({ id }) =>
          reportNames.find((known) => company.reports[known] === id)
        )
        t.same(listed.sort(), reports.toSorted(), `${name}: reports`)
        t.same((await client.listTeams()).items.map((team) => team.name), teams, `${name}: teams`)
        t.equal((await client.listNotifications()).length, notifications, `${name}: notifications`)
        t.equal((await client.getMySummary()).notificationsUnread, notifications, `${name}: unread`)
      }
    })

    t.test('a page holds what is in scope, and so does the next', async (t) => {
      const seen: unknown[] = []
      for (let cursor: string | undefined;;) {
        const page = await clients.lead.listReports({ limit: 2, cursor })
        seen.push(...page.items.map(({ id }) => reportNames.find((known) => company.reports[known] === id)))
        if (!page.nextCursor) break
        cursor = page.nextCursor
      }
      t.same(seen.sort(), visible.lead.reports.toSorted())
      const { nextCursor } = await clients.lead.listReports({ limit: 2 })
      t.same(
        (await clients.other.listReports({ cursor: nextCursor! })).items.map(({ userId }) => userId).filter((id) => id !== people.other.id),
        [],
        "somebody else's cursor opens nothing"
      )
    })

    t.test('members, with the reports that are no drafts', async (t) => {
      const { items } = await clients.manager.listTeamMembers(line4.id)
      t.same(items.map(({ id, role, today }) => [id, role, today.reportId, today.reportState]), [
        [people.lead.id, 'lead', company.reports.leadSubmitted, 'submitted'],
        [people.employee.id, 'member', null, null],
        [people.colleague.id, 'member', company.reports.colleagueSubmitted, 'submitted']
      ])
    })

    t.test('what is out of scope looks like what is not there', async (t) => {
      const ask = async (who: Who, method: string, path: string, body?: object): Promise<RawAnswer> =>
        send(app.url, {
          method,
          path: `/api/v1${path}`,
          headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) })
        })
      const plain = ({ status, headers: { date, 'x-request-id': requestId, ...headers }, text }: RawAnswer) => ({
        status,
        headers,
        text: text.replace(String(requestId), 'ID')
      })
      const same = async (t: Test, who: Who, method: string, path: (id: string) => string, id: string, body?: object) =>
        t.same(
          plain(await ask(who, method, path(id), body)),
          plain(await ask(who, method, path('01JD2V6M7Q8R9S0T1V2W3X4Y5Z'), body)),
          `${who}: ${method} ${path(id)}`
        )

      for (const report of ['employeeDraft', 'employeeSubmitted', 'employeeReturned', 'employeeApproved'] as const) {
        for (
          const who of report === 'employeeDraft'
            ? everybody.filter((name) => name !== 'employee')
            : ['colleague', 'neighbour', 'other', 'otherManager'] as const
        ) {
          await same(t, who, 'GET', (id) => `/reports/${id}`, company.reports[report])
          await same(t, who, 'PATCH', (id) => `/reports/${id}`, company.reports[report], { version: 1, planNext: 'Seams' })
          await same(t, who, 'POST', (id) => `/reports/${id}/submit`, company.reports[report], { version: 1 })
        }
      }
      // Of those without the role, nobody learns who is there.
      for (const who of everybody.filter((name) => name !== 'hr' && name !== 'admin')) {
        for (const [method, path] of [['GET', ''], ['PATCH', ''], ['POST', '/disable'], ['POST', '/enable']]) {
          await same(
            t,
            who,
            method,
            (id) => `/users/${id}${path}`,
            people.employee.id,
            ...method === 'PATCH' ? [{ version: 1, name: 'x' }] : []
          )
        }
        await same(t, who, 'DELETE', (id) => `/invitations/${id}`, company.invitation.id)
      }
      for (const who of ['neighbour', 'other', 'otherManager'] as const) await same(t, who, 'GET', (id) => `/teams/${id}/members`, line4.id)
      for (const who of ['employee', 'lead', 'manager'] as const) {
        await same(t, who, 'GET', (id) => `/teams/${id}/members`, packing.id)
        await same(t, who, 'GET', (id) => `/reports?teamId=${id}`, packing.id)
        await same(t, who, 'GET', (id) => `/reports?userId=${id}`, people.other.id)
      }
      for (const who of everybody.filter((name) => name !== 'lead')) {
        await same(t, who, 'PATCH', (id) => `/notifications/${id}/read`, company.leadsNotification)
      }
      for (const who of everybody.filter((name) => name !== 'colleague')) {
        await same(t, who, 'DELETE', (id) => `/auth/sessions/${id}`, company.colleaguesSession)
      }
      const carried = (id: string) => ({ reportDate: threeDaysBack, summary: 'Hems', items: [{ title: 'x', carriedFromId: id }] })
      t.same(
        plain(await ask('other', 'POST', '/reports', carried(company.colleaguesItem))),
        plain(await ask('other', 'POST', '/reports', carried('01JD2V6M7Q8R9S0T1V2W3X4Y5Z'))),
        'an item to go on with'
      )
    })

    t.test("marking somebody else's notifications changes nothing", async (t) => {
      await settled(db)
      const before = await snapshot(db)
      for (const who of everybody.filter((name) => name !== 'lead')) {
        t.same(await clients[who].markNotificationRead(company.leadsNotification), { updated: false }, who)
      }
      t.same(differences(before, await snapshot(db)), [])
      await clients.employee.markAllNotificationsRead()
      t.equal((await clients.lead.getMySummary()).notificationsUnread, visible.lead.notifications, 'nor does marking all of one’s own')
    })

    for (const [id, rows] of Object.entries(accessMatrix)) {
      t.test(id, async (t) => {
        for (const row of rows) {
          for (const who of row.who) await holds(t, row, who)
        }
      })
    }

    async function holds (t: Test, { kind, what, call, answers }: Row, who: Who): Promise<void> {
      const name = `${who}, ${kind}${what ? `: ${what}` : ''}`
      // A connection takes a ticket, which is a row, before it is refused a channel.
      const watched = kind === 'allowed' ? undefined : await settled(db).then(() => snapshot(db, ['ws_tickets']))
      // Signing in or out changes whose client it is.
      const client = who === 'anonymous' ? app.anonymous() : clients[who]
      if (typeof answers === 'string') await t.rejects(call(client, company), { code: answers }, name)
      else {
        const data = await call(client, company)
        const pattern = typeof answers === 'function' ? answers(who as PersonName) : answers
        t.match(data, pattern, name)
        t.same(lengths(data, pattern), lengths(pattern, pattern), `${name}; as many`)
      }
      if (watched) t.same(differences(watched, await snapshot(db, ['ws_tickets'])), [], `${name}; nothing changed`)
    }

    t.test('a disabled person cannot sign in, and cannot be told from nobody', async (t) => {
      const login = async (email: string, given: string) => {
        const { status, text, headers } = await send(app.url, {
          method: 'POST',
          path: '/api/v1/auth/login',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password: given })
        })
        return { status, text: text.replace(String(headers['x-request-id']), 'ID'), cookies: headers['set-cookie'] }
      }
      const nobody = await login('nobody@workpulse.test', password)
      t.match(nobody, { status: 401, text: /INVALID_CREDENTIALS/, cookies: undefined })
      t.same(await login(emailOf('disabled'), password), nobody)
      t.same(await login(emailOf('disabled'), 'wrong'), nobody)
      t.same(await login(emailOf('employee'), 'wrong'), nobody)
    })

    t.test('a person who is disabled while signed in is out at the next request', async (t) => {
      const disable = (time: string | null) =>
        db.updateTable('users').set({ disabled_at: time }).where('id', '=', people.neighbour.id).execute()
      const { neighbour } = clients
      let refreshToken = ''
      await app.signIn('neighbour', {
        onTokens: (given) => {
          refreshToken = given?.refreshToken ?? refreshToken
        }
      })
      t.match(await neighbour.getMe(), { id: people.neighbour.id })

      await disable(toDateTime(app.clock.now()))
      const bearer = { authorization: `Bearer ${tokens.neighbour}` }
      for (const { id, method, path, document } of operations.values()) {
        if (document['x-access'] === 'public') continue
        const { status, text } = await send(app.url, {
          method: method.toUpperCase(),
          path: path.replaceAll(/\{\w+\}/g, 'ID'),
          headers: bearer
        })
        t.match([status, text], [401, /UNAUTHENTICATED/], id)
      }
      await t.rejects(app.anonymous().refreshSession({ refreshToken }), { code: 'UNAUTHENTICATED' })
      await t.rejects(app.signIn('neighbour'), { code: 'INVALID_CREDENTIALS' })
      t.notOk(
        (await clients.admin.listTeams()).items.some((team) => team.leads.some((lead) => lead.id === people.neighbour.id)),
        'nor is he listed'
      )
    })
  })
}

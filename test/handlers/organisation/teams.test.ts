import t from 'tap'
import { pages, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, line4, line7, packing, password, people, production, warehouse } from '../../support/people.ts'

const namesOf = (items: { name: string }[]) => items.map(({ name }) => name)
const time = '2026-11-20 03:00:00.000'

/** A team of people with these names, who cannot sign in. */
async function team (app: TestApp, id: string, name: string, members: string[], divisionId = warehouse.id): Promise<void> {
  const { db } = app.deps
  await db.insertInto('teams').values({ id, division_id: divisionId, name }).execute()
  for (const [index, name] of members.entries()) {
    const user = `${id}${index}`
    await db.insertInto('users').values({
      id: user,
      email: `${user}@x.test`,
      email_verified_at: null,
      name,
      role: 'employee',
      division_id: warehouse.id,
      password_hash: null,
      disabled_at: null,
      created_at: time,
      updated_at: time
    }).execute()
    await db.insertInto('team_members').values({ team_id: id, user_id: user, role: 'member' }).execute()
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const names = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin'] as const
    const clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await app.signIn(name)]))) as Record<
      typeof names[number],
      Client
    >
    const { employee, lead, manager, hr } = clients
    const membersOf = (teamId: string) => (query?: { cursor?: string, limit?: number }) => hr.listTeamMembers(teamId, query)

    t.test('a team, to the letter', async (t) => {
      const { accessToken } = await app.anonymous().login({ email: emailOf('hr'), password })
      const response = await fetch(`${app.url}/api/v1/teams`, { headers: { authorization: `Bearer ${accessToken}` } })
      t.strictSame(await response.json(), {
        ok: true,
        data: {
          items: [
            {
              id: line4.id,
              name: 'Line 4',
              divisionId: production.id,
              memberCount: 3,
              leads: [{ id: people.lead.id, name: 'Budi', avatarUrl: null }],
              archivedAt: null,
              version: 1
            },
            {
              id: line7.id,
              name: 'Line 7',
              divisionId: production.id,
              memberCount: 1,
              leads: [{ id: people.neighbour.id, name: 'Joko', avatarUrl: null }],
              archivedAt: null,
              version: 1
            },
            { id: packing.id, name: 'Packing', divisionId: warehouse.id, memberCount: 1, leads: [], archivedAt: null, version: 1 }
          ],
          nextCursor: null
        },
        error: null
      })
    })

    t.test('who sees which teams', async (t) => {
      for (
        const [name, seen] of [
          ['employee', ['Line 4']],
          ['colleague', ['Line 4']],
          ['lead', ['Line 4']],
          ['neighbour', ['Line 7']],
          ['manager', ['Line 4', 'Line 7']],
          ['other', ['Packing']],
          ['otherManager', ['Packing']],
          ['hr', ['Line 4', 'Line 7', 'Packing']],
          ['admin', ['Line 4', 'Line 7', 'Packing']]
        ] as const
      ) {
        t.same(namesOf((await clients[name].listTeams()).items), seen, name)
        for (const { id, name: team } of [line4, line7, packing]) {
          if ((seen as readonly string[]).includes(team)) {
            t.ok((await clients[name].listTeamMembers(id)).items.length > 0, `${name}, ${team}`)
          } else await t.rejects(clients[name].listTeamMembers(id), { code: 'NOT_FOUND', status: 404 }, `${name}, ${team}`)
        }
        await t.rejects(clients[name].listTeamMembers('nothing'), { code: 'NOT_FOUND' })
      }
    })

    t.test('people without a team, and a manager without a division, see none', async (t) => {
      await db.updateTable('users').set({ division_id: null }).where('id', '=', people.manager.id).execute()
      t.same(await manager.listTeams(), { items: [], nextCursor: null })
      await t.rejects(manager.listTeamMembers(line4.id), { code: 'NOT_FOUND' })
      t.same((await manager.listReports()).items, [])
      await db.updateTable('users').set({ division_id: production.id, role: 'employee' }).where('id', '=', people.manager.id).execute()
      t.same(await manager.listTeams(), { items: [], nextCursor: null }, 'a division is seen by its manager')
      await db.updateTable('users').set({ role: 'manager' }).where('id', '=', people.manager.id).execute()
      t.equal((await manager.listTeams()).items.length, 2)
    })

    t.test('members by name, to the letter, without those who are disabled', async (t) => {
      const none = { date: today, reportId: null, reportState: null, outcome: null, reason: null }
      t.strictSame(await employee.listTeamMembers(line4.id), {
        items: [
          { id: people.lead.id, name: 'Budi', avatarUrl: null, role: 'lead', today: none },
          { id: people.employee.id, name: 'Sari', avatarUrl: null, role: 'member', today: none },
          { id: people.colleague.id, name: 'Wati', avatarUrl: null, role: 'member', today: none }
        ],
        nextCursor: null
      })
    })

    t.test('a draft counts as none, even to its author', async (t) => {
      const todayOf = async (client: Client) =>
        (await client.listTeamMembers(line4.id)).items.find(({ id }) => id === people.employee.id)!.today
      const none = { date: today, reportId: null, reportState: null, outcome: null, reason: null }
      const yesterday = await employee.createReport({ reportDate: '2026-11-19', summary: "Yesterday's", submit: true })
      const draft = await employee.createReport({ reportDate: today, summary: 'Collars' })
      for (const client of [employee, clients.colleague, lead, manager, hr]) t.same(await todayOf(client), none)
      await employee.submitReport(draft.id, { version: 1 })
      for (const client of [employee, clients.colleague, lead, manager, hr]) {
        t.same(await todayOf(client), { ...none, reportId: draft.id, reportState: 'submitted' })
      }
      for (const reportState of ['returned', 'approved'] as const) {
        await db.updateTable('reports').set({ state: reportState }).where('id', '=', draft.id).execute()
        t.same(await todayOf(lead), { ...none, reportId: draft.id, reportState })
      }
      t.not(draft.id, yesterday.id)
      t.equal((await lead.listTeamMembers(line4.id)).items.length, 3, 'a member is one row, whatever they filed')
    })

    t.test('people who are disabled do not count and lead nothing', async (t) => {
      const disable = (disabled_at: string | null) =>
        db.updateTable('users').set({ disabled_at }).where('id', '=', people.neighbour.id).execute()
      await disable(time)
      t.match((await hr.listTeams()).items[1], { name: 'Line 7', memberCount: 0, leads: [] })
      t.same((await hr.listTeamMembers(line7.id)).items, [])
      await disable(null)
    })

    t.test('several leads, by name', async (t) => {
      await db.updateTable('team_members').set({ role: 'lead' }).where('user_id', '=', people.colleague.id).execute()
      t.same((await employee.listTeams()).items[0].leads.map(({ id, name }) => [id, name]), [
        [people.lead.id, 'Budi'],
        [people.colleague.id, 'Wati']
      ])
      await db.updateTable('team_members').set({ role: 'member' }).where('user_id', '=', people.colleague.id).execute()
    })

    t.test('pages of any size hold each once, by name and then by id', async (t) => {
      const members = ['Ana', 'Ana', 'Ana', 'ana', 'Budi', 'Ábel', '線', '🧵', 'Zul', 'B']
      await team(app, 'SAMENAMES1', 'Same', members)
      await team(app, 'SAMENAMES2', 'Same', ['Alone'], production.id)
      const all = (await hr.listTeamMembers('SAMENAMES1')).items
      t.same(
        all.map(({ name, id }) => `${name} ${id}`),
        members.map((name, index) => `${name} SAMENAMES1${index}`).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      )
      const teams = (await hr.listTeams()).items
      t.same(teams.map(({ name, id }) => `${name} ${id}`).slice(-2), ['Same SAMENAMES1', 'Same SAMENAMES2'])
      for (let limit = 1; limit <= all.length + 1; limit++) {
        t.same(await Array.fromAsync(pages(membersOf('SAMENAMES1'), { limit })), all, `members, limit ${limit}`)
        t.same(await Array.fromAsync(pages(hr.listTeams, { limit })), teams, `teams, limit ${limit}`)
      }
      t.same(namesOf(await Array.fromAsync(pages(clients.otherManager.listTeams, { limit: 1 }))), ['Packing', 'Same'])
    })

    for (const [index, character] of ['x', '線', '🧵'].entries()) {
      t.test(`pages go on after a name of 120 characters like ${character}`, async (t) => {
        const [id, name] = [`LONG${index}`.padEnd(25, '0'), character.repeat(119)]
        await team(app, id, `~${name}`, [`A${name}`, `B${name}`])
        t.same(namesOf(await Array.fromAsync(pages(membersOf(id), { limit: 1 }))), [`A${name}`, `B${name}`])
        t.same(await Array.fromAsync(pages(hr.listTeams, { limit: 1 })), (await hr.listTeams({ limit: 100 })).items)
      })
    }

    t.test('a forged cursor is refused, or is only a place in the list', async (t) => {
      const lists: Record<string, (cursor: string) => Promise<{ items: { id: string }[] }>> = {
        teams: (cursor) => employee.listTeams({ cursor }),
        members: (cursor) => employee.listTeamMembers(line4.id, { cursor })
      }
      for (const [name, list] of Object.entries(lists)) {
        const forge = (...key: unknown[]) => Buffer.from(JSON.stringify([name, ...key])).toString('base64url')
        for (const cursor of ['x', forge('a'), forge('a', 'b', 'c'), forge(1, 'b'), forge(null, null)]) {
          await t.rejects(list(cursor), { code: 'VALIDATION_FAILED', details: [{ path: '/query/cursor', rule: 'cursor' }] }, cursor)
        }
        for (
          const key of [['', ''], ['A', 'é'], ['Sari', 'é'], ['Sari', '🧵'], ["' or 1=1 --", ''], ['\u0000', '\u0000'], ['\ud800', 'x'], [
            '線',
            '線'
          ]]
        ) {
          const known = [line4.id, people.lead.id, people.employee.id, people.colleague.id]
          const fault = await list(forge(...key)).then(
            ({ items }) => items.find(({ id }) => !known.includes(id)),
            ({ status, code }) => status === 400 ? undefined : { status, code }
          )
          t.equal(fault, undefined, JSON.stringify(key))
        }
      }
    })

    t.test('the day of the members is that of the organisation', async (t) => {
      const todays = async () => [...new Set((await lead.listTeamMembers(line4.id)).items.map(({ today }) => today.date))]
      const go = (to: string) => app.clock.advance(Date.parse(to) - app.clock.now().getTime())
      go('2026-11-20T16:59:50.000Z')
      t.same(await todays(), ['2026-11-20'])
      go('2026-11-20T17:00:00.000Z')
      t.same(await todays(), ['2026-11-21'])
      t.ok(
        (await lead.listTeamMembers(line4.id)).items.every(({ today }) => today.reportId === null),
        "yesterday's report is no longer today's"
      )
      const report = await employee.createReport({ reportDate: '2026-11-21', summary: 'After midnight', submit: true })
      t.match((await lead.listTeamMembers(line4.id)).items.find(({ id }) => id === people.employee.id)!.today, {
        date: '2026-11-21',
        reportId: report.id,
        reportState: 'submitted'
      })
    })
  })
}

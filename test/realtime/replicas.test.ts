/** Several replicas on one database, with Redis between them and without. */
import t from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { append } from '../../src/repositories/platform/events.ts'
import { unreadChanged } from '../../src/rules/platform/channels.ts'
import { today } from '../support/app.ts'
import { mariadbAlone } from '../support/databases.ts'
import { line4, password, people, type PersonName } from '../support/people.ts'
import { redisUrl, testReplicas } from '../support/replicas.ts'
import { openSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

const buses: Record<string, Record<string, string>> = {
  'the database alone': {},
  ...(redisUrl && { Redis: { WORKPULSE_REDIS_ADDR: redisUrl } })
}

// Two connections of one process to SQLite would wait for each other, which stands still while it waits.
for (const database of mariadbAlone(t)) {
  for (const [bus, environment] of Object.entries(buses)) {
    t.test(`${database.name}, over ${bus}`, async (t) => {
      const { replicas: [here, there] } = await testReplicas(t, database, 2, environment)

      t.test('what happens on one is heard on the other, in order', async (t) => {
        const lead = await there.signIn('lead')
        const employee = await here.signIn('employee')
        const realtime = lead.connect()
        t.teardown(() => realtime.close())
        const heard: string[] = []
        realtime.on('report.submitted', ({ data }) => heard.push(data.id))
        await realtime.ready()
        await realtime.followTeam(line4.id)
        const sent = []
        for (const reportDate of ['2026-11-18', '2026-11-19', today]) {
          sent.push((await employee.createReport({ reportDate, summary: 'Collars', submit: true })).id)
        }
        await until('all are heard', () => heard.length === sent.length)
        t.same(heard, sent)
      })

      const admin = await here.signIn('admin')
      const versionOf = async (person: PersonName) => (await admin.getUser(people[person].id)).version
      const endings: Record<string, [PersonName, (client: Client) => Promise<unknown>]> = {
        'signing out': ['colleague', (client) => client.logout()],
        'signing out everywhere': ['colleague', (client) => client.revokeAllSessions()],
        'a change of password elsewhere': [
          'other',
          async () =>
            (await here.signIn('other')).changePassword({ currentPassword: password, newPassword: 'another horse, another staple' })
        ],
        'a change of role': [
          'neighbour',
          async () => admin.updateUser(people.neighbour.id, { version: await versionOf('neighbour'), role: 'manager' })
        ],
        'leaving a team': ['lead', async () => admin.updateUser(people.lead.id, { version: await versionOf('lead'), teams: [] })],
        'being disabled': ['manager', () => admin.disableUser(people.manager.id)]
      }
      for (const [name, [person, end]] of Object.entries(endings)) {
        t.test(`${name} on one closes the person’s connections on the other, within two seconds`, async (t) => {
          let accessToken = ''
          const client = await here.signIn(person, {
            onTokens: (tokens) => {
              accessToken = tokens?.accessToken ?? accessToken
            }
          })
          const socket = openSocket(`${there.url}/api/v1/ws`)
          socket.send({ type: 'auth', token: accessToken })
          await socket.frame('subscribed')
          const stream = await fetch(`${there.url}/api/v1/stream/notifications`, { headers: { authorization: `Bearer ${accessToken}` } })
          const reader = stream.body!.getReader()
          await reader.read()
          const streamEnds = (async () => {
            while (!(await reader.read()).done);
          })()

          await end(client)
          const ended = performance.now()
          t.equal(await socket.closed(), 4401)
          await streamEnds
          t.ok(performance.now() - ended < 2000, `after ${Math.round(performance.now() - ended)} ms`)
        })
      }

      t.test('both have every event once and in order', async (t) => {
        const heard = [here, there].map(({ deps }) => {
          const positions: number[] = []
          deps.realtime.hub.subscribeAll(({ event }) => positions.push(event.position))
          return positions
        })
        const from = here.deps.realtime.hub.position
        const writers = Array.from({ length: 6 }, async (_, writer) => {
          const { deps } = [here, there][writer % 2]
          for (let n = 0; n < 25; n++) await deps.transaction((tx) => append(tx, deps.clock.now(), 'test', [unreadChanged(`W${writer}`)]))
        })
        await Promise.all(writers)
        await until('both are there', () => heard.every((positions) => positions.length >= 150))
        for (const positions of heard) t.same(positions, Array.from({ length: 150 }, (_, index) => from + index + 1))
      })
    })
  }
}

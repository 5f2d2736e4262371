/** Several replicas on one database, with Redis between them and without. */
import t from 'tap'
import { append } from '../../src/repositories/events.ts'
import { unreadChanged } from '../../src/rules/channels.ts'
import { today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'
import { redisUrl, testReplicas } from '../support/replicas.ts'
import { openSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

const buses: Record<string, Record<string, string>> = { 'the database alone': {}, ...(redisUrl && { Redis: { WORKPULSE_REDIS_ADDR: redisUrl } }) }

// Two connections of one process to SQLite would wait for each other, which stands still while it waits.
for (const database of databases.filter(({ name }) => name === 'mariadb')) {
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
        for (const reportDate of ['2026-11-18', '2026-11-19', today]) sent.push((await employee.createReport({ reportDate, summary: 'Collars', submit: true })).id)
        await until('all are heard', () => heard.length === sent.length)
        t.same(heard, sent)
      })

      t.test('a session that ends on one closes its connections on the other', async (t) => {
        let accessToken = ''
        const colleague = await here.signIn('colleague', { onTokens: (tokens) => { accessToken = tokens?.accessToken ?? accessToken } })
        const socket = openSocket(`${there.url}/api/v1/ws`)
        socket.send({ type: 'auth', token: accessToken })
        await socket.frame('subscribed')
        await colleague.logout()
        t.equal(await socket.closed(), 4401)
      })

      t.test('a change of role on one closes the person’s connections on the other', async (t) => {
        const admin = await here.signIn('admin')
        let accessToken = ''
        await there.signIn('neighbour', { onTokens: (tokens) => { accessToken = tokens?.accessToken ?? accessToken } })
        const socket = openSocket(`${there.url}/api/v1/ws`)
        socket.send({ type: 'auth', token: accessToken })
        await socket.frame('subscribed')
        const { version } = await admin.getUser(people.neighbour.id)
        await admin.updateUser(people.neighbour.id, { version, teams: [] })
        t.equal(await socket.closed(), 4401)
      })

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

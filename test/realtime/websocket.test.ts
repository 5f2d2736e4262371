import t, { type Test } from 'tap'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, line7, packing, people, type PersonName } from '../support/people.ts'
import { openSocket, refusedUpgrade, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const url = `${app.url}/api/v1/ws`

    /** A connected socket, subscribed to one's own channel. */
    async function connect (t: Test, person: PersonName): Promise<TestSocket> {
      const { ticket } = await (await app.signIn(person)).createWsTicket()
      const socket = openSocket(`${url}?ticket=${ticket}`)
      t.teardown(() => socket.raw.terminate())
      await socket.frame('subscribed')
      return socket
    }

    t.test('a ticket serves once, in the address or as a subprotocol', async (t) => {
      const employee = await app.signIn('employee')
      const { ticket, expiresIn } = await employee.createWsTicket()
      t.equal(expiresIn, 30)
      const first = openSocket(`${url}?ticket=${ticket}`)
      t.match(await first.frame('hello'), { heartbeat: 25, epoch: /^[0-9A-Z]{26}$/ })
      t.match(await first.frame('subscribed'), { channel: `user:${people.employee.id}` })
      t.equal(first.raw.protocol, 'workpulse.v1')
      const second = openSocket(`${url}?ticket=${ticket}`)
      t.equal(await second.closed(), 4401)
      first.raw.terminate()

      const another = await employee.createWsTicket()
      const third = openSocket(url, ['workpulse.v1', `ticket.${another.ticket}`])
      await third.frame('hello')
      t.equal(third.raw.protocol, 'workpulse.v1', 'the ticket is not echoed')
      third.raw.terminate()
    })

    t.test('of twenty connections with one ticket one is served', async (t) => {
      const { ticket } = await (await app.signIn('employee')).createWsTicket()
      const sockets = Array.from({ length: 20 }, () => openSocket(`${url}?ticket=${ticket}`))
      const results = await Promise.all(
        sockets.map((socket) => Promise.race([socket.closed(), socket.frame('hello').then(() => 'served', () => 'never')]))
      )
      t.equal(results.filter((result) => result === 'served').length, 1)
      t.equal(results.filter((result) => result === 4401).length, 19)
      for (const socket of sockets) socket.raw.terminate()
    })

    t.test('a ticket expires', async (t) => {
      const { ticket } = await (await app.signIn('employee')).createWsTicket()
      app.clock.advance(31_000)
      t.equal(await openSocket(`${url}?ticket=${ticket}`).closed(), 4401)
    })

    t.test('the first message can sign in', async (t) => {
      const { accessToken } = await app.anonymous().login({ email: 'employee@workpulse.test', password: 'correct horse battery staple' })
      const socket = openSocket(url)
      socket.send({ type: 'auth', token: accessToken })
      await socket.frame('subscribed')
      socket.send({ type: 'auth', token: accessToken })
      t.match(await socket.frame('error'), { code: 'VALIDATION_FAILED' })
      socket.raw.terminate()

      const stranger = openSocket(url)
      stranger.send({ type: 'auth', token: 'not.a.token' })
      t.equal(await stranger.closed(), 4401)
      const early = openSocket(url)
      early.send({ type: 'subscribe', channel: `team:${line4.id}` })
      t.equal(await early.closed(), 4401)
      const binary = openSocket(url)
      binary.send(Buffer.from('{"type":"ping"}'))
      t.equal(await binary.closed(), 4400)
    })

    t.test('frames that are none of ours', async (t) => {
      const socket = await connect(t, 'employee')
      socket.send({ type: 'ping' })
      await socket.frame('pong')
      socket.send({ type: 'dance', ref: 'a' })
      t.match(await socket.frame('error', ({ ref }) => ref === 'a'), { code: 'VALIDATION_FAILED', retryable: false })
      socket.send({ type: 'subscribe', ref: 'b' })
      t.match(await socket.frame('error', ({ ref }) => ref === 'b'), { code: 'VALIDATION_FAILED' })
      socket.send({ type: 'subscribe', ref: 'c', channel: `team:${line4.id}`, extra: 1 })
      t.match(await socket.frame('error', ({ ref }) => ref === 'c'), { code: 'VALIDATION_FAILED' })
      t.equal(socket.raw.readyState, socket.raw.OPEN)
      for (const text of ['[]', '"ping"', 'null', '{', '12']) {
        const other = await connect(t, 'employee')
        other.send(text)
        t.equal(await other.closed(), 4400, text)
      }
      socket.send(JSON.stringify({ type: 'subscribe', channel: 'x'.repeat(20_000) }))
      t.equal(await socket.closed(), 1009)
    })

    t.test('who may follow which channel', async (t) => {
      const ofOurs = ['session', 'inbox', 'account', 'language', 'figures'].map((kind) => `${kind}:${people.employee.id}`)
      const internal = [...ofOurs, 'org:', 'Org', '*', 'team:', `team:${line4.id}\n`]
      const cases: [PersonName, string, boolean][] = [
        ['employee', `team:${line4.id}`, true],
        ['employee', `user:${people.employee.id}`, true],
        ['employee', 'org', true],
        ['employee', `user:${people.colleague.id}`, false],
        ['employee', `team:${line7.id}`, false],
        ['employee', 'team:NOSUCHTEAM', false],
        ['manager', `team:${line4.id}`, true],
        ['manager', `team:${line7.id}`, true],
        ['manager', `team:${packing.id}`, false],
        ['otherManager', `team:${line4.id}`, false],
        ['hr', `team:${line4.id}`, true],
        ['admin', `team:${packing.id}`, true],
        ...internal.map((channel): [PersonName, string, boolean] => ['admin', channel, false])
      ]
      const refusals = new Set<string>()
      for (const [person, channel, allowed] of cases) {
        const socket = await connect(t, person)
        socket.send({ type: 'subscribe', ref: 'x', channel })
        const answer = await socket.frame(allowed ? 'subscribed' : 'error', ({ ref }) => ref === 'x')
        if (!allowed) refusals.add(JSON.stringify(answer))
        t.match(answer, allowed ? { channel } : { code: 'NOT_FOUND' }, `${person} ${channel}`)
        socket.raw.terminate()
      }
      t.equal(refusals.size, 1, 'a forbidden channel answers as one that does not exist')
    })

    t.test('unsubscribing ends the events', async (t) => {
      const lead = await connect(t, 'lead')
      lead.send({ type: 'subscribe', channel: `team:${line4.id}`, ref: '1' })
      await lead.frame('subscribed', ({ ref }) => ref === '1')
      lead.send({ type: 'unsubscribe', channel: `team:${line4.id}`, ref: '2' })
      await lead.frame('unsubscribed', ({ ref }) => ref === '2')
      lead.send({ type: 'unsubscribe', channel: `team:${line4.id}`, ref: '3' })
      t.match(await lead.frame('error', ({ ref }) => ref === '3'), { code: 'NOT_FOUND' })
      await (await app.signIn('employee')).createReport({ reportDate: today, summary: 'Unheard', submit: true })
      await lead.frame('notification.new')
      t.notOk(lead.frames.some((frame) => frame.type === 'report.submitted'))
    })

    t.test('positions and sequence numbers have no gap', async (t) => {
      const lead = await connect(t, 'manager')
      lead.send({ type: 'subscribe', channel: `team:${line4.id}`, ref: '1' })
      const { head } = await lead.frame('subscribed', ({ ref }) => ref === '1')
      const colleague = await app.signIn('colleague')
      const dates = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17']
      await Promise.all(dates.map((reportDate) => colleague.createReport({ reportDate, summary: 'One of four', submit: true })))
      const submitted = () => lead.frames.filter((frame) => frame.type === 'report.submitted')
      const events = await until('all four are told', () => submitted().length >= 4 && submitted())
      t.same(events.map((event) => event.data.reportDate).sort(), dates.toSorted())
      t.same(events.map((event) => event.seq), events.map((_, index) => events[0].seq + index))
      t.ok(events.every((event) => event.position > head))
      const rows = await until('all events have their position', async () => {
        const positions = await app.deps.db.selectFrom('events').select('position').orderBy('position').execute()
        return positions.every((row) => row.position !== null) && positions
      })
      t.same(rows.map((row) => row.position), rows.map((_, index) => index + 1))
    })

    t.test('signing out closes the connection and ends the stream', async (t) => {
      const employee = await app.signIn('employee')
      let revoked = 0
      const stop = employee.followUnread({ onUnread: () => {}, onRevoked: () => revoked++ })
      t.teardown(stop)
      const { ticket } = await employee.createWsTicket()
      const socket = openSocket(`${url}?ticket=${ticket}`)
      await socket.frame('subscribed')
      const unused = await employee.createWsTicket()
      await employee.logout()
      t.equal(await socket.closed(), 4401)
      t.equal(await openSocket(`${url}?ticket=${unused.ticket}`).closed(), 4401, 'a ticket of a session that is over opens nothing')
    })

    t.test('only trusted origins, before the upgrade', async (t) => {
      t.equal(await refusedUpgrade(url, { origin: 'https://evil.example' }), 403)
      t.equal(await refusedUpgrade(url, { origin: 'null' }), 403)
      t.equal(await refusedUpgrade(`${url}?token=abc`, {}), 400)
      const socket = openSocket(url, ['workpulse.v1'], { origin: 'http://localhost:3000' })
      socket.send({ type: 'auth', token: 'x' })
      t.equal(await socket.closed(), 4401, 'a trusted origin gets as far as the token')
      const response = await fetch(url)
      t.equal(response.status, 426)
    })
  })
}

t.test('without a word the connection closes after five seconds', async (t) => {
  const app = await testApp(t, databases[0])
  const socket = openSocket(`${app.url}/api/v1/ws`)
  t.equal(await new Promise((resolve) => socket.raw.once('close', resolve)), 4408)
})

t.test('the service stops: clients are told to come back', async (t) => {
  const app: TestApp = await testApp(t, databases[0])
  const { ticket } = await (await app.signIn('employee')).createWsTicket()
  const socket = openSocket(`${app.url}/api/v1/ws?ticket=${ticket}`)
  await socket.frame('subscribed')
  await app.app.close()
  t.equal(await socket.closed(), 1012)
})

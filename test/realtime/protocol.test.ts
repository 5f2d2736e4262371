/** Every frame in both directions, and what is none. What the server sends is held against the document by the judge. */
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import { testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, line7, people, type PersonName } from '../support/people.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

const [database] = databases
const day = 86_400_000

/** Answers a function that connects and signs in with the first message. */
function connector (app: TestApp) {
  const tokens = new Map<PersonName, string>()
  return async (t: Test, person: PersonName = 'employee'): Promise<TestSocket> => {
    if (!tokens.has(person)) {
      await app.signIn(person, {
        onTokens: (pair) => {
          if (pair) tokens.set(person, pair.accessToken)
        }
      })
    }
    const socket = openSocket(`${app.url}/api/v1/ws`)
    t.teardown(() => socket.raw.terminate())
    socket.send({ type: 'auth', token: tokens.get(person)! })
    await socket.frame('subscribed')
    return socket
  }
}

t.test('frames', async (t) => {
  const app = await testApp(t, database)
  const connect = connector(app)
  const url = `${app.url}/api/v1/ws`

  t.test('a connection from hello to unsubscribed', async (t) => {
    const socket = await connect(t)
    const [hello, own] = socket.frames
    const { epoch } = hello
    t.match(hello, {
      type: 'hello',
      conn: /^\w{26}$/,
      heartbeat: 25,
      limits: { frameBytes: 16_384, messagesPerSecond: 5, burst: 20, channels: 50, connections: 10, replayed: 256 }
    })
    t.same(
      own,
      { type: 'subscribed', channel: `user:${people.employee.id}`, epoch, head: own.head, recovered: false, replayed: 0 },
      'one’s own channel, without asking'
    )
    const channel = `team:${line4.id}`
    socket.send({ type: 'subscribe', ref: '1', channel })
    t.match(await socket.frame('subscribed', ({ ref }) => ref === '1'), { channel, epoch, recovered: false, replayed: 0 })
    t.match(await socket.frame('team.presence'), { v: 1, channel, data: { online: 1, users: [people.employee.id], joined: [], left: [] } })
    socket.send({ type: 'subscribe', channel, since: own.head })
    t.match(
      await socket.frame('subscribed', ({ ref, recovered }) => ref === undefined && recovered),
      { channel, replayed: 0 },
      'without a ref it is answered without one'
    )
    socket.send({ type: 'ping' })
    t.same(await socket.frame('pong'), { type: 'pong' })
    socket.send({ type: 'unsubscribe', ref: '2', channel })
    t.same(await socket.frame('unsubscribed'), { type: 'unsubscribed', ref: '2', channel })
    socket.send({ type: 'unsubscribe', channel: `user:${people.employee.id}` })
    t.same(await socket.frame('unsubscribed', ({ ref }) => ref === undefined), {
      type: 'unsubscribed',
      channel: `user:${people.employee.id}`
    })
  })

  t.test('answers come in the order of the questions, with their refs', async (t) => {
    const socket = await connect(t, 'manager')
    const asked = [
      ['subscribe', 'a', `team:${line4.id}`],
      ['subscribe', 'b', 'team:NOSUCHTEAM'],
      ['unsubscribe', 'c', `team:${line7.id}`],
      ['subscribe', 'd', `team:${line7.id}`],
      ['unsubscribe', 'e', `team:${line4.id}`],
      ['subscribe', 'f', `team:${line4.id}`]
    ]
    for (const [type, ref, channel] of asked) socket.send({ type, ref, channel })
    await socket.frame('subscribed', ({ ref }) => ref === 'f')
    t.same(socket.frames.filter(({ ref }) => ref).map(({ type, ref, code }) => [ref, code ?? type]), [
      ['a', 'subscribed'],
      ['b', 'NOT_FOUND'],
      ['c', 'NOT_FOUND'],
      ['d', 'subscribed'],
      ['e', 'unsubscribed'],
      ['f', 'subscribed']
    ])
  })

  t.test('a frame that is not as declared is refused, and the connection lives', async (t) => {
    const channel = `team:${line4.id}`
    const refused: [frame: object, ref?: string][] = [
      [{}],
      [{ type: null }],
      [{ type: 'dance', ref: 'a' }, 'a'],
      [{ type: ['ping'] }],
      [{ type: { toString: 1 } }],
      [{ type: { toString: 1 }, ref: 'a' }, 'a'],
      [{ type: 'hello' }],
      [{ type: 'pong' }],
      [{ type: 'constructor' }],
      [{ type: 'ping', ref: 'a' }, 'a'],
      [{ type: 'auth' }],
      [{ type: 'auth', token: '' }],
      [{ type: 'auth', token: 'x'.repeat(4097) }],
      [{ type: 'subscribe', ref: 'a' }, 'a'],
      [{ type: 'subscribe', ref: 'a', channel: '' }, 'a'],
      [{ type: 'subscribe', ref: 'a', channel: 'x'.repeat(81) }, 'a'],
      [{ type: 'subscribe', ref: 'a', channel: 7 }, 'a'],
      [{ type: 'subscribe', ref: 7, channel }],
      [{ type: 'subscribe', ref: '', channel }],
      [{ type: 'subscribe', ref: 'x'.repeat(65), channel }],
      [{ type: 'subscribe', ref: 'x'.repeat(64), channel, extra: 1 }, 'x'.repeat(64)],
      ...[-1, 1.5, '7', null, 2 ** 53, true].map((since): [object, string] => [{ type: 'subscribe', ref: 'a', channel, since }, 'a']),
      [{ type: 'unsubscribe' }],
      [{ type: 'unsubscribe', channel, since: 1 }]
    ]
    for (let start = 0; start < refused.length; start += 15) {
      const socket = await connect(t)
      for (const [index, [frame, ref]] of refused.slice(start, start + 15).entries()) {
        socket.send(frame)
        const error = await until(`${JSON.stringify(frame)} is answered`, () => socket.frames.filter(({ type }) => type === 'error')[index])
        t.match(error, { code: 'VALIDATION_FAILED', retryable: false }, JSON.stringify(frame).slice(0, 80))
        t.equal(error.ref, ref)
      }
      t.equal(socket.raw.readyState, WebSocket.OPEN)
    }
  })

  t.test('what is not a JSON object closes', async (t) => {
    for (
      const text of [
        '',
        ' ',
        '[]',
        '[{"type":"ping"}]',
        '"ping"',
        'null',
        'true',
        '12',
        '{',
        '{"type":"ping"}x',
        '\ufeff{"type":"ping"}',
        '{"type":"ping","\\\\":1}'
      ]
    ) {
      const socket = await connect(t)
      socket.raw.send(text)
      t.equal(await socket.closed(), 4400, JSON.stringify(text))
    }
    const binary = await connect(t)
    binary.raw.send(Buffer.from('{"type":"ping"}'))
    t.equal(await binary.closed(), 4400)
    const mangled = await connect(t)
    mangled.raw.send(Buffer.from([0x22, 0xc3, 0x28, 0x22]), { binary: false })
    t.equal(await mangled.closed(), 1007, 'not UTF-8')
  })

  t.test('size: 16 KiB and not a byte more, in 16 fragments and not one more', async (t) => {
    const ping = (bytes: number) => '{"type":"ping"}'.padEnd(bytes)
    const socket = await connect(t)
    socket.raw.send(ping(16_384))
    await socket.frame('pong')
    const parts = (count: number) => [...Array.from({ length: count - 1 }, () => ' '), '{"type":"ping"}']
    const send = (to: TestSocket, texts: string[]) => texts.forEach((text, index) => to.raw.send(text, { fin: index === texts.length - 1 }))
    send(socket, parts(16))
    await until('the second pong comes', () => socket.frames.filter(({ type }) => type === 'pong').length === 2)
    send(socket, parts(17))
    t.equal(await socket.closed(), 1008)
    const other = await connect(t)
    other.raw.send(ping(16_385))
    t.equal(await other.closed(), 1009)
    const fragmented = await connect(t)
    send(fragmented, [' '.repeat(10_000), ping(6385)])
    t.equal(await fragmented.closed(), 1009, 'over its fragments')
  })

  t.test('who offers no subprotocol gets v1', async (t) => {
    const plain = new WebSocket(url.replace('http', 'ws'))
    t.teardown(() => plain.terminate())
    await new Promise((resolve) => plain.once('open', resolve))
    t.equal(plain.protocol, '')
    const closed = new Promise((resolve) => plain.once('close', resolve))
    plain.send('{"type":"auth","token":"x"}')
    t.equal(await closed, 4401, 'it is listened to')
    const among = openSocket(url, ['other', 'workpulse.v1'])
    await new Promise((resolve) => among.raw.once('open', resolve))
    t.equal(among.raw.protocol, 'workpulse.v1')
    among.raw.terminate()
    const stranger = openSocket(url, ['workpulse.v2'])
    t.match(
      await new Promise((resolve) => stranger.raw.once('error', resolve)),
      { message: /subprotocol/ },
      'none is chosen that is not ours'
    )
  })

  t.test('signing in twice is refused; as somebody else too', async (t) => {
    const socket = await connect(t)
    socket.send({ type: 'auth', token: 'x' })
    t.match(await socket.frame('error'), { code: 'VALIDATION_FAILED' })
    t.equal(socket.raw.readyState, WebSocket.OPEN)
  })

  t.test('two first messages sign in once', async (t) => {
    const { accessToken } = await app.anonymous().login({ email: 'employee@workpulse.test', password: 'correct horse battery staple' })
    const socket = openSocket(url)
    t.teardown(() => socket.raw.terminate())
    for (let n = 0; n < 2; n++) socket.send({ type: 'auth', token: accessToken })
    await socket.frame('error')
    const types = socket.frames.map(({ type }) => type).filter((type) => type !== 'notification.unread')
    t.same(types, ['hello', 'subscribed', 'error'])
  })

  t.test('the service stops: bye, and 1012', async (t) => {
    const sockets = await Promise.all((['employee', 'lead', 'manager'] as const).map((person) => connect(t, person)))
    await app.app.close()
    for (const socket of sockets) {
      t.equal(await socket.closed(), 1012)
      const { reconnectAfterMs, ...bye } = socket.frames.at(-1)
      t.same(bye, { type: 'bye', code: 1012 })
      t.ok(Number.isInteger(reconnectAfterMs) && reconnectAfterMs >= 0 && reconnectAfterMs < 2000)
    }
  })
})

t.test('what the clock brings', async (t) => {
  // The timer of the connections stands still until it is moved; everything else goes on.
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  const app = await testApp(t, database)
  const connect = connector(app)

  async function pong (socket: TestSocket): Promise<void> {
    const before = socket.frames.filter(({ type }) => type === 'pong').length
    socket.send({ type: 'ping' })
    await until('a pong comes', () => socket.frames.filter(({ type }) => type === 'pong').length > before)
  }

  t.test('a client that gives no sign of life for 60 seconds is given up', async (t) => {
    const socket = await connect(t)
    const other = await connect(t)
    mock.timers.tick(25_000)
    // Pings are answered by the client's library; with the next ones the time has come.
    await until('the pings are answered', () => [socket, other].every(({ raw }) => raw.readyState === WebSocket.OPEN))
    await pong(socket)
    app.clock.advance(61_000)
    await pong(other)
    mock.timers.tick(25_000)
    t.equal(await socket.closed(), 4411)
    await pong(other)
    t.match(await app.deps.metrics.closes.get(), { values: [{ value: 1, labels: { code: 4411 } }] })
  })

  t.test('a session that ended without an event is found within 30 seconds', async (t) => {
    const socket = await connect(t, 'colleague')
    await app.deps.db.updateTable('sessions').set({ revoked_at: '2026-11-20 00:00:00.000' }).where('user_id', '=', people.colleague.id)
      .execute()
    mock.timers.tick(30_000)
    t.equal(await socket.closed(), 4401)
  })

  t.test('a session that ends within a day is announced, once', async (t) => {
    const socket = await connect(t, 'lead')
    app.clock.advance(6 * day + 3_600_000)
    await pong(socket)
    for (let n = 0; n < 3; n++) {
      mock.timers.tick(30_000)
      await pong(socket)
    }
    const { expiresAt } = await socket.frame('auth.expiring')
    t.ok(Math.abs(Date.parse(expiresAt) - app.clock.now().getTime() - day) < 3_700_000, expiresAt)
    t.equal(socket.frames.filter(({ type }) => type === 'auth.expiring').length, 1)
  })
})

t.test('without a word a connection ends after five seconds', async (t) => {
  const app = await testApp(t, database)
  const socket = openSocket(`${app.url}/api/v1/ws`)
  const opened = await new Promise<number>((resolve) => socket.raw.once('open', () => resolve(performance.now())))
  t.equal(await new Promise((resolve) => socket.raw.once('close', resolve)), 4408)
  const elapsed = performance.now() - opened
  t.ok(elapsed > 4900 && elapsed < 8000, `${Math.round(elapsed)} ms`)
})

/** Thousands of sockets at once: nobody is turned away for want of a database connection, and little is kept for each. */
import { Writable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { setTimeout as delay } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { Corks } from '../../src/realtime/connection/corks.ts'
import { limits } from '../../src/realtime/limits.ts'
import { Follower } from '../../src/realtime/log/follower.ts'
import { Hub } from '../../src/realtime/log/hub.ts'
import { append, sequence } from '../../src/repositories/platform/events.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { databases, mariadbAlone, migrated } from '../support/databases.ts'
import { line4, people, type PersonName } from '../support/people.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

async function tokenOf (app: TestApp, person: PersonName): Promise<string> {
  let token = ''
  await app.signIn(person, {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  return token
}

/** Lets questions of sockets wait until it is called. */
function occupy ({ deps: { realtime: { turns } } }: TestApp): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (let n = 0; n < 100; n++) void turns(() => promise)
  return resolve
}

for (const database of mariadbAlone(t)) {
  t.test('a crowd signs in over a single connection to the database, and others are answered meanwhile', async (t) => {
    const app = await testApp(t, database, { WORKPULSE_DATABASE_POOL: '2' })
    const names: PersonName[] = ['employee', 'lead', 'manager', 'hr', 'admin']
    const tokens = await Promise.all(names.map((name) => tokenOf(app, name)))
    const { listTeams } = await app.signIn('lead')
    const sockets: TestSocket[] = []
    t.teardown(() => sockets.forEach(({ raw }) => raw.terminate()))
    // What each socket asks waits until it is let go.
    const other = await createConnection(app.dsn)
    await other.query('lock tables user_settings write')
    for (const token of tokens) {
      for (let n = 0; n < limits.connections; n++) {
        const socket = openSocket(`${app.url}/api/v1/ws`)
        socket.send({ type: 'auth', token })
        sockets.push(socket)
      }
    }
    await until('all have connected', () => app.deps.realtime.connections.size === sockets.length)
    await delay(200)
    t.ok(await listTeams())
    t.same(sockets.flatMap(({ frames }) => frames), [])
    await other.end()
    await Promise.all(sockets.map((socket) => socket.frame('subscribed')))
    for (const socket of sockets.slice(10)) socket.send({ type: 'subscribe', channel: `team:${line4.id}` })
    await Promise.all(sockets.slice(10).map((socket) => socket.frame('team.presence')))
    t.same(sockets.flatMap(({ frames }) => frames).filter(({ type }) => type === 'error'), [])
  })
}

t.test('how long the service takes to sign somebody in is not held against the client', async (t) => {
  const app = await testApp(t, databases[0])
  const token = await tokenOf(app, 'employee')
  const free = occupy(app)
  const [socket, silent] = [openSocket(`${app.url}/api/v1/ws`), openSocket(`${app.url}/api/v1/ws`)]
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await delay(limits.authentication)
  t.equal(await silent.closed(), 4408, 'who says nothing')
  await delay(100)
  t.same([socket.raw.readyState, socket.frames], [socket.raw.OPEN, []])
  free()
  await socket.frame('subscribed')
})

t.test('who could not be signed in may try again, and counts once', async (t) => {
  const app = await testApp(t, databases[0])
  const token = await tokenOf(app, 'employee')
  const { db, realtime } = app.deps
  const socket = openSocket(`${app.url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  await db.schema.alterTable('user_settings').renameTo('user_settings_away').execute()
  socket.send({ type: 'auth', token })
  await socket.frame('error', ({ code }) => code === 'UNAVAILABLE')
  await db.schema.alterTable('user_settings_away').renameTo('user_settings').execute()
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  t.equal(realtime.presence.enter(people.employee.id, []), 2, 'the other is this one')
})

t.test('a socket keeps nothing of the request that it came with', async (t) => {
  const app = await testApp(t, databases[0])
  const token = await tokenOf(app, 'employee')
  const kept: WeakRef<object>[] = []
  app.app.server.prependListener('upgrade', (request) => kept.push(new WeakRef(request)))
  const socket = openSocket(`${app.url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  t.equal(kept.length, 1)
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  await until('the request is forgotten', () => {
    collect()
    return kept[0].deref() === undefined
  })
  t.equal(socket.raw.readyState, socket.raw.OPEN)
})

t.test('events that come one after the other leave together, a single one at once', async (t) => {
  const { db } = await migrated(t, databases[0])
  const errors: unknown[] = []
  const [bus, corks, hub] = [createMemoryBus(), new Corks(), new Hub((error) => errors.push(error))]
  const follower = new Follower({
    db,
    catchUp: async () => {},
    bus,
    hub,
    corks,
    onRepair: () => {},
    onLag: () => {},
    onError: (error) => errors.push(error)
  })
  follower.start()
  await hub.started()
  t.teardown(async () => {
    await follower.close()
    hub.close()
  })
  /** What left at a time. */
  const left: string[][] = []
  const stream = new Writable({
    decodeStrings: false,
    write (chunk, _, done) {
      left.push([chunk])
      done()
    },
    writev (chunks, done) {
      left.push(chunks.map(({ chunk }) => String(chunk)))
      done()
    }
  })
  for (const channel of ['team:A', 'team:B']) {
    hub.subscribe(channel, ({ event: { position } }) => {
      corks.hold(stream)
      stream.write(String(position))
    })
  }
  const tell = async (count: number) => {
    const before = left.flat().length
    const channelOf = (n: number) => n % 2 === 0 ? 'team:A' : 'team:B'
    await append(db, new Date(), 'test', Array.from({ length: count }, (_, n) => ({ channel: channelOf(n), type: 'x', data: {} })))
    bus.publish(await sequence(db, 500))
    await until('all have left', () => left.flat().length === before + count)
  }
  await tell(1)
  t.same(left, [['1']])
  await tell(40)
  t.same(left.flat(), Array.from({ length: 41 }, (_, n) => String(n + 1)), 'in order')
  t.ok(left.length < 6, `40 left in ${left.length - 1}`)
  t.same(errors, [])
})

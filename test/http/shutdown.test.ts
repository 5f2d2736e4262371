/** Behind a proxy each request may come on a connection of its own: none that is open when the service stops is cut unheard. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { endConnections } from '../../src/http/shutdown.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'

t.test('who has connected before the service stops, and asks a moment later, is answered', async (t) => {
  const { app, url } = await testApp(t, databases[0])
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  const silent = connect(Number(new URL(url).port), '127.0.0.1')
  await once(silent, 'connect')
  const silentEnded = once(silent, 'close')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  const ended = once(socket, 'close')
  const closed = app.close()
  await delay(100)
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  await ended
  t.match(answer, /^HTTP\/1\.1 200 /)
  await silentEnded
  await closed
})

/** One that counts who asks. */
async function lingering (t: Test) {
  const app = Fastify()
  app.get('/', async () => 'answered')
  app.get('/readyz', async () => 'ready')
  const { linger } = endConnections(app)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  return { linger, ask: async (path: string) => (await fetch(`${url}${path}`, { headers: { connection: 'close' } })).text() }
}

async function keepAsking (ask: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await ask()
}

t.test('it goes on listening until nobody asks, and those who only watch over it do not count', async (t) => {
  const { linger, ask } = await lingering(t)
  const [quiet, most] = [1000, 20_000]
  let lastAnswered = 0
  const lingered = linger({ least: 100, quiet, most }).then(() => performance.now())
  for (let time = 0; time < 10; time++) {
    await ask('/')
    lastAnswered = performance.now()
    await delay(40)
  }
  const watching = new AbortController()
  const watched = keepAsking(() => ask('/readyz'), watching.signal)
  const took = await lingered - lastAnswered
  watching.abort()
  await watched
  t.ok(took >= quiet - 50, `${took} ms after the last one`)
  t.ok(took < most / 2, `${took} ms, although somebody watches`)
})

t.test('it waits for nobody who never ends asking', async (t) => {
  const { linger, ask } = await lingering(t)
  const asking = new AbortController()
  const asked = keepAsking(() => ask('/'), asking.signal)
  const began = performance.now()
  await linger({ least: 50, quiet: 1000, most: 400 })
  asking.abort()
  await asked
  t.ok(performance.now() - began >= 400)
})

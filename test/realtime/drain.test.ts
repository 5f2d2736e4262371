/** A replica that is told to stop, under load: nobody loses anything. */
import { request, Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { readClock } from '../../src/repositories/platform/events.ts'
import { databases } from '../support/databases.ts'
import { allOpen, company, converge, judgeHistory, listen, signIn, startServer, type Listener } from '../support/history.ts'
import type { PersonName } from '../support/people.ts'
import { timeUntil, until } from '../support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')
const persons: PersonName[] = ['employee', 'colleague', 'lead', 'neighbour', 'other']
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(new Date())

/** Asks over one connection, as a load balancer that keeps it. */
function readiness (url: string): () => Promise<number | undefined> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return () =>
    new Promise((resolve) => {
      const asked = request(`${url}/readyz`, { agent }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      })
      asked.on('error', () => resolve(undefined))
      asked.end()
    })
}

t.test('a replica stops in order', { skip: !mariadb }, async (t) => {
  const { dsn, db } = await company(t, mariadb!)
  const [leaving, staying] = await Promise.all([
    startServer(t, { WORKPULSE_DATABASE_DSN: dsn }),
    startServer(t, { WORKPULSE_DATABASE_DSN: dsn })
  ])
  const { position: since } = await readClock(db)
  const listeners: Listener[] = []
  let stopped = false
  t.teardown(() => {
    for (const listener of listeners) listener.close()
  })
  const clients = []
  for (const person of persons) {
    const { client, token } = await signIn(staying.url, person)
    clients.push(client)
    // All at the one that will go; then at the other.
    for (let n = 0; n < 8; n++) listeners.push(listen({ urls: () => [stopped ? staying.url : leaving.url], person, token, since }))
  }
  await allOpen(listeners)

  const end = new AbortController()
  let written = 0
  const writers = clients.map(async (client) => {
    const { id, ...created } = await client.createReport({ reportDate: today(), summary: 'Collars' })
    let { version } = created
    for (let n = 0; !end.signal.aborted; n++) {
      version = (await client.updateReport(id, { version, summary: `Collars ${n}` })).version
      written++
      await delay(10)
    }
  })
  await timeUntil('a hundred changes have been told of', () => written > 100, 30_000)

  const ask = readiness(leaving.url)
  t.equal(await ask(), 200)
  leaving.child.kill('SIGTERM')
  stopped = true
  const started = performance.now()
  // The first answer after the signal was taken is not ready, while sockets are still open.
  const answers: (number | undefined)[] = []
  await until('it is not ready', async () => {
    answers.push(await ask())
    return answers.at(-1) !== 200
  })
  t.equal(answers.at(-1), 503, 'it says that it is not ready before it goes')
  t.equal(await leaving.ended, 0, 'it ends by itself, and well')
  const elapsed = performance.now() - started
  t.ok(elapsed < 10_000, `within ${Math.round(elapsed)} ms`)
  t.notMatch(leaving.output(), /uncaught|unhandled/i)

  await allOpen(listeners)
  await delay(300)
  end.abort()
  await Promise.all(writers)
  await converge(db, listeners, since)
  const { sent, lost, faults } = await judgeHistory(db, listeners, since)
  console.error(`drain: ${listeners.length} clients, ${sent} sent, ${lost} lost, gone after ${Math.round(elapsed)} ms`)
  t.ok(sent > 100, `${sent} events`)
  t.same([lost, faults], [0, []])
  t.same(new Set(listeners.map(({ codes }) => codes.join())), new Set(['1012']), 'each was closed once, with 1012')
  t.same(new Set(listeners.map(({ byes }) => byes)), new Set([1]), 'after a bye')
  t.same(new Set(listeners.map(({ resyncs }) => resyncs)), new Set([0]))
  t.same(new Set(listeners.map(({ connections }) => connections)), new Set([2]))
})

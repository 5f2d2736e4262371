/**
 * Two replicas in processes of their own, with MariaDB and Redis behind networks that fail, people who write without a
 * pause, and others who listen and come back after every loss. Each fault prints a line.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { channels, event } from '../../generated/events.ts'
import type { Report } from '../../generated/schemas.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { append, readClock } from '../../src/repositories/platform/events.ts'
import { databases } from '../support/databases.ts'
import { createFaultProxy, through, type FaultProxy } from '../support/fault-proxy.ts'
import {
  allOpen,
  company,
  converge,
  judgeHistory,
  listen,
  signIn,
  startRedis,
  startServer,
  type Listener,
  type ServerProcess,
  type Signed
} from '../support/history.ts'
import { line4, type PersonName } from '../support/people.ts'
import { redisUrl } from '../support/replicas.ts'
import { until } from '../support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')
const team = channels.team(line4.id)
const writers: PersonName[] = ['employee', 'colleague', 'neighbour']
const readers: PersonName[] = ['lead', 'manager', 'hr']
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(new Date())

t.test('two replicas and what befalls them', { skip: !mariadb || !redisUrl, timeout: 100_000 }, async (t) => {
  const { dsn, db } = await company(t, mariadb!)
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const redis = await startRedis(folder)
  t.teardown(async () => {
    await redis.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const start = async (): Promise<Replica> => {
    const [toRedis, toDatabase] = [await createFaultProxy(t, redis.port), await createFaultProxy(t, Number(new URL(dsn).port))]
    const server = await startServer(t, {
      WORKPULSE_DATABASE_DSN: through(toDatabase, dsn),
      WORKPULSE_REDIS_ADDR: through(toRedis, redis.url)
    })
    return { server, toRedis, toDatabase }
  }
  const replicas = await Promise.all([start(), start()])
  const urls = () => replicas.map(({ server }) => server.url)

  const signed = new Map<PersonName, Signed>()
  const drafts = new Map<PersonName, Report>()
  for (const person of [...writers, ...readers, 'admin'] as const) signed.set(person, await signIn(urls()[0], person))
  for (const person of writers) {
    drafts.set(person, await signed.get(person)!.client.createReport({ reportDate: today(), summary: 'Collars' }))
  }

  /** Everybody listens at one of the replicas first, half at each. */
  async function everybody (t: Test, since: number): Promise<Listener[]> {
    const listeners = [...writers, ...readers].map((person, index) =>
      listen({
        urls: () => index % 2 === 0 ? urls() : urls().toReversed(),
        person,
        token: signed.get(person)!.token,
        since,
        channels: readers.includes(person) ? [team] : []
      })
    )
    // Also where something fails: a person has ten connections.
    t.teardown(() => {
      for (const listener of listeners) listener.close()
    })
    await allOpen(listeners)
    return listeners
  }

  /** People save their drafts again and again, at whichever replica answers; the team's channel gets events besides. */
  function writing (): { stop: () => Promise<number> } {
    const end = new AbortController()
    let acknowledged = 0
    async function save (person: PersonName, first: number): Promise<void> {
      const { token } = signed.get(person)!
      for (let n = first; !end.signal.aborted; n++) {
        const draft = drafts.get(person)!
        const body = JSON.stringify({ version: draft.version, summary: `Collars ${n}` })
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
        const url = urls()[n % 2]
        try {
          const response = await fetch(`${url}/api/v1/reports/${draft.id}`, {
            method: 'PATCH',
            body,
            headers,
            signal: AbortSignal.timeout(2000)
          })
          const { data } = await response.json()
          if (response.ok) acknowledged++
          // A save that was cut off may have been done all the same.
          drafts.set(
            person,
            data ??
              (await (await fetch(`${url}/api/v1/reports/${draft.id}`, { headers, signal: AbortSignal.timeout(2000) })).json()).data ??
              draft
          )
        } catch {
          await delay(20)
        }
      }
    }
    async function tell (): Promise<void> {
      const { id, userId, reportDate, teamId, divisionId } = drafts.get('employee')!
      const thin = { id, userId, reportDate, teamId, divisionId, state: 'submitted' as const, timing: null, submittedAt: null, version: 1 }
      while (!end.signal.aborted) {
        // A connection may be killed under it; what was not written is not in the log either.
        await inTransaction(db, (tx) => append(tx, new Date(), 'test', [event(team, 'report.submitted', thin)])).catch(() => {})
        await delay(20)
      }
    }
    const running = [...writers.map((person, index) => save(person, index)), tell()]
    return {
      async stop () {
        end.abort()
        await Promise.all(running)
        return acknowledged
      }
    }
  }

  /** @param befall does the damage and undoes it; who listens must have everything two seconds after. */
  async function fault (t: Test, name: string, befall: (listeners: Listener[]) => Promise<void>): Promise<void> {
    const { position: since } = await readClock(db)
    const listeners = await everybody(t, since)
    const work = writing()
    await delay(300)
    const acknowledged = await befall(listeners).then(work.stop, async (error: unknown) => {
      await work.stop()
      throw error
    })
    // From here on nobody writes: what was missed has to be found without anything that tells of it.
    const milliseconds = await converge(db, listeners, since)
    const { sent, lost, repeated, faults } = await judgeHistory(db, listeners, since)
    console.error(`${name}: ${sent} sent, ${lost} lost, ${repeated} repeated, ${milliseconds} ms to converge`)
    t.same(faults, [], 'each has a gap-free beginning of the log, in order')
    t.ok(sent > 20 && sent >= acknowledged, `${acknowledged} saves were acknowledged`)
    t.equal(listeners.reduce((sum, { resyncs }) => sum + resyncs, 0), 0, 'nobody had to begin anew')
    t.ok(milliseconds <= 2000, `${milliseconds} ms`)
    for (const { server } of replicas) t.notMatch(server.output(), /uncaught|unhandled/i)
  }

  t.test('nothing', (t) => fault(t, 'nothing', () => delay(1000)))

  t.test('Redis is gone for three seconds', (t) =>
    fault(t, 'Redis gone', async () => {
      for (const { toRedis } of replicas) await toRedis.cut()
      await delay(3000)
      for (const { toRedis } of replicas) await toRedis.heal()
    }))

  t.test('the way to Redis swallows everything for three seconds', (t) =>
    fault(t, 'Redis black-holed', async () => {
      for (const { toRedis } of replicas) toRedis.swallow()
      await delay(3000)
      for (const { toRedis } of replicas) await toRedis.heal()
    }))

  t.test('the bus loses messages', (t) =>
    fault(t, 'bus messages lost', async () => {
      for (let n = 0; n < 12; n++) {
        // Every message within these moments; those of a stream come again over it, or not at all.
        await replicas[n % 2].toRedis.cut()
        await delay(40)
        await replicas[n % 2].toRedis.heal()
        await delay(100)
      }
    }))

  t.test('the database is slow and its connections are killed', (t) =>
    fault(t, 'MariaDB connections killed', async () => {
      for (const { toDatabase } of replicas) toDatabase.delay(20)
      const url = new URL(dsn)
      url.pathname = ''
      const administrator = await createConnection(url.href)
      for (let n = 0; n < 6; n++) {
        const own = administrator.threadId
        const [rows] = await administrator.query('select id from information_schema.processlist where db = ? and id <> ?', [
          new URL(dsn).pathname.slice(1),
          own
        ])
        const killable = (rows as { id: number }[]).filter((_row, index) => index % 2 === n % 2)
        for (const { id } of killable) await administrator.query(`kill ${id}`).catch(() => {})
        await delay(150)
      }
      await administrator.end()
      // The test's own were among them.
      await until('the test reads again', () => readClock(db).then(() => true, () => false))
      for (const { toDatabase } of replicas) await toDatabase.heal()
    }))

  t.test('one replica stands still', (t) =>
    fault(t, 'SIGSTOP 2 s, SIGCONT', async () => {
      replicas[0].server.child.kill('SIGSTOP')
      await delay(2000)
      replicas[0].server.child.kill('SIGCONT')
    }))

  t.test('one that holds the clock stands still', (t) =>
    fault(t, 'the clock held for 3 s', async () => {
      // As a replica does that is stopped in the middle of sequencing.
      const connection = await createConnection(dsn)
      await connection.beginTransaction()
      await connection.query('select position from event_clock for update')
      await delay(3000)
      await connection.end()
    }))

  t.test('a session is revoked while all this goes on', async (t) => {
    const session = await signIn(urls()[0], 'admin')
    const { position: since } = await readClock(db)
    const listener = listen({ urls, person: 'admin', token: session.token, channels: [team], since })
    await allOpen([listener])
    const work = writing()
    await delay(300)
    await replicas[0].toRedis.cut()
    await session.client.logout()
    await until('it is closed', () => listener.codes.length > 0)
    await work.stop()
    await replicas[0].toRedis.heal()
    t.same(listener.codes, [4401])
    const row = await until(
      'the end has its place',
      () =>
        db.selectFrom('events').select('position').where('type', '=', 'session.revoked').where('position', 'is not', null).orderBy(
          'position',
          'desc'
        ).executeTakeFirst()
    )
    const heard = listener.heard.get(team)!
    t.ok(heard.length > 0 && heard.every(({ position }) => position < row.position!), 'nothing after the revocation')
    t.same(listener.faults, [])
  })

  t.test('one replica is killed while it writes', (t) =>
    fault(t, 'SIGKILL', async (listeners) => {
      const [killed] = replicas
      const before = listeners.filter(({ connections }) => connections === 1).length
      killed.server.child.kill('SIGKILL')
      t.equal(await killed.server.ended, 'SIGKILL')
      await until('everybody has gone over', () => listeners.every(({ open }) => open))
      t.ok(before > 0)
      replicas.shift()
    }))
})

interface Replica {
  server: ServerProcess
  toRedis: FaultProxy
  toDatabase: FaultProxy
}

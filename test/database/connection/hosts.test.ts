/** Several database servers: the preferred one is asked as long as it serves, another one meanwhile, and whoever asks hears in time. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { startMariadb } from '../../../scripts/services.mjs'
import { parseDsn, type MysqlDsn } from '../../../src/database/connection/dsn.ts'
import { atOneHost, seeHosts } from '../../../src/database/connection/hosts/standings.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { isUnavailable } from '../../../src/database/unavailable.ts'
import { testApp } from '../../support/app.ts'
import { databases, mariadbAlone, type TestDatabase } from '../../support/databases.ts'
import { createFaultProxy, type FaultProxy } from '../../support/fault-proxy.ts'
import { timeUntil, until } from '../../support/until.ts'

/** A server that says who it is, behind an address that stays when it is started anew. */
async function named (t: Test, name: string) {
  const folder = await mkdtemp(join(tmpdir(), `workpulse-hosts-${name}-`))
  let server = await startMariadb(folder)
  const admin = await createConnection(server.url)
  await admin.query('create database workpulse')
  await admin.query('create table workpulse.who (name varchar(20) primary key, changes int not null)')
  await admin.query('insert into workpulse.who values (?, 0)', [name])
  await admin.query("create user workpulse@'%' identified by 'pw'")
  await admin.query("grant select, insert, update, delete on workpulse.* to workpulse@'%'")
  await admin.end()
  const proxy = await createFaultProxy(t, Number(new URL(server.url).port))
  t.teardown(async () => {
    process.kill(server.pid, 'SIGCONT')
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    port: proxy.port,
    signal: (signal: NodeJS.Signals) => process.kill(server.pid, signal),
    async again () {
      server = await startMariadb(folder)
      proxy.lead(Number(new URL(server.url).port))
    },
    async ask (statement: string) {
      const connection = await createConnection(server.url)
      await connection.query(statement)
      await connection.end()
    }
  }
}

const who = (db: Database) => sql<{ name: string }>`select name from who`.execute(db).then(({ rows: [{ name }] }) => name)
const change = (db: Database) => sql`update who set changes = changes + 1`.execute(db)
/** In milliseconds: a server that says nothing is found out within this, on a machine that has other things to do too. */
const patience = 10_000
/** Until those that left a server come back to it. */
const comesBack = 20_000

t.test('two servers', { skip: databases.length > 1 ? false : 'MariaDB is missing' }, async (t) => {
  const [first, second] = await Promise.all([named(t, 'first'), named(t, 'second')])
  const dsn = parseDsn(`mysql://workpulse:pw@127.0.0.1:${first.port},127.0.0.1:${second.port}/workpulse`) as MysqlDsn
  const moves: [string, string | undefined][] = []
  const db = openDatabase(dsn, { onMove: (server, reason) => moves.push([server, reason?.message]) })
  t.teardown(() => db.destroy())
  const refusals: unknown[] = []
  const asks = async () => {
    try {
      return await who(db)
    } catch (error) {
      refusals.push(error)
      return undefined
    }
  }
  const isBack = async (t: Test) => {
    await until('the preferred one is asked again', async () => await asks() === 'first', comesBack)
    t.strictSame(moves.at(-1), [`127.0.0.1:${first.port}`, undefined], 'of its own accord')
  }

  t.equal(await who(db), 'first', 'the first is preferred')
  t.strictSame(moves, [])

  t.test('the preferred one is read-only: another one takes what is written', async (t) => {
    await first.ask('set global read_only = 1')
    await t.rejects(change(db), { code: 'ER_OPTION_PREVENTS_STATEMENT' })
    await until('the other one is asked', async () => await asks() === 'second')
    await change(db)
    t.match(moves.at(-1), [`127.0.0.1:${second.port}`, /is read-only/])
    await second.ask('set global read_only = 1')
    await until('both can only be read', async () => await asks() === 'first', comesBack)
    await t.rejects(change(db), { code: 'ER_OPTION_PREVENTS_STATEMENT' }, 'and that is said')
    t.equal((await atOneHost(dsn)).port, first.port)
    await second.ask('set global read_only = 0')
    t.equal((await atOneHost(dsn)).port, second.port, 'a program of its own goes where it can write')
    await until('the other one is asked', async () => await asks() === 'second')
    await first.ask('set global read_only = 0')
    await isBack(t)
  })

  t.test('the preferred one is frozen: whoever waits hears so, and the others are asked', async (t) => {
    const open = Promise.all([1, 2].map(() =>
      db.transaction().execute(async (tx) => {
        await who(tx)
        first.signal('SIGSTOP')
        return who(tx)
      })
    ))
    await t.rejects(open, { code: /ETIMEDOUT|PROTOCOL_SEQUENCE_TIMEOUT/ })
    const felt = await timeUntil('the other one is asked', async () => await asks() === 'second', patience)
    t.ok(felt < patience / 2, `felt for ${felt} ms`)
    const [seen] = await seeHosts(dsn)
    t.match(seen, { standing: 'none', reason: { code: 'ETIMEDOUT' } })
    t.equal((await atOneHost(dsn)).port, second.port)
    first.signal('SIGCONT')
    await isBack(t)
  })

  t.test('the preferred one is killed', async (t) => {
    first.signal('SIGKILL')
    await until('the other one is asked', async () => await asks() === 'second', patience)
    t.equal(await who(db), 'second')
    await first.again()
    await isBack(t)
  })

  t.test('none is left: an error at once that says so, and all is well when one is there again', async (t) => {
    first.signal('SIGKILL')
    second.signal('SIGKILL')
    await until('nobody answers', async () => await asks() === undefined, patience)
    const began = performance.now()
    await t.rejects(who(db), { code: /ECONNREFUSED|ECONNRESET|PROTOCOL_CONNECTION_LOST/ })
    t.ok(performance.now() - began < 3000)
    await t.rejects(atOneHost(dsn), { code: /ECONNREFUSED|ECONNRESET|PROTOCOL_CONNECTION_LOST/ })
    await second.again()
    await until('the one that is back is asked', async () => await asks() === 'second', patience)
    t.equal(await who(db), 'second')
    await first.again()
  })

  t.ok(refusals.every(isUnavailable), 'nothing was taken for a fault of the program')
})

/** The database of a test, at two addresses. */
async function atTwo (t: Test, database: TestDatabase): Promise<{ twofold: TestDatabase, proxies: FaultProxy[] }> {
  const { dsn, drop } = await database.copy('company')
  const { port, pathname } = new URL(dsn)
  const proxies = await Promise.all([createFaultProxy(t, Number(port)), createFaultProxy(t, Number(port))])
  const hosts = proxies.map((proxy) => `127.0.0.1:${proxy.port}`).join(',')
  return { proxies, twofold: { ...database, copy: async () => ({ dsn: `mysql://root@${hosts}${pathname}`, drop }) } }
}

for (const database of mariadbAlone(t)) {
  t.test('a service goes on while one of two addresses is there, and says when to come again where none is', async (t) => {
    const { twofold, proxies: [first, second] } = await atTwo(t, database)
    const { url, signIn } = await testApp(t, twofold, { WORKPULSE_LOG_LEVEL: 'silent' })
    let token = ''
    await signIn('employee', {
      onTokens (tokens) {
        token = tokens?.accessToken ?? ''
      }
    })
    const read = () => fetch(`${url}/api/v1/me/summary`, { headers: { authorization: `Bearer ${token}` } })
    t.ok(first.connections > 0)

    const statuses = new Set<number>()
    const answered = async () => {
      const { status } = await read()
      statuses.add(status)
      return status === 200
    }
    await first.cut()
    await until('it is answered again', answered, patience)
    t.equal((await read()).status, 200)
    await first.heal()
    first.swallow()
    await second.cut()
    const refused = await until('none is left', async () => {
      const response = await read()
      statuses.add(response.status)
      return response.status === 503 && response
    }, patience)
    t.match(refused.headers.get('retry-after'), /^\d+$/)
    t.match(await refused.json(), { ok: false, error: { code: 'UNAVAILABLE' } })
    t.equal((await fetch(`${url}/readyz`)).status, 503)
    await second.heal()
    await until('it is answered again', answered, patience)
    t.strictSame([...statuses].sort(), [200, 503])
    await first.heal()
  })
}

for (const database of mariadbAlone(t)) {
  t.test('a server that takes its time for a connection is asked all the same', async (t) => {
    const { dsn, drop } = await database.create()
    t.teardown(drop)
    const server = parseDsn(dsn) as MysqlDsn
    const proxy = await createFaultProxy(t, server.port)
    proxy.delay(300)
    const [{ standing }] = await seeHosts({ ...server, host: '127.0.0.1', port: proxy.port })
    t.equal(standing, 'whole')
  })
}

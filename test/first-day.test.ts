/** An operator's first day: what the real server says and does before all is in place, and how it ends under a primary. */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { migrateToLatest, migrationTable } from '../src/database/migration/migrate.ts'
import { openDatabase } from '../src/database/connection/open.ts'
import { parseDsn } from '../src/database/connection/dsn.ts'
import { freePort, testApp } from './support/app.ts'
import { databases } from './support/databases.ts'
import { startScript } from './support/scripts.ts'
import { until } from './support/until.ts'

/** In milliseconds: for a process to start, or to end, on a machine that has other things to do. */
const patience = 60_000
const script = join(import.meta.dirname, '../src/server.ts')

async function production (dsn: string): Promise<{ url: string, env: Record<string, string> }> {
  const port = await freePort()
  return {
    url: `http://127.0.0.1:${port}`,
    env: {
      // A test's server is root's without a password, which production refuses.
      NODE_ENV: dsn.startsWith('sqlite:') ? 'production' : 'test',
      WORKPULSE_LOG_LEVEL: 'info',
      WORKPULSE_DATABASE_DSN: dsn,
      WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
      WORKPULSE_JWT_SECRET: randomBytes(32).toString('base64'),
      WORKPULSE_PASSWORD_PEPPER: randomBytes(32).toString('base64'),
      WORKPULSE_ALLOWED_ORIGINS: 'https://work.example',
      WORKPULSE_PUBLIC_URL: 'https://api.example',
      WORKPULSE_FILES_DIR: '/var/lib/workpulse/files'
    }
  }
}

function readinessOf (url: string): Promise<{ status: number, body: any } | undefined> {
  return fetch(`${url}/readyz`).then(async (answer) => ({ status: answer.status, body: await answer.json() }), () => undefined)
}

for (const database of databases) {
  t.test(`${database.name}: before the migration it ends with one sentence that says what to run`, async (t) => {
    const { dsn, drop } = await database.create()
    t.teardown(drop)
    const { env } = await production(dsn)
    const { output, ended } = await startScript(t, ['server.ts'], env)
    t.equal(await ended, 1)
    t.equal((output.out + output.err).trim(), 'The database is not at the newest migration. Run: npm run migrate')
  })

  t.test(`${database.name}: one that is taken back under it is told by its readiness, and it goes on by itself`, async (t) => {
    const { dsn, drop } = await database.create()
    t.teardown(drop)
    const db = openDatabase(parseDsn(dsn))
    t.teardown(() => db.destroy())
    await migrateToLatest(db)
    const { url, env } = await production(dsn)
    const { child: server, output, ended } = await startScript(t, ['server.ts'], env)
    await until('it is ready', async () => (await readinessOf(url))?.status === 200, patience)
    await until('jobs are worked on', async () => await db.selectFrom('jobs').select('id').executeTakeFirst() !== undefined, patience)
    await sql`delete from ${sql.table(migrationTable)} where name = '0001-working-day'`.execute(db)
    const waiting = await until('it is not ready', async () => {
      const answer = await readinessOf(url)
      return answer?.status === 503 && answer
    }, patience)
    t.match(waiting, {
      body: {
        error: {
          code: 'UNAVAILABLE',
          details: [{ path: '/database', rule: 'notMigrated', message: 'is not at the newest migration; run: npm run migrate' }]
        }
      }
    })
    await migrateToLatest(db)
    await until('it is ready again', async () => (await readinessOf(url))?.status === 200, patience)
    server.kill('SIGTERM')
    t.equal(await ended, 0)
    t.notMatch(output.out + output.err, /no such table|doesn't exist/)
  })
}

t.test('probes are not limited', async (t) => {
  const { url } = await testApp(t, databases[0], { WORKPULSE_RATE_LIMIT: '3' })
  for (let count = 0; count < 20; count++) {
    t.equal((await fetch(`${url}/healthz`)).status, 200)
    t.equal((await fetch(`${url}/readyz`)).status, 200)
  }
  const others = await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}/api/v1/auth/me`)))
  t.same(others.map(({ status }) => status).sort(), [401, 401, 401, 429, 429])
})

const primary = `
import cluster from 'node:cluster'
cluster.setupPrimary({ exec: ${JSON.stringify(script)} })
const worker = cluster.fork()
worker.on('listening', () => process.send({ listening: worker.process.pid }))
worker.on('exit', (code, signal) => {
  process.send({ ended: code ?? signal })
  process.disconnect()
})
process.on('message', () => worker.disconnect())
`

t.test('a start with plain http says so in a line', async (t) => {
  const { dsn, drop } = await databases[0].copy('migrated')
  t.teardown(drop)
  const { url, env } = await production(dsn)
  const plain = { ...env, WORKPULSE_PUBLIC_URL: 'http://api.example' }
  const refused = await startScript(t, ['server.ts'], plain)
  t.equal(await refused.ended, 1)
  const { output } = await startScript(t, ['server.ts'], { ...plain, WORKPULSE_ALLOW_INSECURE_ORIGINS: 'true' })
  await until('it is ready', async () => (await readinessOf(url))?.status === 200, patience)
  t.equal(output.out.split('\n').filter((line) => /ALLOW_INSECURE_ORIGINS.*http:\/\/api\.example/.test(line)).length, 1)
})

t.test('as a worker of a cluster it ends: by SIGTERM, when it is let go of, and with its primary', async (t) => {
  const folder = t.testdir()
  const file = join(folder, 'primary.mjs')
  await writeFile(file, primary)
  for (const how of ['SIGTERM', 'disconnect', 'primary'] as const) {
    const { dsn, drop } = await databases[0].create()
    t.teardown(drop)
    const db = openDatabase(parseDsn(dsn))
    await migrateToLatest(db)
    await db.destroy()
    const { env } = await production(dsn)
    const child = fork(file, { env: { PATH: process.env.PATH, ...env }, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
    t.teardown(async () => {
      child.kill('SIGKILL')
      await ended
    })
    const [{ listening: pid }] = await once(child, 'message') as [{ listening: number }]
    const since = performance.now()
    if (how === 'SIGTERM') process.kill(pid, 'SIGTERM')
    else if (how === 'disconnect') child.send('let go')
    else child.kill('SIGKILL')
    if (how !== 'primary') t.match((await once(child, 'message'))[0], { ended: 0 }, how)
    await ended
    await until(`the worker is gone after ${how}`, () => !isThere(pid), patience)
    t.comment(`${how}: ${Math.round(performance.now() - since)} ms`)
  }
})

function isThere (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Mail as it goes: from the transaction of its cause to a server that refuses, hangs, is away and comes back, past processes that die. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { loadConfig } from '../../../src/config.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import type { Database } from '../../../src/database/tables.ts'
import { openDeps, type Deps } from '../../../src/deps.ts'
import { allJobs } from '../../../src/jobs/all.ts'
import { createLog } from '../../../src/runtime/log.ts'
import { freePort, testClock, type TestClock } from '../../support/app.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { messageIdOf, startScriptedServer } from '../../support/mail-server.ts'
import { until } from '../../support/until.ts'
import { compiled } from '../../support/command.ts'

const script = join(import.meta.dirname, '../../support/mail-process.ts')
const secret = 'c2VjcmV0LWxpbmstdG9rZW4'
const to = 'rina@workpulse.test'
const hour = 3_600_000

interface Company {
  deps: Deps
  clock: TestClock
  lines: any[]
  environment: Record<string, string>
  /** Writes a letter in a transaction of its own. */
  write: (locale?: 'en' | 'id') => Promise<void>
}

async function company (t: Test, database: TestDatabase, smtpUrl: string, works = true): Promise<Company> {
  const { dsn, drop } = await database.create()
  const environment = { NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_SMTP_URL: smtpUrl, WORKPULSE_LOG_LEVEL: 'silent' }
  const [clock, lines] = [testClock(), [] as any[]]
  // Kills need the true time: what another process holds is over by its own clock.
  const log = createLog('warn', {
    write: (line: string) => {
      lines.push(JSON.parse(line))
    }
  })
  const deps = openDeps(loadConfig(environment), works ? clock : { now: () => new Date() }, log)
  t.teardown(async () => {
    await deps.close()
    await drop()
  })
  await migrateToLatest(deps.db)
  if (works) deps.jobs.start(allJobs(deps))
  const write = (locale: 'en' | 'id' = 'en') =>
    deps.transaction((tx) =>
      deps.mailer!.write(tx, { to, letter: 'reset', about: { url: `http://localhost:3000/reset-password#token=${secret}` }, locale })
    )
  return { deps, clock, lines, environment, write }
}

const mails = (db: Database) => db.selectFrom('jobs').selectAll().where('kind', '=', 'mail').execute()
const triedAgainLater = (db: Database, attempts: number) =>
  until(`attempt ${attempts} failed`, async () => (await mails(db)).some((mail) => mail.attempts === attempts && mail.lease === null))

for (const database of databases) {
  t.test(database.name, { timeout: 200_000 }, async (t) => {
    t.test('it goes with its cause, at once, in the language asked for, and its row goes with it', async (t) => {
      const server = await startScriptedServer(t)
      const { deps, write } = await company(t, database, server.url)
      await t.rejects(
        deps.transaction(async (tx) => {
          await deps.mailer!.write(tx, { to, letter: 'reset', about: { url: 'http://localhost:3000/undone' }, locale: 'en' })
          throw new Error('undone')
        }),
        { message: 'undone' }
      )
      await write('en')
      await write('id')
      await until('both have come', () => server.taken.length === 2)
      t.match(server.taken.join('\n'), /Set a new WorkPulse password/)
      t.match(server.taken.join('\n'), /Buat kata sandi WorkPulse baru/)
      await until('nothing is left', async () => (await mails(deps.db)).length === 0)
      t.notMatch(server.texts.join('\n'), 'undone')
    })

    t.test('a server that refuses for now, hangs up or is away: tried again, each time with the same Message-ID', async (t) => {
      const server = await startScriptedServer(t, {
        RCPT: (times) => times === 1 ? '451 greylisted' : '250 yes',
        message: (times) => times === 1 ? 'hang up' : times === 2 ? '452 full' : '250 taken'
      })
      const { deps, clock, lines, write } = await company(t, database, server.url)
      await write()
      for (const attempt of [1, 2, 3]) {
        await triedAgainLater(deps.db, attempt)
        const [mail] = await mails(deps.db)
        t.notMatch(JSON.stringify(mail), secret, 'what waits says nothing to who reads the table')
        t.match(JSON.parse(mail.payload), { to, letter: 'reset', about: { key: /^[\w-]{8}$/ } })
        clock.advance(hour)
      }
      await until('it is taken', () => server.taken.length === 1)
      await until('its row is gone', async () => (await mails(deps.db)).length === 0)
      t.equal(server.texts.length, 3)
      t.equal(new Set(server.texts.map(messageIdOf)).size, 1)
      t.equal(lines.filter(({ kind }) => kind === 'mail').length, 3)
      t.notMatch(JSON.stringify(lines), new RegExp(`${secret}|${to}|greylisted`))
    })

    t.test('a server that comes back within a day gets it; after a day it is given up, and kept to be seen', async (t) => {
      const port = await freePort()
      const { deps, clock, write } = await company(t, database, `smtp://127.0.0.1:${port}`)
      await write()
      await triedAgainLater(deps.db, 1)
      clock.advance(20 * hour)
      await triedAgainLater(deps.db, 2)
      const server = await startScriptedServer(t, {}, port)
      clock.advance(2 * hour)
      await until('it is taken', () => server.taken.length === 1)

      server.script = { connect: '421 closed' }
      await write()
      await triedAgainLater(deps.db, 1)
      clock.advance(25 * hour)
      await until('it is given up', async () => (await mails(deps.db))[0]?.state === 'failed')
      t.match(await mails(deps.db), [{ attempts: 2, last_error: /^SendError: / }])
    })

    t.test('who is refused for good is not tried again, and counted', async (t) => {
      const server = await startScriptedServer(t, { RCPT: `550 no such mailbox ${to}` })
      const { deps, clock, write } = await company(t, database, server.url)
      await write()
      await until('it is given up', async () => (await mails(deps.db))[0].state === 'failed')
      clock.advance(12 * hour)
      t.match(await mails(deps.db), [{ attempts: 1, lease: null, last_error: 'GiveUpError: the mail server answered 550' }])
      const told = await deps.metrics.registry.metrics()
      t.match(told, 'workpulse_jobs_given_up{kind="mail"} 1')
      t.match(told, 'workpulse_job_attempts_total{kind="mail",outcome="given_up"} 1')
      t.equal(server.steps.filter((step) => step === 'RCPT').length, 1)
    })

    t.test('a process that dies while it sends, or before it has stored that it has: another sends it', async (t) => {
      for (const [when, answer, copies] of [['while the server thinks', 'silence', 1], ['after the answer', '250 taken', 2]] as const) {
        const server = await startScriptedServer(t)
        const { deps, environment, write } = await company(t, database, server.url, false)
        const children: ChildProcess[] = []
        t.teardown(() => children.forEach((child) => child.kill('SIGKILL')))
        const start = async (ahead: number) => {
          const child = fork(script, [String(ahead)], { env: { PATH: process.env.PATH, ...compiled, ...environment }, execArgv: [] })
          children.push(child)
          await once(child, 'message')
          return child
        }
        const first = await start(0)
        const dead = once(first, 'exit')
        // Dies in the very moment: before it can hear the answer.
        server.script = {
          message: (times) => {
            if (times === 1) first.kill('SIGKILL')
            return times === 1 ? answer : '250 taken'
          }
        }
        await write()
        await dead
        t.match(await mails(deps.db), [{ state: 'waiting', attempts: 1, lease: String }], when)
        // Before the lease is over nobody takes it.
        const second = await start(120_000)
        await until('another sends it', () => server.taken.length === copies, 60_000)
        await until('it is done', async () => (await mails(deps.db)).length === 0)
        second.kill('SIGKILL')
        t.equal(server.texts.length, 2, when)
        t.equal(new Set(server.texts.map(messageIdOf)).size, 1, 'two copies name themselves alike')
      }
    })

    t.test('whoever has another pepper leaves it to others', async (t) => {
      const server = await startScriptedServer(t)
      const { deps, environment, write } = await company(t, database, server.url, false)
      const stranger = openDeps(
        loadConfig({ ...environment, WORKPULSE_PASSWORD_PEPPER: 'q'.repeat(40) }),
        { now: () => new Date() },
        createLog('silent')
      )
      t.teardown(() => stranger.close())
      await write()
      stranger.jobs.start(allJobs(stranger))
      await triedAgainLater(deps.db, 1)
      await stranger.jobs.close()
      deps.jobs.start(allJobs(deps))
      await until('who can read it sends it', () => server.taken.length === 1)
    })
  })
}

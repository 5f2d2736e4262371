/** Whole processes in production: what starts, and what refuses to. */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { startScript } from '../../support/scripts.ts'

const server = process.env.WORKPULSE_TEST_MARIADB
const skip = server ? false : 'MariaDB is missing'
const { freePort } = await import(join(import.meta.dirname, '../../../scripts/services.mjs')) as { freePort: () => Promise<number> }
const startTimeout = 20_000
const password = 'Hunter2-of-the-database'
const secrets = {
  WORKPULSE_JWT_SECRET: `2026:${randomBytes(48).toString('base64')}`,
  WORKPULSE_PASSWORD_PEPPER: randomBytes(48).toString('base64')
}
const ours = `boot_pulse_${process.pid}`
const escaped = ours.replaceAll('_', String.raw`\_`)
const shop = `boot_shop_${process.pid}`

async function asRoot (...statements: string[]): Promise<RowDataPacket[]> {
  const connection = await createConnection(server!)
  let rows: unknown
  for (const statement of statements) [rows] = await connection.query(statement)
  await connection.end()
  return rows as RowDataPacket[]
}

async function tables (): Promise<string[]> {
  return (await asRoot(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${ours}' ORDER BY table_name`)).map((
    row
  ) => row.name)
}

let made = 0

/** An account with these grants. @returns its DSN. */
async function account (t: Test, ...grants: string[]): Promise<string> {
  const user = `boot_${process.pid}_${++made}`
  t.teardown(() => asRoot(`DROP USER ${user}@'127.0.0.1'`))
  await asRoot(`CREATE USER ${user}@'127.0.0.1' IDENTIFIED BY '${password}'`, ...grants.map((grant) => `${grant} TO ${user}@'127.0.0.1'`))
  return dsnOf(user)
}

function dsnOf (user: string, { secret = password, database = ours, port = new URL(server!).port } = {}): string {
  return `mysql://${user}:${secret}@127.0.0.1:${port}/${database}`
}

/** A script of src, and which of its commands, in production. */
async function run (t: Test, command: string, dsn: string, env: Record<string, string> = {}, args: string[] = []) {
  const port = await freePort()
  const started = await startScript(t, [...command.split(' '), ...args], {
    NODE_ENV: 'production',
    WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
    WORKPULSE_DATABASE_DSN: dsn,
    ...secrets,
    WORKPULSE_ALLOWED_ORIGINS: 'https://work.rycroftapparel.com',
    WORKPULSE_PUBLIC_URL: 'https://apiwork.rycroftapparel.com',
    WORKPULSE_FILES_DIR: '/var/lib/workpulse/files',
    ...env
  })
  return { ...started, port }
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })

/** Ends with code 1 and a message for people, in which no secret is. @returns the message. */
async function refusal (t: Test, script: string, dsn: string, env?: Record<string, string>, args?: string[]): Promise<string> {
  const { child, port, output, ended } = await run(t, script, dsn, env, args)
  const seen: boolean[] = []
  while (child.exitCode === null && child.signalCode === null) {
    seen.push(await listens(port))
    await delay(50)
  }
  t.equal(await ended, 1)
  t.notOk(seen.includes(true), 'nothing ever listened')
  t.equal(output.out, '')
  t.notMatch(output.err, /\n\s+at /, 'without a stack that nobody needs')
  for (const secret of [password, 'wrong-password', ...Object.values(secrets)]) t.notOk(output.err.includes(secret), 'without a secret')
  t.notMatch(output.err, /\*[0-9A-F]{40}/, 'nor a hash')
  return output.err
}

t.test('production on a shared server', { skip }, async (t) => {
  t.before(() => asRoot(`CREATE DATABASE ${ours} DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`, `CREATE DATABASE ${shop}`))
  t.teardown(() => asRoot(`DROP DATABASE ${ours}`, `DROP DATABASE ${shop}`))
  const all = `GRANT ALL PRIVILEGES ON \`${escaped}\`.*`

  t.test('npm run migrate refuses what is wrong, and makes nothing', async (t) => {
    const broad = await account(t, `GRANT ALL PRIVILEGES ON \`${ours}\`.*`, `GRANT SELECT ON ${shop}.*`)
    const message = await refusal(t, 'cli/main.ts migrate', broad)
    t.match(message, /^The database is not safe to use in production:\n {2}- /)
    t.match(message, `  - Its grant on \`${ours}\`.* also opens other databases`)
    t.match(message, `GRANT ALL PRIVILEGES ON \`${escaped}\`.* TO \`boot_`)
    t.match(message, `REVOKE SELECT ON \`${shop}\`.* FROM \`boot_`)
    t.match(await refusal(t, 'cli/main.ts migrate', broad, {}, ['--status']), 'also opens other databases')

    const api = await account(t, `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${escaped}\`.*`)
    t.match(
      await refusal(t, 'cli/main.ts migrate', api),
      `It has not been granted CREATE, ALTER, DROP, INDEX, REFERENCES on ${ours}, which migrating needs: GRANT CREATE`
    )
    t.same(await tables(), [])
  })

  t.test('the right accounts: one migrates, the other serves', async (t) => {
    const api = await account(t, `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${escaped}\`.*`)
    const status = await run(t, 'cli/main.ts migrate', api, {}, ['--status'])
    t.equal(await status.ended, 1)
    t.match(status.output, { out: /^pending {2}/, err: '' })
    const migration = await run(
      t,
      'cli/main.ts migrate',
      await account(t, `GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON \`${escaped}\`.*`)
    )
    t.equal(await migration.ended, 0, migration.output.err)
    t.match(migration.output.out, /^migrated {2}/)

    for (const dsn of [api, await account(t, all)]) {
      const { child, port, output, ended } = await run(t, 'server.ts', dsn)
      const deadline = Date.now() + startTimeout
      while (!await listens(port) && Date.now() < deadline) {
        if (child.exitCode !== null) throw new Error(output.err)
        await delay(50)
      }
      t.match(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json(), { ok: true, data: { status: 'ok' } })
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
      t.equal(ready.status, 200)
      t.match(await ready.json(), { ok: true, data: { status: 'ready' } })
      child.kill('SIGTERM')
      t.equal(await ended, 0)
      t.match(output.out, /The database account may change and delete entries of the audit log/, 'what is not safe about it is said')
    }
  })

  t.test('the service refuses what is wrong', async (t) => {
    for (
      const [grants, ...messages] of [
        [
          ['GRANT ALL PRIVILEGES ON *.*'],
          'It has ALL PRIVILEGES on *.*, the whole server',
          'REVOKE ALL PRIVILEGES ON *.* FROM `boot_',
          `It sees databases that are not WorkPulse's: `
        ],
        [
          [all, `GRANT SELECT ON ${shop}.*`],
          `REVOKE SELECT ON \`${shop}\`.* FROM \`boot_`,
          `It sees databases that are not WorkPulse's: ${shop}.`
        ],
        [[`GRANT ALL PRIVILEGES ON \`${ours}\`.*`, 'GRANT FILE ON *.*'], 'also opens other databases', 'REVOKE FILE ON *.* FROM'],
        [[`GRANT SELECT ON \`${escaped}\`.*`], 'which running needs: GRANT INSERT, UPDATE, DELETE ON']
      ] as [string[], ...string[]][]
    ) {
      const message = await refusal(t, 'server.ts', await account(t, ...grants))
      t.match(message, /^The database is not safe to use in production:\n {2}- /)
      for (const part of messages) t.match(message, part)
    }
    const root = await refusal(t, 'server.ts', `${server}/${ours}`)
    t.match(root, /the administrator of the whole server.*\n {2}- The account `root`@`127\.0\.0\.1` has no password/)
  })

  t.test('where the server refuses us, the message is that of before', async (t) => {
    const dsn = await account(t, all)
    const { username } = new URL(dsn)
    t.match(
      await refusal(t, 'cli/main.ts migrate', dsnOf(username, { secret: 'wrong-password' })),
      /^The database server refuses us: Access denied for user 'boot_/
    )
    t.match(
      await refusal(t, 'server.ts', dsnOf(username, { database: 'missing' })),
      /^The database server refuses us: Access denied for user .* to database 'missing'/
    )
    t.match(
      await refusal(t, 'server.ts', dsnOf(username, { database: ours.toUpperCase() })),
      /^The database server refuses us: Access denied for user .* to database 'BOOT_/,
      'another case is another name'
    )
    t.match(
      await refusal(t, 'server.ts', dsnOf(username, { secret: 'wrong-password' })),
      /^The database server refuses us: .*See WORKPULSE_DATABASE_DSN\.$/m
    )
    t.match(
      await refusal(t, 'server.ts', dsnOf('root', { secret: '', database: 'missing' })),
      /^The database server refuses us: Unknown database 'missing'/
    )
    t.match(
      await refusal(t, 'server.ts', dsnOf(username, { port: String(await freePort()) })),
      /^The database cannot be reached \(ECONNREFUSED\b/
    )
  })

  t.test('development is not checked', async (t) => {
    const { output, ended } = await run(t, 'cli/main.ts migrate', `${server}/${ours}`, { NODE_ENV: 'development' }, ['--status'])
    t.equal(await ended, 0, output.err)
  })
})

t.test('SQLite in production starts as it did', async (t) => {
  const { output, ended } = await run(t, 'cli/main.ts migrate', 'sqlite:test.db')
  t.equal(await ended, 0, output.err)
})

/** Backups, drills, grants and work that was given up, as an operator sees to them. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { startMariadb } from '../../scripts/services.mjs'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { mayChangeAudit } from '../../src/database/server/audit-grants.ts'
import { missingMigrations } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { databaseProblems } from '../../src/database/server/safety.ts'
import type { Database } from '../../src/database/tables.ts'
import { createFileStore } from '../../src/files/store.ts'
import { runCli } from '../support/command.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { takeCopy } from '../support/mariadb-copies.ts'

const pepper = randomBytes(32).toString('base64')

async function folderOf (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function company (t: Test, database: TestDatabase) {
  const { dsn, drop } = await database.copy('company')
  const db = openDatabase(parseDsn(dsn))
  t.teardown(async () => {
    await db.destroy()
    await drop()
  })
  return { dsn, db }
}

/** Files of people: one that somebody's picture is, and one that nobody names. */
async function filesOf (t: Test, db: Database) {
  const folder = await folderOf(t)
  const store = createFileStore(folder)
  const keep = async (text: string) => {
    const received = await store.receive([Buffer.from(text)])
    await received.keep()
    await received.settle(true)
    return received.hash
  }
  const [picture, nameless] = [await keep('a picture'), await keep('half of an upload')]
  const { id } = await db.selectFrom('users').select('id').limit(1).executeTakeFirstOrThrow()
  await db.updateTable('users').set({ avatar_hash: picture }).where('id', '=', id).execute()
  const pathIn = (where: string, hash: string) => join(where, hash.slice(0, 2), hash)
  return { folder, picture, nameless, pathIn }
}

const backupsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.startsWith('workpulse-'))

/** An empty database of a name of its own on the tests' server. */
async function emptyDatabase (t: Test, server: string, name: string): Promise<string> {
  const execute = async (statement: string) => {
    const connection = await createConnection(server)
    await connection.query(statement)
    await connection.end()
  }
  await execute(`create database ${name} default character set utf8mb4 collate utf8mb4_bin`)
  t.teardown(() => execute(`drop database ${name}`))
  return `${server}/${name}`
}

/** Writes one row after the other. @returns a function that ends that, and says how many there were. */
function keepWriting (db: Database): () => Promise<number> {
  const ending = new AbortController()
  const writer = (async () => {
    for (let count = 0;; count++) {
      if (ending.signal.aborted) return count
      await db.insertInto('event_channels').values({ channel: `backup:${count}`, seq: count }).execute()
      await delay(5)
    }
  })()
  return () => {
    ending.abort()
    return writer
  }
}

const nameOf = (text: string) => {
  const dsn = parseDsn(text)
  return dsn.kind === 'sqlite' ? dsn.file : dsn.database
}
const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1)!)

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, db } = await company(t, database)
    const folder = join(await folderOf(t), 'backups')
    const files = await filesOf(t, db)
    const env = {
      WORKPULSE_DATABASE_DSN: dsn,
      WORKPULSE_PASSWORD_PEPPER: pepper,
      WORKPULSE_BACKUP_FOLDER: folder,
      WORKPULSE_FILES_DIR: files.folder
    }

    t.test('a backup is made while people write, and nobody else can read it', async (t) => {
      t.match(await runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['backup']), { code: 2, error: /--to FOLDER/ })
      const stop = keepWriting(db)
      const made = await runCli(env, ['backup', '--json'])
      t.ok(await stop() > 10, 'somebody wrote meanwhile')
      t.equal(made.code, 0, made.error)
      const { folder: backup, bytes } = lastLine(made.out)
      t.same((await backupsIn(folder)).length, 1)
      t.same(lastLine(made.out).files, { count: 2, bytes: 'a picturehalf of an upload'.length })
      t.equal(await readFile(files.pathIn(join(folder, 'files'), files.picture), 'utf8'), 'a picture')
      for (const path of [backup, join(backup, 'manifest.json')]) t.equal((await stat(path)).mode & 0o077, 0, path)
      const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'))
      t.equal(manifest.file.bytes, bytes)
      t.match(manifest, { database: nameOf(dsn), migrations: [/^0001/], file: { sha256: /^[0-9a-f]{64}$/ } })
      t.notMatch(JSON.stringify(manifest), pepper)
    })

    t.test('only the newest are kept when that is asked for', async (t) => {
      await delay(1000)
      t.match(await runCli(env, ['backup', '--keep', '0']), { code: 2, error: /--keep/ })
      await rm(files.pathIn(files.folder, files.nameless))
      const { code, out } = await runCli(env, ['backup', '--keep', '1'])
      t.equal(code, 0)
      t.match(out, /\nremoved /)
      t.equal((await backupsIn(folder)).length, 1)
      const kept = (await readdir(join(folder, 'files'), { recursive: true })).filter((path) => path.length > 2)
      t.same(kept.map((path) => path.slice(3)), [files.picture], 'and the files of these alone')
    })

    t.test('a file that is not what its name says is in no backup', async (t) => {
      const path = files.pathIn(files.folder, '0'.repeat(64))
      await mkdir(join(files.folder, '00'), { recursive: true })
      await writeFile(path, 'somebody wrote here')
      t.match(await runCli(env, ['backup']), { code: 1, error: /is not what its name says/ })
      await rm(path)
      t.equal((await backupsIn(folder)).length, 1)
    })

    t.test('it is restored into an empty database that is named, and clients read anew', async (t) => {
      const [name] = await backupsIn(folder)
      const from = join(folder, name)
      t.match(await runCli(env, ['restore', '--from', from, '--into', nameOf(dsn)]), { code: 1, error: /Nothing was changed/ })
      const target = database.name === 'sqlite'
        ? `sqlite:${join(await folderOf(t), 'restored.db')}`
        : await emptyDatabase(t, process.env.WORKPULSE_TEST_MARIADB!, `restored_${process.pid}`)
      const into = { ...env, WORKPULSE_DATABASE_DSN: target }
      t.match(await runCli(into, ['restore', '--from', from]), { code: 2, error: /--into/ })
      t.match(await runCli(into, ['restore', '--from', from, '--into', 'workpulse']), { code: 2, error: /Nothing was changed/ })
      const back = join(await folderOf(t), 'files')
      const restored = await runCli(into, ['restore', '--from', from, '--into', nameOf(target), '--files', back, '--json'])
      t.match(restored, { code: 0, error: '' })
      t.equal(await readFile(files.pathIn(back, files.picture), 'utf8'), 'a picture')
      const other = openDatabase(parseDsn(target))
      for (const table of ['users', 'reports', 'audit_entries', 'sessions'] as const) {
        t.same(await other.selectFrom(table).selectAll().execute(), await db.selectFrom(table).selectAll().execute(), table)
      }
      const epoch = async (one: typeof db) => (await one.selectFrom('event_clock').select('epoch').executeTakeFirstOrThrow()).epoch
      t.not(await epoch(other), await epoch(db))
      await other.destroy()
    })

    t.test('a backup that was damaged is refused', async (t) => {
      const [name] = await backupsIn(folder)
      const manifest = JSON.parse(await readFile(join(folder, name, 'manifest.json'), 'utf8'))
      const damaged = await folderOf(t)
      await writeFile(join(damaged, 'manifest.json'), JSON.stringify(manifest))
      await writeFile(join(damaged, manifest.file.name), 'x')
      const target = database.name === 'sqlite'
        ? `sqlite:${join(damaged, 'x.db')}`
        : await emptyDatabase(t, process.env.WORKPULSE_TEST_MARIADB!, `damaged_${process.pid}`)
      const args = ['restore', '--from', damaged, '--into', nameOf(target)]
      t.match(await runCli({ ...env, WORKPULSE_DATABASE_DSN: target }, args), { code: 1, error: /checksum/ })
      t.match(await runCli(env, ['restore', '--from', '/nowhere', '--into', nameOf(dsn)]), { code: 1, error: /holds no backup/ })
    })

    t.test('work that was given up is listed, and tried again', async (t) => {
      t.match(await runCli(env, ['jobs:list']), { code: 0, out: 'Nothing was given up.\n' })
      const job = {
        id: '01J00000000000000000000000',
        kind: 'mail',
        job_key: 'one',
        payload: '{"to":"somebody@workpulse.test"}',
        state: 'failed' as const,
        due_at: '2026-01-01 00:00:00.000',
        lease: null,
        attempts: 100,
        created_at: '2026-01-01 00:00:00.000',
        finished_at: '2026-01-02 00:00:00.000',
        last_error: 'SendError: the mail server answered 550'
      }
      await db.insertInto('jobs').values(job).execute()
      const listed = await runCli(env, ['jobs:list'])
      t.match(listed, { code: 1, out: `${job.id}  2026-01-02T00:00:00.000Z  mail, 100 attempts: ${job.last_error}\n` })
      t.notMatch(listed.out, 'somebody@')
      t.match(await runCli(env, ['jobs:retry']), { code: 2 })
      t.match(await runCli(env, ['jobs:retry', '--kind', 'retention']), { code: 1 })
      t.match(await runCli(env, ['jobs:retry', '--id', job.id, '--json']), { code: 0, out: `"retried":["${job.id}"]` })
      t.match(await db.selectFrom('jobs').selectAll().execute(), [{
        state: 'waiting',
        attempts: 0,
        finished_at: null,
        payload: job.payload
      }])
    })
  })
}

const mariadb = databases.find(({ name }) => name === 'mariadb')

t.test('accounts of their own', { skip: mariadb ? false : 'on MariaDB only' }, async (t) => {
  const server = process.env.WORKPULSE_TEST_MARIADB!
  const { dsn, db } = await company(t, mariadb!)
  const name = nameOf(dsn)
  const folder = join(await folderOf(t), 'backups')
  const files = await filesOf(t, db)
  const scratch = await emptyDatabase(t, server, `wp_${process.pid}_drill`)
  const administrator = await createConnection(`${server}/${name}?multipleStatements=true`)
  const accounts = ['api', 'backup', 'drill'].map((part) => `wp_${part}_${process.pid}`)
  t.teardown(async () => {
    for (const account of accounts) await administrator.query(`drop user if exists ${account}@'127.0.0.1'`)
    await administrator.end()
  })
  const password = 'five % orders "of" blue \\ collars'
  for (const account of accounts) await administrator.query(`create user ${account}@'127.0.0.1' identified by ?`, [password])
  const [api, reader, drill] = accounts
  await administrator.query(`grant select on \`${name.replaceAll('_', '\\_')}\`.* to ${reader}@'127.0.0.1'`)
  await administrator.query(`grant all on \`${nameOf(scratch).replaceAll('_', '\\_')}\`.* to ${drill}@'127.0.0.1'`)
  const as = (account: string, database: string) => `${account}:${password}@tcp(${new URL(server).host})/${database}`
  const drillEnv = { WORKPULSE_DRILL_DSN: as(drill, nameOf(scratch)), WORKPULSE_PASSWORD_PEPPER: pepper, WORKPULSE_BACKUP_FOLDER: folder }

  t.test('who may only read makes a backup, and says where the binary log was if there is one', async (t) => {
    const env = { WORKPULSE_DATABASE_DSN: as(reader, name), WORKPULSE_BACKUP_FOLDER: folder, WORKPULSE_FILES_DIR: files.folder }
    const made = await runCli(env, ['backup', '--json'])
    t.match(made, { code: 0, error: '' })
    const { tables, binlog } = JSON.parse(await readFile(join(lastLine(made.out).folder, 'manifest.json'), 'utf8'))
    t.equal(binlog, null)
    t.match(tables, { users: /^[0-9a-f]{64}$/, schema_migrations: /^[0-9a-f]{64}$/ })
  })

  t.test('a drill restores it, compares each table, and leaves the scratch database empty', async (t) => {
    const drilled = await runCli(drillEnv, ['restore-drill', '--json'])
    t.match(drilled, { code: 0, error: '' }, drilled.out)
    t.match(lastLine(drilled.out), { problems: [], entries: Number })
    const [left] = await administrator.query(`select table_name from information_schema.tables where table_schema = ?`, [nameOf(scratch)])
    t.same(left, [])
    t.match(JSON.parse(await readFile(join(folder, 'last-drill.json'), 'utf8')), { problems: [] })
  })

  t.test('a drill sees what is not as it was, and touches no database that is not for it', async (t) => {
    const [backup] = await backupsIn(folder)
    const path = join(folder, backup, 'manifest.json')
    const manifest = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...manifest, tables: { ...manifest.tables, users: '0', gone: '0' } }))
    t.match(await runCli(drillEnv, ['restore-drill']), {
      code: 1,
      error: /the table gone is missing\n {2}- the table users is not as it was/
    })
    await writeFile(path, JSON.stringify(manifest))
    const list = join(folder, backup, 'files.txt')
    await writeFile(files.pathIn(join(folder, 'files'), files.nameless), 'half of')
    await writeFile(list, `${files.nameless}\n`)
    t.match(await runCli(drillEnv, ['restore-drill']), {
      code: 1,
      error: new RegExp(`the file ${files.picture} is named and not in the backup\n {2}- the file ${files.nameless} is not as it was`)
    })
    await writeFile(list, `${files.picture}\n`)
    await administrator.query(`create table \`${nameOf(scratch)}\`.invoices (id int)`)
    t.match(await runCli(drillEnv, ['restore-drill']), { code: 1, error: /invoices\)\. Nothing was changed/ })
    await administrator.query(`drop table \`${nameOf(scratch)}\`.invoices`)
    t.match(await runCli({ ...drillEnv, WORKPULSE_DRILL_DSN: dsn }, ['restore-drill']), { code: 2, error: /_drill/ })
    t.ok((await db.selectFrom('users').selectAll().execute()).length > 0)
  })

  t.test('table by table: the service works, and cannot change what the audit log says', async (t) => {
    const own = `\`${name.replaceAll('_', '\\_')}\`.*`
    await administrator.query(`grant select, insert, update, delete on ${own} to ${api}@'127.0.0.1'`)
    const { code, out } = await runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['grants', '--user', api])
    t.equal(code, 0)
    const open = () => {
      const opened = openDatabase(parseDsn(as(api, name)))
      t.teardown(() => opened.destroy())
      return opened
    }
    const verified = async () =>
      (await runCli({ WORKPULSE_PASSWORD_PEPPER: pepper, WORKPULSE_DATABASE_DSN: as(api, name) }, ['audit:verify'])).error
    t.ok(await mayChangeAudit(open()), 'with a grant on the whole database')
    t.match(await verified(), /^Warning: The database account may change and delete entries of the audit log/)
    await administrator.query(out)
    t.same(await databaseProblemsOf(as(api, name)), [])
    // A connection of before still has what it had.
    const service = open()
    t.notOk(await mayChangeAudit(service))
    t.equal(await verified(), '')
    await service.updateTable('users').set({ name: 'Rudi' }).where('id', '=', '').execute()
    await t.rejects(service.deleteFrom('audit_entries').execute(), { code: 'ER_TABLEACCESS_DENIED_ERROR' })
    await t.rejects(service.updateTable('audit_entries').set({ action: 'x' } as never).execute(), { code: 'ER_TABLEACCESS_DENIED_ERROR' })
    t.same(await missingMigrations(service), [])
  })

  t.test('in production nothing is migrated without a backup of the last day', async (t) => {
    await administrator.query(`grant all on \`${name.replaceAll('_', '\\_')}\`.* to ${drill}@'127.0.0.1'`)
    const production = { NODE_ENV: 'production', WORKPULSE_DATABASE_DSN: as(drill, name) }
    await administrator.query(`revoke all on \`${nameOf(scratch).replaceAll('_', '\\_')}\`.* from ${drill}@'127.0.0.1'`)
    const [last] =
      (await db.selectFrom('schema_migrations' as never).select('name' as never).orderBy('name' as never, 'desc').execute()) as any[]
    t.match(await runCli(production, ['migrate']), { code: 0, out: 'The database is up to date.\n' })
    await administrator.query(`delete from schema_migrations where name = ?`, [last.name])
    t.match(await runCli(production, ['migrate']), {
      code: 1,
      error: /WORKPULSE_BACKUP_FOLDER is not set\. Make one .*Nothing was changed/
    })
    const withFolder = { ...production, WORKPULSE_BACKUP_FOLDER: folder }
    await ageBackups(folder, 30)
    t.match(await runCli(withFolder, ['migrate']), {
      code: 1,
      out: /^The last backup of .* is 30 hours old: /,
      error: /There is no backup of .* of the last day in .*--no-backup\. Nothing was changed/
    })
    await ageBackups(folder, 0)
    t.match(await runCli(withFolder, ['migrate']), { code: 0, out: /^The last backup of .* is 0 hours old: .*\nmigrated/ })
    await administrator.query(`delete from schema_migrations where name = ?`, [last.name])
    t.match(await runCli(production, ['migrate', '--no-backup']), { code: 0, out: /^migrated/ })
  })
})

t.test('a server that keeps a binary log', { skip: mariadb ? false : 'on MariaDB only' }, async (t) => {
  const folder = await folderOf(t)
  const server = await startMariadb(folder, ['--log-bin=binlog', '--server-id=7', '--binlog-format=ROW'])
  t.teardown(server.stop)
  const { dsn } = await takeCopy(server.url, 'company')
  const name = nameOf(dsn)
  const administrator = await createConnection(`${server.url}/${name}?multipleStatements=true`)
  t.teardown(() => administrator.end())
  await administrator.query(
    `create database shop; create table shop.invoices (amount int); create database later; create database later_drill`
  )
  const [login, backups] = [join(folder, 'login'), join(folder, 'backups')]
  await writeFile(login, `[client]\nuser=root\nhost=127.0.0.1\nport=${new URL(server.url).port}\nprotocol=tcp\n`)
  const made = await runCli({ WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_FILES_DIR: join(folder, 'files') }, [
    'backup',
    '--to',
    backups,
    '--json'
  ])
  t.match(made, { code: 0, error: '' })
  const backup = lastLine(made.out).folder
  const { binlog } = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'))
  t.match(binlog, { file: /^binlog\.\d{6}$/, position: Number })

  t.test('a drill finds each table as it was', async (t) => {
    const env = { WORKPULSE_DRILL_DSN: `${server.url}/later_drill`, WORKPULSE_PASSWORD_PEPPER: pepper }
    const drilled = await runCli(env, ['restore-drill', '--to', backups, '--json'])
    t.same(lastLine(drilled.out).problems, [])
    t.equal(drilled.code, 0)
  })

  t.test('a restore goes on to the minute, as the runbook says, and changes nobody else', async (t) => {
    const now = async () => ((await administrator.query('select cast(now() as char) as now'))[0] as any)[0].now as string
    await administrator.query(`update organisation set name = 'Before the mistake'; insert into shop.invoices values (7)`)
    await delay(1100)
    const moment = await now()
    await delay(1100)
    await administrator.query(`update organisation set name = 'The mistake'; insert into shop.invoices values (8)`)
    const target = `${server.url}/later`
    t.match(await runCli({ WORKPULSE_DATABASE_DSN: target }, ['restore', '--from', backup, '--into', 'later']), { code: 0 })
    const runbook = await readFile(join(import.meta.dirname, '../../deploy/RUNBOOK.md'), 'utf8')
    const line = /^mariadb-binlog [^]*? mariadb$/m.exec(runbook)![0]
    const command = line
      .replace('POSITION', binlog.position)
      .replace(/--stop-datetime='[^']+'/, `--stop-datetime='${moment}'`)
      .replace('--database=workpulse ', `--database=${name} `)
      .replace('workpulse->workpulse2', `${name}->later`)
      .replace('/var/lib/mysql/FILE …', join(folder, 'mariadb', binlog.file))
      .replace(/ mariadb$/, ` mariadb --defaults-file=${login}`)
    execFileSync('bash', ['-o', 'pipefail', '-c', command], { stdio: 'pipe' })
    const [[{ restored, live }]] = await administrator.query(
      `select (select name from later.organisation) as restored, (select name from organisation) as live`
    ) as any
    t.same([restored, live], ['Before the mistake', 'The mistake'])
    const [invoices] = await administrator.query('select amount from shop.invoices order by 1')
    t.same(invoices, [{ amount: 7 }, { amount: 8 }])
    t.match(await runCli({ WORKPULSE_DATABASE_DSN: target }, ['realtime:restored', '--database', 'later']), { code: 0 })
  })
})

/** Has all backups of a folder be as old as this. */
async function ageBackups (folder: string, hours: number): Promise<void> {
  for (const name of await backupsIn(folder)) {
    const file = join(folder, name, 'manifest.json')
    const manifest = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...manifest, madeAt: new Date(Date.now() - hours * 3_600_000).toISOString() }))
  }
}

async function databaseProblemsOf (text: string): Promise<string[]> {
  const dsn = parseDsn(text)
  const db = openDatabase(dsn)
  try {
    return await databaseProblems(db, dsn)
  } finally {
    await db.destroy()
  }
}

t.test('the doctor says what is wrong, and what to do', async (t) => {
  const folder = await folderOf(t)
  t.match(await runCli({ NODE_ENV: 'production' }, ['doctor']), {
    code: 2,
    out: /^BAD {5}configuration: WORKPULSE_API_ADDR is not set.*\n +→ /
  })
  t.match(await runCli({}, ['doctor', '--only', 'moon']), { code: 2, error: /There is no check moon/ })
  const env = { WORKPULSE_DATABASE_DSN: `sqlite:${folder}/x.db`, WORKPULSE_BACKUP_FOLDER: folder }
  const asked = await runCli(env, ['doctor', '--json', '--only', 'configuration,migrations,backup,restore drill,redis,mail,clock'])
  t.equal(asked.code, 2)
  const { checks } = lastLine(asked.out)
  const state = (name: string) => checks.find((check: { name: string }) => check.name === name).state
  t.same(['configuration', 'migrations', 'backup', 'restore drill', 'redis', 'mail', 'clock'].map(state), [
    'good',
    'bad',
    'bad',
    'warning',
    'good',
    'warning',
    'good'
  ])
  for (const check of checks) t.equal(check.todo === null, check.state === 'good', check.name)
})

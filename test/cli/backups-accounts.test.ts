/** Backups, drills and migrations by accounts that may no more than they need. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { mayChangeAudit } from '../../src/database/server/audit-grants.ts'
import { missingMigrations } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { runCli } from '../support/command.ts'
import {
  pepper,
  folderOf,
  company,
  filesOf,
  backupsIn,
  emptyDatabase,
  nameOf,
  lastLine,
  mariadb,
  ageBackups,
  databaseProblemsOf
} from './backups-folder.ts'

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

/** What an operator does about migrations beside running them: looking first, and taking the newest back. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { migrateDown, pendingMigrations } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { compiled, runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'

const root = new URL('../..', import.meta.url).pathname

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, drop } = await database.create()
    const db = openDatabase(parseDsn(dsn))
    t.teardown(async () => {
      await db.destroy()
      await drop()
    })
    const parsed = parseDsn(dsn)
    const name = parsed.kind === 'sqlite' ? parsed.file : parsed.database
    const run = (...args: string[]) => runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['migrate', ...args])
    const tables = async () =>
      (await db.introspection.getTables()).map((table) => table.name).filter((table) => !/^schema_/.test(table)).sort()

    t.test('--dry-run says what would be said to it, and says nothing to it', async (t) => {
      const { code, out } = await run('--dry-run', '--json')
      t.equal(code, 0)
      const { planned } = JSON.parse(out) as { planned: { migration: string, statements: string[] }[] }
      t.same(planned.map(({ migration }) => migration), await pendingMigrations(db))
      t.ok(planned.every(({ statements }) => statements.length > 0), 'of each')
      t.match(planned[0].statements[0], /^create table if not exists/)
      t.same(await tables(), [])
      t.match(await run('--dry-run'), { code: 0, out: /^-- 0001-working-day\ncreate table/ })
    })

    t.test('what it said is what then happens', async (t) => {
      const { out } = await run('--dry-run')
      const named = (words: RegExp) => [...out.matchAll(new RegExp(`${words.source} ["\`](\\w+)["\`]`, 'g'))].map(([, table]) => table)
      const dropped = new Set(named(/drop table if exists/))
      const planned = named(/create table if not exists/).filter((table) => !dropped.has(table)).sort()
      t.match(await run('up'), { code: 0 })
      t.same(await tables(), planned)
      t.match(await run('--dry-run'), { code: 0, out: 'The database is up to date.\n' })
    })

    t.test('down wants the name of the database', async (t) => {
      const before = await tables()
      t.match(await run('down'), { code: 2, out: '', error: `Say so: --database ${name}` })
      t.match(await run('down', '--database', 'workpulse'), { code: 2, out: '', error: /Nothing was changed/ })
      t.match(await run('down', '--database', name, '--dry-run'), { code: 2, out: '' })
      t.match(await run('sideways'), { code: 2, out: '', error: /sideways is nothing to do/ })
      t.same(await tables(), before)
      t.same(await pendingMigrations(db), [])
    })

    t.test('each is taken back, the newest first, until there is none; and can be made again', async (t) => {
      const newest =
        (await db.selectFrom('schema_migrations' as never).select(['name' as never, 'timestamp' as never]).execute() as { name: string }[])
          .map((row) => row.name).sort().reverse()
      t.match(await run('down', '--database', name), { code: 0, out: `taken back  ${newest[0]}\n`, error: '' })
      t.match(await run('status'), { code: 1, out: `pending  ${newest[0]}\n` })
      t.match(await run(), { code: 0, out: `migrated  ${newest[0]}\n` })
      t.match(await run('down', '--database', name), { code: 0, out: `taken back  ${newest[0]}\n` })
      // What the command asks, without a process for each.
      for (const migration of newest.slice(1, -1)) t.equal(await migrateDown(db), migration)
      t.match(await run('down', '--database', name), { code: 0, out: `taken back  ${newest.at(-1)}\n` })
      t.same(await tables(), [])
      t.match(await run('down', '--database', name), { code: 1, error: /nothing to take back/ })
      t.match(await run(), { code: 0 })
      t.same(await pendingMigrations(db), [])
    })
  })
}

t.test('npx workpulse is the same', async (t) => {
  const { PATH } = process.env
  const { stdout } = await promisify(execFile)('npx', ['--no', 'workpulse', 'migrate', '--help'], { cwd: root, env: { PATH, ...compiled } })
  t.match(stdout, 'Usage: npm run cli -- migrate [up | status | down] [OPTION …]')
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../src/database/connection/open.ts'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, drop } = await database.copy('company')
    const folder = await mkdtemp(join(tmpdir(), 'workpulse-holidays-'))
    const db = openDatabase(parseDsn(dsn))
    t.teardown(async () => {
      await db.destroy()
      await drop()
      await rm(folder, { recursive: true })
    })
    const run = async (csv: string | Buffer, ...options: string[]) => {
      await writeFile(join(folder, 'holidays.csv'), csv)
      return runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['holidays:import', '--file', join(folder, 'holidays.csv'), ...options])
    }
    const stored = () => db.selectFrom('holidays').select(['date', 'name', 'scope_key']).orderBy('date').execute()
    const csv = '\ufeffdate;name;kind;division\r\n2027-01-01;Tahun Baru;national;\r\n2027-01-02;Stok opname;company;Warehouse\r\n'

    t.match(await run(csv, '--dry-run'), { code: 0, out: /Nothing was changed; it would be: 2 created/ })
    t.same(await stored(), [])
    t.match(await run(csv), { code: 0, out: /2 created, 0 updated, 0 unchanged/ })
    t.match(await run(csv), { code: 0, out: /0 created, 0 updated, 2 unchanged/ }, 'twice')
    t.match(await stored(), [{ date: '2027-01-01', scope_key: 'org' }, { date: '2027-01-02', name: 'Stok opname' }])
    t.match(await run('date,name,kind\n2027-02-30,Libur,strike\n'), { code: 1, error: /:2 date is not a date.*\n.*:2 kind is none/ })
    t.match(await run(Buffer.from([0xff, 0xfe])), { code: 2, error: /is not UTF-8/ })
    t.match(await runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['holidays:import']), { code: 2, error: /--file/ })
    t.equal((await stored()).length, 2)
  })
}

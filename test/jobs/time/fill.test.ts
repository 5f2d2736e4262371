/** The ledger is filled once, whoever fills it, however late and however often. */
import t from 'tap'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { fillLedger, type FillDeps } from '../../../src/jobs/time/fill.ts'
import { databases } from '../../support/databases.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { people } from '../../support/people.ts'

/** Each of them is in a team, and there. */
const owing = ['employee', 'colleague', 'lead', 'neighbour', 'other'] as const

/** @param time local, of Jakarta. */
const at = (db: Database, time: string): FillDeps => ({
  db,
  clock: { now: () => new Date(`${time}:00+07:00`) },
  transaction: (work) => inTransaction(db, work)
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, drop } = await database.copy('company')
    const [db, other] = [openDatabase(parseDsn(dsn)), openDatabase(parseDsn(dsn))]
    t.teardown(async () => {
      for (const each of [db, other]) await each.destroy()
      await drop()
    })
    await everyWorkingDay(db)
    const rows = async () =>
      (await db.selectFrom('obligations').select(['work_date', 'user_id']).orderBy('work_date').orderBy('user_id').execute())
        .map((row) => `${row.work_date} ${row.user_id}`)
    const all = (...days: string[]) => days.flatMap((day) => owing.map((name) => `${day} ${people[name].id}`).sort())
    t.beforeEach(async () => {
      for (const table of ['obligations', 'ledger_days'] as const) await db.deleteFrom(table).execute()
    })

    t.test('not before five past midnight, and once', async (t) => {
      await fillLedger(at(db, '2026-11-19T12:00'))
      t.same(await fillLedger(at(db, '2026-11-20T00:04')), { days: [], rows: 0 })
      t.same(await fillLedger(at(db, '2026-11-20T00:05')), { days: ['2026-11-20'], rows: owing.length })
      t.same(await fillLedger(at(db, '2026-11-20T00:05')), { days: [], rows: 0 })
      t.same(await rows(), all('2026-11-19', '2026-11-20'))
    })

    t.test('after a pause each day that was left out, those that nobody works too', async (t) => {
      await fillLedger(at(db, '2026-11-19T12:00'))
      t.same((await fillLedger(at(db, '2026-11-24T12:00'))).days, ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'])
      t.same(await rows(), all('2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24'))
    })

    t.test('by two at once there is one row for each', async (t) => {
      await fillLedger(at(db, '2026-11-17T12:00'))
      await Promise.all([fillLedger(at(db, '2026-11-20T12:00')), fillLedger(at(other, '2026-11-20T12:00'))])
      t.same(await rows(), all('2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'))
    })

    t.test('what somebody filled whose clock was ahead hides no day before it', async (t) => {
      await fillLedger(at(db, '2026-11-18T12:00'))
      await db.insertInto('ledger_days').values({ work_date: '2026-11-20', made_at: '2026-11-19 17:05:00.000' }).execute()
      t.same((await fillLedger(at(db, '2026-11-19T12:00'))).days, ['2026-11-19'])
      t.same((await fillLedger(at(db, '2026-11-20T12:00'))).days, [])
    })
  })
}

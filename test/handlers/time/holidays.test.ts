import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('what a holiday was, and since when, stays known', async (t) => {
      const { signIn, deps: { db } } = await testApp(t, database)
      const hr = await signIn('hr')
      const made = await hr.createHoliday({ date: '2026-11-20', name: 'Libur', kind: 'company' })
      const changed = await hr.updateHoliday(made.id, { version: 1, kind: 'workday' })
      t.match(changed, { id: made.id, kind: 'workday', name: 'Libur', version: 2 })
      await t.rejects(hr.updateHoliday(made.id, { version: 1, name: 'Lain' }), { code: 'VERSION_CONFLICT' })
      await hr.deleteHoliday(made.id)
      t.same((await hr.listHolidays()).items, [])
      const rows = await db.selectFrom('holidays').selectAll().orderBy('created_at').orderBy('version').execute()
      t.match(rows, [{ kind: 'company', live_key: rows[0].id }, { kind: 'workday', live_key: rows[1].id }])
      t.equal(rows[0].deleted_at, rows[1].created_at, 'at no moment are there both or none')
      t.equal((await hr.createHoliday({ date: '2026-11-20', name: 'Libur', kind: 'company' })).version, 1)
    })

    t.test('of two who add the same, one is told so', async (t) => {
      const { signIn } = await testApp(t, database)
      const clients = [await signIn('hr'), await signIn('admin')]
      const body = { date: '2026-12-25', name: 'Natal', kind: 'national' as const }
      const added = await Promise.allSettled(clients.map((client) => client.createHoliday(body)))
      t.match(added.find(({ status }) => status === 'rejected'), { reason: { code: 'DUPLICATE' } })
      t.ok(added.some(({ status }) => status === 'fulfilled'))
    })

    t.test('2,000 at once, twice, by two', async (t) => {
      const { signIn } = await testApp(t, database)
      const clients = [await signIn('hr'), await signIn('admin')]
      const dates = Array.from({ length: 2000 }, (_, index) => new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10))
      const csv = `date,name,kind\r\n${dates.map((date) => `${date},Libur,company\r\n`).join('')}`
      const results = await Promise.all(clients.map((client) => client.importHolidays({ csv, dryRun: false })))
      t.same(results.map(({ created }) => created).sort((a, b) => a - b), [0, 2000])
      t.same(results.map(({ unchanged }) => unchanged).sort((a, b) => a - b), [0, 2000])
    })

    t.test('proposals are of a library, in Indonesian', async (t) => {
      const { signIn } = await testApp(t, database)
      const { country, items } = await (await signIn('hr')).suggestHolidays({ year: 2027 })
      t.equal(country, 'ID')
      t.match(items.find(({ date }) => date === '2027-08-17'), { name: /Kemerdekaan/, known: false })
      t.ok(items.length > 8)
    })
  })
}

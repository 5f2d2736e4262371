import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { until } from '../../support/until.ts'

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

    t.test('is told to everybody who follows, without its name; a file once', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, employee] = [await signIn('hr'), await signIn('employee')]
      const realtime = employee.connect()
      t.teardown(() => realtime.close())
      const told: object[] = []
      realtime.on('calendar.changed', ({ channel, data }) => told.push({ channel, ...data }))
      await realtime.ready()
      await realtime.followOrganisation()
      const { id } = await hr.createHoliday({ date: '2026-12-24', name: 'Libur', kind: 'company' })
      await hr.updateHoliday(id, { version: 1, date: '2026-12-28', kind: 'joint_leave' })
      await hr.deleteHoliday(id)
      const csv = 'date,name,kind\r\n2027-01-01,Tahun Baru,national\r\n2027-03-09,Nyepi,national\r\n'
      await hr.importHolidays({ csv })
      await hr.importHolidays({ csv, dryRun: false })
      await hr.importHolidays({ csv, dryRun: false })
      await until('four changes are told', () => told.length >= 4)
      const [newYear] = (await hr.listHolidays({ from: '2027-01-01', to: '2027-01-01' })).items
      t.same(told, [
        { channel: 'org', id, kind: 'holiday', action: 'created', from: '2026-12-24', to: '2026-12-24', version: 1 },
        { channel: 'org', id, kind: 'joint_leave', action: 'updated', from: '2026-12-24', to: '2026-12-28', version: 2 },
        { channel: 'org', id, kind: 'joint_leave', action: 'deleted', from: '2026-12-28', to: '2026-12-28', version: 2 },
        { channel: 'org', id: newYear.id, kind: 'holiday', action: 'created', from: '2027-01-01', to: '2027-03-09', version: 1 }
      ])
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

/** Lists of reports: who sees which, narrowed how, page by page. */
import t from 'tap'
import { pages, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'
import { tomorrow, daysAgo, idsOf, outcomes, file, openReports } from './reports-writers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, clients, employee, colleague, lead, neighbour, manager, hr } = await openReports(t, database)

    t.test('filters', async (t) => {
      const filed: Record<string, string> = {}
      for (
        const [name, team] of [['employee', line4], ['colleague', line4], ['lead', line4], ['neighbour', line7], [
          'other',
          packing
        ]] as const
      ) {
        for (const days of [0, 1, 29, 30, 45]) {
          filed[`${name} ${days}`] = await file(
            app,
            name,
            daysAgo(days),
            days === 45 ? 'approved' : days === 1 ? 'returned' : 'submitted',
            team
          )
        }
      }
      filed['employee -1'] = await file(app, 'employee', tomorrow, 'draft')
      const list = async (client: Client, query: Parameters<Client['listReports']>[0] = {}) => {
        const { items, nextCursor } = await client.listReports({ limit: 100, ...query })
        t.equal(nextCursor, null)
        return items.map(({ id }) => Object.entries(filed).find(([, filedId]) => filedId === id)![0]).sort()
      }
      const of = (persons: string[], days: number[]) => persons.flatMap((name) => days.map((day) => `${name} ${day}`)).sort()
      const line4People = ['employee', 'colleague', 'lead']
      const recent = [0, 1, 29]

      t.same(await list(employee), of(['employee'], [-1, ...recent]), '31 days, with tomorrow')
      t.same(await list(colleague), of(['colleague'], recent))
      t.same(await list(lead), of(line4People, recent), "no draft but one's own")
      t.same(await list(neighbour), of(['neighbour'], recent))
      t.same(await list(manager), of([...line4People, 'neighbour'], recent))
      t.same(await list(clients.otherManager), of(['other'], recent))
      for (const client of [hr, clients.admin]) t.same(await list(client), of([...line4People, 'neighbour', 'other'], recent))

      t.same(await list(hr, { date: today }), of([...line4People, 'neighbour', 'other'], [0]))
      t.same(await list(hr, { date: daysAgo(2) }), [])
      t.same(await list(employee, { date: tomorrow }), ['employee -1'])
      t.same(await list(lead, { date: tomorrow }), [])
      t.same(await list(hr, { from: daysAgo(45), to: daysAgo(30) }), of([...line4People, 'neighbour', 'other'], [30, 45]))
      t.same(await list(employee, { from: daysAgo(45), to: daysAgo(45) }), ['employee 45'])
      t.same(await list(employee, { from: daysAgo(45) }), of(['employee'], [29, 30, 45]), 'from there 31 days on')
      t.same(await list(employee, { to: daysAgo(30) }), of(['employee'], [30, 45]), 'up to there 31 days back')
      t.same(await list(employee, { from: daysAgo(90), to: tomorrow }), of(['employee'], [-1, 0, 1, 29, 30, 45]), '92 days')

      t.same(await list(hr, { divisionId: production.id, date: today }), of([...line4People, 'neighbour'], [0]))
      t.same(await list(hr, { divisionId: warehouse.id, date: today }), ['other 0'])
      t.same(await list(hr, { teamId: line7.id }), of(['neighbour'], recent))
      t.same(await list(hr, { teamId: line4.id, userId: people.lead.id, date: today }), ['lead 0'])
      t.same(await list(hr, { teamId: line7.id, userId: people.lead.id }), [])
      t.same(await list(manager, { userId: people.colleague.id }), of(['colleague'], recent))
      t.same(await list(hr, { state: 'returned' }), of([...line4People, 'neighbour', 'other'], [1]))
      t.same(await list(hr, { state: 'approved', from: daysAgo(60), to: today, userId: people.other.id }), ['other 45'])
      t.same(await list(hr, { state: 'draft' }), [])
      t.same(await list(employee, { state: 'draft' }), ['employee -1'])
      // What is out of scope is not there, whatever is asked for.
      t.same(await list(lead, { teamId: line7.id }), [])
      t.same(await list(manager, { divisionId: warehouse.id }), [])
      t.same(await list(employee, { userId: people.colleague.id }), [])
      t.same(await list(hr, { divisionId: 'nothing' }), [])
      t.same(await list(hr, { teamId: '_' }), [])
    })

    t.test('ranges that are none', async (t) => {
      const refused = (path: string, rule: string) => ({ code: 'VALIDATION_FAILED', status: 400, details: [{ path, rule }] })
      await t.rejects(hr.listReports({ date: today, from: today }), refused('/query/date', 'exclusive'))
      await t.rejects(hr.listReports({ from: today, to: daysAgo(1) }), refused('/query/to', 'order'))
      await t.rejects(hr.listReports({ from: daysAgo(91), to: tomorrow }), refused('/query/to', 'maxDays'))
      await t.rejects(hr.listReports({ date: '2026-02-30' }), refused('/query/date', 'format'))
      await t.rejects(hr.listReports({ limit: 0 }), refused('/query/limit', 'minimum'))
      await t.rejects(hr.listReports({ limit: 101 }), refused('/query/limit', 'maximum'))
    })

    t.test('the first and the last dates that can be written', async (t) => {
      for (const date of ['0000-01-01', '0001-01-01', '0999-12-31', '9999-12-31']) {
        t.same((await hr.listReports({ date })).items, [], date)
        t.same((await hr.listReports({ from: date, to: date })).items, [], date)
      }
    })

    t.test('pages of any size hold each report once, newest date first', async (t) => {
      for (const [name, team] of [['employee', line4], ['colleague', line4], ['lead', line4], ['other', packing]] as const) {
        for (const days of [0, 1, 2]) await file(app, name, daysAgo(days), 'submitted', team)
      }
      const { items: all, nextCursor } = await hr.listReports({ limit: 100 })
      t.equal(nextCursor, null)
      t.equal(all.length, 12)
      t.same(
        idsOf(all),
        idsOf(all.toSorted((a, b) => a.reportDate === b.reportDate ? (a.id < b.id ? 1 : -1) : a.reportDate < b.reportDate ? 1 : -1))
      )
      for (let limit = 1; limit <= all.length + 1; limit++) {
        t.same(idsOf(await Array.fromAsync(pages(hr.listReports, { limit }))), idsOf(all), `limit ${limit}`)
      }
      t.same(
        idsOf(await Array.fromAsync(pages(lead.listReports, { limit: 2, date: today }))),
        idsOf(all).filter((id) => all.find((report) => report.id === id && report.teamId === line4.id && report.reportDate === today))
      )
      t.equal((await hr.listReports()).items.length, 12)
    })

    t.test('a page is not disturbed by what comes and goes meanwhile', async (t) => {
      for (const days of [0, 1, 2, 3]) await file(app, 'employee', daysAgo(days))
      const first = await hr.listReports({ limit: 2 })
      await file(app, 'colleague', today)
      await db.deleteFrom('reports').where('id', '=', first.items[1].id).execute()
      const second = await hr.listReports({ limit: 2, cursor: first.nextCursor! })
      t.same(second.items.map(({ reportDate }) => reportDate), [daysAgo(2), daysAgo(3)])
      t.equal(second.nextCursor, null)
    })

    t.test('thirty to a page, unless asked otherwise', async (t) => {
      for (let days = 0; days < 31; days++) await file(app, 'employee', addDays(tomorrow, -days))
      const { items, nextCursor } = await employee.listReports()
      t.equal(items.length, 30)
      t.type(nextCursor, 'string')
      t.equal((await employee.listReports({ cursor: nextCursor! })).items.length, 1)
    })

    t.test('a forged cursor is refused, or finds nothing that one may not see', async (t) => {
      const mine = await file(app, 'employee', today)
      await file(app, 'colleague', today)
      const forge = (...key: unknown[]) => Buffer.from(JSON.stringify(['reports', ...key])).toString('base64url')
      for (
        const cursor of [
          'x',
          'bm90IGpzb24',
          forge(),
          forge('a'),
          forge('a', 'b', 'c'),
          forge(1, 2),
          forge(null, null),
          forge({ a: 1 }, 'b')
        ]
      ) {
        await t.rejects(employee.listReports({ cursor }), { code: 'VALIDATION_FAILED', details: [{ path: '/query/cursor' }] }, cursor)
      }
      for (
        const key of [
          ['2026-11-20', 'Z'.repeat(26)],
          ['2027-01-01', 'x'],
          ['2026-11-20', 'é'],
          ['2026-11-20', '🧵'],
          ['2026-11-20', '線'.repeat(100)],
          ['2026-11-20', "' or 1=1 --"],
          ['2026-11-20', '\u0000'],
          ['2026-11-20', '\ud800'],
          ['not a date', 'x'],
          ['', ''],
          ['9999-99-99', 'x'],
          ['2026-11-20 23:59:59', 'x'],
          ['é', 'é']
        ]
      ) {
        const { answers: [page], errors: [error] } = outcomes(await Promise.allSettled([employee.listReports({ cursor: forge(...key) })]))
        if (error) t.match(error, { status: 400, code: 'VALIDATION_FAILED' }, JSON.stringify(key))
        else t.ok(page.items.every(({ id }) => id === mine), JSON.stringify(key))
      }
    })
  })
}

/** Leave and deadlines in the calendar: who sees what of whom, in the list and in what other programs read. */
import t from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'

const [monday, tuesday, wednesday] = ['2026-11-23', '2026-11-24', '2026-11-25']

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    await owing(app.deps, today)
    const [employee, colleague, lead, other] = await app.signInEach('employee', 'colleague', 'lead', 'other')
    const leave = await employee.createLeave({ kind: 'sick', startDate: monday, endDate: tuesday })
    const shown = async (client: typeof employee, kind: 'leave' | 'deadline') =>
      (await client.listCalendarEvents({ from: today, to: '2026-11-27', kind })).items.map(({ id, title, date, endDate }) =>
        kind === 'leave' ? { id, title, date, endDate } : date
      )
    const entry = (title: string) => [{ id: leave.id, title, date: monday, endDate: tuesday }]

    t.test('what is asked for is seen by who asks and who decides', async (t) => {
      t.same(await shown(employee, 'leave'), entry('Sick leave (requested)'))
      t.same(await shown(lead, 'leave'), entry('Sari: leave (requested)'))
      t.same(await shown(colleague, 'leave'), [])
      t.same(await shown(employee, 'deadline'), [today, monday, tuesday, wednesday, '2026-11-26', '2026-11-27'])
    })

    t.test('what is approved is seen by the team, and why by nobody else', async (t) => {
      await lead.approveLeave(leave.id, { version: 1 })
      t.same(await shown(employee, 'leave'), entry('Sick leave'))
      for (const client of [lead, colleague]) t.same(await shown(client, 'leave'), entry('Sari: leave'))
      t.same(await shown(other, 'leave'), [])
      t.same(await shown(employee, 'deadline'), [today, wednesday, '2026-11-26', '2026-11-27'], 'nothing is due on those days')
      const [deadline] = (await employee.listCalendarEvents({ from: today, to: today, kind: 'deadline' })).items
      t.match(deadline, { id: `deadline:${today}`, title: 'Report due', startsAt: '2026-11-20T11:00:00.000Z', can: { edit: false } })
    })

    t.test('page by page each comes once', async (t) => {
      const seen: string[] = []
      for (let cursor: string | undefined;;) {
        const page = await employee.listCalendarEvents({ from: today, to: '2026-11-27', limit: 2, cursor })
        seen.push(...page.items.map(({ id }) => id))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      t.equal(seen.length, 5)
      t.equal(new Set(seen).size, 5)
    })

    t.test('other programs read that others are away, and no more', async (t) => {
      const { url } = await colleague.createCalendarFeed({ name: 'Phone', include: ['leave', 'deadline'] })
      const text = await (await fetch(app.url + new URL(url).pathname + new URL(url).search)).text()
      t.match(text, /SUMMARY:Sari: away/)
      t.notMatch(text, /sick/i)
      t.match(text, /SUMMARY:Report due/)
    })

    t.test('rejected and cancelled it is in no calendar', async (t) => {
      await employee.cancelLeave(leave.id, { version: 2 })
      for (const client of [employee, lead, colleague]) t.same(await shown(client, 'leave'), [])
    })
  })
}

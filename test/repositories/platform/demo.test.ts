import t from 'tap'
import { createClient } from '../../../generated/sdk/dist/src/sdk/index.js'
import { demoAccounts, demoPassword, employeeEmail } from '../../../src/cli/demo/people.ts'
import { seedDemo } from '../../../src/cli/seed-demo.ts'
import { hasOrganisation } from '../../../src/repositories/platform/demo.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const count = async () =>
      Object.fromEntries(
        await Promise.all(
          (['users', 'reports', 'report_items', 'notices'] as const).map(async (
            table
          ) => [table, Number((await db.selectFrom(table).select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()).count)])
        )
      )

    t.test('a database with an organisation is left alone', async (t) => {
      const before = await count()
      t.equal(await hasOrganisation(db), true)
      t.equal(await seedDemo(app.deps), false)
      t.same(await count(), before)
    })

    t.test('of two that seed at once one does', async (t) => {
      for (const table of ['person_facts', 'team_members', 'users', 'teams', 'divisions', 'organisation'] as const) {
        await db.deleteFrom(table).execute()
      }
      t.equal(await hasOrganisation(db), false)
      t.same((await Promise.all([seedDemo(app.deps), seedDemo(app.deps)])).sort(), [false, true])
      t.equal(await seedDemo(app.deps), false)
    })

    t.test('everything that it makes is as the documents say', async (t) => {
      for (const { email } of demoAccounts) {
        const client = createClient({ baseUrl: app.url, mode: 'bearer' })
        await client.login({ email, password: demoPassword })
        await client.getMySummary()
        await client.listNotifications()
        // Two teams are there for the examples, and nobody is in them.
        const sizes = await Promise.all(
          (await client.listTeams()).items.map(async ({ id }) => (await client.listTeamMembers(id)).items.length)
        )
        t.same(sizes.filter((size) => size > 0 && size < 5), [])
        t.ok(sizes.some((size) => size > 0), email)
        const { items } = await client.listReports({ from: addDays(today, -60), to: addDays(today, 1), limit: 100 })
        t.ok(items.length > 0, email)
        if (email === employeeEmail) t.ok(items.every(({ reportDate }) => reportDate !== today), 'nothing is filed today')
      }
    })
  })
}

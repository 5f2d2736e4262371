/** What is owed by somebody whose last day of work is said afterwards. */
import t, { type Test } from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { people } from '../../support/people.ts'

const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const { deps, signIn } = await testApp(t, database)
    await owing(deps, days[0])
    const [hr, employee] = [await signIn('hr'), await signIn('employee')]
    await employee.createReport({ reportDate: days[1], summary: 'Collars', submit: true })
    const leaves = async (leftOn: string | null) => {
      const { version } = await hr.getUser(people.employee.id)
      await hr.updateUser(people.employee.id, { version, leftOn })
      const { items } = await hr.listObligations({ from: days[0], to: days[4], userId: people.employee.id })
      return items.toReversed().map(({ outcome, reason }) => reason ?? outcome)
    }
    t.same(await leaves('2027-01-31'), ['missed', 'late', 'due', 'due', 'due'], 'a day to come changes nothing')
    t.same(await leaves(days[2]), ['missed', 'late', 'due', 'inactive', 'inactive'])
    t.same(await leaves('2026-11-13'), ['inactive', 'late', 'inactive', 'inactive', 'inactive'], 'what was missed, too')
    t.same(await leaves(days[3]), ['inactive', 'late', 'due', 'due', 'inactive'], 'what is still open is owed again')
    t.same(await leaves(null), ['inactive', 'late', 'due', 'due', 'due'])
  })
}

import t from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, packing, people } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const namesFor = async (who: 'employee' | 'lead' | 'manager' | 'other' | 'hr', query: object = {}) =>
      (await (await app.signIn(who)).listPeople(query)).items.map(({ name }) => name)

    t.test('those one has to do with, and whoever is above', async (t) => {
      t.same(await namesFor('employee'), ['Budi', 'Dian', 'Maya', 'Ratna', 'Sari', 'Wati'])
      t.same(await namesFor('lead'), ['Budi', 'Dian', 'Maya', 'Ratna', 'Sari', 'Wati'])
      t.same(await namesFor('manager'), ['Budi', 'Dian', 'Joko', 'Maya', 'Ratna', 'Sari', 'Wati'])
      t.same(await namesFor('other'), ['Agus', 'Dian', 'Maya', 'Tono'])
      t.equal((await namesFor('hr')).length, 9)
      t.same(await namesFor('employee', { teamId: packing.id }), [])
      t.same(await namesFor('employee', { q: 'DIA' }), ['Dian'])
    })

    t.test('to be put into a team: exactly those whom setTeamMember takes', async (t) => {
      const manager = await app.signIn('manager')
      const offered = (await manager.listPeople({ for: 'member' })).items.map(({ id }) => id)
      for (const [name, { id }] of Object.entries(people).filter(([name]) => name !== 'disabled')) {
        const taken = await manager.setTeamMember(line7.id, id, { role: 'member' }).then(() => true, () => false)
        t.equal(offered.includes(id), taken, name)
      }
      t.same(await namesFor('employee', { for: 'member' }), [])
    })

    t.test('to stand in, to be mentioned, and to clear a blocker: exactly those whom the operations take', async (t) => {
      const { signIn } = await testApp(t, database)
      const [hr, lead, employee] = [await signIn('hr'), await signIn('lead'), await signIn('employee')]
      const day = (index: number) => new Date(Date.parse(today) + index * 86_400_000).toISOString().slice(0, 10)
      await (await signIn('manager')).createDelegation({ toUserId: people.colleague.id, startsOn: today, endsOn: today })
      const { id: reportId } = await employee.createReport({
        reportDate: today,
        summary: 'Collars',
        submit: true,
        items: [{ title: 'Thread', status: 'blocked' }]
      })
      let [blocker] = (await lead.listBlockers()).items
      const owners = await lead.listPeople({ for: 'owner', reportId })
      const [standIns, readers] = [await lead.listPeople({ for: 'delegate' }), await hr.listPeople({ for: 'mention', reportId })]
      t.ok(readers.items.some(({ name }) => name === 'Wati'), 'who stands in for the manager')
      for (const [index, [name, { id }]] of Object.entries(people).entries()) {
        const days = { startsOn: day(index), endsOn: day(index) }
        const standsIn = await lead.createDelegation({ toUserId: id, ...days }).then(() => true, () => false)
        t.equal(standIns.items.some((each) => each.id === id), standsIn, `${name} stands in`)
        const isTold = await employee.createComment(reportId, { body: 'Done.', mentions: [id] }).then(() => true, () => false)
        t.equal(readers.items.some((each) => each.id === id), isTold, `${name} is mentioned`)
        const isAsked = await lead.updateBlocker(blocker.id, { version: blocker.version, ownerId: id }).then((changed) => {
          blocker = changed
          return true
        }, () => false)
        t.equal(owners.items.some((each) => each.id === id), isAsked, `${name} is asked to clear it`)
      }
    })

    t.test('a card has neither address nor phone, and of others there is none', async (t) => {
      const employee = await app.signIn('employee')
      t.match(await employee.getPerson(people.lead.id), {
        name: 'Budi',
        title: null,
        avatarUrl: null,
        teams: [{ id: line4.id }, {}],
        active: true
      })
      t.match(await employee.getPerson(people.disabled.id), { active: false })
      await t.rejects(employee.getPerson(people.other.id), { code: 'NOT_FOUND' })
      t.notMatch(JSON.stringify(await employee.getPerson(people.lead.id)), '@')
    })
  })
}

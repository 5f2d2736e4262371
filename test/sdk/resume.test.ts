/** The realtime connection of the SDK: lost, it goes on where it was. */
import t from 'tap'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4 } from '../support/people.ts'
import { until } from '../support/until.ts'

const days = ['2026-11-18', '2026-11-19', today]

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    const lead = await app.signIn('lead')

    t.test('what happens between a list and the connection comes once', async (t) => {
      let since = -1
      const before = await lead.listReports({ teamId: line4.id }, {
        onPosition: (position) => {
          since = position
        }
      })
      t.same(before.items, [])
      t.ok(since >= 0)
      const first = await employee.createReport({ reportDate: days[0], summary: 'Collars', submit: true })
      const realtime = lead.connect({ since })
      t.teardown(() => realtime.close())
      const heard: string[] = []
      realtime.on('report.submitted', ({ data }) => heard.push(data.id))
      const notified: string[] = []
      realtime.on('notification.new', ({ data }) => notified.push(data.id))
      await realtime.ready()
      await realtime.followTeam(line4.id, { since })
      // It gets its place a moment after it was answered: before that it comes live.
      await until('both are heard', () => heard.length > 0 && notified.length > 0)
      t.same(heard, [first.id])
      t.equal(notified.length, 1)
    })

    t.test('a connection that is lost goes on where it was, without a resync', async (t) => {
      const realtime = lead.connect()
      t.teardown(() => realtime.close())
      const heard: number[] = []
      const positions: number[] = []
      let [resyncs, opened] = [0, 0]
      realtime.onResync(() => resyncs++)
      realtime.onState((state) => {
        if (state === 'open') opened++
      })
      realtime.on('report.submitted', ({ seq, position }) => {
        heard.push(seq)
        positions.push(position)
      })
      await realtime.ready()
      await realtime.followTeam(line4.id)
      const colleague = await app.signIn('colleague')
      await employee.createReport({ reportDate: days[1], summary: 'Sleeves', submit: true })
      await until('one is heard', () => heard.length === 1)
      for (const socket of app.app.websocketServer.clients) socket.terminate()
      await colleague.createReport({ reportDate: days[0], summary: 'Buttons', submit: true })
      await colleague.createReport({ reportDate: days[1], summary: 'Cuffs', submit: true })
      await until('it is back', () => opened === 2)
      await employee.createReport({ reportDate: days[2], summary: 'Hems', submit: true })
      await until('all are heard', () => heard.length >= 4)
      t.same(heard, Array.from({ length: 4 }, (_, index) => heard[0] + index), 'each once and in order')
      t.same(positions, positions.toSorted((a, b) => a - b))
      t.equal(resyncs, 0)
    })

    t.test('who is online, and that figures have changed', async (t) => {
      const realtime = lead.connect()
      t.teardown(() => realtime.close())
      const online: (string[] | undefined)[] = []
      let refreshes = 0
      realtime.on('team.presence', ({ data }) => online.push(data.users))
      realtime.on('dashboard.stats_refresh', () => refreshes++)
      await realtime.ready()
      await realtime.followTeam(line4.id)
      await until('presence is told', () => online.length === 1)
      const other = await app.signIn('colleague')
      const theirs = other.connect()
      await theirs.ready()
      await until('somebody came', () => online.at(-1)?.length === 2)
      await other.createReport({ reportDate: days[2], summary: 'Collars', submit: true })
      await until('figures have changed', () => refreshes === 1)
      theirs.close()
    })
  })
}

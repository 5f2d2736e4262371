/** A snapshot over REST and the stream after it are the present, whatever happens between them. */
import t from 'tap'
import type { Notification, Report } from '../../generated/schemas.ts'
import { cleanUp } from '../../src/jobs/platform/retention.ts'
import { changeEpoch } from '../../src/repositories/platform/events.ts'
import { testApp, today } from '../support/app.ts'
import { databases, mariadbAlone } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'
import { testReplicas } from '../support/replicas.ts'
import { until } from '../support/until.ts'
import { own, signedIn, read, since, forget, settled, say, byId } from './replay-questions.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { deps, url } = app
    // Positions are counted here, and a job that the clock wakes says something too.
    await deps.jobs.close()
    const employee = await signedIn(app, 'employee')
    const lead = await signedIn(app, 'lead')
    const hr = await signedIn(app, 'hr')

    for (const [path, prepare] of [['the ring', () => {}], ['the table', () => forget(app)]] as const) {
      t.test(`snapshot and stream, from ${path}`, async (t) => {
        const dates = path === 'the ring' ? [today, '2026-11-19'] : ['2026-11-18', '2026-11-17']
        const drafted = await employee.client.createReport({ reportDate: dates[1], summary: 'Old' })
        await settled(app)
        const operations: Record<string, () => Promise<unknown>> = {
          'creates a report': () => employee.client.createReport({ reportDate: dates[0], summary: 'New' }),
          'updates one': () => employee.client.updateReport(drafted.id, { version: 1, summary: 'Newer', mood: 4 }),
          'submits one': () => employee.client.submitReport(drafted.id, { version: 2 }),
          'all at once': async () => {
            const page = await employee.client.listReports({})
            const draft = page.items.find(({ state }) => state === 'draft')!
            const { version } = await employee.client.updateReport(draft.id, { version: draft.version, summary: 'Again' })
            await employee.client.submitReport(draft.id, { version })
          }
        }
        for (const [name, operate] of Object.entries(operations)) {
          const reports = await read<{ items: Report[] }>(employee, '/reports')
          const notices = await read<Notification[]>(lead, '/notifications')
          const members = await read<{ items: { id: string, today: any }[] }>(lead, `/teams/${line4.id}/members`)
          await operate()
          await settled(app)
          prepare()

          const mine = await since(t, employee, url, own('employee'), reports.position)
          t.match(mine.answer, { recovered: true, replayed: mine.events.length })
          const applied = byId(reports.data.items)
          for (const { data } of mine.events) if (!(applied.get(data.id)?.version! >= data.version)) applied.set(data.id, data)
          t.same(applied, byId((await read<{ items: Report[] }>(employee, '/reports')).data.items), `an employee ${name}: her reports`)

          const theirs = await since(t, lead, url, own('lead'), notices.position)
          const told = byId(notices.data)
          for (const { data: { type, target, actor, ...notification } } of theirs.events) told.set(notification.id, notification)
          t.same(told, byId((await read<Notification[]>(lead, '/notifications')).data), `an employee ${name}: her lead's notifications`)

          const ours = await since(t, lead, url, `team:${line4.id}`, members.position)
          const seen = byId(members.data.items)
          for (const { data } of ours.events) {
            const member = seen.get(data.userId)!
            if (data.reportDate === member.today.date) {
              seen.set(data.userId, { ...member, today: { ...member.today, reportId: data.id, reportState: data.state } })
            }
          }
          t.same(
            seen,
            byId((await read<{ items: { id: string }[] }>(lead, `/teams/${line4.id}/members`)).data.items),
            `an employee ${name}: her team`
          )
          for (const { socket } of [mine, theirs, ours]) socket.raw.terminate()
        }
        const { data: unread } = await read<Notification[]>(lead, '/notifications')
        const counts: number[] = []
        t.teardown(lead.client.followUnread({ onUnread: (count) => counts.push(count) }))
        await until('the first count comes', () => counts.at(-1) === unread.filter((notification) => !notification.read).length)
        await lead.client.markNotificationRead(unread[0].id)
        await until('one less', () => counts.at(-1) === counts[0] - 1)
        await lead.client.markAllNotificationsRead()
        await until('none', () => counts.at(-1) === 0)
      })

      t.test(`256 events are replayed and 257 are not, from ${path}`, async (t) => {
        await settled(app)
        const start = deps.realtime.hub.position
        await say(app, 256)
        prepare()
        const all = await since(t, hr, url, own('hr'), start)
        t.match(all.answer, { recovered: true, replayed: 256, head: start + 256 })
        t.same(all.events.map(({ position }) => position), Array.from({ length: 256 }, (_, index) => start + index + 1))
        await say(app, 1)
        prepare()
        const more = await since(t, hr, url, own('hr'), start)
        t.match(more.resync, { reason: 'too_many', channel: own('hr'), head: start + 257 })
        t.match(more.answer, { recovered: false, replayed: 0, head: start + 257 })
        t.same(more.events, [])
        const fewer = await since(t, hr, url, own('hr'), start + 1)
        t.match(fewer.answer, { recovered: true, replayed: 256 })
        await say(app, 1)
        for (const { socket } of [all, more, fewer]) {
          await socket.frame('notification.new', ({ position }) => position === start + 258)
          socket.raw.terminate()
        }
      })
    }

    t.test('since a place that the log has not reached: another log; and what comes then is heard', async (t) => {
      await settled(app)
      const { position } = deps.realtime.hub
      for (const beyond of [position + 1, Number.MAX_SAFE_INTEGER]) {
        const { socket, answer, resync } = await since(t, hr, url, own('hr'), beyond)
        t.match(resync, { reason: 'epoch' })
        t.match(answer, { recovered: false, head: deps.realtime.hub.position })
        await say(app, 1)
        await socket.frame('notification.new', (frame) => frame.position === deps.realtime.hub.position)
        socket.raw.terminate()
      }
    })

    t.test('the log is named anew while people listen', async (t) => {
      const { socket } = await since(t, lead, url, `team:${line4.id}`, deps.realtime.hub.position)
      const { position } = deps.realtime.hub
      await changeEpoch(deps.db, '01JD2V6M7Q8R9S0T1V2W3X4Y99')
      for (const channel of [own('lead'), `team:${line4.id}`]) {
        t.match(await socket.frame('resync', (frame) => frame.channel === channel), { reason: 'epoch', head: position })
        await socket.frame('subscribed', (frame) => frame.channel === channel && frame.epoch === '01JD2V6M7Q8R9S0T1V2W3X4Y99')
      }
      await say(app, 1, 'lead')
      await socket.frame('notification.new', (frame) => frame.position === position + 1)
    })

    t.test('a restored log is shorter, and one’s rights may have changed with it', async (t) => {
      const colleague = await signedIn(app, 'colleague')
      const { socket } = await since(t, lead, url, own('lead'), 0)
      const { socket: lost } = await since(t, colleague, url, `team:${line4.id}`, deps.realtime.hub.position)
      await deps.db.deleteFrom('team_members').where('user_id', '=', people.colleague.id).execute()
      await deps.db.deleteFrom('events').where('position', '>', 3).execute()
      await deps.db.updateTable('event_clock').set({ position: 3, epoch: '01JD2V6M7Q8R9S0T1V2W3X4Y98' }).execute()
      await socket.frame('subscribed', ({ epoch, head }) => epoch === '01JD2V6M7Q8R9S0T1V2W3X4Y98' && head === 3)
      t.equal(await lost.closed(), 4401)
      await say(app, 1, 'lead')
      await socket.frame('notification.new', ({ position }) => position === 4)
    })

    t.test('what is older than a week is gone', async (t) => {
      const start = deps.realtime.hub.position
      await say(app, 2)
      app.clock.advance(8 * 86_400_000)
      const later = await signedIn(app, 'hr')
      await settled(app)
      await say(app, 3)
      await cleanUp(deps)
      forget(app)
      const old = await since(t, later, url, own('hr'), start)
      t.match(old.resync, { reason: 'too_old' })
      t.match(old.answer, { recovered: false })
      const kept = await since(t, later, url, own('hr'), start + 2)
      t.match(kept.answer, { recovered: true, replayed: 3 })
      await deps.db.deleteFrom('events').execute()
      forget(app)
      t.match((await since(t, later, url, own('hr'), start + 4)).resync, { reason: 'too_old' }, 'nothing is kept at all')
      t.match((await since(t, later, url, own('hr'), start + 5)).answer, { recovered: true, replayed: 0 }, 'nothing is missing')
    })

    t.test('a database that fails: the question is answered, and what was followed goes on', async (t) => {
      const later = await signedIn(app, 'hr')
      const { socket } = await since(t, later, url, own('hr'), deps.realtime.hub.position)
      forget(app)
      await deps.db.schema.alterTable('events').renameTo('events_away').execute()
      socket.send({ type: 'subscribe', ref: 'x', channel: own('hr'), since: 1 })
      t.match(await socket.frame('error'), { ref: 'x', code: 'UNAVAILABLE', retryable: true })
      await deps.db.schema.alterTable('events_away').renameTo('events').execute()
      await say(app, 1)
      await socket.frame('notification.new', ({ position }) => position === deps.realtime.hub.position)
    })
  })
}
for (const database of mariadbAlone(t)) {
  t.test('a replica that has just started answers from the table', async (t) => {
    const { replicas: [here, there] } = await testReplicas(t, database, 2)
    const person = await signedIn(here, 'employee')
    const { position } = await read(person, '/reports')
    const { id } = await person.client.createReport({ reportDate: today, summary: 'New' })
    await settled(here)
    await settled(there)
    forget(there)
    const { events, answer } = await since(t, person, there.url, own('employee'), position)
    t.match(answer, { recovered: true, replayed: 1 })
    t.match(events, [{ type: 'report.created', data: { id } }])
  })
}

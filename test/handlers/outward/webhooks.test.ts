/** What happens is told to other programs: all of it, in order, once as far as can be. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { toDateTime } from '../../../src/database/dialect.ts'
import * as events from '../../../src/repositories/platform/events.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const second = 1000
const hour = 3600 * second

interface Received {
  id: string
  signatures: string
  body: { type: string, channel: string, data: Record<string, unknown> }
  isSignedBy: (secret: string) => boolean
}

/** A program that keeps what it is sent, and answers what `answer` says. */
async function startReceiver (t: Test) {
  const received: Received[] = []
  const receiver = { received, url: '', answer: (response: ServerResponse): unknown => response.writeHead(204).end() }
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString()
    const headers = request.headers as Record<string, string>
    const time = new Date(Number(headers['webhook-timestamp']) * second)
    // The library would ask the true clock how old it is; the tests of the sender have it do that.
    const isSignedBy = (secret: string) =>
      headers['webhook-signature'].split(' ').includes(new Webhook(secret).sign(headers['webhook-id'], time, text))
    received.push({ id: headers['webhook-id'], signatures: headers['webhook-signature'], body: JSON.parse(text), isSignedBy })
    receiver.answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return receiver
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database, { WORKPULSE_WEBHOOK_NETWORKS: '127.0.0.0/8' })
    const { db } = app.deps
    const [admin, employee, lead] = await app.signInEach('admin', 'employee', 'lead')
    const patiently = <T>(what: string, condition: () => T | Promise<T>) => until(what, condition, 30_000)
    const webhookOf = async (id: string) => (await admin.listWebhooks()).items.find((webhook) => webhook.id === id)!
    const deliveriesOf = async (id: string) => (await admin.listWebhookDeliveries(id)).items
    const sequenced = async () => await db.selectFrom('events').select('id').where('position', 'is', null).executeTakeFirst() === undefined
    t.beforeEach(() => emptyTables(db, 'webhook_deliveries', 'webhooks', ...ofReports))
    /** Handed in and taken back, so many times: two events each. */
    const handInAndTakeBack = async (times: number) => {
      let report = await employee.createReport({ reportDate: today, summary: 'Collars' })
      for (let each = 0; each < times; each++) {
        report = await employee.submitReport(report.id, { version: report.version })
        report = await employee.withdrawReport(report.id, { version: report.version })
      }
      return report
    }

    /** So many things of the team's calendar, one after the other. Resolves to their ids. */
    const happen = async (times: number) => {
      const ids: string[] = []
      for (let each = 0; each < times; each++) {
        const day = { allDay: true, date: today, endDate: today }
        ids.push((await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Audit', ...day })).id)
      }
      return ids
    }

    t.test('what a team could see, in order, signed, and no words of a report', async (t) => {
      const receiver = await startReceiver(t)
      const { id, secret } = await admin.createWebhook({
        name: 'Payroll',
        url: receiver.url,
        events: ['report.submitted', 'report.updated']
      })
      const report = await handInAndTakeBack(3)
      await employee.createCalendarEvent({ scope: 'personal', title: 'Dentist', allDay: true, date: today, endDate: today })
      await lead.createCalendarEvent({ scope: 'team', scopeId: line4.id, title: 'Audit', allDay: true, date: today, endDate: today })
      await patiently('six have come', () => receiver.received.length >= 6)
      t.match(receiver.received.map(({ body }) => [body.type, body.data.version]), [
        ['report.submitted', 2],
        ['report.updated', 3],
        ['report.submitted', 4],
        ['report.updated', 5],
        ['report.submitted', 6],
        ['report.updated', 7]
      ])
      const [first] = receiver.received
      t.match(first.body, { channel: `team:${line4.id}`, data: { id: report.id, userId: people.employee.id, state: 'submitted' } })
      t.notMatch(JSON.stringify(receiver.received.map(({ body }) => body)), /Collars|Dentist|Audit|Sari/)
      t.ok(receiver.received.every(({ isSignedBy }) => isSignedBy(secret)))
      t.equal(new Set(receiver.received.map(({ id }) => id)).size, 6)
      await patiently('nothing waits', async () => (await webhookOf(id)).waiting === 0)
      t.match(
        await deliveriesOf(id),
        [...receiver.received].reverse().map(({ body }) => ({ type: body.type, state: 'delivered', attempts: 1, status: 204 }))
      )
      t.equal(receiver.received.length, 6)
    })

    t.test('one that is away holds up itself alone, and gets all of it in order once it is back', async (t) => {
      const [away, present] = [await startReceiver(t), await startReceiver(t)]
      away.answer = (response) => response.writeHead(503).end()
      const { id, secret } = await admin.createWebhook({ name: 'Away', url: away.url, events: ['calendar.changed'] })
      await admin.createWebhook({ name: 'Present', url: present.url, events: ['calendar.changed'] })
      await happen(4)
      await patiently('the other has all', () => present.received.length >= 4)
      await patiently('the one that is away was asked', () => away.received.length >= 1)
      await patiently('all wait', async () => (await webhookOf(id)).waiting === 4)
      t.match(await webhookOf(id), { state: 'failing', active: true })
      t.equal(new Set(away.received.map((each) => each.id)).size, 1, 'it is asked for the first alone')
      const { secret: newer } = await admin.rotateWebhookSecret(id)
      away.answer = (response) => response.writeHead(200).end('thanks')
      const before = away.received.length
      app.clock.advance(hour)
      await patiently('it has all', () => away.received.length >= before + 4)
      const late = away.received.slice(before)
      t.same(late.map(({ id }) => id), present.received.map(({ id }) => id))
      t.ok(late.every(({ isSignedBy }) => isSignedBy(secret) && isSignedBy(newer)), 'what waited is signed by the newer secret too')
      t.match(await webhookOf(id), { state: 'working', failingSince: null, waiting: 0 })
    })

    t.test('twenty that never answer hold up nobody', async (t) => {
      const [fast, silent] = [await startReceiver(t), await startReceiver(t)]
      silent.answer = () => {}
      for (let each = 0; each < 20; each++) await admin.createWebhook({ name: 'Silent', url: silent.url, events: ['calendar.changed'] })
      const { id } = await admin.createWebhook({ name: 'Fast', url: fast.url, events: ['calendar.changed'] })
      for (let part = 0; part < 10; part++) {
        const data = Array.from({ length: 20 }, (_, place) => ({ id: `E${part * 20 + place}` }))
        await app.deps.transaction((tx) =>
          events.append(
            tx,
            app.clock.now(),
            'test',
            data.map((each) => ({ channel: 'org', type: 'calendar.changed', data: each }) as never)
          )
        )
      }
      await patiently('all have come', () => fast.received.length >= 200)
      t.same(fast.received.map(({ body }) => body.data.id), Array.from({ length: 200 }, (_, place) => `E${place}`))
      t.equal(silent.received.length, 20, 'each of the others is asked for the first time')
      await patiently('nothing waits', async () => (await webhookOf(id)).waiting === 0)
      t.equal(fast.received.length, 200)
    })

    t.test('after its seventh try the next; an admin repeats what failed', async (t) => {
      const receiver = await startReceiver(t)
      const { id } = await admin.createWebhook({ name: 'Picky', url: receiver.url, events: ['calendar.changed'] })
      receiver.answer = (response) => {
        response.writeHead(receiver.received.length <= 2 ? 400 : 204).end()
      }
      await happen(2)
      await patiently('it was tried', async () => (await webhookOf(id)).state === 'failing')
      await db.updateTable('webhook_deliveries').set({ attempts: 6 }).where('attempts', '=', 1).execute()
      app.clock.advance(hour)
      await patiently('the next has come', () => receiver.received.length === 3)
      t.equal(receiver.received[1].id, receiver.received[0].id)
      const [, failed] = await deliveriesOf(id)
      t.match(failed, { state: 'failed', attempts: 7, status: 400, problem: 'status', nextTryAt: null })
      await admin.retryWebhookDelivery(id, failed.id)
      await patiently('it has come', () => receiver.received.length === 4)
      t.equal(receiver.received[3].id, receiver.received[0].id)
      await patiently('it counts as delivered', async () => (await deliveriesOf(id))[1].state === 'delivered')
    })

    t.test('one that says it is gone, or is for three days, is told no more, and admins are', async (t) => {
      const [gone, dead] = [await startReceiver(t), await startReceiver(t)]
      const happened = Promise.withResolvers<void>()
      gone.answer = (response) => happened.promise.then(() => response.writeHead(410).end())
      dead.answer = (response) => response.writeHead(500).end()
      const { id: goneId } = await admin.createWebhook({ name: 'Gone', url: gone.url, events: ['calendar.changed'] })
      const { id: deadId } = await admin.createWebhook({ name: 'Dead', url: dead.url, events: ['calendar.changed'] })
      await happen(8)
      await patiently('they have their places', sequenced)
      happened.resolve()
      await patiently('the other fails', async () => (await webhookOf(deadId)).state === 'failing')
      await patiently('it is gone', async () => (await webhookOf(goneId)).state === 'gone')
      await db.updateTable('webhooks').set({ failing_since: toDateTime(new Date(app.clock.now().getTime() - 72 * hour)) })
        .where('id', '=', deadId).execute()
      app.clock.advance(hour)
      await patiently('it is given up', async () => !(await webhookOf(deadId)).active)
      t.match(await webhookOf(deadId), { state: 'given_up', active: false })
      t.match(await webhookOf(goneId), { state: 'gone', active: false, waiting: 8 })
      const inbox = await (await app.signIn('admin')).listInbox({ type: 'webhook.stopped' })
      t.match(inbox.items.map(({ title }) => title).sort(), ['The webhook Dead was switched off', 'The webhook Gone was switched off'])
      const entries = await (await app.signIn('admin')).listAuditEntries({ action: 'webhook.stopped' })
      t.match(entries.items.map(({ targetId, actor }) => [targetId, actor]).sort(), [[goneId, null], [deadId, null]].sort())
    })

    t.test('what happens while it is switched off is not sent; a new secret signs beside the old one', async (t) => {
      const receiver = await startReceiver(t)
      const { id, secret } = await admin.createWebhook({ name: 'Payroll', url: receiver.url, events: ['calendar.changed'] })
      await admin.updateWebhook(id, { version: 1, active: false })
      await happen(1)
      await patiently('that has its place', sequenced)
      await admin.updateWebhook(id, { version: 2, active: true })
      const { secret: newer } = await admin.rotateWebhookSecret(id)
      const [last] = await happen(1)
      await patiently('it has come', () => receiver.received.length > 0)
      t.same(receiver.received.map(({ body }) => body.data.id), [last])
      t.ok(receiver.received[0].isSignedBy(secret) && receiver.received[0].isSignedBy(newer))
      app.clock.advance(25 * hour)
      t.match(await (await app.signIn('admin')).testWebhook(id), { delivered: true, status: 204, problem: null })
      t.match(receiver.received[1], { body: { type: 'webhook.test' }, signatures: /^v1,[^ ]+$/ })
      const stored = JSON.stringify(await db.selectFrom('webhooks').selectAll().execute())
      t.notMatch(stored, secret.slice(6))
      t.notMatch(stored, newer.slice(6))
    })
  })
}

/** A snapshot over REST and the stream after it are the present, whatever happens between them. */
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { InboxItem, Notification, Report } from '../../generated/schemas.ts'
import { channels, event, type ServerFrame } from '../../generated/events.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { cleanUp } from '../../src/jobs/platform/retention.ts'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { Follower } from '../../src/realtime/log/follower.ts'
import { Hub } from '../../src/realtime/log/hub.ts'
import { Sequencer } from '../../src/realtime/log/sequencer.ts'
import { Corks } from '../../src/realtime/connection/corks.ts'
import { Subscriptions } from '../../src/realtime/connection/subscriptions.ts'
import type { Turns } from '../../src/runtime/turns.ts'
import { append, changeEpoch, readClock, sequence } from '../../src/repositories/platform/events.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databases, mariadbAlone, migrated } from '../support/databases.ts'
import { line4, people, type PersonName } from '../support/people.ts'
import { testReplicas } from '../support/replicas.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

const now = new Date('2026-11-20T03:00:00.000Z')
const turns: Turns = (work) => work()
const own = (person: PersonName) => `user:${people[person].id}`

interface Person {
  client: Client
  token: string
  url: string
}

async function signedIn (app: Pick<TestApp, 'signIn' | 'url'>, person: PersonName): Promise<Person> {
  let token = ''
  const client = await app.signIn(person, {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  return { client, token, url: app.url }
}

/** A list, and the position that it is at least as new as. */
async function read<T> ({ token, url }: Person, path: string): Promise<{ data: T, position: number }> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  const { data } = await response.json() as { data: T }
  return { data, position: Number(response.headers.get('x-realtime-position')) }
}

/** What a channel carries since a position, until it is live. */
async function since (
  t: Test,
  { token }: Person,
  url: string,
  channel: string,
  position: number
): Promise<{ socket: TestSocket, events: any[], answer: any, resync: any }> {
  const socket = openSocket(`${url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  socket.send({ type: 'subscribe', ref: 'since', channel, since: position })
  const answer = await socket.frame('subscribed', ({ ref }) => ref === 'since')
  const events = socket.frames.filter((frame) => frame.channel === channel && frame.seq !== undefined)
  return { socket, events, answer, resync: socket.frames.find(({ type }) => type === 'resync') }
}

/** As right after a start: nothing is remembered. */
const forget = ({ deps: { realtime: { hub } } }: Pick<TestApp, 'deps'>) => hub.restart(hub.epoch!, hub.position)

const settled = ({ deps }: Pick<TestApp, 'deps'>) =>
  until('every event is delivered', async () => {
    const waiting = await deps.db.selectFrom('events').select('id').where('position', 'is', null).execute()
    return waiting.length === 0 && (await readClock(deps.db)).position === deps.realtime.hub.position
  })

async function say (app: Pick<TestApp, 'deps'>, count: number, person: PersonName = 'hr'): Promise<void> {
  const data: InboxItem = {
    id: people.hr.id,
    type: 'team.digest',
    title: 'x',
    body: '',
    target: null,
    actor: null,
    createdAt: '2026-11-20T03:00:00.000Z',
    read: false
  }
  const { deps } = app
  await deps.transaction((tx) =>
    append(
      tx,
      deps.clock.now(),
      'test',
      Array.from({ length: count }, () => event(channels.user(people[person].id), 'notification.new', data))
    )
  )
  await settled(app)
}

const byId = <T extends { id: string }>(items: T[]) => new Map(items.map((item) => [item.id, item]))

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

  t.test(`${database.name}: whatever one asks while others write, nothing is missed, doubled or out of order`, async (t) => {
    const { db } = await migrated(t, database)
    const errors: unknown[] = []
    const onError = (error: unknown) => errors.push(error)
    const bus = createMemoryBus()
    const hub = new Hub(onError)
    const follower = new Follower({
      db,
      catchUp: async () => {},
      bus,
      hub,
      corks: new Corks(),
      onRepair: () => {},
      onLag: () => {},
      onError
    })
    const sequencer = new Sequencer(db, bus, onError)
    follower.start()
    sequencer.start()
    t.teardown(async () => {
      await sequencer.close()
      await follower.close()
      hub.close()
    })
    const names = ['team:A', 'team:B']
    const write = async (channel: string, count: number) => {
      await inTransaction(
        db,
        (tx) => append(tx, now, 'test', Array.from({ length: count }, (_, n) => ({ channel, type: 'test', data: { n } })))
      )
      sequencer.wake()
    }
    const step = fc.record({
      act: fc.constantFrom('subscribe', 'since', 'again', 'drop', 'anew', 'forget', 'write', 'write'),
      channel: fc.constantFrom(...names),
      count: fc.integer({ min: 1, max: 9 }),
      wait: fc.nat(4)
    })
    await hub.started()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        /** The newest of each channel that this client has, and from where on it wants all. */
        const has = new Map(names.map((name) => [name, hub.position]))
        const got = new Map<string, number[]>(names.map((name) => [name, []]))
        const from = new Map(has)
        let order = Promise.resolve()
        let connection = open()
        function open () {
          let live = true
          const subscriptions = new Subscriptions({
            get isOpen () {
              return live
            },
            drained: async () => {},
            send: (frame: ServerFrame) => {
              if (frame.type === 'resync') errors.push(frame)
            },
            deliver ({ event: { channel, position } }) {
              if (!live) return errors.push('after the close')
              got.get(channel)!.push(position)
              has.set(channel, position)
            }
          }, { db, hub, turns })
          return {
            subscriptions,
            close () {
              live = false
              subscriptions.dropAll()
            }
          }
        }
        const inTurn = (work: () => Promise<void>) => {
          order = order.then(work)
        }
        const writes: Promise<void>[] = []
        for (const { act, channel, count, wait } of steps) {
          if (act === 'write') writes.push(write(channel, count))
          else if (act === 'forget') hub.restart(hub.epoch!, hub.position)
          else if (act === 'anew') {
            inTurn(async () => {
              connection.close()
              connection = open()
            })
          } else if (act === 'drop') inTurn(async () => connection.subscriptions.drop(channel))
          else if (act === 'subscribe') {
            inTurn(async () => {
              // What it asks for without `since` begins with the present, for one who does not follow already.
              if (connection.subscriptions.has(channel)) return connection.subscriptions.follow(channel, {})
              got.set(channel, [])
              from.set(channel, hub.position)
              has.set(channel, hub.position)
              await connection.subscriptions.follow(channel, {})
            })
          } else inTurn(() => connection.subscriptions.follow(channel, { since: has.get(channel)! }))
          await delay(wait)
        }
        for (const name of names) inTurn(() => connection.subscriptions.follow(name, { since: has.get(name)! }))
        await Promise.all(writes)
        await order
        await until(
          'all is delivered',
          async () => (await sequence(db, 500)).events.length === 0 && (await readClock(db)).position === hub.position
        )
        for (const name of names) {
          const log = await db.selectFrom('events').select('position').where('channel', '=', name).where('position', '>', from.get(name)!)
            .orderBy('position').execute()
          await until('all have come', () => got.get(name)!.length >= log.length)
          t.same(got.get(name), log.map(({ position }) => position))
        }
        connection.close()
      }),
      { numRuns: database.name === 'sqlite' ? 60 : 25 }
    )
    t.same(errors, [])
  })

  t.test(`${database.name}: a client that is ahead of this replica`, async (t) => {
    const { db } = await migrated(t, database)
    const hub = new Hub(() => {})
    t.teardown(() => hub.close())
    await inTransaction(
      db,
      (tx) => append(tx, now, 'test', Array.from({ length: 8 }, (_, n) => ({ channel: 'team:A', type: 'test', data: { n } })))
    )
    const { epoch, events } = await sequence(db, 100)
    hub.restart(epoch, 5)
    const got: number[] = []
    const sent: ServerFrame[] = []
    const subscriptions = new Subscriptions({
      isOpen: true,
      drained: async () => {},
      send: (frame) => sent.push(frame),
      deliver: ({ event: { position } }) => got.push(position)
    }, { db, hub, turns })
    await subscriptions.follow('team:A', { since: 7 })
    t.match(sent, [{ type: 'subscribed', head: 7, recovered: true, replayed: 0 }])
    for (const each of events.slice(5)) await hub.deliver(each)
    t.same(got, [8], 'what it has does not come again')
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

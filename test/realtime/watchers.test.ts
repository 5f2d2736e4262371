/** What concerns whole teams, and of which the latest counts. */
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { Hub } from '../../src/realtime/log/hub.ts'
import { createMemoryPresence } from '../../src/realtime/presence/memory.ts'
import { together } from '../../src/realtime/presence/together.ts'
import { linger } from '../../src/realtime/presence/presence.ts'
import { createWatchers, type Watcher } from '../../src/realtime/watchers.ts'
import type { SequencedEvent } from '../../src/repositories/platform/events.ts'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'
import { openSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

/** Keeps what it is told, without the header of the protocol. */
function watcherOf (frames: any[]): Watcher {
  return { sendEphemeral: (frame) => frames.push(JSON.parse(String(frame.subarray(frame.indexOf('{'))))) }
}

function watched (t: Test, members: Record<string, string[]>) {
  const hub = new Hub(() => {})
  const [presence, streams] = [createMemoryPresence(), createMemoryPresence()]
  const errors: unknown[] = []
  const database = { away: false, asked: 0 }
  const watchers = createWatchers({
    hub,
    presence: together([presence, streams]),
    now: () => new Date('2026-11-20T03:00:00.000Z'),
    onError: (error) => errors.push(error),
    async listMemberIds (teamId) {
      database.asked++
      if (database.away) throw new Error('away')
      return members[teamId] ?? []
    }
  })
  t.teardown(() => {
    watchers.close()
    hub.close()
  })
  let position = 0
  return {
    hub,
    presence,
    streams,
    watchers,
    errors,
    database,
    watch (teamId: string) {
      const frames: any[] = []
      return { frames, stop: watchers.watch(teamId, watcherOf(frames)) }
    },
    /** Lets so much time pass, and what it brings be told. */
    async pass (milliseconds: number) {
      mock.timers.tick(milliseconds)
      for (let n = 0; n < 3; n++) await turn()
    },
    async happen (channel: string, type: string) {
      const event: SequencedEvent = {
        id: ++position,
        channel,
        type,
        payload: '{}',
        cause: null,
        createdAt: '2026-11-20 03:00:00.000',
        position,
        seq: position
      }
      await hub.deliver(event)
    }
  }
}

/** A test in which time passes only where it is told to. Undone before it ends: tap's own timers are among those that are mocked. */
function stillTime (name: string, work: (t: Test) => Promise<void>): void {
  t.test(name, async (t) => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      await work(t)
    } finally {
      mock.timers.reset()
    }
  })
}

stillTime('presence: at once, and at each change, a moment’s together', async (t) => {
  const { presence, watch, pass, database } = watched(t, { x: ['A', 'B', 'C'], y: ['C'] })
  presence.enter('A', ['x'])
  const x = watch('x')
  const y = watch('y')
  await pass(0)
  t.same(x.frames.splice(0), [{
    v: 1,
    type: 'team.presence',
    channel: 'team:x',
    time: '2026-11-20T03:00:00.000Z',
    data: { online: 1, users: ['A'], joined: [], left: [] }
  }])
  t.match(y.frames.splice(0), [{ data: { online: 0, users: [] } }])
  presence.enter('B', ['x'])
  presence.enter('C', ['x', 'y'])
  t.same(x.frames, [])
  await pass(100)
  t.match(x.frames.splice(0), [{ data: { online: 3, users: ['A', 'B', 'C'], joined: ['B', 'C'], left: [] } }])
  t.match(y.frames.splice(0), [{ data: { online: 1, users: ['C'], joined: ['C'], left: [] } }])
  presence.leave('B')
  await pass(linger)
  await pass(100)
  t.match(x.frames.splice(0), [{ data: { online: 2, users: ['A', 'C'], joined: [], left: ['B'] } }])
  t.same(y.frames, [], 'another team hears nothing')
  const { asked } = database
  x.stop()
  presence.enter('B', ['x'])
  await pass(1000)
  t.same([x.frames, database.asked], [[], asked], 'for nobody nothing is read')
})

stillTime('presence: from one way of listening to another', async (t) => {
  const { presence, streams, watch, pass } = watched(t, { x: ['A', 'B'] })
  streams.enter('A', ['x'])
  const { frames } = watch('x')
  await pass(0)
  t.match(frames.splice(0), [{ data: { online: 1, users: ['A'] } }], 'a stream is one')
  presence.enter('A', ['x'])
  streams.leave('A')
  await pass(linger)
  await pass(100)
  t.same(frames, [], 'nobody has come or gone')
  streams.enter('B', ['x'])
  presence.leave('A')
  await pass(100)
  t.match(frames.splice(0), [{ data: { online: 2, joined: ['B'], left: [] } }])
  await pass(linger)
  await pass(100)
  t.match(frames.splice(0), [{ data: { online: 1, users: ['B'], joined: [], left: ['A'] } }])
})

stillTime('presence: who comes and goes within a moment', async (t) => {
  const { presence, watch, pass } = watched(t, { x: ['A', 'B'] })
  const { frames } = watch('x')
  await pass(0)
  frames.length = 0
  presence.enter('A', ['x'])
  presence.enter('A', [])
  await pass(100)
  t.equal(frames.length, 1)
  t.match(frames[0].data, { joined: [], left: ['A'] }, 'the latest counts')
})

stillTime('presence: of a large team the number only', async (t) => {
  const members = Array.from({ length: 101 }, (_, index) => `P${index}`)
  const { presence, watch, pass } = watched(t, { x: members })
  for (const id of members.slice(1)) presence.enter(id, ['x'])
  const { frames } = watch('x')
  await pass(0)
  t.equal(frames.at(-1).data.users.length, 100)
  presence.enter('P0', ['x'])
  await pass(100)
  t.same(frames.at(-1).data, { online: 101, joined: ['P0'], left: [] })
})

stillTime('presence: what could not be told is told when the database is back', async (t) => {
  const { presence, watch, pass, database, errors } = watched(t, { x: ['A', 'B'] })
  database.away = true
  const { frames } = watch('x')
  await pass(0)
  presence.enter('A', ['x'])
  await pass(100)
  t.same(frames, [])
  t.ok(errors.length > 0)
  database.away = false
  await pass(1000)
  t.match(frames.at(-1), { data: { online: 1, users: ['A'], joined: ['A'] } })
})

stillTime('figures: at once, then every two seconds at most, and the last is not lost', async (t) => {
  const { happen, watch, pass } = watched(t, { x: [] })
  const { frames, stop } = watch('x')
  const stats = () => frames.filter(({ type }) => type === 'dashboard.stats_refresh').map(({ data }) => data)
  await happen('team:x', 'report.submitted')
  t.same(stats(), [{ teamId: 'x', position: 1 }])
  for (let n = 0; n < 50; n++) await happen('team:x', 'report.submitted')
  await pass(1999)
  t.equal(stats().length, 1)
  await pass(1)
  t.same(stats()[1], { teamId: 'x', position: 51 })
  await pass(2000)
  t.equal(stats().length, 2, 'nothing new')
  await happen('team:x', 'report.submitted')
  t.equal(stats().length, 3)
  for (const [channel, type] of [['team:y', 'report.submitted'], ['user:x', 'report.updated'], ['team:x', 'other']]) {
    await happen(channel, type)
  }
  await pass(10_000)
  t.equal(stats().length, 3, 'what does not change its figures')
  await happen('team:x', 'report.submitted')
  await happen('team:x', 'report.submitted')
  stop()
  await pass(10_000)
  t.equal(stats().length, 4)
})

stillTime('figures of the organisation: those of any team, every five seconds at most', async (t) => {
  const { happen, watchers, pass } = watched(t, { x: [] })
  const frames: any[] = []
  const stop = watchers.watchAll(watcherOf(frames))
  await happen('team:x', 'report.submitted')
  t.match(frames, [{ type: 'dashboard.stats_refresh', channel: 'org', data: { teamId: null, position: 1 } }])
  for (const team of ['x', 'y']) await happen(`figures:${team}`, 'figures.changed')
  await pass(4999)
  t.equal(frames.length, 1)
  await pass(1)
  t.match(frames[1], { data: { position: 3 } })
  await pass(5000)
  for (const [channel, type] of [['user:x', 'report.updated'], ['team:x', 'calendar.changed']]) await happen(channel, type)
  t.equal(frames.length, 2, 'what changes no figures')
  stop()
  await happen('team:x', 'report.submitted')
  t.equal(frames.length, 2)
})

t.test('over a socket', async (t) => {
  const app = await testApp(t, databases[0])
  let token = ''
  const lead = await app.signIn('lead', {
    onTokens: (pair) => {
      token = pair?.accessToken ?? token
    }
  })
  const socket = openSocket(`${app.url}/api/v1/ws`)
  t.teardown(() => socket.raw.terminate())
  socket.send({ type: 'auth', token })
  await socket.frame('subscribed')
  socket.send({ type: 'subscribe', channel: `team:${line4.id}` })
  t.match(await socket.frame('team.presence'), { data: { online: 1, users: [people.lead.id] } })
  const employee = await app.signIn('employee')
  const page = employee.connect()
  t.teardown(() => page.close())
  await page.ready()
  t.match(await socket.frame('team.presence', ({ data }) => data.joined.length > 0), {
    data: { online: 2, joined: [people.employee.id], left: [] }
  })
  const stream = (await app.signIn('colleague')).followUnread({ onUnread () {} })
  t.teardown(stream)
  t.match(await socket.frame('team.presence', ({ data }) => data.joined.includes(people.colleague.id)), { data: { online: 3, left: [] } })
  const { id } = await employee.createReport({ reportDate: today, summary: 'Draft' })
  await employee.submitReport(id, { version: 1 })
  const { position } = await socket.frame('report.submitted')
  const { data } = await socket.frame('dashboard.stats_refresh')
  t.same(data, { teamId: line4.id, position })
  t.equal(socket.frames.filter(({ type }) => type === 'dashboard.stats_refresh').length, 1, 'a draft changes no figures')
  socket.send({ type: 'subscribe', channel: 'org' })
  await socket.frame('subscribed', ({ channel }) => channel === 'org')
  await lead.approveReport(id, { version: 2 })
  await socket.frame('dashboard.stats_refresh', ({ channel }) => channel === 'org')
  for (const channel of ['org', `team:${line4.id}`]) {
    socket.send({ type: 'unsubscribe', channel })
    await socket.frame('unsubscribed', (frame) => frame.channel === channel)
  }
  const before = socket.frames.length
  page.close()
  await until('she is gone from the connections', () => app.deps.realtime.connections.size === 1)
  t.equal(socket.frames.length, before)
  await lead.logout()
})

/** Connections of the SDK against a server that fails in ways that the real one rarely does. */
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { until } from '../support/until.ts'
import { badServer, connect, event, outcome, hurry } from './bad-server.ts'

t.test('what never comes is refused at once', async (t) => {
  const server = await badServer(t)
  server.greeting = () => {}
  const waiting = connect(t, server)
  const early = [waiting.ready(), waiting.followTeam('a')].map(outcome)
  waiting.close()
  t.same(await Promise.all(early), ['ConnectionError', 'ConnectionError'])
  server.greeting = () => false
  const refused = connect(t, server)
  await refused.ready()
  server.peers.at(-1)!.socket.close(4400)
  await until('it is closed', () => refused.state === 'closed')
  for (const realtime of [waiting, refused]) {
    t.same(await Promise.all([realtime.ready(), realtime.followTeam('a')].map(outcome)), ['ConnectionError', 'ConnectionError'])
  }
})

t.test('a listener that throws', async (t) => {
  const reported: string[] = []
  globalThis.reportError = (error: Error) => reported.push(error.message)
  t.teardown(() => {
    delete (globalThis as Partial<typeof globalThis>).reportError
  })
  const server = await badServer(t)
  server.stream = (response) => response.write('event: unread\ndata: 1\n\nevent: unread\ndata: 2\n\n')
  const realtime = connect(t, server)
  const bad = (name: string) => () => {
    throw new Error(name)
  }
  const heard: string[] = []
  realtime.onState(bad('state'))
  realtime.onState((state) => heard.push(state))
  realtime.on('report.submitted', bad('event'))
  realtime.on('report.submitted', () => heard.push('event'))
  realtime.onResync(bad('resync'))
  realtime.onResync(() => heard.push('resync'))
  await realtime.followTeam('a')
  server.peers[0].say(event('team:a', 11))
  server.peers[0].say({ type: 'resync', channel: 'team:a', reason: 'too_many', head: 12 })
  await until('all have heard', () => heard.length === 3)
  t.same(heard, ['open', 'event', 'resync'])
  const counts: number[] = []
  t.teardown(server.client.followUnread({
    onUnread (count) {
      counts.push(count)
      throw new Error('unread')
    }
  }))
  await until('both counts came', () => counts.length === 2)
  t.same(counts, [1, 2])
  t.same(reported, ['state', 'event', 'resync', 'unread', 'unread'])
})

t.test('ending twice counts once', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const end = await realtime.followTeam('a')
  const endOther = await realtime.followTeam('a')
  end()
  end()
  await delay(50)
  const unsubscribes = () => server.peers[0].asked.filter(({ type }) => type === 'unsubscribe').length
  t.equal(unsubscribes(), 0)
  endOther()
  await until('it is over', () => unsubscribes() === 1)
})

t.test('a silent stream and a silent socket come back', async (t) => {
  hurry(t)
  const server = await badServer(t)
  let streams = 0
  server.stream = (response) => response.write(`event: unread\ndata: ${++streams}\n\n`)
  server.greeting = (_, connection) => connection === 1
  t.teardown(server.client.followUnread({ onUnread: () => {} }))
  const realtime = connect(t, server)
  t.equal(await outcome(realtime.ready()), 'resolved')
  await until('the stream is back', () => streams === 2)
})

t.test('after bye it comes back when asked to, and then with growing pauses', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  await realtime.ready()
  const times: number[] = []
  server.greeting = ({ socket }, connection) => {
    times.push(Date.now())
    if (connection > 3) return false
    socket.close(1013)
  }
  const [{ say, socket }] = server.peers
  const start = Date.now()
  say({ type: 'bye', code: 1012, reconnectAfterMs: 50 })
  socket.close(1012)
  await until('it is back', () => times.length === 3 && realtime.state === 'open')
  t.ok(times[0] - start < 400)
  t.ok(times[1] - times[0] >= 490)
  t.ok(times[2] - times[1] >= 490)
})

/** Channels of the SDK against a server that fails in ways that the real one rarely does. */
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { until } from '../support/until.ts'
import { own, badServer, connect, event, unavailable, asksFor, outcome } from './bad-server.ts'

t.test('a team is followed again after a loss before the answer', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  await realtime.followTeam('a')
  server.fault = (question, { socket }, connection) => connection === 2 && question.channel === 'team:a' && socket.terminate()
  server.peers[0].socket.terminate()
  await until('the third asks for it', () => server.peers[2] && asksFor('team:a')(server.peers[2]))
})

for (const [what, channel] of [['a team', 'team:a'], ['the own channel', own]]) {
  t.test(`${what} is asked for again when the service cannot answer`, async (t) => {
    const server = await badServer(t)
    const realtime = connect(t, server)
    let resyncs = 0
    realtime.onResync(() => resyncs++)
    await realtime.followTeam('a')
    server.fault = (question, { say }, connection) => connection === 2 && question.channel === channel && say(unavailable(question))
    server.peers[0].socket.terminate()
    await until('the third asks for it', () => server.peers[2] && asksFor(channel)(server.peers[2]))
    await until('it is open', () => realtime.state === 'open')
    t.equal(resyncs, 0)
  })
}

t.test('a team that one may not see any more', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const resyncs: object[] = []
  realtime.onResync((missed) => resyncs.push(missed))
  await realtime.followTeam('a')
  server.fault = ({ channel, ref }, { say }) =>
    channel === 'team:a' && say({ type: 'error', ref, code: 'NOT_FOUND', message: 'None', retryable: false })
  server.peers[0].socket.terminate()
  await until('it is told', () => resyncs.length > 0)
  t.same(resyncs, [{ channel: 'team:a', reason: 'access' }])
  t.match(await realtime.followTeam('a').catch((error) => error), { code: 'NOT_FOUND' })
})

t.test('fifty teams, at once and again after a loss, within the limits', async (t) => {
  const server = await badServer(t)
  server.limits = { burst: 20, messagesPerSecond: 50 }
  const realtime = connect(t, server)
  const teams = Array.from({ length: 50 }, (_, index) => String(index))
  t.equal(await outcome(realtime.ready().then(() => Promise.all(teams.map((id) => realtime.followTeam(id))))), 'resolved')
  server.peers[0].socket.terminate()
  await until('all are asked for again', () => server.peers[1]?.asked.length === 51)
  await delay(100)
  t.equal(server.peers.length, 2)
})

t.test('two who follow one team at once ask once and lose nothing', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const heard: number[] = []
  realtime.on('report.submitted', ({ position }) => heard.push(position))
  await realtime.ready()
  let asked = 0
  server.fault = async ({ type, channel, ref, since }, { say, subscribed }) => {
    if (type !== 'subscribe') return
    asked++
    for (let position = since! + 1; position <= 10; position++) say(event(channel, position))
    await delay(100)
    subscribed(channel, { ref })
  }
  const first = realtime.followTeam('a', { since: 7 })
  await delay(50)
  const second = realtime.followTeam('a', { since: 7 })
  await first
  t.same(heard, [8, 9, 10])
  await second
  t.equal(asked, 1)
  const both = [realtime.followTeam('b', { since: 8 }), delay(50).then(() => realtime.followTeam('b', { since: 6 }))]
  await Promise.all(both)
  t.same(heard, [8, 9, 10, 7, 8, 9, 10], 'from the earlier of the two')
})

t.test('after a restore each channel is told of once, and goes on', async (t) => {
  const server = await badServer(t)
  const realtime = connect(t, server)
  const resyncs: string[] = []
  const heard: number[] = []
  realtime.onResync(({ channel, reason }) => resyncs.push(`${channel} ${reason}`))
  realtime.on('report.submitted', ({ position }) => heard.push(position))
  await realtime.followTeam('a')
  const [{ asked, say, subscribed, socket }] = server.peers
  const before = asked.length
  server.epoch = 'two'
  for (const channel of [own, 'team:a']) {
    say({ type: 'resync', channel, reason: 'epoch', head: 3 })
    subscribed(channel, { head: 3 })
  }
  say(event('team:a', 4))
  await until('it is heard', () => heard.length > 0)
  await delay(50)
  t.equal(asked.length, before, 'nothing is asked for')
  socket.terminate()
  await until('it is back', () => server.peers[1]?.asked.length === 2)
  t.same(server.peers[1].asked.map(({ channel, since }) => [channel, since]), [[own, 3], ['team:a', 4]])
  t.same(resyncs, [`${own} epoch`, 'team:a epoch'])
})

/** A lead who is moved while connections are open: what they saw closes on every replica, and what waits for them goes to the next one. */
import t, { type Test } from 'tap'
import { today } from '../support/app.ts'
import { mariadbAlone } from '../support/databases.ts'
import { line4, line7, people, password, emailOf } from '../support/people.ts'
import { testReplicas, type Replica } from '../support/replicas.ts'
import { openSocket, type TestSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'

async function connect (t: Test, replica: Replica): Promise<TestSocket> {
  const { ticket } = await (await replica.signIn('lead')).createWsTicket()
  const socket = openSocket(`${replica.url}/api/v1/ws?ticket=${ticket}`)
  t.teardown(() => socket.raw.terminate())
  await socket.frame('subscribed')
  return socket
}

async function follow (socket: TestSocket, teamId: string): Promise<string> {
  const ref = `${teamId} ${Math.random()}`
  socket.send({ type: 'subscribe', ref, channel: `team:${teamId}` })
  const answer = await until('it is answered', () => socket.frames.find((frame) => frame.ref === ref))
  return answer.type
}

interface Told {
  numbers: number[]
  ended: boolean
}

/** The numbers that an event stream tells. */
async function unreadOf (t: Test, { url }: Replica, who: 'lead' | 'manager'): Promise<Told> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(who), password })
  })
  const { data: { accessToken } } = await answer.json() as { data: { accessToken: string } }
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const stream = await fetch(`${url}/api/v1/stream/notifications`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: stop.signal
  })
  const told: Told = { numbers: [], ended: false }
  void (async () => {
    try {
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
        for (const [, number] of chunk.matchAll(/data: (\d+)/g)) told.numbers.push(Number(number))
      }
    } catch {
      // Stopped by the test.
    }
    told.ended = true
  })()
  await until('the first number comes', () => told.numbers.length > 0)
  return told
}

// Two connections of one process to SQLite would wait for each other, which stands still while it waits.
for (const database of mariadbAlone(t)) {
  t.test(database.name, async (t) => {
    const { replicas } = await testReplicas(t, database, 2)
    const [here, there] = replicas
    const report = await (await here.signIn('employee')).createReport({ reportDate: today, summary: 'Collars', submit: true })
    const lead = await there.signIn('lead')
    t.same((await lead.listReports({ view: 'review' })).items.map(({ id }) => id), [report.id])
    const sockets = [await connect(t, here), await connect(t, there)]
    for (const socket of sockets) t.same([await follow(socket, line4.id), await follow(socket, line7.id)], ['subscribed', 'error'])
    const [leads, managers] = [await unreadOf(t, there, 'lead'), await unreadOf(t, there, 'manager')]
    // A number may be said again, when what changed it before comes late to this replica.
    t.same([leads.numbers[0], managers.numbers[0]], [1, 0])

    const hr = await here.signIn('hr')
    const { version } = await hr.getUser(people.lead.id)
    await hr.updateUser(people.lead.id, { version, teams: [{ id: line7.id, role: 'lead' }] })
    for (const socket of sockets) t.equal(await socket.closed(), 4401, 'begins anew')
    await until('the manager is told', () => managers.numbers.at(-1) === 1)
    await until('the stream of the lead begins anew, too', () => leads.ended)
    t.equal((await unreadOf(t, there, 'lead')).numbers[0], 0, 'nothing waits for them')

    for (const replica of replicas) {
      const again = await connect(t, replica)
      t.same([await follow(again, line4.id), await follow(again, line7.id)], ['error', 'subscribed'], 'what they may follow now')
      const moved = await replica.signIn('lead')
      t.same((await moved.listReports({ view: 'review' })).items, [])
      await t.rejects(moved.getReport(report.id), { code: 'NOT_FOUND' })
      t.same((await moved.listTeams()).items.map(({ id }) => id), [line7.id])
      const { items } = await (await replica.signIn('manager')).listReports({ view: 'review' })
      t.match(items, [{ id: report.id, reviewerId: people.manager.id, teamId: line4.id }])
    }
  })
}

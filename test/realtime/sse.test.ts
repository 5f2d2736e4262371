import t from 'tap'
import { append } from '../../src/repositories/platform/events.ts'
import { sessionRevoked, unreadChanged } from '../../src/rules/platform/channels.ts'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { until } from '../support/until.ts'

/** Reads an event stream as it comes. */
async function readStream (url: string, headers: Record<string, string>, search = '') {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/v1/stream/notifications${search}`, { headers, signal: stop.signal })
  const received = { text: '', ended: false }
  void (async () => {
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
        received.text += chunk
      }
    } catch {
      // Aborted by the test.
    }
    received.ended = true
  })()
  return { response, received, stop: () => stop.abort() }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('the stream is to the letter what EventSource and a proxy need', async (t) => {
      const { accessToken } = await app.anonymous().login({ email: 'lead@workpulse.test', password: 'correct horse battery staple' })
      const { response, received, stop } = await readStream(app.url, {
        cookie: `access_token=${accessToken}`,
        origin: 'http://localhost:3000'
      })
      t.teardown(stop)
      t.equal(response.status, 200)
      t.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
      t.equal(response.headers.get('cache-control'), 'no-cache, no-transform')
      t.equal(response.headers.get('x-accel-buffering'), 'no')
      t.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:3000', 'CORS survives the hijack')
      t.equal(response.headers.get('access-control-allow-credentials'), 'true')
      await until('the first count comes', () => received.text.includes('data: 0\n\n'))
      t.match(received.text, /^retry: [34]\d{3}\n\nid: \d+\nevent: unread\ndata: 0\n\n$/)

      await (await app.signIn('employee')).createReport({ reportDate: today, summary: 'Collars', submit: true })
      await until('the count rises', () => received.text.includes('data: 1\n\n'))
      await (await app.signIn('lead')).markAllNotificationsRead()
      await until('the count falls', () => /data: 1\n\n[^]*data: 0\n\n$/.test(received.text))
    })

    t.test("nobody else's count, and none without a session", async (t) => {
      const { accessToken } = await app.anonymous().login({ email: 'other@workpulse.test', password: 'correct horse battery staple' })
      const { received, stop } = await readStream(app.url, { authorization: `Bearer ${accessToken}` })
      await until('the first count comes', () => received.text.includes('unread'))
      const colleague = await app.signIn('colleague')
      await colleague.createReport({ reportDate: today, summary: 'Cuffs', submit: true })
      await until(
        'the event is sequenced',
        async () => (await app.deps.db.selectFrom('events').select('id').where('position', 'is', null).execute()).length === 0
      )
      t.equal(received.text.match(/event: unread/g)?.length, 1)
      stop()
      t.equal((await fetch(`${app.url}/api/v1/stream/notifications`)).status, 401)
      t.equal(
        (await fetch(`${app.url}/api/v1/stream/notifications`, {
          headers: { cookie: `access_token=${accessToken}`, origin: 'https://evil.example' }
        })).status,
        403
      )
    })

    t.test('a ticket opens it, once', async (t) => {
      const { ticket } = await (await app.signIn('lead')).createWsTicket()
      const first = await readStream(`${app.url}`, {}, `?ticket=${ticket}`)
      t.teardown(first.stop)
      await until('it is open', () => first.received.text.includes('unread'))
      const again = await fetch(`${app.url}/api/v1/stream/notifications?ticket=${ticket}`)
      t.equal(again.status, 401)
      t.equal((await fetch(`${app.url}/api/v1/stream/notifications?ticket=made-up`)).status, 401)
      t.equal((await fetch(`${app.url}/api/v1/auth/me?ticket=${ticket}`)).status, 401, 'it opens nothing else')
    })

    t.test('it ends with its session', async (t) => {
      const client = app.anonymous()
      const { accessToken } = await client.login({ email: 'lead@workpulse.test', password: 'correct horse battery staple' })
      const { received } = await readStream(app.url, { authorization: `Bearer ${accessToken}` })
      await until('it is open', () => received.text.includes('unread'))
      await client.logout()
      await until('it ends', () => received.ended)
      t.match(received.text, /event: session_revoked\ndata: {}\n\n$/)
    })
  })
}

t.test('what comes after the end is dropped, though the client reads nothing', async (t) => {
  const app = await testApp(t, databases[0])
  const client = app.anonymous()
  const { accessToken } = await client.login({ email: 'lead@workpulse.test', password: 'correct horse battery staple' })
  const { received, stop } = await readStream(app.url, { authorization: `Bearer ${accessToken}` })
  t.teardown(stop)
  await until('it is open', () => received.text.includes('unread'))
  const [session] = await app.deps.db.selectFrom('sessions').select(['id', 'user_id']).where('revoked_at', 'is', null).execute()
  // The end twice, and a count, in one batch: nothing closes in between.
  await app.deps.transaction((tx) =>
    append(tx, app.clock.now(), 'test', [sessionRevoked(session.id), sessionRevoked(session.id), unreadChanged(session.user_id)])
  )
  await until('it ends', () => received.ended)
  t.equal(received.text.match(/session_revoked/g)?.length, 1)
  t.same(await app.anonymous().getHealth(), { status: 'ok' })
})

t.test('it ends when the service stops, and says nothing of the session', async (t) => {
  const app = await testApp(t, databases[0])
  const { accessToken } = await app.anonymous().login({ email: 'lead@workpulse.test', password: 'correct horse battery staple' })
  const { received } = await readStream(app.url, { authorization: `Bearer ${accessToken}` })
  await until('it is open', () => received.text.includes('unread'))
  await app.app.close()
  await until('it ends', () => received.ended)
  t.notMatch(received.text, /session_revoked/)
})

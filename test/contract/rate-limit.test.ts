/** Each operation tells who asks too often when to come back. */
import t from 'tap'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { send, type RawRequest } from '../support/raw.ts'

/** Whoever watches the service is not held up by it. */
const probes = ['getHealth', 'getReadiness']

const requestOf = (id: string, headers: RawRequest['headers'] = {}): RawRequest => {
  const { method, path } = operations.get(id)!
  return { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'ID'), headers }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const most = 8
    const app = await testApp(t, database, { WORKPULSE_RATE_LIMIT: String(most) })
    let authorization = ''
    await app.signIn('admin', {
      onTokens: (tokens) => {
        authorization = `Bearer ${tokens?.accessToken}`
      }
    })
    for (let request = 1; request < most; request++) {
      t.equal((await send(app.url, requestOf('getMe', { authorization }))).status, 200, `request ${request + 1} of ${most}`)
    }

    const rateLimited = async (request: RawRequest) => {
      const { status, headers, text } = await send(app.url, request)
      const after = headers['retry-after']
      return {
        status,
        code: JSON.parse(text).error?.code,
        inTime: /^[1-9]\d*$/.test(String(after)) && Number(after) <= 60,
        more: Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))
      }
    }
    const refusal = { status: 429, code: 'RATE_LIMITED', inTime: true, more: [] }

    for (const id of probes) {
      t.test(id, async (t) => {
        for (let request = 0; request < most * 2; request++) t.equal((await send(app.url, requestOf(id))).status, 200)
      })
    }

    for (const { id } of [...operations.values()].filter((operation) => !probes.includes(operation.id))) {
      t.test(id, async (t) => {
        t.same(await rateLimited(requestOf(id, { authorization })), refusal, 'signed in')
        t.same(await rateLimited(requestOf(id)), refusal, 'nobody: before it is known who asks')
        t.same(await rateLimited(requestOf(id, { authorization: 'Bearer a.b.c' })), refusal, 'with a token that is none')
        t.same(await rateLimited({ ...requestOf(id), path: `${requestOf(id).path}?other=1` }), refusal, 'with what is not valid')
      })
    }

    t.test('another network is not held up, and headers of strangers make none', async (t) => {
      t.equal(
        (await send(app.url, requestOf('getMe', { authorization, 'x-forwarded-for': '203.0.113.7' }))).status,
        200,
        'as the proxy before us says'
      )
      for (let request = 1; request < most; request++) {
        await send(app.url, requestOf('getMe', { authorization, 'x-forwarded-for': '2001:db8::1' }))
      }
      t.equal(
        (await send(app.url, requestOf('getMe', { authorization, 'x-forwarded-for': '2001:db8::2' }))).status,
        200,
        'the last of a /64'
      )
      t.same(
        await rateLimited(requestOf('getMe', { authorization, 'x-forwarded-for': '2001:db8::ffff:3' })),
        refusal,
        'which is one subscriber'
      )
      t.equal(
        (await send(app.url, requestOf('getMe', { authorization, 'x-forwarded-for': '2001:db8:0:1::1' }))).status,
        200,
        'and the next is another'
      )
      t.same(
        await rateLimited(requestOf('getMe', { authorization, 'x-forwarded-for': '198.51.100.1, 2001:db8::4' })),
        refusal,
        'what the caller says before the proxy does not count'
      )
    })
  })

  t.test(`${database.name}: of many people behind one address`, async (t) => {
    const app = await testApp(t, database, { WORKPULSE_RATE_LIMIT: '2', WORKPULSE_TRUSTED_NETWORKS: '203.0.113.0/24' })
    const status = async (address: string) => (await send(app.url, requestOf('startGoogleSignIn', { 'x-forwarded-for': address }))).status
    for (let request = 0; request < 2; request++) t.equal(await status('198.51.100.1'), 501)
    t.equal(await status('198.51.100.1'), 429)
    for (let request = 0; request < 40; request++) t.equal(await status('203.0.113.9'), 501, 'twenty times as many')
    t.equal(await status('203.0.113.9'), 429)
  })
}

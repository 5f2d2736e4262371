/** Passwords that are tried too often. */
import t from 'tap'
import { createClient } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password, people } from '../../support/people.ts'
import { second, credentials, browser, post } from './auth-requests.ts'

for (const database of databases) {
  t.test(`too many failures, ${database.name}`, async (t) => {
    const app = await testApp(t, database)
    const from = (address: string, more: Record<string, string> = {}) => ({ 'x-forwarded-for': address, ...more })
    const wrong = { ...credentials, password: 'wrong' }
    const outcomes = async (times: number, body: object, headers?: Record<string, string>) => {
      const answers: (string | undefined)[] = []
      for (let time = 0; time < times; time++) answers.push((await post(app, 'login', body, headers)).error?.code)
      return answers
    }
    const failed = (times: number) => Array(times).fill('INVALID_CREDENTIALS')

    t.test('the sixth has to wait, and the right password with it', async (t) => {
      t.same(await outcomes(5, wrong), failed(5))
      const answer = await post(app, 'login', wrong)
      t.match(answer, { status: 429, data: null, error: { code: 'RATE_LIMITED' } })
      t.match(answer.headers.get('retry-after'), /^[12]$/)
      t.same(answer.headers.getSetCookie(), [])
      t.match(await post(app, 'login', credentials), { status: 429 }, 'it says nothing about the password')
      t.equal((await post(app, 'login', { email: emailOf('colleague'), password })).status, 200, 'others are not held up')
      t.equal((await post(app, 'login', credentials, from('203.0.113.7'))).status, 200, 'nor is the person elsewhere')
    })

    t.test('each failure after that doubles the wait', async (t) => {
      const time = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)
      for (const pause of [2, 4, 8, 16]) {
        const { last_at: last, blocked_until: until } = await app.deps.db.selectFrom('attempts').select(['last_at', 'blocked_until']).where(
          'blocked_until',
          'is not',
          null
        ).orderBy('blocked_until', 'desc').limit(1).executeTakeFirstOrThrow()
        t.equal(time(until!) - time(last), pause * second, `${pause} seconds`)
        t.match(await post(app, 'login', wrong), { status: 429 })
        app.clock.advance(pause * second)
        t.match(await post(app, 'login', wrong), { status: 401 }, `after ${pause} seconds`)
      }
      app.clock.advance(32 * second)
      t.equal((await post(app, 'login', credentials)).status, 200)
      t.same(await outcomes(5, wrong), failed(5), 'a success begins anew')
      app.clock.advance(2 * second)
      t.equal((await post(app, 'login', credentials)).status, 200)
    })

    t.test('an address that nobody has is answered alike', async (t) => {
      const nobody = { email: 'nobody@workpulse.test', password: 'wrong' }
      t.same(await outcomes(6, nobody, from('203.0.113.10')), [...failed(5), 'RATE_LIMITED'])
      t.same(
        await outcomes(1, { ...nobody, email: 'NOBODY@workpulse.test' }, from('203.0.113.10')),
        ['RATE_LIMITED'],
        'whatever its spelling'
      )
    })

    t.test('parallel ones all count', async (t) => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => post(app, 'login', { email: emailOf('lead'), password: 'wrong' }, from('203.0.113.11')))
      )
      t.same(Map.groupBy(answers, ({ status }) => status).get(401)?.length, 5)
      t.same([...new Set(answers.map(({ status }) => status))].sort(), [401, 429])
    })

    t.test('twenty of one account pause it everywhere, but for its own devices', async (t) => {
      const person = { email: emailOf('other'), password }
      const known = browser(app)
      const client = createClient({ baseUrl: app.url, fetch: known.fetch })
      await client.login(person)
      await client.logout()
      for (let index = 0; index < 20; index++) {
        t.match(await post(app, 'login', { ...person, password: 'wrong' }, from(`198.51.100.${index}`)), { status: 401 })
      }
      for (const pause of [2, 4, 8, 16, 32]) {
        app.clock.advance(pause * second)
        t.match(await post(app, 'login', { ...person, password: 'wrong' }, from(`198.51.100.1${pause}`)), { status: 401 })
      }
      const paused = await post(app, 'login', person, from('192.0.2.1'))
      t.match(paused, { status: 429, error: { code: 'RATE_LIMITED' } })
      const seconds = Number(paused.headers.get('retry-after'))
      t.ok(seconds > 0 && seconds <= 45, 'for three quarters of a minute at most')
      await t.resolves(client.login(person), 'from a browser that signed in before')
      await client.logout()
      t.same(await app.deps.db.selectFrom('audit_entries').select('target_id').where('action', '=', 'sign_in.paused').execute(), [{
        target_id: people.other.id
      }], 'it is written down, once')

      const device = known.cookies.get('device')!.value
      t.match(await post(app, 'login', { email: emailOf('hr'), password: 'wrong' }, from('192.0.2.2', { cookie: `device=${device}` })), {
        status: 401
      })
      t.match(
        await post(app, 'login', person, from('192.0.2.3', { cookie: `device=${device.slice(0, -2)}xx` })),
        { status: 429 },
        'a forged one opens nothing'
      )
      const guesses = Array.from({ length: 6 }, () => ({ ...person, password: 'wrong' }))
      const answers: number[] = []
      for (const guess of guesses) answers.push((await post(app, 'login', guess, from('192.0.2.4', { cookie: `device=${device}` }))).status)
      t.same(answers, [401, 401, 401, 401, 401, 429], 'and a device has five as well')
      app.clock.advance(900 * second)
      t.equal((await post(app, 'login', person, from('192.0.2.1'))).status, 200)
    })

    t.test('a network that tries many accounts', async (t) => {
      const guess = (index: number, address: string) =>
        post(app, 'login', { email: `guess-${index}@workpulse.test`, password: 'wrong' }, from(address))
      for (let index = 0; index < 10; index++) t.match(await guess(index, '203.0.113.20'), { status: 401 })
      const answer = await guess(10, '203.0.113.20')
      t.match(answer, { status: 429, error: { code: 'RATE_LIMITED' } })
      t.ok(Number(answer.headers.get('retry-after')) >= 1)
      t.match(await guess(10, '203.0.113.21'), { status: 401 }, 'the next is another')
    })

    t.test('changing a password can be tried as often as signing in', async (t) => {
      const { accessToken } = (await post(app, 'login', { email: emailOf('neighbour'), password }, from('203.0.113.30'))).data
      const change = async (currentPassword: string) => {
        const response = await fetch(`${app.url}/api/v1/auth/password`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
          body: JSON.stringify({ currentPassword, newPassword: 'five orders of blue collars' })
        })
        return response.status
      }
      for (let index = 0; index < 5; index++) t.equal(await change('wrong'), 422)
      t.equal(await change('wrong'), 429)
      t.equal(await change(password), 429)
      app.clock.advance(2 * second)
      t.equal(await change(password), 200)
    })
  })
}

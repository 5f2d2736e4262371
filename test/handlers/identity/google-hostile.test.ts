/** What a provider that lies, and browsers that are not the one that began, come to. */
import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'
import t from 'tap'
import * as signInFlows from '../../../src/repositories/identity/sign-in-flows.ts'
import { testApp } from '../../support/app.ts'
import { browser, frontEnd } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { clientSecret, hostileProvider } from '../../support/identity-provider.ts'
import { emailOf, people } from '../../support/people.ts'
import {
  minute,
  workspace,
  signIn,
  whoIs,
  succeeded,
  refused,
  account,
  invite,
  identitiesOf,
  actionsOn,
  encode,
  decode
} from './google-visits.ts'

for (const database of databases) {
  t.test(`${database.name}, with a hostile provider`, async (t) => {
    const provider = await hostileProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db } = app.deps
    const start = `${app.url}/api/v1/auth/google`
    t.beforeEach(() => {
      provider.reform()
      provider.claims = workspace(emailOf('employee'))
    })

    t.test('a provider that is down, and up again', async (t) => {
      await refused(t, app, 'google_unavailable', async (person) => {
        const answer = await person.visit(start, frontEnd, { accept: 'application/json' })
        t.same(await answer.json(), { ok: true, data: { url: `${frontEnd}/login?error=google_unavailable` }, error: null })
        const response = await person.visit(start)
        t.equal(response.status, 302)
        return new Response(await response.text(), { status: 303, headers: response.headers })
      })
      t.same(await db.selectFrom('sign_in_flows').selectAll().execute(), [])
      await provider.start()
      succeeded(t, await signIn(app))

      await refused(t, app, 'google_unavailable', async (person) => {
        const url = await person.pass(await person.begin())
        await provider.stop()
        return person.comeBack(url)
      })
      await provider.start()
      succeeded(t, await signIn(app))
    })

    t.test('a token endpoint that leaves one waiting', async (t) => {
      provider.hangs = true
      const begun = Date.now()
      await refused(t, app, 'google_unavailable', (person) => signIn(app, person))
      const seconds = (Date.now() - begun) / 1000
      t.ok(seconds > 4 && seconds < 7, `after ${seconds} seconds`)
    })

    t.test('a token endpoint that fails', async (t) => {
      for (
        const [statusCode, body, code] of [
          [500, {}, 'google_unavailable'],
          [503, { error: 'temporarily_unavailable' }, 'google_unavailable'],
          [429, {}, 'google_unavailable'],
          [400, { error: 'invalid_grant' }, 'google_failed'],
          [401, { error: 'invalid_client' }, 'google_failed'],
          [200, {}, 'google_failed']
        ] as const
      ) {
        provider.beforeAnswer = (response) => Object.assign(response, { statusCode, body })
        await refused(t, app, code, (person) => signIn(app, person))
      }
    })

    t.test('tokens that lie', async (t) => {
      const changed = (change: (token: { header: any, payload: any }) => void) => () => {
        provider.beforeSigning = change
      }
      const forged = (forge: (header: any, payload: any, signature: string) => string) => () => {
        provider.beforeAnswer = ({ body }) => {
          const answer = body as { id_token: string }
          const [header, payload, signature] = answer.id_token.split('.')
          answer.id_token = forge(decode(header), decode(payload), signature)
        }
      }
      const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      const signed = (header: any, payload: any) => {
        const input = `${encode(header)}.${encode(payload)}`
        return `${input}.${signWith('sha256', Buffer.from(input), stranger).toString('base64url')}`
      }
      const now = Math.floor(Date.now() / 1000)
      for (
        const [name, lie] of Object.entries({
          'signed by a stranger': forged(signed),
          'signed by a stranger who names another key': forged((header, payload) => signed({ ...header, kid: 'stranger' }, payload)),
          'a payload changed under the old signature': forged((header, payload, signature) =>
            `${encode(header)}.${encode({ ...payload, sub: 'somebody else', email: emailOf('admin') })}.${signature}`
          ),
          'alg none': forged((header, payload) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`),
          'alg none, with the old signature': forged((header, payload, signature) =>
            `${encode({ ...header, alg: 'none' })}.${encode(payload)}.${signature}`
          ),
          'no signature': forged((header, payload) => `${encode(header)}.${encode(payload)}.`),
          'signed with the secret of the client': forged((header, payload) => {
            const input = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`
            return `${input}.${createHmac('sha256', clientSecret).update(input).digest('base64url')}`
          }),
          'no ID token': () => {
            provider.beforeAnswer = ({ body }) => {
              delete (body as any).id_token
            }
          },
          'another nonce': changed(({ payload }) => {
            payload.nonce = 'another'
          }),
          'no nonce': changed(({ payload }) => {
            delete payload.nonce
          }),
          'another issuer': changed(({ payload }) => {
            payload.iss = 'https://accounts.google.com'
          }),
          'another audience': changed(({ payload }) => {
            payload.aud = 'another'
          }),
          'two audiences, and for the other': changed(({ payload }) => {
            Object.assign(payload, { aud: ['another', 'workpulse'], azp: 'another' })
          }),
          expired: changed(({ payload }) => {
            Object.assign(payload, { iat: now - 7200, nbf: now - 7200, exp: now - 3600 })
          }),
          'not valid yet': changed(({ payload }) => {
            payload.nbf = now + 3600
          }),
          'issued in the future': changed(({ payload }) => {
            Object.assign(payload, { iat: now + 300, exp: now + 3600 })
          }),
          'no expiry': changed(({ payload }) => {
            delete payload.exp
          }),
          'no subject': changed(({ payload }) => {
            delete payload.sub
          }),
          'a subject that is no text': changed(({ payload }) => {
            payload.sub = { $ne: null }
          }),
          'a subject too long to keep': changed(({ payload }) => {
            payload.sub = '1'.repeat(192)
          }),
          'a subject with a space at the end': changed(({ payload }) => {
            payload.sub = `${payload.sub} `
          }),
          'an empty subject': changed(({ payload }) => {
            payload.sub = ''
          })
        })
      ) {
        provider.reform()
        lie()
        t.comment(name)
        await refused(t, app, 'google_failed', (person) => signIn(app, person))
        t.equal(provider.exchanges, 1, name)
      }
      t.same(await identitiesOf(app, people.admin.id), [])
    })

    t.test('email_verified as text', async (t) => {
      provider.claims = { ...workspace(emailOf('employee')), email_verified: 'true' }
      await refused(t, app, 'google_email_unverified', (person) => signIn(app, person))
    })

    t.test('a callback that comes a second time', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const cookie = person.cookie(person.names()[0])!
      succeeded(t, await person.comeBack(url))
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
      await refused(t, app, 'google_expired', () => person.comeBack(url, { cookie: `${cookie.name}=${cookie.value}` }), person)
      t.equal(provider.exchanges, 1, 'the provider is asked once')
      t.match(await whoIs(app, person), { id: people.employee.id }, 'who is signed in stays so')
    })

    t.test('a callback that comes many times at once', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const answers = await Promise.all(Array.from({ length: 10 }, () => person.comeBack(url)))
      t.same(answers.map((answer) => answer.headers.get('location')).sort(), [
        `${frontEnd}/`,
        ...Array(9).fill(`${frontEnd}/login?error=google_expired`)
      ])
      t.equal(provider.exchanges, 1)
    })

    t.test('a state that is not known', async (t) => {
      for (const query of ['', '?state=unknown&code=x', '?code=x', '?state=&code=x', '?error=access_denied', `?state=${'x'.repeat(512)}`]) {
        await refused(t, app, 'google_expired', (person) => person.comeBack(`${start}/callback${query}`))
      }
      for (const query of ['?state=a&state=b', `?state=${'x'.repeat(513)}`]) {
        const response = await browser(app).comeBack(`${start}/callback${query}`)
        t.equal(response.status, 400)
        t.match(await response.json(), { error: { code: 'VALIDATION_FAILED' } })
      }
      t.equal(provider.exchanges, 0)
    })

    t.test('another browser', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      const [name] = person.names()
      await refused(t, app, 'google_expired', (victim) => victim.comeBack(url))
      await refused(t, app, 'google_expired', (victim) => victim.comeBack(url, { cookie: `${name}=x` }))
      await refused(t, app, 'google_expired', async (victim) => {
        await victim.begin()
        const [own] = victim.names()
        return victim.comeBack(url, { cookie: `${name}=${victim.cookie(own)!.value}` })
      })
      await refused(
        t,
        app,
        'google_expired',
        (victim) => victim.comeBack(url, { cookie: `${name}=${person.cookie(name)!.value}${people.admin.id}` })
      )
      t.equal(provider.exchanges, 0)
      succeeded(t, await person.comeBack(url), '/')
    })

    t.test('two tabs at once', async (t) => {
      const person = browser(app)
      const [first, second] = [await person.begin('/first'), await person.begin('/second')]
      t.equal(person.names().length, 2)
      const urls = [await person.pass(second), await person.pass(first)]
      succeeded(t, await person.comeBack(urls[0]), '/second')
      succeeded(t, await person.comeBack(urls[1]), '/first')
      t.same(person.names().sort(), ['access_token', 'device', 'refresh_token'])
    })

    t.test('somebody new who comes in several times at once is one person', async (t) => {
      const email = 'twins@workpulse.test'
      await invite(app, email)
      provider.claims = workspace(email)
      const tabs = Array.from({ length: 5 }, () => browser(app))
      const urls = await Promise.all(tabs.map(async (tab) => tab.pass(await tab.begin())))
      const answers = await Promise.all(tabs.map((tab, index) => tab.comeBack(urls[index])))
      for (const answer of answers) succeeded(t, answer)
      const ids = await Promise.all(tabs.map(async (tab) => (await whoIs(app, tab)).id))
      t.equal(new Set(ids).size, 1)
      t.same(await identitiesOf(app, ids[0]), [provider.claims.sub])
      t.same(await actionsOn(app, ids[0]), ['user.registered', 'identity.linked'])
    })

    t.test('an account that is linked several times at once', async (t) => {
      const id = await account(app, 'linked@workpulse.test')
      provider.claims = workspace('linked@workpulse.test')
      const tabs = Array.from({ length: 5 }, () => browser(app))
      const urls = await Promise.all(tabs.map(async (tab) => tab.pass(await tab.begin())))
      for (const answer of await Promise.all(tabs.map((tab, index) => tab.comeBack(urls[index])))) succeeded(t, answer)
      t.same(await actionsOn(app, id), ['identity.linked'])
    })

    t.test('ten minutes are enough', async (t) => {
      const person = browser(app)
      const url = await person.pass(await person.begin())
      app.clock.advance(10 * minute)
      await refused(t, app, 'google_expired', () => person.comeBack(url), person)
      t.equal((await db.selectFrom('sign_in_flows').select('id').execute()).length > 0, true)
      app.clock.advance(1)
      await signInFlows.deleteExpired(db, app.clock.now())
      t.same(await db.selectFrom('sign_in_flows').select('id').execute(), [])
    })

    t.test('from which site a browser comes back', async (t) => {
      for (const site of ['cross-site', 'same-site', 'none']) {
        const person = browser(app)
        succeeded(t, await person.comeBack(await person.pass(await person.begin()), { 'sec-fetch-site': site }))
      }
    })
  })
}

import { createHmac, hkdfSync } from 'node:crypto'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { loadConfig } from '../../src/config.ts'
import type { Clock } from '../../src/deps.ts'
import { createTokens, type Tokens } from '../../src/security/tokens.ts'
import { start, testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'

const [first, second] = ['a'.repeat(32), 'b'.repeat(32)]
const sid = '01JD2V6M7Q8R9S0T1V2W3X4Y5Z'
const claims = { sub: people.employee.id, sid }
const fixed: Clock = { now: () => start }
const now = start.getTime() / 1000
const issuer = 'http://localhost:3040'

async function tokensWith (t: Test, secrets: string, clock: Clock = fixed): Promise<Tokens> {
  const app = Fastify()
  t.teardown(() => app.close())
  return createTokens(app, loadConfig({ NODE_ENV: 'test', WORKPULSE_JWT_SECRET: secrets }), clock)
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

/** A token made by hand, with the right signature. */
function forge (header: object, payload: object, secret = first, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}
const goodHeader = { alg: 'HS256', typ: 'at+jwt', kid: 'one' }
const goodPayload = { iss: issuer, aud: issuer, sub: claims.sub, sid, jti: 'x', iat: now, exp: now + 600 }

/** Every token that differs from this one in one character of a part. */
function* tampered (token: string, separator = '.'): Generator<string> {
  const parts = token.split(separator)
  for (const [index, part] of parts.entries()) {
    for (const position of [0, Math.floor(part.length / 2), part.length - 1]) {
      const replaced = part[position] === 'A' ? 'B' : 'A'
      const changed = part.slice(0, position) + replaced + part.slice(position + 1)
      // The last character of a base64url text can hold bits that mean nothing.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(part, 'base64url'))) continue
      yield parts.with(index, changed).join(separator)
    }
    yield parts.with(index, '').join(separator)
    yield parts.toSpliced(index, 1).join(separator)
  }
  yield `${token}${separator}`
  yield `${token} `
  yield ` ${token}`
}

t.test('an access token says who and which session, and no more', async (t) => {
  const tokens = await tokensWith(t, `one:${first}`)
  const token = tokens.signAccess(claims)
  const [header, payload] = token.split('.').slice(0, 2).map(decode)
  t.same(header, { alg: 'HS256', typ: 'at+jwt', kid: 'one' })
  t.same(Object.keys(payload).sort(), ['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'])
  t.match(payload, { iss: issuer, aud: issuer, sub: claims.sub, sid, iat: now, exp: now + 600, jti: /^[\da-f-]{36}$/ })
  t.same(tokens.verifyAccess(token), claims)
  t.not(decode(tokens.signAccess(claims).split('.')[1]).jti, payload.jti)
})

t.test('an access token is good for ten minutes of the clock of the service', async (t) => {
  let time = start.getTime()
  const tokens = await tokensWith(t, `one:${first}`, { now: () => new Date(time) })
  const token = tokens.signAccess(claims)
  time += 599_999
  t.same(tokens.verifyAccess(token), claims)
  time += 1
  t.equal(tokens.verifyAccess(token), undefined)
})

t.test('a token that was tampered with is none', async (t) => {
  const tokens = await tokensWith(t, `one:${first}`)
  for (const token of tampered(tokens.signAccess(claims))) t.equal(tokens.verifyAccess(token), undefined, token)
  for (const token of tampered(tokens.signRefresh({ sessionId: sid, generation: 12 }))) {
    t.equal(tokens.verifyRefresh(token), undefined, token)
  }
  for (const token of ['', '.', '..', 'x', 'null', '1....', tokens.signRefresh({ sessionId: sid, generation: 1 })]) {
    t.equal(tokens.verifyAccess(token), undefined)
  }
  for (const token of ['', '.', '1....', 'x', tokens.signAccess(claims)]) t.equal(tokens.verifyRefresh(token), undefined)
})

t.test('a good signature is not enough', async (t) => {
  const tokens = await tokensWith(t, `one:${first},__proto__:${second}`)
  t.same(tokens.verifyAccess(forge(goodHeader, goodPayload)), claims, 'what the forger makes is good otherwise')
  for (
    const [name, token] of Object.entries({
      'no algorithm': `${encode({ ...goodHeader, alg: 'none' })}.${encode(goodPayload)}.`,
      'no algorithm, and a signature': forge({ ...goodHeader, alg: 'none' }, goodPayload),
      'another algorithm': forge({ ...goodHeader, alg: 'HS512' }, goodPayload, first, 'sha512'),
      'another type': forge({ ...goodHeader, typ: 'JWT' }, goodPayload),
      'no type': forge({ alg: 'HS256', kid: 'one' }, goodPayload),
      'no kid': forge({ alg: 'HS256', typ: 'at+jwt' }, goodPayload),
      'an empty kid': forge({ ...goodHeader, kid: '' }, goodPayload),
      'an array of kids': forge({ ...goodHeader, kid: ['one'] }, goodPayload),
      'an unknown kid': forge({ ...goodHeader, kid: 'two' }, goodPayload),
      "a kid of JavaScript's own": forge({ ...goodHeader, kid: 'constructor' }, goodPayload),
      'the key of another kid': forge({ ...goodHeader, kid: '__proto__' }, goodPayload),
      'another secret': forge(goodHeader, goodPayload, second),
      'another issuer': forge(goodHeader, { ...goodPayload, iss: 'http://evil.test' }),
      'no issuer': forge(goodHeader, { ...goodPayload, iss: undefined }),
      'another audience': forge(goodHeader, { ...goodPayload, aud: 'http://evil.test' }),
      'no audience': forge(goodHeader, { ...goodPayload, aud: undefined }),
      'a subject that is an object': forge(goodHeader, { ...goodPayload, sub: { id: claims.sub } }),
      'no subject': forge(goodHeader, { ...goodPayload, sub: undefined }),
      'a session that is an array': forge(goodHeader, { ...goodPayload, sid: [sid] }),
      'no session': forge(goodHeader, { ...goodPayload, sid: undefined }),
      'issued in the future': forge(goodHeader, { ...goodPayload, iat: now + 61, exp: now + 600 }),
      'for the year 9999': forge(goodHeader, { ...goodPayload, exp: 253_402_300_799 }),
      'for a second too long': forge(goodHeader, { ...goodPayload, exp: now + 601 }),
      'without an end': forge(goodHeader, { ...goodPayload, exp: undefined }),
      'an end that is text': forge(goodHeader, { ...goodPayload, exp: String(now + 600) }),
      'without a beginning': forge(goodHeader, { ...goodPayload, iat: undefined }),
      over: forge(goodHeader, { ...goodPayload, iat: now - 600, exp: now }),
      'not JSON': `${encode(goodHeader)}.${Buffer.from('{').toString('base64url')}.x`
    })
  ) t.equal(tokens.verifyAccess(token), undefined, name)
  t.same(
    tokens.verifyAccess(forge(goodHeader, { ...goodPayload, iat: now + 60, exp: now + 600 })),
    claims,
    'a minute is forgiven to clocks'
  )
})

t.test('a refresh token carries its session and generation', async (t) => {
  const tokens = await tokensWith(t, `one:${first}`)
  for (const generation of [1, 2, 999_999_999]) {
    const token = tokens.signRefresh({ sessionId: sid, generation })
    t.match(token, new RegExp(`^1\\.${sid}\\.${generation}\\.one\\.[\\w-]{43}$`))
    t.same(tokens.verifyRefresh(token), { sessionId: sid, generation })
    t.equal(tokens.signRefresh({ sessionId: sid, generation }), token, 'parallel tabs get the same one')
  }
  const forged = (payload: string, key: Buffer | string) => `${payload}.${createHmac('sha256', key).update(payload).digest('base64url')}`
  const key = Buffer.from(hkdfSync('sha256', first, '', 'workpulse refresh token', 32))
  t.same(tokens.verifyRefresh(forged(`1.${sid}.7.one`, key)), { sessionId: sid, generation: 7 }, 'what the forger makes is good otherwise')
  for (
    const payload of [
      `2.${sid}.7.one`,
      `1.${sid}.0.one`,
      `1.${sid}.07.one`,
      `1.${sid}.-7.one`,
      `1.${sid}.7e3.one`,
      `1.${sid}.7.two`,
      `1.${sid.toLowerCase()}.7.one`,
      `1.${sid}X.7.one`,
      `1.${sid}.9999999999.one`
    ]
  ) {
    t.equal(tokens.verifyRefresh(forged(payload, key)), undefined, payload)
  }
  t.equal(tokens.verifyRefresh(forged(`1.${sid}.7.one`, first)), undefined, 'the key of access tokens signs no refresh token')
})

t.test('a device token is good for the account that it was made for, and for no other', async (t) => {
  const tokens = await tokensWith(t, `one:${first}`)
  const token = tokens.signDevice('one@workpulse.test')
  const device = tokens.verifyDevice(token, 'one@workpulse.test')
  t.match(device, /^[\w-]{22}$/)
  t.equal(tokens.verifyDevice(token, 'one@workpulse.test'), device, 'the same each time')
  t.not(tokens.verifyDevice(tokens.signDevice('one@workpulse.test'), 'one@workpulse.test'), device, 'each is another device')
  for (const account of ['another@workpulse.test', 'ONE@workpulse.test', '']) {
    t.equal(tokens.verifyDevice(token, account), undefined, account)
  }
  t.notMatch(token, /workpulse\.test/, 'it does not tell whose it is')
  for (const forged of tampered(token)) t.equal(tokens.verifyDevice(forged, 'one@workpulse.test'), undefined, forged)
  for (const other of ['', '.', '1....', 'x', tokens.signAccess(claims), tokens.signRefresh({ sessionId: sid, generation: 1 })]) {
    t.equal(tokens.verifyDevice(other, 'one@workpulse.test'), undefined)
  }
  t.equal(tokens.verifyRefresh(token), undefined)
  t.equal(tokens.verifyAccess(token), undefined)
  t.equal((await tokensWith(t, `two:${second},one:${first}`)).verifyDevice(token, 'one@workpulse.test'), device, 'of the key before')
  t.equal((await tokensWith(t, `two:${second}`)).verifyDevice(token, 'one@workpulse.test'), undefined, 'of a dropped key')
  t.equal((await tokensWith(t, `one:${second}`)).verifyDevice(token, 'one@workpulse.test'), undefined, 'of another secret')
})

t.test('keys rotate: the first signs, all verify, a dropped one does not', async (t) => {
  const before = await tokensWith(t, `one:${first}`)
  const during = await tokensWith(t, `two:${second},one:${first}`)
  const after = await tokensWith(t, `two:${second}`)
  const [oldAccess, oldRefresh] = [before.signAccess(claims), before.signRefresh({ sessionId: sid, generation: 1 })]
  const [newAccess, newRefresh] = [during.signAccess(claims), during.signRefresh({ sessionId: sid, generation: 2 })]
  t.match(decode(newAccess.split('.')[0]), { kid: 'two' })
  t.match(newRefresh, '.two.')

  t.same(during.verifyAccess(oldAccess), claims)
  t.same(during.verifyRefresh(oldRefresh), { sessionId: sid, generation: 1 })
  t.same(during.verifyAccess(newAccess), claims)
  t.same(after.verifyAccess(newAccess), claims)
  t.same(after.verifyRefresh(newRefresh), { sessionId: sid, generation: 2 })
  t.equal(after.verifyAccess(oldAccess), undefined)
  t.equal(after.verifyRefresh(oldRefresh), undefined)
  t.equal(before.verifyAccess(newAccess), undefined, 'a key that is not there yet')
  const renamed = await tokensWith(t, `two:${first}`)
  t.equal(renamed.verifyAccess(oldAccess), undefined, 'a secret under another id')
  t.equal(renamed.verifyRefresh(oldRefresh), undefined)
  const replaced = await tokensWith(t, `one:${second}`)
  t.equal(replaced.verifyAccess(oldAccess), undefined, 'another secret under the same id')
  t.equal(replaced.verifyRefresh(oldRefresh), undefined)
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database, { WORKPULSE_JWT_SECRET: `one:${first}` })
    const signedIn = await app.anonymous().login({ email: emailOf('employee'), password })
    const realSid = decode(signedIn.accessToken.split('.')[1]).sid
    const statusWith = async (authorization: string) => (await fetch(`${app.url}/api/v1/auth/me`, { headers: { authorization } })).status
    const seconds = Math.floor(app.clock.now().getTime() / 1000)
    const payload = { ...goodPayload, sid: realSid, iat: seconds, exp: seconds + 600 }

    t.test('the signature alone opens nothing: session and person must fit', async (t) => {
      t.equal(await statusWith(`Bearer ${forge(goodHeader, payload)}`), 200, 'what the forger makes is good otherwise')
      t.equal(await statusWith(`Bearer ${forge(goodHeader, { ...payload, sub: people.admin.id })}`), 401, 'somebody else in her session')
      t.equal(await statusWith(`Bearer ${forge(goodHeader, { ...payload, sid })}`), 401, 'a session that is none')
      t.equal(await statusWith(`Bearer ${forge(goodHeader, { ...payload, sid: 'x'.repeat(4000) })}`), 401)
      t.equal(await statusWith(`Bearer ${forge({ ...goodHeader, kid: ['one'] }, payload)}`), 401)
      t.equal(await statusWith(`Bearer ${encode({ ...goodHeader, alg: 'none' })}.${encode(payload)}.`), 401)
    })

    t.test('only the Bearer scheme carries it', async (t) => {
      t.equal(await statusWith(`bearer ${signedIn.accessToken}`), 200)
      for (
        const header of [
          signedIn.accessToken,
          `Basic ${signedIn.accessToken}`,
          `Bearer  ${signedIn.accessToken}`,
          `Bearer ${signedIn.accessToken} x`,
          'Bearer',
          'Bearer '
        ]
      ) t.equal(await statusWith(header), 401, header.slice(0, 12))
    })
  })
}

import { argon2Sync, randomBytes } from 'node:crypto'
import t from 'tap'
import { ApiError, createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { createPasswords } from '../../src/security/passwords.ts'
import { hashAsTheService, testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people, type PersonName } from '../support/people.ts'

const pepper = 'p'.repeat(32)
const everybody = (Object.keys(people) as PersonName[]).filter((name) => name !== 'disabled')
const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** A hash as the service would have made it with other parameters than today's. */
function weakHash (password: string, pepper: string, keyId: string): string {
  const nonce = randomBytes(16)
  const tag = argon2Sync('argon2id', { message: password, nonce, secret: pepper, memory: 64, passes: 1, parallelism: 1, tagLength: 16 })
  return `$argon2id$v=19$m=64,t=1,p=1,keyid=${keyId}$${unpadded(nonce)}$${unpadded(tag)}`
}

t.test('a hash is a PHC string that names its parameters and its pepper', async (t) => {
  const passwords = createPasswords(pepper)
  const [first, second] = await Promise.all([passwords.hash(password), passwords.hash(password)])
  for (const hash of [first, second]) {
    t.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=[\w-]{8}\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{22}$/)
    t.ok(hash.length <= 512, 'and fits its column')
    t.notMatch(hash, pepper)
  }
  t.not(first, second, 'each has a salt of its own')
  t.equal(first.split('$')[3], second.split('$')[3])
})

t.test('verifies the password and no other', async (t) => {
  const passwords = createPasswords(pepper)
  const hash = await passwords.hash(password)
  t.equal(await passwords.verify(hash, password), true)
  for (const wrong of ['', `${password} `, password.toUpperCase(), password.slice(0, -1), hash]) {
    t.equal(await passwords.verify(hash, wrong), false, wrong)
  }
  t.equal(await passwords.verify(null, password), false)
  for (
    const broken of [
      '',
      'plain',
      password,
      '$2b$12$abcdefghijklmnopqrstuv',
      hash.replace('argon2id', 'argon2i'),
      hash.replace('v=19', 'v=16'),
      hash.split('$').slice(0, -1).join('$')
    ]
  ) {
    t.equal(await passwords.verify(broken, password), false, 'a hash of another form')
  }
})

t.test('one password in two spellings of Unicode is one', async (t) => {
  const passwords = createPasswords(pepper)
  const hash = await passwords.hash('sèrì päss 🧵'.normalize('NFD'))
  t.equal(await passwords.verify(hash, 'sèrì päss 🧵'.normalize('NFC')), true)
})

t.test('a hash is worth nothing without its pepper', async (t) => {
  const hash = await createPasswords(pepper).hash(password)
  const others = createPasswords('q'.repeat(32))
  t.equal(await others.verify(hash, password), false)
  t.ok(others.isOutdated(hash))
  t.not((await others.hash(password)).split('$')[3], hash.split('$')[3], 'the id of the pepper tells them apart')
})

t.test('knows what it would make otherwise today', async (t) => {
  const passwords = createPasswords(pepper)
  const hash = await passwords.hash(password)
  const keyId = /keyid=([\w-]+)/.exec(hash)![1]
  t.notOk(passwords.isOutdated(hash))
  const old = weakHash(password, pepper, keyId)
  t.ok(passwords.isOutdated(old))
  t.equal(await passwords.verify(old, password), true, 'and verifies it all the same')
  t.equal(await passwords.verify(old, 'wrong'), false)
})

t.test('two at once, 32 that wait, and no more', async (t) => {
  const passwords = createPasswords(pepper)
  const results = await Promise.allSettled(Array.from({ length: 40 }, () => passwords.hash(password)))
  const refused = results.filter((result) => result.status === 'rejected')
  t.equal(results.filter((result) => result.status === 'fulfilled').length, 34)
  t.equal(refused.length, 6)
  for (const { reason } of refused) t.match(reason, { code: 'UNAVAILABLE', status: 503, retryAfter: 1 })
  t.equal(await passwords.verify(await passwords.hash(password), password), true, 'then it is free again')
  t.equal(
    (await Promise.allSettled(Array.from({ length: 34 }, () => passwords.verify(null, password)))).filter((result) =>
      result.status === 'fulfilled'
    ).length,
    34,
    'all of it'
  )
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    hashAsTheService(app)
    const { db, passwords } = app.deps
    const hashOf = async () =>
      (await db.selectFrom('users').select('password_hash').where('id', '=', people.employee.id).executeTakeFirstOrThrow()).password_hash!

    t.test('an outdated hash is made anew by signing in', async (t) => {
      const current = await hashOf()
      const old = weakHash(password, app.deps.config.passwordPepper, /keyid=([\w-]+)/.exec(current)![1])
      await db.updateTable('users').set({ password_hash: old }).where('id', '=', people.employee.id).execute()

      await t.rejects(app.anonymous().login({ email: emailOf('employee'), password: 'wrong' }), { code: 'INVALID_CREDENTIALS' })
      t.equal(await hashOf(), old, 'by its owner only')
      await app.signIn('employee')
      const renewed = await hashOf()
      t.notOk(passwords.isOutdated(renewed))
      t.not(renewed, current)
      await app.signIn('employee')
      t.equal(await hashOf(), renewed, 'once')
    })

    t.test('a crowd at the door', async (t) => {
      let going = true
      const pump: () => Promise<unknown> = () =>
        passwords.verify(null, 'x').then(() => {
          if (going) return pump()
        })
      const crowd = Array.from({ length: 34 }, pump)
      const response = await fetch(`${app.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: emailOf('employee'), password })
      })
      t.equal(response.status, 503)
      t.equal(response.headers.get('retry-after'), '1')
      t.match(await response.json(), { ok: false, data: null, error: { code: 'UNAVAILABLE' } })
      await t.rejects(
        app.anonymous().login({ email: emailOf('nobody' as never), password }),
        { code: 'UNAVAILABLE', retryAfter: 1 },
        'who is unknown is told the same'
      )
      going = false
      await Promise.all(crowd)
      t.match(await app.anonymous().login({ email: emailOf('employee'), password }), { user: { id: people.employee.id } })
    })

    t.test('fifty sign in at the same moment', async (t) => {
      // Each from an address of their own, or the throttle would say no first.
      const from = (address: string): typeof fetch => (input, init) =>
        fetch(input, { ...init, headers: { ...init?.headers as Record<string, string>, 'x-forwarded-for': address } })
      const results = await Promise.allSettled(
        Array.from(
          { length: 50 },
          (_, index) =>
            createClient({ baseUrl: app.url, mode: 'bearer', fetch: from(`203.0.113.${index}`) }).login({
              email: emailOf(everybody[index % everybody.length]),
              password
            })
        )
      )
      const refused = results.filter((result) => result.status === 'rejected')
      t.ok(results.length - refused.length >= 34, `${results.length - refused.length} get in`)
      for (const { reason } of refused) {
        t.type(reason, ApiError)
        t.match(reason, { code: 'UNAVAILABLE', status: 503, retryAfter: 1 })
      }
    })
  })
}

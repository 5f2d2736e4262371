/** Registering where it is open: the link, and whose the account is. */
import t from 'tap'
import * as users from '../../../src/repositories/organisation/users.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password as known } from '../../support/people.ts'
import { outcomeOf, send } from '../../support/raw.ts'
import { hour, password, address, openRegistration } from './registration-applicants.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { mailbox, app, db, anonymous, signIn, link } = await openRegistration(t, database)

    t.test('where it is open, the known and the unknown are answered alike, and their addresses get different messages', async (t) => {
      const unknown = address()
      const answers = []
      for (const email of [unknown, emailOf('employee'), emailOf('disabled')]) {
        const { status, text, headers: { 'x-request-id': _, date, 'set-cookie': cookies, ...headers } } = await send(app.url, {
          method: 'POST',
          path: '/api/v1/auth/register',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, name: 'Rina', password })
        })
        answers.push({ status, text, headers, cookies: cookies?.map((line) => line.replaceAll(/=[\w-]{43};|Expires=[^;]*/g, '')) })
      }
      for (const answer of answers) t.same(answer, answers[0])
      t.match(answers[0], { status: 200, text: '{"ok":true,"data":{"next":"verifyEmail"},"error":null}' })
      t.match(await mailbox.mailTo(unknown), {
        subject: 'Confirm your e-mail address',
        text: /http:\/\/localhost:3000\/verify-email#token=[\w-]{43}\s/
      })
      for (const person of ['employee', 'disabled'] as const) {
        const { subject, text } = await mailbox.mailTo(emailOf(person))
        t.equal(subject, 'You have a WorkPulse account')
        t.match(text, /http:\/\/localhost:3000\/login\s/)
        t.notMatch(text, '#')
      }
      await t.rejects(signIn(emailOf('employee'), password), { code: 'INVALID_CREDENTIALS' }, 'her password stays')
      await signIn(emailOf('employee'), known)
    })

    t.test('registering takes as much hashing for the known as for the unknown', async (t) => {
      let hashes = 0
      const { hash } = app.deps.passwords
      app.deps.passwords.hash = (text) => {
        hashes++
        return hash(text)
      }
      for (const email of [address(), emailOf('employee')]) {
        hashes = 0
        await anonymous.register({ email, name: 'Rina', password })
        t.equal(hashes, 1)
      }
      app.deps.passwords.hash = hash
    })

    t.test('the link makes the account, once, within a day', async (t) => {
      const email = address()
      const token = await link(email.toUpperCase().replace('WORKPULSE.TEST', 'WorkPulse.Test').toLowerCase())
      await t.rejects(signIn(email, password), { code: 'INVALID_CREDENTIALS' }, 'not before')
      t.same(await db.selectFrom('users').select('id').where('email', '=', email).execute(), [])
      t.notMatch(JSON.stringify(await db.selectFrom('link_tokens').selectAll().execute()), new RegExp(`${token}|${password}`))
      await t.rejects(anonymous.resetPassword({ token, password }), { code: 'INVALID_TOKEN' })
      app.clock.advance(24 * hour - 60_000)
      await anonymous.verifyEmail({ token, password })
      t.match(await signIn(email, password), { user: { email, name: 'Rina', role: 'employee', divisionId: null, teams: [] } })
      await t.rejects(anonymous.verifyEmail({ token, password }), { code: 'INVALID_TOKEN' })
      const late = await link(address())
      app.clock.advance(24 * hour)
      await t.rejects(anonymous.verifyEmail({ token: late, password }), { code: 'INVALID_TOKEN' })
    })

    t.test('a newer registration of an address takes the older one away', async (t) => {
      const email = address()
      const [first, second] = [await link(email, `${password} 1`, 'First'), await link(email, `${password} 2`, 'Second')]
      await t.rejects(anonymous.verifyEmail({ token: first, password: `${password} 1` }), { code: 'INVALID_TOKEN' })
      await anonymous.verifyEmail({ token: second, password: `${password} 2` })
      t.match(await signIn(email, `${password} 2`), { user: { name: 'Second' } })
      await t.rejects(signIn(email, `${password} 1`), { code: 'INVALID_CREDENTIALS' })
      t.same(await db.selectFrom('link_tokens').select('id').where('email', '=', email).execute(), [])
    })

    t.test('a password that somebody else chose lets nobody in: whoever confirms shows that it is theirs', async (t) => {
      const email = address()
      const token = await link(email, 'chosen by an attacker')
      await t.rejects(anonymous.verifyEmail({ token }), { code: 'PASSWORD_REQUIRED', status: 422 })
      await t.rejects(anonymous.verifyEmail({ token, password }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/password', rule: 'wrongPassword' }]
      })
      t.notOk(await users.findCredentials(db, email), 'nothing is made')
      await t.rejects(signIn(email, 'chosen by an attacker'), { code: 'INVALID_CREDENTIALS' })

      const own = await link(email)
      await anonymous.verifyEmail({ token: own, password })
      await signIn(email, password)
      await t.rejects(signIn(email, 'chosen by an attacker'), { code: 'INVALID_CREDENTIALS' })
    })

    t.test('after five wrong ones each further one waits, and the link goes on being good', async (t) => {
      const email = address()
      const token = await link(email)
      const confirm = (password: string) => anonymous.verifyEmail({ token, password })
      for (let attempt = 0; attempt < 5; attempt++) await t.rejects(confirm('wrong'), { code: 'RULE_REFUSED' })
      await t.rejects(confirm(password), { code: 'RATE_LIMITED' })
      app.clock.advance(3000)
      await confirm(password)
    })

    t.test('the browser that registered need not type it again', async (t) => {
      const origin = { 'content-type': 'application/json', origin: 'http://localhost:3000' }
      const post = (path: string, body: unknown, headers = {}) =>
        send(app.url, { method: 'POST', path: `/api/v1/auth/${path}`, headers: { ...origin, ...headers }, body: JSON.stringify(body) })
      const register = async (email: string) => {
        const { headers } = await post('register', { email, name: 'Rina', password })
        const [cookie, ...others] = headers['set-cookie']!
        t.same(others, [])
        t.match(cookie, /^registration=[\w-]{43}; Path=\/api\/v1\/auth; Expires=.*; HttpOnly; SameSite=Strict$/)
        return cookie.split(';')[0]
      }
      const [one, another] = [address(), address()]
      const [cookie, anothers] = [await register(one), await register(another)]
      const token = await mailbox.linkTo(one)
      t.match(outcomeOf(await post('verify-email', { token }, { cookie: anothers })), { code: 'PASSWORD_REQUIRED' })
      t.match(outcomeOf(await post('verify-email', { token }, { cookie })), { status: 'success' })
      await signIn(one, password)
      t.notMatch(JSON.stringify(await db.selectFrom('link_tokens').selectAll().execute()), anothers.split('=')[1], 'only its hash is kept')
      t.ok((await register(emailOf('employee'))).length > 0, 'whether the address is known is not told')
    })

    t.test('of many confirmations at once one makes the account', async (t) => {
      const email = address()
      const token = await link(email)
      const results = await Promise.allSettled(Array.from({ length: 4 }, () => anonymous.verifyEmail({ token, password })))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.equal(result.reason.code, 'INVALID_TOKEN')
      t.equal((await db.selectFrom('users').select('id').where('email', '=', email).execute()).length, 1)
    })
  })
}

import t from 'tap'
import * as users from '../../../src/repositories/organisation/users.ts'
import { hashAsTheService, testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jobsTried } from '../../support/jobs.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, password as known, people } from '../../support/people.ts'
import { outcomeOf, send } from '../../support/raw.ts'
import { until } from '../../support/until.ts'

const hour = 3_600_000
const password = 'five orders of blue collars'
let made = 0
const address = () => `applicant${++made}@workpulse.test`

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const anonymous = app.anonymous()
    const settings = (change: { registration_mode?: 'open' | 'invitation' | 'closed', allowed_email_domains?: string }) =>
      db.updateTable('organisation').set(change).execute()
    const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to === email)
    const signIn = (email: string, password: string) => app.anonymous().login({ email, password })
    /** Registers, and answers the token of the link. */
    async function link (email: string, given = password, name = 'Rina'): Promise<string> {
      const before = mailsTo(email).length
      t.same(await anonymous.register({ email, name, password: given }), { next: 'verifyEmail' })
      await until('the link comes', () => mailsTo(email).length > before)
      return mailbox.linkTo(email)
    }
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
      await settings({ registration_mode: 'open', allowed_email_domains: '[]' })
    })

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

    t.test('names that nobody can see, or that turn the text around, are none', async (t) => {
      const email = address()
      for (
        const name of [
          '\u200b',
          '\u200b\u200b',
          '\u200d',
          '\u200cRina',
          '\u2060',
          '\ufeff',
          '\u00ad',
          '\u3164',
          '\u2800',
          '\u0301',
          'Rina\u202egnp.exe',
          '\u202eaniR',
          'Rina\u2066x\u2069',
          'Rina\u200f'
        ]
      ) {
        await t.rejects(anonymous.register({ email, name, password }), {
          code: 'VALIDATION_FAILED',
          details: [{ path: '/body/name', rule: 'pattern' }]
        }, JSON.stringify(name))
      }
      for (const name of ['José', 'Jose\u0301', 'नि\u200dकिता', 'محمد', '山田 太郎', '葛\u{e0100}城', "O'Neil-Šárí", '🧵']) {
        const somebody = address()
        const token = await link(somebody, password, name)
        await anonymous.verifyEmail({ token, password })
        t.match(await signIn(somebody, password), { user: { name: name.normalize('NFC') } }, name)
      }
    })

    t.test('three messages an hour go to one address, whatever they are of', async (t) => {
      for (let asked = 0; asked < 4; asked++) {
        await db.deleteFrom('attempts').where('id', 'not like', 'mail:%').execute()
        await anonymous.register({ email: emailOf('lead'), name: 'Rina', password })
        await anonymous.forgotPassword({ email: emailOf('lead') })
        await jobsTried(db)
      }
      await until('three come', () => mailsTo(emailOf('lead')).length === 3)
      await mailbox.linkTo(
        await (async (email) => {
          await link(email)
          return email
        })(address())
      )
      t.equal(mailsTo(emailOf('lead')).length, 3)
    })

    t.test('only addresses of the organisation’s domains, where there are any', async (t) => {
      await settings({ allowed_email_domains: '["rycroftapparel.com","workpulse.test"]' })
      const refused = { code: 'RULE_REFUSED', details: [{ path: '/body/email', rule: 'emailDomain' }] }
      for (
        const email of [
          'a@evil.test',
          'a@sub.rycroftapparel.com',
          'a@rycroftapparel.com.evil.test',
          'a@evilrycroftapparel.com',
          'rycroftapparel.com@evil.test'
        ]
      ) await t.rejects(anonymous.register({ email, name: 'Rina', password }), refused, email)
      t.same(await anonymous.register({ email: 'a@RycroftApparel.com', name: 'Rina', password }), { next: 'verifyEmail' })
    })

    t.test('common passwords, and one’s own name and address, are refused', async (t) => {
      const email = address()
      for (
        const common of [
          'password1234',
          'unbelievable!',
          '2026Unbelievable',
          email,
          email.toUpperCase(),
          `1${email}1`,
          'Rina Marlina',
          '12rina marlina34'
        ]
      ) {
        await t.rejects(anonymous.register({ email, name: 'Rina Marlina', password: common }), {
          code: 'RULE_REFUSED',
          details: [{ path: '/body/password', rule: 'commonPassword' }]
        }, common)
      }
      for (const length of [11, 257]) {
        await t.rejects(anonymous.register({ email, name: 'Rina', password: 'xyz1'.repeat(65).slice(0, length) }), {
          code: 'VALIDATION_FAILED'
        })
      }
    })

    t.test('by invitation only, or not at all', async (t) => {
      const [hr, email] = [await app.signIn('hr'), address()]
      await hr.createInvitation({ email })
      const invitation = await mailbox.linkTo(email)
      const closed = { code: 'REGISTRATION_CLOSED' }
      await settings({ registration_mode: 'invitation' })
      for (const anybody of [email, address(), emailOf('employee')]) {
        await t.rejects(anonymous.register({ email: anybody, name: 'Rina', password }), closed)
      }
      await settings({ registration_mode: 'closed' })
      await t.rejects(anonymous.register({ email, name: 'Rina', password, invitation }), closed)
      await t.rejects(anonymous.register({ email, name: 'Rina', password }), closed)
      await settings({ registration_mode: 'open', allowed_email_domains: '["elsewhere.test"]' })
      t.same(
        await anonymous.register({ email, name: 'Rina', password, invitation }),
        { next: 'signIn' },
        'an invitation is good for any domain'
      )
    })

    t.test('registering is throttled like signing in', async (t) => {
      const email = address()
      for (let attempt = 1; attempt <= 5; attempt++) {
        await t.rejects(anonymous.register({ email, name: 'Rina', password, invitation: 'x' }), { code: 'INVALID_TOKEN' })
      }
      await t.rejects(anonymous.register({ email, name: 'Rina', password, invitation: 'x' }), { code: 'RATE_LIMITED' })
      await t.rejects(anonymous.register({ email, name: 'Rina', password }), { code: 'RATE_LIMITED' })
    })

    t.test('what could not be hashed did not count', async (t) => {
      const [hr, email] = [await app.signIn('hr'), address()]
      await hr.createInvitation({ email })
      const invitation = await mailbox.linkTo(email)
      await db.deleteFrom('attempts').execute()
      hashAsTheService(app)
      let busy = true
      const crowd = Array.from({ length: 34 }, function pump (): Promise<unknown> {
        return app.deps.passwords.verify(null, 'x').then(() => {
          if (busy) return pump()
        })
      })
      for (const body of [{ invitation }, {}]) {
        await t.rejects(anonymous.register({ email, name: 'Rina', password, ...body }), { code: 'UNAVAILABLE', retryAfter: 1 })
      }
      await t.rejects(signIn(emailOf('employee'), known), { code: 'UNAVAILABLE' })
      busy = false
      await Promise.all(crowd)
      t.same([...new Set((await db.selectFrom('attempts').select('count').execute()).map(({ count }) => count))], [0])
      t.same(await anonymous.register({ email, name: 'Rina', password, invitation }), { next: 'signIn' })
    })

    t.test('without a mail server nobody registers without an invitation', async (t) => {
      const silent = await testApp(t, database)
      await silent.deps.db.updateTable('organisation').set({ registration_mode: 'open' }).execute()
      await t.rejects(silent.anonymous().register({ email: address(), name: 'Rina', password }), { code: 'NOT_CONFIGURED' })
      t.equal((await silent.deps.db.selectFrom('users').select('id').execute()).length, Object.keys(people).length)
    })
  })
}

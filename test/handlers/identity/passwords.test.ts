import { argon2Sync, randomBytes } from 'node:crypto'
import t from 'tap'
import { unavailable } from '../../../src/http/errors.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jobsTried } from '../../support/jobs.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, password, people, type PersonName } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { openState } from '../../support/state.ts'
import { until } from '../../support/until.ts'

const second = 1000
const minute = 60 * second
const next = 'five orders of blue collars'
const another = 'six orders of white cuffs'

const byEmail = (one: { email: string }, other: { email: string }) => one.email.localeCompare(other.email)
const mayLogIn = (app: TestApp, person: PersonName, password: string) =>
  app.anonymous().login({ email: emailOf(person), password }).then(() => true, () => false)

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const anonymous = app.anonymous()
    const settled = () => jobsTried(db)
    const mailsTo = (person: PersonName) => mailbox.mails.filter(({ to }) => to === emailOf(person))
    /** Asks for a link and answers its token. */
    async function link (person: PersonName): Promise<string> {
      const before = mailsTo(person).length
      await anonymous.forgotPassword({ email: emailOf(person) })
      await until('the link comes', () => mailsTo(person).length > before)
      return mailbox.linkTo(emailOf(person), /Set a new/)
    }
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
      mailbox.mails.length = 0
    })

    t.test('asking for a link is answered alike for everybody, and nothing is looked up before the answer', async (t) => {
      const emails = [emailOf('employee'), 'nobody@workpulse.test', emailOf('disabled')]
      // Nobody works on jobs here, so that what the request itself does is all that is seen.
      const idle = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
      await idle.deps.jobs.close()
      const state = await openState(idle.deps.db)
      const before = await state.keep()
      const answers = []
      for (const email of emails) {
        answers.push(
          await send(idle.url, {
            method: 'POST',
            path: '/api/v1/auth/password/forgot',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ email })
          })
        )
      }
      const [known, ...others] = answers.map(({ status, text, headers: { 'x-request-id': _, date, ...headers } }) => ({
        status,
        text,
        headers
      }))
      t.equal(known.text, '{"ok":true,"data":null,"error":null}')
      for (const other of others) t.same(other, known)
      t.same(await state.differences(before), ['jobs'])
      const asked = await idle.deps.db.selectFrom('jobs').select(['kind', 'payload', 'state', 'attempts']).where(
        'job_key',
        '<>',
        'again and again'
      )
        .orderBy('id').execute()
      t.same(
        asked.map(({ payload, ...job }) => ({ ...job, ...JSON.parse(payload) })).sort(byEmail),
        emails.map((email) => ({ kind: 'link-request', state: 'waiting', attempts: 0, email, locale: 'en' })).sort(byEmail)
      )

      for (const email of emails) await anonymous.forgotPassword({ email })
      await mailbox.mailTo(emailOf('employee'))
      await settled()
      t.same(mailbox.mails.map(({ to }) => to), [emailOf('employee')])
    })

    t.test('the message is in the language of who asks, with its secret behind # of the front end', async (t) => {
      for (const [locale, subject] of [['en', 'Set a new WorkPulse password'], ['id', 'Buat kata sandi WorkPulse baru']]) {
        await app.anonymous({ locale }).forgotPassword({ email: emailOf('lead').toUpperCase() })
        const mail = await mailbox.mailTo(emailOf('lead'), new RegExp(subject))
        const urls = mail.text.match(/https?:\S+/g)!
        t.match(urls, [/^http:\/\/localhost:3000\/reset-password#token=[\w-]{43}$/])
        const [secret] = urls[0].split('=').slice(1)
        t.notMatch(JSON.stringify(await db.selectFrom('link_tokens').selectAll().execute()), secret, 'nor is it kept')
      }
    })

    t.test('a link serves once, for fifteen minutes', async (t) => {
      const token = await link('employee')
      app.clock.advance(15 * minute - 5 * second)
      await t.rejects(anonymous.resetPassword({ token: `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`, password: next }), {
        code: 'INVALID_TOKEN'
      })
      await anonymous.resetPassword({ token, password: next })
      t.same([await mayLogIn(app, 'employee', password), await mayLogIn(app, 'employee', next)], [false, true])
      await t.rejects(anonymous.resetPassword({ token, password: another }), { code: 'INVALID_TOKEN' })
      const late = await link('employee')
      app.clock.advance(15 * minute)
      await t.rejects(anonymous.resetPassword({ token: late, password: another }), { code: 'INVALID_TOKEN' })
      await t.rejects(anonymous.verifyEmail({ token: await link('employee') }), { code: 'INVALID_TOKEN' }, 'nor for anything else')
      t.ok(await mayLogIn(app, 'employee', next))
    })

    t.test('the older links die with the use of one, and with a change', async (t) => {
      const [first, newest] = [await link('lead'), await link('lead')]
      await anonymous.resetPassword({ token: first, password: next })
      await t.rejects(anonymous.resetPassword({ token: newest, password: another }), { code: 'INVALID_TOKEN' })
      const left = await link('lead')
      const lead = app.anonymous()
      await lead.login({ email: emailOf('lead'), password: next })
      await lead.changePassword({ currentPassword: next, newPassword: password })
      await t.rejects(anonymous.resetPassword({ token: left, password: another }), { code: 'INVALID_TOKEN' })
    })

    t.test('of ten that use a link, or two links, at once one sets the password', async (t) => {
      for (const links of [1, 2]) {
        const linked = [await link('other'), ...links === 2 ? [await link('other')] : []]
        const tokens = Array.from({ length: 10 }, (_, index) => linked[index % links])
        const passwords = tokens.map((_, index) => `${next} ${index}`)
        const results = await Promise.allSettled(
          tokens.map((token, index) => anonymous.resetPassword({ token, password: passwords[index] }))
        )
        const winners = results.flatMap(({ status }, index) => status === 'fulfilled' ? [index] : [])
        t.equal(winners.length, 1)
        for (const result of results) if (result.status === 'rejected') t.equal(result.reason.code, 'INVALID_TOKEN')
        t.ok(await mayLogIn(app, 'other', passwords[winners[0]]))
      }
    })

    t.test('three messages an hour go to one address', async (t) => {
      for (let asked = 0; asked < 6; asked++) {
        await anonymous.forgotPassword({ email: emailOf('neighbour') })
        await settled()
      }
      await until('three come', () => mailsTo('neighbour').length === 3)
      t.equal(
        (await db.selectFrom('link_tokens').selectAll().where('user_id', '=', people.neighbour.id).execute()).length,
        3,
        'and no link is made for nothing'
      )
      app.clock.advance(59 * minute)
      await anonymous.forgotPassword({ email: emailOf('neighbour') })
      await settled()
      app.clock.advance(minute)
      await link('neighbour')
      t.equal(mailsTo('neighbour').length, 4)
    })

    t.test('common passwords, and one’s own name and address, are refused wherever one is set', async (t) => {
      const manager = await app.signIn('manager')
      const token = await link('manager')
      for (
        const [common, rule] of Object.entries({
          password1234: 'common',
          '123456789012': 'common',
          QWERTY123456: 'in capitals',
          '111111111111': 'one character',
          abababababab: 'two',
          unbelievable: 'a word',
          unbelievable1: 'with a digit',
          '2026unbelievable!': 'with some round it',
          'password2026!': 'a short one with some round it',
          'Iloveyou1234!': 'another',
          [emailOf('manager')]: 'the address',
          [emailOf('manager').toUpperCase()]: 'the address in capitals',
          '1234ratna5678': 'the name with digits round it'
        })
      ) {
        await t.rejects(manager.changePassword({ currentPassword: password, newPassword: common }), {
          code: 'RULE_REFUSED',
          details: [{ path: '/body/newPassword', rule: 'commonPassword' }]
        }, `change: ${rule}`)
        await t.rejects(anonymous.resetPassword({ token, password: common }), {
          code: 'RULE_REFUSED',
          details: [{ path: '/body/password', rule: 'commonPassword' }]
        }, `reset: ${rule}`)
      }
    })

    t.test('a wrong current password is refused by rule, and after five one waits', async (t) => {
      const neighbour = await app.signIn('neighbour')
      for (let failure = 1; failure <= 5; failure++) {
        await t.rejects(neighbour.changePassword({ currentPassword: 'wrong', newPassword: next }), {
          code: 'RULE_REFUSED',
          details: [{ path: '/body/currentPassword', rule: 'wrongPassword' }]
        })
      }
      await t.rejects(neighbour.changePassword({ currentPassword: 'wrong', newPassword: next }), { code: 'RATE_LIMITED', retryAfter: 2 })
      await t.rejects(neighbour.changePassword({ currentPassword: password, newPassword: next }), { code: 'RATE_LIMITED' })
      t.ok(await mayLogIn(app, 'neighbour', password), 'signing in does not wait')
      app.clock.advance(2 * second)
      await neighbour.changePassword({ currentPassword: password, newPassword: next })
      t.same([await mayLogIn(app, 'neighbour', password), await mayLogIn(app, 'neighbour', next)], [false, true])
      t.match(await mailbox.mailTo(emailOf('neighbour'), /was changed/), { text: /http:\/\/localhost:3000\/forgot-password\s/ })
    })

    t.test('of two changes from one password one wins, and the other is told', async (t) => {
      const [one, two] = await app.signInEach('colleague', 'colleague')
      const results = await Promise.allSettled([
        one.changePassword({ currentPassword: password, newPassword: next }),
        two.changePassword({ currentPassword: password, newPassword: another })
      ])
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      const alive = await Promise.all([one, two].map((client) => client.getMe().then(() => true, () => false)))
      t.same(alive, results.map(({ status }) => status === 'fulfilled'), 'who won is signed in, the other one not')
    })

    t.test('a hash of other days is renewed, though two sign in at once and no time is left for a third', async (t) => {
      const { passwords, config } = app.deps
      const current = await passwords.hash(password)
      const nonce = randomBytes(16)
      const tag = argon2Sync('argon2id', {
        message: password,
        nonce,
        secret: config.passwordPepper,
        memory: 64,
        passes: 1,
        parallelism: 1,
        tagLength: 16
      })
      const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
      const old = `${current.split('$').slice(0, 3).join('$')}$m=64,t=1,p=1,${/keyid=[\w-]+/.exec(current)![0]}$${unpadded(nonce)}$${
        unpadded(tag)
      }`
      const setOld = () => db.updateTable('users').set({ password_hash: old }).where('id', '=', people.admin.id).execute()
      await setOld()
      t.same(await Promise.all([1, 2, 3].map(() => mayLogIn(app, 'admin', password))), [true, true, true])
      t.notOk(
        passwords.isOutdated(
          (await db.selectFrom('users').select('password_hash').where('id', '=', people.admin.id).executeTakeFirstOrThrow()).password_hash!
        )
      )
      await setOld()
      const { hash } = passwords
      passwords.hash = () => Promise.reject(unavailable(1))
      t.ok(await mayLogIn(app, 'admin', password), 'what is crowded out waits for the next time')
      passwords.hash = hash
    })

    t.test('who signs in elsewhere sets a password by the link only', async (t) => {
      await db.updateTable('users').set({ password_hash: null }).where('id', '=', people.hr.id).execute()
      for (const given of [password, '', 'null'].filter(Boolean)) t.notOk(await mayLogIn(app, 'hr', given))
      await anonymous.resetPassword({ token: await link('hr'), password: next })
      t.ok(await mayLogIn(app, 'hr', next))
    })

    t.test('who signs in with the old password while it is being reset is not in afterwards', async (t) => {
      const token = await link('otherManager')
      const { verify } = app.deps.passwords
      app.deps.passwords.verify = async (...given) => {
        const correct = await verify(...given)
        app.deps.passwords.verify = verify
        await anonymous.resetPassword({ token, password: next })
        return correct
      }
      const thief = app.anonymous()
      await thief.login({ email: emailOf('otherManager'), password }).catch(() => {})
      await t.rejects(thief.getMe(), { code: 'UNAUTHENTICATED' })
      t.same(
        await db.selectFrom('sessions').select('id').where('user_id', '=', people.otherManager.id).where('revoked_at', 'is', null)
          .execute(),
        []
      )
    })

    t.test('without a mail server there are no links', async (t) => {
      const silent = await testApp(t, database)
      await t.rejects(silent.anonymous().forgotPassword({ email: emailOf('employee') }), { code: 'NOT_CONFIGURED' })
    })
  })
}

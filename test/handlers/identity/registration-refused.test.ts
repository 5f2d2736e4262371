/** Who may not register, and how often one may try. */
import t from 'tap'
import { hashAsTheService, testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jobsTried } from '../../support/jobs.ts'
import { emailOf, password as known, people } from '../../support/people.ts'
import { until } from '../../support/until.ts'
import { password, address, openRegistration } from './registration-applicants.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { mailbox, app, db, anonymous, settings, mailsTo, signIn, link } = await openRegistration(t, database)

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

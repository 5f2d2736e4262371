/** One's own account, and how its address changes. */
import t, { type Test } from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, password, people, type PersonName } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const hour = 3_600_000

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const anonymous = app.anonymous()
    const actions = async (person: PersonName) =>
      (await db.selectFrom('audit_entries').select(['action', 'actor_id', 'before', 'after']).where('target_id', '=', people[person].id)
        .orderBy('id').execute())
        .map(({ action, actor_id: actor, before, after }) => [
          action,
          actor === people[person].id,
          JSON.parse(before ?? 'null'),
          JSON.parse(after ?? 'null')
        ])
    const mayLogIn = (email: string) => anonymous.login({ email, password }).then(() => true, () => false)
    const sealedOf = async () => JSON.stringify(await db.selectFrom('jobs').select('payload').execute())
    const mailCount = async (count: number) => {
      await until(`${count} mails come`, () => mailbox.mails.length >= count)
      return mailbox.mails.map(({ to, subject }) => `${to}: ${subject}`).sort()
    }
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
      mailbox.mails.length = 0
    })

    t.test('what one says of oneself', async (t) => {
      const client = await app.signIn('colleague')
      const before = await client.getProfile()
      t.match(before, { name: 'Wati', phone: null, title: null, employeeNo: null, teams: [{ name: 'Line 4' }], pendingEmail: null })
      const changed = await client.updateProfile({ version: before.version, name: 'Wati Susanti', phone: '0812 345' })
      t.same(changed, { ...before, name: 'Wati Susanti', phone: '0812 345', version: 2 })
      t.equal((await client.getMe()).name, 'Wati Susanti', 'at once, everywhere')
      t.same(await actions('colleague'), [
        ['user.updated', true, { name: 'Wati', phone: null }, { name: 'Wati Susanti', phone: '0812 345' }]
      ])
      await t.rejects(client.updateProfile({ version: 1, title: 'x' }), { code: 'VERSION_CONFLICT', meta: { currentVersion: 2 } })
    })

    t.test('an address is asked for, confirmed from there, and told to the old one', async (t) => {
      const [asking, other] = await app.signInEach('employee', 'employee')
      const email = 'sari@workpulse.test'
      const before = app.clock.now().getTime()
      const expiresIn = Date.parse((await asking.requestEmailChange({ email: 'Sari@WorkPulse.test', password })).expiresAt) - before
      t.ok(expiresIn >= 24 * hour && expiresIn <= app.clock.now().getTime() - before + 24 * hour, 'within a day')
      t.equal((await asking.getProfile()).pendingEmail, email)
      t.equal((await asking.getProfile()).email, emailOf('employee'), 'it stays until it is confirmed')
      const secret = await mailbox.linkTo(email, /Confirm your new/)
      t.same(await mailCount(2), [
        `${emailOf('employee')}: Your WorkPulse address is to change`,
        `${email}: Confirm your new e-mail address`
      ])
      t.notOk((await sealedOf()).includes(secret), 'it waited encrypted')
      t.notOk(JSON.stringify(await db.selectFrom('link_tokens').selectAll().execute()).includes(secret), 'and is not kept')
      const reset = (await anonymous.forgotPassword({ email: emailOf('employee') }), await mailbox.linkTo(emailOf('employee'), /Set a new/))

      await anonymous.confirmEmailChange({ token: secret })
      t.match(await asking.getProfile(), { email, pendingEmail: null, version: 2 }, 'who asked stays signed in')
      await t.rejects(other.getProfile(), { code: 'UNAUTHENTICATED' }, 'everybody else does not')
      t.same([await mayLogIn(email), await mayLogIn(emailOf('employee'))], [true, false])
      await mailbox.mailTo(emailOf('employee'), /was changed/)
      await t.rejects(anonymous.resetPassword({ token: reset, password: 'five orders of blue collars' }), { code: 'INVALID_TOKEN' })
      await t.rejects(anonymous.confirmEmailChange({ token: secret }), { code: 'INVALID_TOKEN' })
      t.same(await actions('employee'), [
        ['email_change.requested', true, null, { email }],
        ['email.changed', true, { email: emailOf('employee') }, { email }]
      ])
    })

    t.test('a taken address is answered alike, and its owner is told', async (t) => {
      const client = await app.signIn('manager')
      const free = await client.requestEmailChange({ email: 'ratna@workpulse.test', password })
      const taken = await client.requestEmailChange({ email: emailOf('hr'), password })
      t.same(Object.keys(taken), Object.keys(free))
      t.equal(taken.pendingEmail, emailOf('hr'))
      t.equal((await client.getProfile()).pendingEmail, emailOf('hr'))
      t.same(await mailCount(4), [
        `${emailOf('hr')}: You have a WorkPulse account`,
        `${emailOf('manager')}: Your WorkPulse address is to change`,
        `${emailOf('manager')}: Your WorkPulse address is to change`,
        'ratna@workpulse.test: Confirm your new e-mail address'
      ])
      t.notMatch((await mailbox.mailTo(emailOf('hr'))).text, /token/)
      const former = await mailbox.linkTo('ratna@workpulse.test')
      await t.rejects(
        anonymous.confirmEmailChange({ token: former }),
        { code: 'INVALID_TOKEN' },
        'who asks again takes the former link away'
      )
      await client.cancelEmailChange()
    })

    t.test('who gets an account with the address first, has it', async (t) => {
      const [client, admin] = await app.signInEach('manager', 'admin')
      const email = 'wanted@workpulse.test'
      await client.requestEmailChange({ email, password })
      const token = await mailbox.linkTo(email)
      const { id } = await admin.createUser({ email, name: 'Rina' })
      await t.rejects(anonymous.confirmEmailChange({ token }), { code: 'INVALID_TOKEN' })
      t.equal((await client.getProfile()).email, emailOf('manager'))
      t.equal((await admin.getUser(id)).email, email)
      await client.cancelEmailChange()
    })

    t.test('of two who confirm one address one gets it', async (t) => {
      const clients = await app.signInEach('other', 'otherManager')
      const email = 'both@workpulse.test'
      const tokens = []
      for (const client of clients) {
        mailbox.mails.length = 0
        await client.requestEmailChange({ email, password })
        tokens.push(await mailbox.linkTo(email))
      }
      const outcomes = await Promise.allSettled(tokens.map((token) => anonymous.confirmEmailChange({ token })))
      t.same(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      const addresses = await Promise.all(clients.map(async (client) => (await client.getProfile()).email))
      t.equal(addresses.filter((address) => address === email).length, 1)
    })

    t.test('what takes the change away', async (t) => {
      const admin = await app.signIn('admin')
      const email = 'joko@workpulse.test'
      const asked = async () => {
        await db.deleteFrom('attempts').execute()
        mailbox.mails.length = 0
        const client = await app.signIn('neighbour')
        await client.requestEmailChange({ email, password })
        return { client, token: await mailbox.linkTo(email) }
      }
      const serves = (token: string) => anonymous.confirmEmailChange({ token }).then(() => true, () => false)

      const cancelled = await asked()
      await cancelled.client.cancelEmailChange()
      t.notOk(await serves(cancelled.token), 'cancelling')
      t.equal((await cancelled.client.getProfile()).pendingEmail, null)

      const old = await asked()
      app.clock.advance(24 * hour + 1000)
      t.notOk(await serves(old.token), 'a day')

      const disabled = await asked()
      await admin.disableUser(people.neighbour.id)
      await admin.enableUser(people.neighbour.id)
      t.notOk(await serves(disabled.token), 'disabling the person')

      const elsewhere = await asked()
      await db.updateTable('organisation').set({ allowed_email_domains: '["rycroft.test"]' }).execute()
      t.notOk(await serves(elsewhere.token), 'the domains of the organisation')
      await t.rejects(elsewhere.client.requestEmailChange({ email, password }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/email', rule: 'emailDomain' }]
      })
      await db.updateTable('organisation').set({ allowed_email_domains: '[]' }).execute()

      const changed = await asked()
      await changed.client.changePassword({ currentPassword: password, newPassword: 'five orders of blue collars' })
      t.notOk(await serves(changed.token), 'another password')
    })

    t.test('a wrong password counts as a failed sign-in, and five an hour are enough', async (t) => {
      const client = await app.signIn('lead')
      const wrong = () => client.requestEmailChange({ email: 'budi@workpulse.test', password: 'wrong' })
      for (let n = 1; n <= 5; n++) await t.rejects(wrong(), { code: 'RULE_REFUSED' }, `${n}`)
      await t.rejects(wrong(), { code: 'RATE_LIMITED' })
      await t.rejects(anonymous.login({ email: emailOf('lead'), password }), { code: 'RATE_LIMITED' }, 'from there')
      t.equal((await client.getProfile()).pendingEmail, null)
      app.clock.advance(hour)
      await client.requestEmailChange({ email: 'budi@workpulse.test', password })
    })
  })

  t.test(`${database.name}, without a mail server`, async (t: Test) => {
    const app = await testApp(t, database)
    const client = await app.signIn('employee')
    await t.rejects(client.requestEmailChange({ email: 'sari@workpulse.test', password }), { code: 'NOT_CONFIGURED' })
  })
}

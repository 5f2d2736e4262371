import t from 'tap'
import { pages } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, line4, people, production } from '../../support/people.ts'

const hour = 3_600_000
const password = 'five orders of blue collars'
let invited = 0
const address = () => `guest${++invited}@workpulse.test`

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const anonymous = app.anonymous()
    const [hr, admin] = await app.signInEach('hr', 'admin')
    const accept = (email: string, invitation: string, given = password) =>
      anonymous.register({ email, name: 'Rina Marlina', password: given, invitation })
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
    })

    t.test('an invitation is sent, accepted once, and grants what it says', async (t) => {
      const email = address()
      const invitation = await hr.createInvitation({
        email: email.toUpperCase(),
        role: 'manager',
        divisionId: production.id,
        teams: [{ id: line4.id, role: 'lead' }]
      })
      t.match(invitation, {
        email,
        role: 'manager',
        divisionId: production.id,
        teams: [{ id: line4.id, role: 'lead' }],
        state: 'pending',
        invitedBy: { id: people.hr.id, name: 'Maya' }
      })
      t.equal(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt), 72 * hour)
      const mail = await mailbox.mailTo(email)
      t.match(mail, { subject: 'Maya invites you to WorkPulse', text: /http:\/\/localhost:3000\/register#invitation=[\w-]{43}\s/ })
      const secret = await mailbox.linkTo(email)
      t.notMatch(
        JSON.stringify([await db.selectFrom('invitations').selectAll().execute(), invitation, mail.subject]),
        secret,
        'its secret is nowhere else'
      )

      t.same(await accept(email.toUpperCase(), secret), { next: 'signIn' })
      const { user } = await app.anonymous().login({ email, password })
      t.match(user, { email, name: 'Rina Marlina', role: 'manager', divisionId: production.id, teams: [{ id: line4.id, role: 'lead' }] })
      t.match(await hr.getUser(user.id), { emailVerifiedAt: String, hasPassword: true })
      t.equal((await hr.listInvitations({ state: 'accepted' })).items[0].id, invitation.id)
      await t.rejects(accept(email, secret), { code: 'INVALID_TOKEN' })
      await t.rejects(hr.revokeInvitation(invitation.id), { code: 'STATE_CONFLICT' })
      await t.rejects(hr.createInvitation({ email }), { code: 'DUPLICATE', meta: { userId: user.id } })
    })

    t.test('it is in the language of who invites, whose name cannot add to it', async (t) => {
      const email = address()
      await db.updateTable('users').set({ name: 'Maya\u0085Bcc: x@evil.test <b>' }).where('id', '=', people.hr.id).execute()
      const client = await app.signIn('hr', { locale: 'id' })
      await client.createInvitation({ email })
      const { text } = await mailbox.mailTo(email)
      t.match(text, /mengundang Anda ke WorkPulse/)
      t.same(mailbox.mails.filter((mail) => mail.text === text).map(({ to }) => to), [email])
      await db.updateTable('users').set({ name: 'Maya' }).where('id', '=', people.hr.id).execute()
    })

    t.test('it is for its address alone, for 72 hours, until it is revoked', async (t) => {
      const [email, late, revoked] = [address(), address(), address()]
      for (const each of [email, late]) await hr.createInvitation({ email: each })
      const { id } = await hr.createInvitation({ email: revoked })
      const [secret, lateSecret, revokedSecret] = [await mailbox.linkTo(email), await mailbox.linkTo(late), await mailbox.linkTo(revoked)]
      for (const other of [late, emailOf('employee'), address(), `x${email}`]) {
        await t.rejects(accept(other, secret), { code: 'INVALID_TOKEN' }, other)
      }
      for (const wrong of ['x', `${secret}A`, secret.slice(1), lateSecret]) await t.rejects(accept(email, wrong), { code: 'INVALID_TOKEN' })
      await db.deleteFrom('attempts').execute()
      t.match(await hr.revokeInvitation(id), { id, state: 'revoked' })
      await t.rejects(hr.revokeInvitation(id), { code: 'STATE_CONFLICT' })
      await t.rejects(hr.revokeInvitation('NONE'), { code: 'NOT_FOUND' })
      await t.rejects(accept(revoked, revokedSecret), { code: 'INVALID_TOKEN' })
      app.clock.advance(72 * hour - 60_000)
      t.same(await accept(email, secret), { next: 'signIn' })
      app.clock.advance(60_000)
      await t.rejects(accept(late, lateSecret), { code: 'INVALID_TOKEN' })
      await Promise.all(
        [hr, admin].map((client, index) =>
          client.login({ email: emailOf(index ? 'admin' : 'hr'), password: 'correct horse battery staple' })
        )
      )
      const [expired] = (await hr.listInvitations({ state: 'expired' })).items.filter((invitation) => invitation.email === late)
      await t.rejects(hr.revokeInvitation(expired.id), { code: 'STATE_CONFLICT' })
      for (const again of [late, revoked]) {
        t.match(await hr.createInvitation({ email: again }), { state: 'pending' }, 'both may be invited anew')
      }
      await t.rejects(accept(revoked, revokedSecret), { code: 'INVALID_TOKEN' }, 'with a new link')
    })

    t.test('of ten acceptances at once one makes the account', async (t) => {
      const email = address()
      await hr.createInvitation({ email })
      const secret = await mailbox.linkTo(email)
      const passwords = Array.from({ length: 5 }, (_, index) => `${password} ${index}`)
      const results = await Promise.allSettled(passwords.map((given) => accept(email, secret, given)))
      const winners = results.flatMap(({ status }, index) => status === 'fulfilled' ? [index] : [])
      t.equal(winners.length, 1)
      for (const result of results) if (result.status === 'rejected') t.equal(result.reason.code, 'INVALID_TOKEN')
      t.equal((await db.selectFrom('users').select('id').where('email', '=', email).execute()).length, 1)
      await app.anonymous().login({ email, password: passwords[winners[0]] })
    })

    t.test('of acceptance and revocation at once one wins', async (t) => {
      for (let round = 0; round < 5; round++) {
        const email = address()
        const { id } = await hr.createInvitation({ email })
        const secret = await mailbox.linkTo(email)
        const [accepted, revoked] = await Promise.allSettled([accept(email, secret), hr.revokeInvitation(id)])
        t.not(accepted.status, revoked.status)
        t.equal(
          (await db.selectFrom('users').select('id').where('email', '=', email).execute()).length,
          accepted.status === 'fulfilled' ? 1 : 0
        )
      }
    })

    t.test('of twenty invitations of one address one is made, and one message sent', async (t) => {
      const email = address()
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => hr.createInvitation({ email })))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.equal(result.reason.code, 'DUPLICATE')
      await mailbox.mailTo(email)
      t.equal(mailbox.mails.filter(({ to }) => to === email).length, 1)
      const [{ id }] = (await hr.listInvitations({ state: 'pending' })).items.filter((invitation) => invitation.email === email)
      await t.rejects(hr.createInvitation({ email: email.toUpperCase() }), { code: 'DUPLICATE', meta: { invitationId: id } })
    })

    t.test('an account that is made meanwhile is not made twice', async (t) => {
      const email = address()
      const { id } = await admin.createInvitation({ email, role: 'admin' })
      const secret = await mailbox.linkTo(email)
      const account = await hr.createUser({ email, name: 'Rina' })
      await t.rejects(accept(email, secret), { code: 'INVALID_TOKEN' })
      t.match(await hr.getUser(account.id), { role: 'employee', hasPassword: false }, 'nor does it become an admin')
      t.match(await admin.revokeInvitation(id), { state: 'revoked' })
    })

    t.test('only admins invite admins, and nobody else anybody', async (t) => {
      const email = address()
      await t.rejects(hr.createInvitation({ email, role: 'admin' }), { code: 'FORBIDDEN' })
      const { id } = await admin.createInvitation({ email, role: 'admin' })
      await t.rejects(hr.revokeInvitation(id), { code: 'FORBIDDEN' })
      await accept(email, await mailbox.linkTo(email))
      t.match(await app.anonymous().login({ email, password }), { user: { role: 'admin' } })
      for (const person of ['employee', 'lead', 'manager'] as const) {
        const client = await app.signIn(person)
        await t.rejects(client.createInvitation({ email: address() }), { code: 'FORBIDDEN' })
        await t.rejects(client.listInvitations({}), { code: 'FORBIDDEN' })
        await t.rejects(client.revokeInvitation(id), { code: 'FORBIDDEN' })
      }
    })

    t.test('the list is newest first, page after page, by state', async (t) => {
      const everyone = (await db.selectFrom('invitations').select('id').orderBy('id', 'desc').execute()).map(({ id }) => id)
      const seen: string[] = []
      const states = new Map<string, string>()
      for await (const { id, state } of pages(hr.listInvitations, { limit: 2 })) {
        seen.push(id)
        states.set(id, state)
      }
      t.same(seen, everyone)
      for (const state of ['pending', 'accepted', 'revoked', 'expired'] as const) {
        t.same(
          (await hr.listInvitations({ state, limit: 100 })).items.map(({ id }) => id),
          everyone.filter((id) => states.get(id) === state),
          state
        )
        t.ok([...states.values()].includes(state))
      }
      await t.rejects(hr.listInvitations({ cursor: 'x' }), { code: 'VALIDATION_FAILED' })
    })
  })
}

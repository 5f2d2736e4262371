/** Who has no account yet and comes from Google. */
import t from 'tap'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import { testApp } from '../../support/app.ts'
import { browser } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { realProvider } from '../../support/identity-provider.ts'
import { line4, production } from '../../support/people.ts'
import { workspace, signIn, whoIs, succeeded, refused, account, invite, settings, identitiesOf, actionsOn, logIn } from './google-visits.ts'

for (const database of databases) {
  t.test(`${database.name}, with a real provider`, async (t) => {
    const provider = await realProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db } = app.deps

    t.test('an invitation', async (t) => {
      const email = 'rina@workpulse.test'
      const invitation = await invite(app, email)
      provider.claims = workspace('Rina@WorkPulse.test')
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      const user = await whoIs(app, person)
      t.match(user, { email, name: 'Rina Marlina', role: 'manager', divisionId: production.id, teams: [{ id: line4.id, role: 'lead' }] })
      t.match(await invitations.find(db, invitation, app.clock.now()), { state: 'accepted' })
      t.match(await users.findCredentials(db, email), { passwordHash: null, emailVerified: true })
      t.same(await actionsOn(app, user.id), ['user.registered', 'identity.linked'])

      t.match((await logIn(app, email)).status, 401, 'there is no password')
    })

    t.test('an invitation that is over, or was taken back, or is for another', async (t) => {
      const [late, revoked] = ['late@workpulse.test', 'revoked@workpulse.test']
      const [over, taken] = [await invite(app, late), await invite(app, revoked)]
      await db.updateTable('invitations').set({ expires_at: '2026-11-19 00:00:00.000' }).where('id', '=', over).execute()
      await invitations.close(db, taken, 'revoked_at', app.clock.now())
      await invite(app, 'somebody@workpulse.test')
      for (const email of [late, revoked, 'somebody.else@workpulse.test']) {
        provider.claims = workspace(email)
        await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
        t.notOk(await users.findCredentials(db, email))
      }
      await settings(app, 'closed', [])
      provider.claims = workspace('somebody@workpulse.test')
      await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
      await settings(app, 'invitation', [])
    })

    t.test('open registration', async (t) => {
      const email = 'open@workpulse.test'
      provider.claims = { ...workspace(email), name: ' \u0007\u202eOpen\u0000 Door\u200b ' }
      for (const [mode, domains] of [['invitation', ['workpulse.test']], ['open', []], ['closed', ['workpulse.test']]] as const) {
        await settings(app, mode, [...domains])
        await refused(t, app, 'google_not_invited', (person) => signIn(app, person))
      }
      await settings(app, 'open', ['factory.test'])
      await refused(t, app, 'google_domain', (person) => signIn(app, person))
      await settings(app, 'open', ['factory.test', 'workpulse.test'])
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      const user = await whoIs(app, person)
      t.match(user, { email, name: 'Open  Door', role: 'employee', divisionId: null, teams: [] })
      t.same(await actionsOn(app, user.id), ['user.registered', 'identity.linked'])

      provider.claims = { ...workspace('nameless@workpulse.test'), name: ' \u200b\u200d' }
      const nameless = browser(app)
      succeeded(t, await signIn(app, nameless))
      t.match(await whoIs(app, nameless), { name: 'nameless' })
      await settings(app, 'invitation', [])
    })

    t.test('Google must vouch for the address', async (t) => {
      const email = 'vouched@workpulse.test'
      const id = await account(app, email)
      const gmail = 'vouched@gmail.com'
      const gmailId = await account(app, gmail)
      const claims = workspace(email)
      for (
        const [wrong, code] of [
          [{ email_verified: false }, 'google_email_unverified'],
          [{ email_verified: 'true' }, 'google_email_unverified'],
          [{ email_verified: 1 }, 'google_email_unverified'],
          [{ email_verified: undefined }, 'google_email_unverified'],
          [{ hd: undefined }, 'google_email_unverified'],
          [{ hd: 'other.test' }, 'google_email_unverified'],
          [{ hd: 'test' }, 'google_email_unverified'],
          [{ email: undefined }, 'google_email_unverified'],
          [{ email: [email] }, 'google_email_unverified'],
          [{ email: `"${email}"@other.test`, hd: 'other.test' }, 'google_email_unverified'],
          [{ email: 'vouched@ｗorkpulse.test' }, 'google_email_unverified'],
          [{ email: 'ｖouched@workpulse.test' }, 'google_email_unverified'],
          [{ email: ` ${email}` }, 'google_email_unverified'],
          [{ email: `${email}\n` }, 'google_email_unverified'],
          [{ email: 'vouched@gmail.com.evil.com', hd: undefined }, 'google_email_unverified'],
          [{ email: 'vouched@evilgmail.com', hd: undefined }, 'google_email_unverified']
        ] as const
      ) {
        provider.claims = { ...claims, ...wrong }
        await refused(t, app, code, (person) => signIn(app, person))
      }
      t.same([...await identitiesOf(app, id), ...await identitiesOf(app, gmailId)], [])
      provider.claims = { ...workspace('Vouched@GMail.com'), hd: undefined }
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      t.match(await whoIs(app, person), { id: gmailId })
    })

    t.test('the domains that the organisation allows', async (t) => {
      const id = await account(app, 'domain@workpulse.test')
      await account(app, 'domain@gmail.com')
      await settings(app, 'invitation', ['factory.test'])
      for (
        const claims of [workspace('domain@workpulse.test'), { ...workspace('domain@gmail.com'), hd: undefined }, {
          ...workspace('domain@factory.test'),
          hd: undefined
        }]
      ) {
        provider.claims = claims
        await refused(t, app, 'google_domain', (person) => signIn(app, person))
      }
      provider.claims = { ...workspace('domain@workpulse.test'), hd: 'factory.test' }
      await refused(t, app, 'google_email_unverified', (person) => signIn(app, person))
      await settings(app, 'open', ['factory.test'])
      for (const email of ['domain@gmail.com', 'nobody@gmail.com']) {
        provider.claims = { ...workspace(email), hd: 'factory.test' }
        await refused(t, app, 'google_domain', (person) => signIn(app, person))
      }
      await settings(app, 'invitation', ['factory.test', 'workpulse.test'])
      provider.claims = { ...workspace('domain@workpulse.test'), hd: 'WorkPulse.test' }
      const person = browser(app)
      succeeded(t, await signIn(app, person))
      t.match(await whoIs(app, person), { id })
      await settings(app, 'invitation', [])
    })
  })
}

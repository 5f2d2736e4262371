/** How one signs in, beside the password: linked at the provider, and taken away again. */
import t, { type Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, type TestApp } from '../../support/app.ts'
import { browser, frontEnd, type Browser } from '../../support/cookie-browser.ts'
import { databases } from '../../support/databases.ts'
import { realProvider, type Claims } from '../../support/identity-provider.ts'
import { emailOf, people, type PersonName } from '../../support/people.ts'

/** A private account, which is of no Workspace. */
const gmail = (name: string): Claims => ({ sub: `sub-of-${name}`, email: `${name}@gmail.com`, email_verified: true, name })

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const provider = await realProvider(t)
    const app = await testApp(t, database, provider.client.environment)
    const { db } = app.deps

    /** Asks as that person, in that browser. @returns where the provider is. */
    async function begin (person: PersonName, page: Browser): Promise<{ url: string, client: Client }> {
      let token = ''
      const client = await app.signIn(person, {
        onTokens: (tokens) => {
          token = tokens?.accessToken ?? token
        }
      })
      const answer = await page.visit(`${app.url}/api/v1/profile/identities/google`, frontEnd, {
        authorization: `Bearer ${token}`,
        accept: 'application/json'
      }, 'POST')
      return { url: (await answer.json()).data.url, client }
    }

    async function link (person: PersonName, claims: Claims, meanwhile?: (client: Client) => Promise<unknown>) {
      const page = browser(app)
      provider.claims = claims
      const { url, client } = await begin(person, page)
      const back = await page.pass(url)
      await meanwhile?.(client)
      const answer = await page.comeBack(back)
      return { client, page, back, location: answer.headers.get('location') }
    }
    const signsIn = async (claims: Claims): Promise<string | null> => {
      provider.claims = claims
      const page = browser(app)
      return (await page.comeBack(await page.pass(await page.begin()))).headers.get('location')
    }
    const actions = async (person: PersonName) =>
      (await db.selectFrom('audit_entries').select('action').where('target_id', '=', people[person].id).orderBy('id').execute())
        .map(({ action }) => action)

    t.test('linked, one signs in with it; unlinked, no more', async (t) => {
      const claims = gmail('sari')
      t.equal(await signsIn(claims), `${frontEnd}/login?error=google_not_invited`)
      const { client, page, back, location } = await link('employee', claims)
      t.equal(location, `${frontEnd}/profile`)
      t.same(page.names(), [], 'nobody was signed in anew, and the cookie of the flow is gone')
      t.match((await client.listIdentities()).items, [{ provider: 'google', email: 'sari@gmail.com' }])
      t.equal(await signsIn(claims), `${frontEnd}/`)
      t.equal((await page.comeBack(back)).headers.get('location'), `${frontEnd}/login?error=google_expired`, 'once')
      t.equal((await link('employee', claims)).location, `${frontEnd}/profile`, 'what is linked is linked')

      const other = await app.signIn('employee')
      const [{ id }] = (await client.listIdentities()).items
      await client.unlinkIdentity(id)
      t.same(await client.listIdentities(), { items: [] })
      await t.rejects(other.getMe(), { code: 'UNAUTHENTICATED' }, 'other sessions end')
      t.equal(await signsIn(claims), `${frontEnd}/login?error=google_not_invited`)
      t.same(await actions('employee'), ['identity.linked', 'identity.unlinked'])
    })

    t.test('an account at Google is of one person, and a person has one', async (t) => {
      const claims = gmail('budi')
      t.equal((await link('lead', claims)).location, `${frontEnd}/profile`)
      const refused = `${frontEnd}/profile?error=google_other_identity`
      t.equal((await link('colleague', claims)).location, refused, "somebody else's")
      t.equal((await link('lead', gmail('budi2'))).location, refused, 'a second one')
      t.same(await actions('colleague'), [])
    })

    t.test('two people who come with one account at once', async (t) => {
      const claims = gmail('both')
      provider.claims = claims
      const pages = [browser(app), browser(app)]
      const backs = []
      for (const [index, person] of (['neighbour', 'manager'] as const).entries()) {
        backs.push(await pages[index].pass((await begin(person, pages[index])).url))
      }
      const locations = (await Promise.all(backs.map((back, index) => pages[index].comeBack(back)))).map(({ headers }) =>
        headers.get('location')
      )
      t.same(locations.sort(), [`${frontEnd}/profile`, `${frontEnd}/profile?error=google_other_identity`])
    })

    t.test('what a sign-in would refuse cannot be linked', async (t) => {
      const refused = async (claims: Claims) => (await link('hr', claims)).location?.split('error=')[1]
      t.equal(await refused({ ...gmail('maya'), email_verified: false }), 'google_email_unverified')
      t.equal(await refused({ ...gmail('maya'), email: 'maya@elsewhere.test' }), 'google_email_unverified')
      await db.updateTable('organisation').set({ allowed_email_domains: '["workpulse.test"]' }).execute()
      t.equal(await refused(gmail('maya')), 'google_domain')
      await db.updateTable('organisation').set({ allowed_email_domains: '[]' }).execute()
      t.same(await actions('hr'), [])
    })

    t.test('only the browser that asked, and only while its session lasts', async (t) => {
      provider.claims = gmail('dian')
      const page = browser(app)
      const back = await page.pass((await begin('admin', page)).url)
      t.equal((await browser(app).comeBack(back)).headers.get('location'), `${frontEnd}/login?error=google_expired`, 'another browser')
      const { location } = await link('admin', gmail('dian'), (client) => client.logout())
      t.equal(location, `${frontEnd}/profile?error=google_expired`, 'signed out meanwhile')
      t.same(await actions('admin'), [])
    })

    t.test('the last way in stays; an admin takes it away all the same', async (t) => {
      const claims = gmail('agus')
      const { client } = await link('other', claims)
      await db.updateTable('users').set({ password_hash: null }).where('id', '=', people.other.id).execute()
      const [{ id }] = (await client.listIdentities()).items
      await t.rejects(client.unlinkIdentity(id), { code: 'RULE_REFUSED', details: [{ path: '/params/identityId', rule: 'lastWayIn' }] })
      const admin = await app.signIn('admin')
      t.match((await admin.listUserIdentities(people.other.id)).items, [{ id, email: 'agus@gmail.com' }])
      await admin.unlinkUserIdentity(people.other.id, id)
      await t.rejects(client.getMe(), { code: 'UNAUTHENTICATED' })
      t.equal(await signsIn(claims), `${frontEnd}/login?error=google_not_invited`)
      const [entry] = await db.selectFrom('audit_entries').select(['actor_id', 'before']).where('action', '=', 'identity.unlinked')
        .where('target_id', '=', people.other.id).execute()
      t.equal(entry.actor_id, people.admin.id)
      t.match(JSON.parse(entry.before!), { subject: 'sub-of-agus' })
    })

    t.test('linked by its address, it is shown with it', async (t) => {
      const email = emailOf('otherManager')
      t.equal(await signsIn({ sub: 'x', email, email_verified: true, name: 'Tono', hd: 'workpulse.test' }), `${frontEnd}/`)
      t.match((await (await app.signIn('otherManager')).listIdentities()).items, [{ email }])
    })
  })

  t.test(`${database.name}, while the provider does not answer`, async (t: Test) => {
    const app: TestApp = await testApp(t, database, {
      WORKPULSE_GOOGLE_CLIENT_ID: 'workpulse',
      WORKPULSE_GOOGLE_CLIENT_SECRET: 'a secret',
      WORKPULSE_GOOGLE_ISSUER: 'http://127.0.0.1:9'
    })
    await t.rejects((await app.signIn('employee')).linkGoogle(), { code: 'UNAVAILABLE' })
  })
}

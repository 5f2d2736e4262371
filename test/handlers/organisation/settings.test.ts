import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'

const password = 'five orders of blue collars'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const admin = await app.signIn('admin')
    const scope = 'org' as const
    const current = () => admin.getSettings({ scope })

    t.test('hr and admins read them, admins change them', async (t) => {
      t.same(await current(), { registrationMode: 'invitation', allowedEmailDomains: [], version: 1 })
      const hr = await app.signIn('hr')
      t.same(await hr.getSettings({ scope }), await current())
      await t.rejects(hr.updateSettings({ scope, version: 1, registrationMode: 'open' }), { code: 'FORBIDDEN' })
      for (const person of ['employee', 'manager'] as const) {
        const client = await app.signIn(person)
        await t.rejects(client.getSettings({ scope }), { code: 'FORBIDDEN' })
        await t.rejects(client.updateSettings({ scope, version: 1, registrationMode: 'open' }), { code: 'FORBIDDEN' })
      }
      await t.rejects(app.anonymous().getSettings({ scope }), { code: 'UNAUTHENTICATED' })
      await t.rejects(admin.getSettings({ scope: 'world' as never }), { code: 'VALIDATION_FAILED' })
    })

    t.test('a change names its version and leaves the rest alone', async (t) => {
      t.same(await admin.updateSettings({ scope, version: 1, allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'] }), {
        registrationMode: 'invitation',
        allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'],
        version: 2
      })
      t.same(await admin.updateSettings({ scope, version: 2, registrationMode: 'open' }), {
        registrationMode: 'open',
        allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'],
        version: 3
      })
      await t.rejects(admin.updateSettings({ scope, version: 2, registrationMode: 'closed' }), {
        code: 'VERSION_CONFLICT',
        meta: { currentVersion: 3 }
      })
      t.same(await admin.updateSettings({ scope, version: 3, allowedEmailDomains: [], registrationMode: 'invitation' }), {
        registrationMode: 'invitation',
        allowedEmailDomains: [],
        version: 4
      })
      for (
        const wrong of [
          {},
          { registrationMode: 'ajar' },
          { allowedEmailDomains: ['Rycroft.com'] },
          { allowedEmailDomains: ['a@b.com'] },
          { allowedEmailDomains: ['*.com'] },
          { allowedEmailDomains: ['com'] },
          { allowedEmailDomains: ['a.com', 'a.com'] },
          { name: 'x' }
        ]
      ) {
        await t.rejects(
          admin.updateSettings({ scope, version: 4, ...wrong } as never),
          { code: 'VALIDATION_FAILED' },
          JSON.stringify(wrong)
        )
      }
    })

    t.test('of twenty changes of one version one is made', async (t) => {
      const { version } = await current()
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => admin.updateSettings({ scope, version, allowedEmailDomains: [`d${index}.test`] }))
      )
      const [winner, ...more] = results.flatMap((result) => result.status === 'fulfilled' ? [result.value] : [])
      t.same(more, [])
      for (const result of results) {
        if (result.status === 'rejected') t.match(result.reason, { code: 'VERSION_CONFLICT', meta: { currentVersion: version + 1 } })
      }
      t.same(await current(), winner)
      await admin.updateSettings({ scope, version: version + 1, allowedEmailDomains: [] })
    })

    t.test('the mode acts on the next registration', async (t) => {
      const register = (email: string) => app.anonymous().register({ email, name: 'Rina', password })
      const switchTo = async (registrationMode: 'open' | 'invitation' | 'closed') =>
        admin.updateSettings({ scope, version: (await current()).version, registrationMode })
      await t.rejects(register('rina@workpulse.test'), { code: 'REGISTRATION_CLOSED' })
      await switchTo('open')
      t.same(await register('rina@workpulse.test'), { next: 'verifyEmail' })
      await switchTo('closed')
      await t.rejects(register('rani@workpulse.test'), { code: 'REGISTRATION_CLOSED' })
      const token = await mailbox.linkTo('rina@workpulse.test')
      await t.rejects(app.anonymous().verifyEmail({ token }), { code: 'INVALID_TOKEN' }, 'nor does a link from before let anybody in')
      await switchTo('open')
      await admin.updateSettings({ scope, version: (await current()).version, allowedEmailDomains: ['rycroftapparel.com'] })
      await t.rejects(app.anonymous().verifyEmail({ token }), { code: 'INVALID_TOKEN' }, 'of another domain')
    })
  })
}

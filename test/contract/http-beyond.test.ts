/** What the schemas of requests do not say. */
import t from 'tap'
import { databases } from '../support/databases.ts'
import { password } from '../support/people.ts'
import { outcomeOf, outcomeOfCall, refusal, send, success } from '../support/raw.ts'
import { newName, newPassword } from './places.ts'
import { checker, openHttp } from './http-answers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { stage, app, mailbox, employee, db, visitor } = await openHttp(t, database)

    t.test('whatever else a provider adds to its answer is taken', async (t) => {
      for (
        const query of [
          'other=1',
          'scope=openid%20email&authuser=0&hd=workpulse.test&prompt=none&iss=https%3A%2F%2Faccounts.google.com',
          '=',
          '%zz=1',
          'a[]=1&a[]=2',
          '__proto__=1',
          '%F0%9F%98%80=1'
        ]
      ) {
        t.same(outcomeOf(await send(app.url, { path: `/api/v1/auth/google/callback?${query}` })), refusal('NOT_CONFIGURED'), query)
      }
    })

    t.test('a wrong current password changes nothing, and counts as a failed attempt', async (t) => {
      await stage.idle()
      const before = await stage.state.keep()
      const attempts = async () => (await db.selectFrom('attempts').select('count').execute()).reduce((sum, { count }) => sum + count, 0)
      const countedBefore = await attempts()
      const wrong = (currentPassword: string) =>
        outcomeOfCall(() => employee.changePassword({ currentPassword, newPassword: 'six orders of blue collars' }))
      for (const currentPassword of [password.toUpperCase(), `${password} `, newPassword]) {
        t.same(await wrong(currentPassword), refusal('RULE_REFUSED', '/body/currentPassword wrongPassword'), currentPassword)
      }
      t.same(await stage.state.differences(before, ['attempts']), [])
      t.equal(await attempts(), countedBefore + 3)
    })

    t.test('where the organisation is open to its own domains, no other registers', async (t) => {
      const set = (registration_mode: 'open' | 'closed' | 'invitation', domains: string[]) =>
        db.updateTable('organisation').set({ registration_mode, allowed_email_domains: JSON.stringify(domains) }).execute()
      const register = (email: string, given = newPassword) =>
        outcomeOfCall(() => visitor.register({ email, name: newName, password: given }))
      await set('open', ['workpulse.test', 'xn--e1afmkfd.test'])
      const check = await checker(t, stage)
      for (
        const email of [
          'a@evil.test',
          'a@sub.workpulse.test',
          'a@workpulse.test.evil.test',
          'a@notworkpulse.test',
          'workpulse.test@evil.test',
          'a@workpulse.tes'
        ]
      ) {
        await check(email, refusal('RULE_REFUSED', '/body/email emailDomain'), () => register(email))
      }
      await check(
        'a common password first',
        refusal('RULE_REFUSED', '/body/password commonPassword'),
        () => register('a@evil.test', 'password1234')
      )
      t.same(await register('Open@WorkPulse.TEST'), success, 'whatever the case of its letters')
      t.match(await mailbox.mailTo('open@workpulse.test'), { subject: /Confirm/ })
      await set('closed', [])
      t.same(await register('b@workpulse.test'), refusal('REGISTRATION_CLOSED'), 'nobody where it is closed')
      await set('open', [])
      t.same(await register('b@any.test'), success, 'anybody where no domain is named')
      await set('invitation', [])
    })
  })
}

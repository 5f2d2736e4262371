/** What is done is written down. */
import t from 'tap'
import { databases } from '../../support/databases.ts'
import { emailOf, line7, password, people } from '../../support/people.ts'
import { next, openLog } from './audit-calls.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, seen, secrets, call, signIn, actorOf, sessionOf, where, link } = await openLog(t, database)

    t.test('sessions', async (t) => {
      const [one, two] = [await signIn('employee'), await signIn('employee')]
      t.match(one.made, [{
        action: 'session.created',
        actor: actorOf('employee'),
        targetType: 'session',
        targetId: sessionOf(one),
        before: null,
        after: { method: 'password' },
        ...where(one)
      }])
      const replaced = await signIn('employee', one.data.accessToken)
      t.match(replaced.made, [
        {
          action: 'session.revoked',
          actor: actorOf('employee'),
          targetType: 'session',
          targetId: sessionOf(one),
          after: { reason: 'replaced' },
          ...where(replaced)
        },
        { action: 'session.created', actor: actorOf('employee'), targetId: sessionOf(replaced), ...where(replaced) }
      ])
      const ended = await call('DELETE', `/auth/sessions/${sessionOf(two)}`, undefined, replaced.data.accessToken)
      t.match(ended.made, [{
        action: 'session.revoked',
        actor: actorOf('employee'),
        targetId: sessionOf(two),
        after: { reason: 'revoked' },
        ...where(ended)
      }])
      const out = await call('POST', '/auth/logout', {}, replaced.data.accessToken)
      t.match(out.made, [{
        action: 'session.revoked',
        actor: actorOf('employee'),
        targetId: sessionOf(replaced),
        after: { reason: 'logout' },
        ...where(out)
      }])
      t.same((await call('POST', '/auth/logout', {}, replaced.data.accessToken)).made, [], 'once')

      const stolen = await signIn('employee')
      app.clock.advance(1000)
      await call('POST', '/auth/refresh', {
        refreshToken:
          (await call('POST', '/auth/refresh', { refreshToken: stolen.data.refreshToken, tokenDelivery: 'body' })).data.refreshToken
      })
      app.clock.advance(61_000)
      const theft = await call('POST', '/auth/refresh', { refreshToken: stolen.data.refreshToken })
      t.match(theft.made, [{
        action: 'session.revoked',
        actor: null,
        targetId: sessionOf(stolen),
        after: { reason: 'refresh_reuse' },
        ...where(theft)
      }])
      t.same((await signIn('employee', undefined, 'wrong')).made, [], 'a failure is counted, not written down')
    })

    t.test('an account that is tried too often', async (t) => {
      const answers = []
      for (let index = 0; index < 22; index++) {
        answers.push(
          await call('POST', '/auth/login', { email: emailOf('lead'), password: 'wrong' }, undefined, {
            'x-forwarded-for': `203.0.113.${index}`
          })
        )
      }
      const paused = answers.flatMap(({ made }) => made)
      t.match(paused, [{
        action: 'sign_in.paused',
        actor: null,
        targetType: 'user',
        targetId: people.lead.id,
        address: '203.0.113.19',
        requestId: answers[19].requestId
      }])
      t.equal(paused.length, 1, 'once')
    })

    t.test('passwords', async (t) => {
      const [asking, other] = [await signIn('lead'), await signIn('lead')]
      const changed = await call('PUT', '/auth/password', { currentPassword: password, newPassword: next }, asking.data.accessToken)
      t.match(changed.made, [
        { action: 'session.revoked', actor: actorOf('lead'), targetId: sessionOf(other), after: { reason: 'password_changed' } },
        {
          action: 'password.changed',
          actor: actorOf('lead'),
          targetType: 'user',
          targetId: people.lead.id,
          before: null,
          after: null,
          ...where(changed)
        }
      ])
      t.same((await call('PUT', '/auth/password', { currentPassword: 'wrong', newPassword: next }, asking.data.accessToken)).made, [])
      await call('POST', '/auth/password/forgot', { email: emailOf('lead') })
      const reset = await call('POST', '/auth/password/reset', { token: await link(emailOf('lead'), /Set a new/), password })
      t.match(reset.made, [
        { action: 'session.revoked', actor: null, targetId: sessionOf(asking), after: { reason: 'password_reset' } },
        { action: 'password.reset', actor: null, targetType: 'user', targetId: people.lead.id, ...where(reset) }
      ])
    })

    t.test('people, invitations and settings', async (t) => {
      const [hr, chief] = [(await signIn('hr')).data.accessToken, (await signIn('admin')).data.accessToken]
      const created = await call('POST', '/users', { email: 'rina@workpulse.test', name: 'Rina', role: 'manager' }, hr)
      const { id } = created.data
      await link('rina@workpulse.test')
      t.match(created.made, [{
        action: 'user.created',
        actor: actorOf('hr'),
        targetType: 'user',
        targetId: id,
        before: null,
        after: { email: 'rina@workpulse.test', name: 'Rina', role: 'manager', divisionId: null, teams: [] },
        ...where(created)
      }])
      const updated = await call('PATCH', `/users/${id}`, { version: 1, role: 'employee', teams: [{ id: line7.id, role: 'lead' }] }, chief)
      t.match(updated.made, [{
        action: 'user.updated',
        actor: actorOf('admin'),
        targetId: id,
        before: { role: 'manager', teams: [] },
        after: { role: 'employee', teams: [{ id: line7.id, role: 'lead' }] },
        ...where(updated)
      }])
      t.same(Object.keys(updated.made[0].before!).sort(), ['role', 'teams'], 'what was not changed is not there')
      t.same((await call('PATCH', `/users/${id}`, { version: 1, role: 'hr' }, hr)).made, [], 'what did not happen is not there')
      await signIn('colleague')
      const disabled = await call('POST', `/users/${people.colleague.id}/disable`, undefined, hr)
      t.match(disabled.made, [{ action: 'session.revoked', actor: actorOf('hr'), after: { reason: 'disabled' } }, {
        action: 'user.disabled',
        actor: actorOf('hr'),
        targetId: people.colleague.id,
        ...where(disabled)
      }])
      t.same((await call('POST', `/users/${people.colleague.id}/disable`, undefined, hr)).made, [])
      t.match((await call('POST', `/users/${people.colleague.id}/enable`, undefined, chief)).made, [{
        action: 'user.enabled',
        actor: actorOf('admin'),
        targetId: people.colleague.id
      }])

      const invited = await call('POST', '/invitations', { email: 'rani@workpulse.test', role: 'hr' }, chief)
      t.match(invited.made, [{
        action: 'invitation.created',
        actor: actorOf('admin'),
        targetType: 'invitation',
        targetId: invited.data.id,
        after: { email: 'rani@workpulse.test', role: 'hr' },
        ...where(invited)
      }])
      const registered = await call('POST', '/auth/register', {
        email: 'rani@workpulse.test',
        name: 'Rani',
        password: next,
        invitation: await link('rani@workpulse.test')
      })
      const [{ actor, targetId }] = registered.made
      t.match(registered.made, [{
        action: 'user.registered',
        targetType: 'user',
        after: { email: 'rani@workpulse.test', name: 'Rani', role: 'hr' },
        ...where(registered)
      }])
      t.same(actor, { id: targetId, name: 'Rani', avatarUrl: null })
      const second = await call('POST', '/invitations', { email: 'roni@workpulse.test' }, hr)
      await link('roni@workpulse.test')
      t.match((await call('DELETE', `/invitations/${second.data.id}`, undefined, hr)).made, [{
        action: 'invitation.revoked',
        actor: actorOf('hr'),
        targetType: 'invitation',
        targetId: second.data.id
      }])
      const changed = await call('PATCH', '/settings', { scope: 'org', version: 1, registrationMode: 'open' }, chief)
      t.match(changed.made, [{
        action: 'settings.updated',
        actor: actorOf('admin'),
        targetType: 'organisation',
        targetId: null,
        before: { registrationMode: 'invitation' },
        after: { registrationMode: 'open' },
        ...where(changed)
      }])
      await call('POST', '/auth/register', { email: 'reni@workpulse.test', name: 'Reni', password: next })
      t.match((await call('POST', '/auth/verify-email', { token: await link('reni@workpulse.test'), password: next })).made, [{
        action: 'user.registered',
        after: { email: 'reni@workpulse.test' }
      }])
    })

    t.test('every action but that of Google was seen, and no entry holds a secret', async (t) => {
      t.same([...seen].sort(), [
        'invitation.created',
        'invitation.revoked',
        'password.changed',
        'password.reset',
        'session.created',
        'session.revoked',
        'settings.updated',
        'sign_in.paused',
        'user.created',
        'user.disabled',
        'user.enabled',
        'user.registered',
        'user.updated'
      ])
      const text = JSON.stringify(await db.selectFrom('audit_entries').selectAll().execute())
      const hashes = (await db.selectFrom('users').select('password_hash').execute()).flatMap(({ password_hash }) => password_hash ?? [])
      for (const secret of [...secrets, ...hashes, '$argon2id', 'passwordHash']) t.notOk(text.includes(secret), secret.slice(0, 12))
      t.ok(secrets.length > 30)
    })
  })
}

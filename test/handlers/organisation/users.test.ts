/** People are made, changed and shut out, by whom it is for. */
import t from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, line4, line7, packing, password, people, production, warehouse, type PersonName } from '../../support/people.ts'
import { newPassword, address, openOffice } from './users-office.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { mailbox, app, db, admin, hr, versionOf, change, makeAdmin, activeAdmins } = await openOffice(t, database)

    t.test('a new person gets a link for three days to set a password, and signs in with it', async (t) => {
      const email = address()
      const account = await hr.createUser({
        email: email.toUpperCase(),
        name: 'Rina Marlina',
        role: 'manager',
        divisionId: production.id,
        teams: [{ id: line4.id, role: 'lead' }]
      })
      t.match(account, {
        email,
        name: 'Rina Marlina',
        role: 'manager',
        divisionId: production.id,
        teams: [{ id: line4.id, name: line4.name, role: 'lead' }],
        emailVerifiedAt: null,
        disabledAt: null,
        hasPassword: false,
        version: 1
      })
      t.same(await hr.getUser(account.id), account)
      const { text } = await mailbox.mailTo(email, /Your WorkPulse account/)
      t.match(text, /http:\/\/localhost:3000\/reset-password#token=[\w-]{43}\s/)
      const token = await mailbox.linkTo(email)
      await t.rejects(app.anonymous().login({ email, password: newPassword }), { code: 'INVALID_CREDENTIALS' })
      app.clock.advance(3 * 86_400_000 - 60_000)
      await app.anonymous().resetPassword({ token, password: newPassword })
      const client = app.anonymous()
      t.match(await client.login({ email, password: newPassword }), { user: { id: account.id, role: 'manager' } })
      await admin.login({ email: emailOf('admin'), password })
      await hr.login({ email: emailOf('hr'), password })
      t.match(await hr.getUser(account.id), { hasPassword: true, emailVerifiedAt: String })
      await t.rejects(hr.createUser({ email, name: 'Again' }), { code: 'DUPLICATE', meta: { userId: account.id } })
      await t.rejects(hr.createUser({ email: emailOf('disabled'), name: 'Again' }), {
        code: 'DUPLICATE',
        meta: { userId: people.disabled.id }
      })
    })

    t.test('of ten that make one account one does', async (t) => {
      const email = address()
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => hr.createUser({ email, name: 'One' })))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.match(result.reason, { code: 'DUPLICATE' })
      await mailbox.mailTo(email)
      t.equal(mailbox.mails.filter(({ to }) => to === email).length, 1)
    })

    t.test('a place that is none is refused, every one of them', async (t) => {
      const teams = [{ id: line4.id, role: 'member' as const }, { id: 'NOWHERE', role: 'lead' as const }, {
        id: line4.id,
        role: 'lead' as const
      }]
      const details = [{ path: '/body/divisionId', rule: 'unknownDivision' }, { path: '/body/teams/1/id', rule: 'unknownTeam' }, {
        path: '/body/teams/2/id',
        rule: 'unique'
      }]
      await t.rejects(hr.createUser({ email: address(), name: 'Nobody', divisionId: 'NOWHERE', teams }), { code: 'RULE_REFUSED', details })
      await t.rejects(change(hr, people.employee.id, { divisionId: 'NOWHERE', teams }), { code: 'RULE_REFUSED', details })
      t.match(await hr.getUser(people.employee.id), { version: 1, divisionId: production.id })
    })

    t.test('a change names its version; of twenty at once one is made', async (t) => {
      t.match(await change(hr, people.other.id, { name: 'Agus Salim' }), {
        name: 'Agus Salim',
        version: 2,
        role: 'employee',
        divisionId: warehouse.id,
        teams: [{ id: packing.id }]
      })
      await t.rejects(hr.updateUser(people.other.id, { version: 1, name: 'Late' }), {
        code: 'VERSION_CONFLICT',
        meta: { currentVersion: 2 }
      })
      await t.rejects(hr.updateUser(people.other.id, { version: 3, name: 'Early' }), {
        code: 'VERSION_CONFLICT',
        meta: { currentVersion: 2 }
      })
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          hr.updateUser(people.other.id, {
            version: 2,
            name: `Agus ${index}`,
            teams: [{ id: index % 2 ? line4.id : line7.id, role: 'member' }]
          }))
      )
      const [winner, ...more] = results.flatMap((result) => result.status === 'fulfilled' ? [result.value] : [])
      t.same(more, [])
      for (const result of results) {
        if (result.status === 'rejected') t.match(result.reason, { code: 'VERSION_CONFLICT', meta: { currentVersion: 3 } })
      }
      t.same(await hr.getUser(people.other.id), winner)
      t.match(await change(hr, people.other.id, { divisionId: null, teams: [] }), { divisionId: null, teams: [], version: 4 })
      await t.rejects(hr.updateUser('NOBODY', { version: 1, name: 'x' }), { code: 'NOT_FOUND' })
    })

    t.test('hr touches no admin and makes none, by no route', async (t) => {
      const forbidden = { code: 'FORBIDDEN' }
      await t.rejects(hr.createUser({ email: address(), name: 'Mole', role: 'admin' }), forbidden)
      await t.rejects(hr.createInvitation({ email: address(), role: 'admin' }), forbidden)
      for (const id of [people.hr.id, people.employee.id]) await t.rejects(change(hr, id, { role: 'admin' }), forbidden)
      for (const wish of [{ name: 'x' }, { role: 'employee' }, { divisionId: null }, { teams: [] }]) {
        await t.rejects(change(hr, people.admin.id, wish), forbidden, JSON.stringify(wish))
      }
      await t.rejects(hr.disableUser(people.admin.id), forbidden)
      const second = await makeAdmin()
      await admin.disableUser(second)
      await t.rejects(hr.enableUser(second), forbidden)
      const { id } = await admin.createInvitation({ email: address(), role: 'admin' })
      await t.rejects(hr.revokeInvitation(id), forbidden)
      t.equal((await admin.listInvitations({ state: 'pending' })).items.find((invitation) => invitation.id === id)?.state, 'pending')
    })

    t.test('everybody else may not even look', async (t) => {
      for (const person of ['employee', 'lead', 'manager'] as PersonName[]) {
        const client = await app.signIn(person)
        const calls: (() => Promise<unknown>)[] = [
          () => client.listUsers({}),
          () => client.getUser(people.employee.id),
          () => client.disableUser(people.other.id),
          () => client.updateUser(people[person].id, { version: 1, role: 'admin' }),
          () => client.createUser({ email: address(), name: 'x' })
        ]
        for (const call of calls) await t.rejects(call(), { code: 'FORBIDDEN' })
      }
    })

    t.test('an organisation keeps an admin who can sign in', async (t) => {
      t.same(await activeAdmins(), [people.admin.id])
      await t.rejects(admin.disableUser(people.admin.id), { code: 'LAST_ADMIN' })
      for (const role of ['employee', 'manager', 'hr'] as const) {
        await t.rejects(change(admin, people.admin.id, { role }), { code: 'LAST_ADMIN' })
      }
      t.match(await change(admin, people.admin.id, { name: 'Dian', role: 'admin' }), { role: 'admin' }, 'other changes are fine')
      const [disabled] = (await admin.listUsers({ role: 'admin', state: 'disabled' })).items
      t.match(await change(admin, disabled.id, { role: 'employee' }), { role: 'employee' }, 'one who cannot sign in counts for none')
    })

    t.test('of two that end the last two admins, in whatever way, one succeeds', async (t) => {
      const ways = {
        demote: (client: Client, id: string, version: number) => client.updateUser(id, { version, role: 'hr' }),
        disable: (client: Client, id: string) => client.disableUser(id)
      }
      for (
        const [first, second] of [['demote', 'demote'], ['demote', 'disable'], ['disable', 'disable'], ['disable', 'demote'], [
          'demote',
          'demote'
        ], ['disable', 'disable']] as const
      ) {
        const other = await makeAdmin()
        await db.updateTable('users').set({
          password_hash:
            (await db.selectFrom('users').select('password_hash').where('id', '=', people.admin.id).executeTakeFirstOrThrow()).password_hash
        }).where('id', '=', other).execute()
        const [mine, theirs] = [await versionOf(people.admin.id), await versionOf(other)]
        const results = await Promise.allSettled([ways[first](admin, other, theirs), ways[second](admin, people.admin.id, mine)])
        t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, `${first} and ${second}`)
        for (const result of results) {
          if (result.status === 'rejected') {
            t.ok(['LAST_ADMIN', 'FORBIDDEN', 'UNAUTHENTICATED'].includes(result.reason.code), result.reason.code)
          }
        }
        t.equal(
          (await db.selectFrom('users').select('id').where('role', '=', 'admin').where('disabled_at', 'is', null).execute()).length,
          1
        )
        await db.updateTable('users').set({ role: 'admin', disabled_at: null }).where('id', '=', people.admin.id).execute()
        await db.updateTable('users').set({ role: 'employee' }).where('id', '=', other).execute()
        await admin.login({ email: emailOf('admin'), password })
      }
    })

    t.test('hr does not disable somebody who becomes an admin meanwhile', async (t) => {
      for (let round = 0; round < 20; round++) {
        const { id } = await hr.createUser({ email: address(), name: 'Rising' })
        const [promoted] = await Promise.allSettled([admin.updateUser(id, { version: 1, role: 'admin' }), hr.disableUser(id)])
        const { role, disabledAt } = await admin.getUser(id)
        if (promoted.status === 'fulfilled' && promoted.value.disabledAt === null) {
          t.match({ role, disabledAt }, { role: 'admin', disabledAt: null })
        }
        await change(admin, id, { role: 'employee' })
      }
    })

    t.test('whoever is shut out is out, keeps what they filed, vanishes from teams, and comes back', async (t) => {
      const before = (await admin.listTeamMembers(line4.id, {})).items
      const count = async () => (await admin.listTeams({})).items.find(({ id }) => id === line4.id)!
      t.ok(before.some(({ id }) => id === people.lead.id))
      const { memberCount } = await count()
      const disabled = await hr.disableUser(people.lead.id)
      t.match(disabled, { id: people.lead.id, disabledAt: String, teams: [{ id: line4.id }] })
      t.same(await hr.disableUser(people.lead.id), disabled, 'again changes nothing')
      await t.rejects(app.signIn('lead'), { code: 'INVALID_CREDENTIALS' })
      t.same((await admin.listTeamMembers(line4.id, {})).items, before.filter(({ id }) => id !== people.lead.id))
      t.match(await count(), { memberCount: memberCount - 1, leads: [] })
      t.ok((await admin.listUsers({ state: 'disabled', teamId: line4.id })).items.some(({ id }) => id === people.lead.id))
      const enabled = await hr.enableUser(people.lead.id)
      t.match(enabled, { disabledAt: null, version: disabled.version + 1 })
      t.same(await hr.enableUser(people.lead.id), enabled)
      await app.signIn('lead')
      t.same((await admin.listTeamMembers(line4.id, {})).items, before)
      for (const call of [hr.disableUser, hr.enableUser, hr.getUser]) await t.rejects(call('NOBODY'), { code: 'NOT_FOUND' })
    })

    t.test('without a mail server nobody can be told, so nobody is made', async (t) => {
      const silent = await (await testApp(t, database)).signIn('admin')
      await t.rejects(silent.createUser({ email: address(), name: 'x' }), { code: 'NOT_CONFIGURED' })
      await t.rejects(silent.createInvitation({ email: address() }), { code: 'NOT_CONFIGURED' })
    })
  })
}

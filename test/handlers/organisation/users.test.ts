import t from 'tap'
import { pages, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { Account } from '../../../generated/schemas.ts'
import { toDateTime } from '../../../src/database/dialect.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, line4, line7, packing, password, people, production, warehouse, type PersonName } from '../../support/people.ts'

const newPassword = 'five orders of blue collars'
let made = 0
const address = () => `new${++made}@workpulse.test`

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const admin = await app.signIn('admin')
    const hr = await app.signIn('hr')
    const versionOf = async (userId: string) => (await admin.getUser(userId)).version
    const change = async (client: Client, userId: string, change: object): Promise<Account> =>
      client.updateUser(userId, { version: await versionOf(userId), ...change })
    const makeAdmin = async () => (await admin.createUser({ email: address(), name: 'Second', role: 'admin' })).id
    const activeAdmins = async () => (await admin.listUsers({ role: 'admin', state: 'active' })).items.map(({ id }) => id)
    t.beforeEach(async () => {
      await db.deleteFrom('attempts').execute()
    })

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

    t.test('everybody is on one page of the list, and once', async (t) => {
      const rows = Array.from({ length: 45 }, (_, index) => ({
        id: `CROWD${String(index).padStart(21, '0')}`,
        email: `crowd${index}@workpulse.test`,
        name: ['Ana', 'ana', 'Ana ', 'Änne', 'Ünal', 'zoë', '王小明', '🧵 Nita', 'Ana-B'][index % 9],
        role: 'employee' as const,
        division_id: index % 2 ? warehouse.id : null,
        password_hash: null,
        email_verified_at: null,
        disabled_at: index % 5 ? null : toDateTime(app.clock.now()),
        created_at: toDateTime(app.clock.now()),
        updated_at: toDateTime(app.clock.now())
      }))
      await db.insertInto('users').values(rows).execute()
      const everybody = (await db.selectFrom('users').select('id').execute()).map(({ id }) => id).sort()
      for (const limit of [1, 7, 100]) {
        const seen = []
        for await (const { id } of pages(hr.listUsers, { limit })) seen.push(id)
        t.same(seen.toSorted(), everybody, `${limit} at a time`)
      }
      const seen = []
      for await (const { id } of pages(hr.listUsers, { limit: 3, state: 'active' as const, divisionId: warehouse.id, q: 'crowd' })) {
        seen.push(id)
      }
      t.same(seen.toSorted(), rows.filter((row) => row.disabled_at === null && row.division_id === warehouse.id).map(({ id }) => id))
      await t.rejects(hr.listUsers({ cursor: (await hr.listInvitations({ limit: 1 })).nextCursor ?? 'x' }), { code: 'VALIDATION_FAILED' })
    })

    t.test('a search finds what was typed, in any case and script, and takes nothing for a pattern', async (t) => {
      const names = [
        '100% Katun',
        'Under_score',
        'Wow! Nita',
        'O\'Neil "Quote"',
        'back\\slash',
        'ÉLODIE Ñandú',
        'Иван Петров',
        'ΣΟΦΙΑ',
        '王小明',
        'Łukasz',
        'Zoë 🧵',
        'ΝΙΚΟΣ'
      ]
      const ids = new Map<string, string>()
      for (const name of names) ids.set((await hr.createUser({ email: address(), name })).id, name)
      const found = async (q: string) => (await hr.listUsers({ q, limit: 100 })).items.flatMap(({ id }) => ids.get(id) ?? [])
      for (
        const [q, name] of Object.entries({
          '%': '100% Katun',
          '0% k': '100% Katun',
          _: 'Under_score',
          R_S: 'Under_score',
          '!': 'Wow! Nita',
          '! n': 'Wow! Nita',
          "'": 'O\'Neil "Quote"',
          '"quote"': 'O\'Neil "Quote"',
          '\\': 'back\\slash',
          ÉLODIE: 'ÉLODIE Ñandú',
          élodie: 'ÉLODIE Ñandú',
          ÑANDÚ: 'ÉLODIE Ñandú',
          иван: 'Иван Петров',
          ПЕТРОВ: 'Иван Петров',
          σοφια: 'ΣΟΦΙΑ',
          小: '王小明',
          łuk: 'Łukasz',
          ŁUKASZ: 'Łukasz',
          'zoë 🧵': 'Zoë 🧵',
          ΝΙΚΟΣ: 'ΝΙΚΟΣ',
          νικο: 'ΝΙΚΟΣ'
        })
      ) t.same(await found(q), [name], q)
      for (const q of ['%%', '_%', '!%', '1' + '%'.repeat(99), "' or 1=1 --", '1=1']) t.same(await found(q), [], q)
      t.match((await hr.listUsers({ q: 'EMPLOYEE@' })).items, [{ id: people.employee.id }])
      t.equal((await hr.listUsers({ q: 'workpulse.test', limit: 100 })).items.length > 20, true)
    })

    t.test('a name is found however its letters are put together, and whatever their case', async (t) => {
      const searches = {
        'José Muñoz': ['josé', 'JOSÉ MUÑOZ'],
        'ÇELİK Suna': ['çelik', 'ÇELİK', 'çeli\u0307k', 'ÇELIK'],
        'İbrahim Yıldız': ['ibrahim', 'İBRAHİM', 'yıldız'],
        'Søren Åkerström': ['søren åkerström', 'ÅKERSTRÖM'],
        'Nguyễn Thị Ánh': ['nguyễn', 'NGUYỄN THỊ ÁNH'],
        'Ğülşen ÖZTÜRK': ['ğülşen', 'öztürk'],
        'Đặng Văn Lâm': ['đặng', 'ĐẶNG VĂN'],
        'Škoda Dvořák': ['ŠKODA', 'dvořák'],
        'Anna Straße': ['straße', 'STRAẞE'],
        'Ольга Йорданова': ['йорданова', 'ЙОРДАНОВА'],
        각하나: ['각하나'],
        ガブリエル: ['ガブリ'],
        'Ḥasan al-Ḍaḥḥāk': ['ḥasan', 'AL-ḌAḤḤĀK'],
        'Ştefan Țurcanu': ['ştefan', 'ȚURCANU']
      }
      const forms = ['NFC', 'NFD'] as const
      for (const [index, [name, asked]] of Object.entries(searches).entries()) {
        const { id, name: kept } = await hr.createUser({ email: address(), name: name.normalize(forms[index % 2]) })
        t.equal(kept, name.normalize('NFC'), 'kept composed')
        for (const q of [name, ...asked].flatMap((text) => forms.map((form) => text.normalize(form)))) {
          t.ok((await hr.listUsers({ q, limit: 100 })).items.some((person) => person.id === id), q)
        }
      }
    })

    t.test('without a mail server nobody can be told, so nobody is made', async (t) => {
      const silent = await (await testApp(t, database)).signIn('admin')
      await t.rejects(silent.createUser({ email: address(), name: 'x' }), { code: 'NOT_CONFIGURED' })
      await t.rejects(silent.createInvitation({ email: address() }), { code: 'NOT_CONFIGURED' })
    })
  })
}

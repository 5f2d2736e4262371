/** What an API token opens, how long, and where it is not taken. */
import t from 'tap'
import { createClient } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people, password, emailOf } from '../../support/people.ts'
import { outcomeOf, outcomeOfCall, refusal, send, success, type RawRequest } from '../../support/raw.ts'
import { everyWorkingDay } from '../../support/owing.ts'

const expiresAt = '2027-01-01T00:00:00.000Z'
const all = ['reports:read', 'reports:write', 'analytics:read', 'calendar:read', 'directory:read'] as const

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    await everyWorkingDay(db)
    const by = (token: string) => createClient({ baseUrl: app.url, mode: 'bearer', tokens: { accessToken: token } })
    const made = async (person: 'employee' | 'lead' | 'manager' | 'admin', scopes: readonly (typeof all)[number][] = all) => {
      const client = await app.signIn(person)
      return { client, ...await client.createApiToken({ name: 'Program', scopes: [...scopes], expiresAt }) }
    }
    const works = (token: string) => outcomeOfCall(() => by(token).getMe())
    const ask = async (request: RawRequest) => outcomeOf(await send(app.url, request))
    t.afterEach(async () => {
      await db.deleteFrom('api_tokens').execute()
    })

    t.test('a program files its owner’s reports, and nobody else’s', async (t) => {
      const { token } = await made('lead')
      const program = by(token)
      const report = await program.createReport({ reportDate: '2026-11-20', summary: 'Forty orders', submit: true })
      t.match(report, { state: 'submitted', userId: people.lead.id })
      t.same((await program.listReports({ view: 'mine' })).items.map(({ id }) => id), [report.id])
      t.same(
        await outcomeOfCall(() =>
          program.createReport({ userId: people.employee.id, reportDate: '2026-11-20', summary: 'Collars', submit: true })
        ),
        refusal('FORBIDDEN'),
        'its owner may, by signing in'
      )
      const lead = await app.signIn('lead')
      const filed = await lead.createReport({ userId: people.employee.id, reportDate: '2026-11-20', summary: 'Collars', submit: true })
      const returned = await (await app.signIn('manager')).returnReport(filed.id, { version: filed.version, note: 'Minutes?' })
      t.same(
        await outcomeOfCall(() => program.updateReport(filed.id, { version: returned.version, summary: 'Cuffs' })),
        refusal('FORBIDDEN'),
        'one that its owner filed for somebody'
      )
      t.equal((await lead.updateReport(filed.id, { version: returned.version, summary: 'Cuffs' })).summary, 'Cuffs', 'by signing in')
      await db.deleteFrom('report_history').execute()
    })

    t.test('what it can do is what its scopes say', async (t) => {
      const [employee, lead] = await app.signInEach('employee', 'lead')
      const bySome = async (person: 'employee' | 'lead', ...scopes: (typeof all)[number][]) => by((await made(person, scopes)).token)
      const draft = await employee.createReport({ reportDate: '2026-11-19', summary: 'Collars' })
      const nothing = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
      t.same((await employee.getReport(draft.id)).can, { ...nothing, edit: true, submit: true, delete: true })
      t.same((await (await bySome('employee', 'reports:read')).getReport(draft.id)).can, nothing)
      const writing = await bySome('employee', 'reports:read', 'reports:write')
      t.same((await writing.getReport(draft.id)).can, { ...nothing, edit: true, submit: true })
      t.match((await writing.submitReport(draft.id, { version: draft.version })).can, nothing)
      t.equal((await lead.getReport(draft.id)).can.review, true)
      t.same((await (await bySome('lead', 'reports:read', 'reports:write')).getReport(draft.id)).can, nothing)
      const event = { scope: 'personal' as const, title: 'Audit', allDay: true, date: '2026-11-20', endDate: '2026-11-20' }
      const { id } = await employee.createCalendarEvent(event)
      t.same((await employee.getCalendarEvent(id)).can, { edit: true })
      t.same((await (await bySome('employee', 'calendar:read')).getCalendarEvent(id)).can, { edit: false })
      await db.deleteFrom('report_history').execute()
    })

    t.test('of a directory it is told no figures without the scope for them', async (t) => {
      const { token } = await made('lead', ['directory:read'])
      const figures = () => by(token).listTeams({ include: 'today' })
      t.same(await outcomeOfCall(figures), refusal('FORBIDDEN'))
      t.same((await by(token).listTeams()).items.map(({ id }) => id), [line4.id])
      const { token: wider } = await made('lead', ['directory:read', 'analytics:read'])
      t.ok((await by(wider).listTeams({ include: 'today' })).items[0].today)
    })

    t.test('it may do today what its owner may today', async (t) => {
      const admin = await app.signIn('admin')
      const { token } = await made('manager', ['analytics:read'])
      t.ok((await by(token).getTeamMetrics(line4.id)).people, 'who manages the division')
      const { version, divisionId } = await admin.getUser(people.manager.id)
      await admin.updateUser(people.manager.id, { version, divisionId: null })
      t.same(await outcomeOfCall(() => by(token).getTeamMetrics(line4.id)), refusal('NOT_FOUND'), 'no more')
      const moved = await admin.getUser(people.manager.id)
      await admin.updateUser(people.manager.id, { version: moved.version, divisionId })
      t.ok((await by(token).getTeamMetrics(line4.id)).people, 'and again')
    })

    t.test('what ends it', async (t) => {
      const admin = await app.signIn('admin')
      const role = async (role: 'employee' | 'manager' | 'hr') => {
        const { version } = await admin.getUser(people.manager.id)
        await admin.updateUser(people.manager.id, { version, role })
      }
      const mail: string[] = []
      const ends: Record<string, () => Promise<unknown>> = {
        'a lesser role': () => role('employee'),
        'being disabled': async () => {
          await admin.disableUser(people.manager.id)
          await admin.enableUser(people.manager.id)
        },
        'revoking it': async () => {
          const manager = await app.signIn('manager')
          for (const { id } of (await manager.listApiTokens()).items) await manager.revokeApiToken(id)
        },
        'revoking all': async () => (await app.signIn('manager')).revokeAllApiTokens(),
        'a new password by a link': async () => {
          const { insertReset } = await import('../../../src/repositories/identity/link-tokens.ts')
          const link = await insertReset(db, people.manager.id, new Date(app.clock.now().getTime() + 60_000))
          await app.anonymous().resetPassword({ token: link, password: 'five orders of blue collars' })
          mail.push(link)
        }
      }
      for (const [name, end] of Object.entries(ends)) {
        await role('manager')
        const { token } = await made('manager')
        t.same(await works(token), success, name)
        await role('hr')
        t.same(await works(token), success, 'a greater role does not')
        await end()
        t.same(await works(token), refusal('UNAUTHENTICATED'), name)
        await role('manager')
        t.same(await works(token), refusal('UNAUTHENTICATED'), `${name}, and it stays so`)
        t.same(await db.selectFrom('api_tokens').select('id').execute(), [], name)
      }
      const reasons = await db.selectFrom('audit_entries').select('after').where('action', '=', 'token.revoked').orderBy('id').execute()
      t.same(reasons.map(({ after }) => JSON.parse(after!).reason), ['role', 'disabled', 'revoked', 'revoked', 'password_reset'])
      const created = await db.selectFrom('audit_entries').select(['after', 'actor_id']).where('action', '=', 'token.created')
        .where('actor_id', '=', people.manager.id).execute()
      t.notOk(created.some(({ after }) => after!.includes('wp_')), 'no secret is written down')
    })

    t.test('signing out everywhere and a changed password leave it', async (t) => {
      const { client, token } = await made('employee')
      await client.revokeAllSessions()
      t.same(await works(token), success)
      const again = await app.signIn('employee')
      await again.changePassword({ currentPassword: password, newPassword: 'five orders of blue collars' })
      await again.changePassword({ currentPassword: 'five orders of blue collars', newPassword: password })
      t.same(await works(token), success)
    })

    t.test('its time ends it, and it is gone then', async (t) => {
      const client = await app.signIn('employee')
      const soon = new Date(app.clock.now().getTime() + 60_000).toISOString()
      const { token } = await client.createApiToken({ name: 'Soon over', scopes: ['directory:read'], expiresAt: soon })
      t.same(await works(token), success)
      app.clock.advance(61_000)
      t.same(await works(token), refusal('UNAUTHENTICATED'))
      t.same((await client.listApiTokens()).items, [])
      const { cleanUp } = await import('../../../src/jobs/platform/retention.ts')
      await cleanUp(app.deps)
      t.same(await db.selectFrom('api_tokens').select('id').execute(), [])
    })

    t.test('it is kept as a hash, and its use is seen', async (t) => {
      const { client, token, id } = await made('employee', ['directory:read'])
      const rows = await db.selectFrom('api_tokens').selectAll().execute()
      t.match(rows, [{ token_hash: /^[0-9a-f]{64}$/ }])
      t.notOk(JSON.stringify(rows).includes(token.slice('wp_'.length)))
      t.match((await client.listApiTokens()).items, [{ id, lastUsedAt: null }])
      await works(token)
      const [{ lastUsedAt }] = (await client.listApiTokens()).items
      t.ok(lastUsedAt)
      await works(token)
      t.equal((await client.listApiTokens()).items[0].lastUsedAt, lastUsedAt, 'not at each request')
      app.clock.advance(600_000)
      await works(token)
      t.ok((await (await app.signIn('employee')).listApiTokens()).items[0].lastUsedAt! > lastUsedAt!)
    })

    t.test('it is taken in one place', async (t) => {
      const { token } = await made('employee')
      const path = '/api/v1/auth/me'
      const header = { authorization: `Bearer ${token}` }
      t.same(await ask({ path, headers: header }), success)
      const elsewhere: Record<string, RawRequest> = {
        'in the address': { path: `${path}?token=${token}` },
        'in the address, under another name': { path: `${path}?access_token=${token}` },
        'as a cookie': { path, headers: { cookie: `access_token=${token}` } },
        'as a refresh cookie': { method: 'POST', path: '/api/v1/auth/refresh', headers: { cookie: `refresh_token=${token}` } },
        'as a name and a password': { path, headers: { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` } },
        'without its scheme': { path, headers: { authorization: token } },
        'with a letter more': { path, headers: { authorization: `Bearer ${token}x` } },
        'with another letter': { path, headers: { authorization: `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` } },
        'without what it begins with': { path, headers: { authorization: `Bearer ${token.slice(3)}` } },
        'as a ticket': { path: `/api/v1/stream/notifications?ticket=${token}` },
        'two in one header': { path, headers: { authorization: `Bearer ${token}, Bearer ${token}` } },
        'the hash that is kept': {
          path,
          headers: {
            authorization: `Bearer ${(await db.selectFrom('api_tokens').select('token_hash').executeTakeFirstOrThrow()).token_hash}`
          }
        }
      }
      for (const [name, request] of Object.entries(elsewhere)) t.same(await ask(request), refusal('UNAUTHENTICATED'), name)
      t.same(
        await ask({ path, headers: { Authorization: [header.authorization, header.authorization] as unknown as string } }),
        refusal('VALIDATION_FAILED', '/headers http'),
        'in two headers'
      )
      const session = await app.anonymous().login({ email: emailOf('employee'), password, tokenDelivery: 'body' })
      t.same(
        await ask({ path, headers: { ...header, cookie: `access_token=${session.accessToken}` } }),
        success,
        'beside a cookie, which is not looked at'
      )
      t.same(await ask({ path: '/api/v1/api-tokens', headers: header }), refusal('FORBIDDEN'), 'it does not read tokens')
      t.same(await ask({ method: 'POST', path: '/api/v1/ws/ticket', headers: header }), refusal('FORBIDDEN'), 'nor opens sockets')
    })
  })
}

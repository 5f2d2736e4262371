import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { readDayRules } from '../../../src/repositories/organisation/settings.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { openSocket } from '../../support/socket.ts'

const password = 'five orders of blue collars'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const admin = await app.signIn('admin')
    const scope = 'org' as const
    const current = () => admin.getSettings({ scope })

    t.test('hr and admins read them, admins change them', async (t) => {
      t.same(await current(), {
        scope,
        name: 'Test Apparel',
        timezone: 'Asia/Jakarta',
        pendingTimezone: null,
        country: 'ID',
        defaultLocale: 'en',
        autoApproveDays: 0,
        reviewRequired: true,
        backdateDays: 3,
        observeJointLeave: true,
        registrationMode: 'invitation',
        allowedEmailDomains: [],
        version: 1
      })
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
      t.match(await admin.updateSettings({ scope, version: 1, allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'] }), {
        registrationMode: 'invitation',
        allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'],
        version: 2
      })
      t.match(await admin.updateSettings({ scope, version: 2, registrationMode: 'open' }), {
        registrationMode: 'open',
        allowedEmailDomains: ['rycroftapparel.com', 'mail.example.test'],
        version: 3
      })
      await t.rejects(admin.updateSettings({ scope, version: 2, registrationMode: 'closed' }), {
        code: 'VERSION_CONFLICT',
        meta: { currentVersion: 3 }
      })
      t.match(await admin.updateSettings({ scope, version: 3, allowedEmailDomains: [], registrationMode: 'invitation' }), {
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
          { name: ' ' },
          { colour: 'x' },
          { timezone: '' },
          { autoApproveDays: 31 },
          { defaultLocale: null }
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

    t.test('what the organisation decides acts at once, and stands in the audit log', async (t) => {
      const { version } = await current()
      t.match(
        await admin.updateSettings({
          scope,
          version,
          name: 'Rycroft',
          country: 'SG',
          defaultLocale: 'id',
          autoApproveDays: 5,
          reviewRequired: false,
          backdateDays: 7,
          observeJointLeave: false
        }),
        {
          name: 'Rycroft',
          country: 'SG',
          defaultLocale: 'id',
          autoApproveDays: 5,
          reviewRequired: false,
          backdateDays: 7,
          observeJointLeave: false
        }
      )
      t.match(await readDayRules(app.deps.db, app.clock.now()), {
        autoApproveDays: 5,
        reviewRequired: false,
        backdateDays: 7,
        observeJointLeave: false,
        country: 'SG'
      })
      const employee = await app.signIn('employee')
      t.match(await employee.createReport({ reportDate: '2026-11-13', summary: 'Collars' }), { state: 'draft' }, 'seven days back')
      const { items: [entry] } = await admin.listAuditEntries({ action: 'settings.updated' })
      t.match(entry, { before: { name: 'Test Apparel', backdateDays: 3 }, after: { name: 'Rycroft', backdateDays: 7 } })
      await admin.updateSettings({ scope, version: version + 1, backdateDays: 3, reviewRequired: true, country: 'ID', defaultLocale: 'en' })
    })

    t.test('another time zone is in force from its first midnight whose date has not begun here', async (t) => {
      const change = async (timezone: string) => admin.updateSettings({ scope, version: (await current()).version, timezone })
      const start = app.clock.now()
      // It is the 20th in Jakarta, and still the 19th in New York.
      t.match(await change('America/New_York'), {
        timezone: 'Asia/Jakarta',
        pendingTimezone: { zone: 'America/New_York', from: '2026-11-21T05:00:00.000Z' }
      })
      t.match(await change('Asia/Jakarta'), { timezone: 'Asia/Jakarta', pendingTimezone: null }, 'the present one takes it back')
      t.match(await change('Asia/Tokyo'), { pendingTimezone: { zone: 'Asia/Tokyo', from: '2026-11-20T15:00:00.000Z' } })
      t.equal((await readDayRules(app.deps.db, new Date('2026-11-20T14:59:59.999Z'))).timeZone, 'Asia/Jakarta')
      t.equal((await readDayRules(app.deps.db, new Date('2026-11-20T15:00:00.000Z'))).timeZone, 'Asia/Tokyo')
      const { items: [entry] } = await admin.listAuditEntries({ action: 'settings.updated' })
      t.match(entry, { before: { timezone: 'Asia/Jakarta', pendingTimezone: null }, after: { pendingTimezone: { zone: 'Asia/Tokyo' } } })
      await change('Asia/Jakarta')
      t.ok(app.clock.now() >= start)
    })

    t.test('one’s own: what is left out stays, key by key', async (t) => {
      const employee = await app.signIn('employee')
      const before = await employee.getSettings()
      t.match(before, { scope: 'user', locale: null, version: 1, quietHours: { enabled: false, from: '20:00', to: '06:00' } })
      t.same(before.notifications['report.returned'], { inApp: true, email: true, push: false })
      t.same(before.notifications['report.approved'], { inApp: true, email: false, push: false })

      const first = await employee.updateSettings({
        version: 1,
        notifications: { 'report.approved': { email: true } },
        quietHours: { enabled: true }
      })
      t.same(first, {
        ...before,
        notifications: { ...before.notifications, 'report.approved': { inApp: true, email: true, push: false } },
        quietHours: { enabled: true, from: '20:00', to: '06:00' },
        version: 2
      })
      const second = await employee.updateSettings({
        scope: 'user',
        version: 2,
        notifications: { 'report.approved': { inApp: false } },
        quietHours: { to: '07:00' },
        digest: 'weekly',
        theme: 'dark'
      })
      t.match(second, {
        notifications: { 'report.approved': { inApp: false, email: true } },
        quietHours: { enabled: true, from: '20:00', to: '07:00' },
        digest: 'weekly',
        version: 3
      })
      t.same(await employee.getSettings(), second)
      t.match(await (await app.signIn('colleague')).getSettings(), { version: 1, theme: 'system' }, 'nobody else’s')
      await t.rejects(employee.updateSettings({ version: 2, theme: 'light' }), { code: 'VERSION_CONFLICT', meta: { currentVersion: 3 } })
      await t.rejects(employee.updateSettings({ version: 3, notifications: { 'report.returned': { inApp: false } } }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/notifications/report.returned/inApp', rule: 'mandatory' }]
      })
      for (
        const wrong of [
          {},
          { theme: 'blue' },
          { quietHours: {} },
          { quietHours: { from: '24:00' } },
          { digestAt: '9:00' },
          { notifications: { 'report.lost': { email: true } } },
          { notifications: { 'report.approved': { fax: true } } },
          { registrationMode: 'open' }
        ]
      ) {
        await t.rejects(employee.updateSettings({ version: 3, ...wrong } as never), { code: 'VALIDATION_FAILED' }, JSON.stringify(wrong))
      }
      t.same(await employee.getSettings(), second, 'nothing is stored of what is refused')
    })

    t.test('of twenty first changes at once one is made', async (t) => {
      const colleague = await app.signIn('colleague')
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => colleague.updateSettings({ version: 1, theme: 'dark' })))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.match(result.reason, { code: 'VERSION_CONFLICT' })
    })

    t.test('the chosen language goes before that of the browser, on an open socket too', async (t) => {
      const lead = await app.signIn('lead')
      const socket = openSocket(`${app.url}/api/v1/ws?ticket=${(await lead.createWsTicket()).ticket}`)
      t.teardown(() => socket.raw.terminate())
      await socket.frame('subscribed')
      await lead.updateSettings({ version: 1, locale: 'id' })
      await (await app.signIn('employee')).createReport({ reportDate: '2026-11-20', summary: 'Collars', submit: true })
      const title = 'Sari mengirim laporan tanggal 20 November 2026'
      t.match(await socket.frame('notification.new'), { data: { title } })
      t.match(await lead.listNotifications(), [{ title }])
      await lead.updateSettings({ version: 2, locale: null })
      t.match(await lead.listNotifications(), [{ title: 'Sari submitted the report of 20 November 2026' }])
    })
  })
}

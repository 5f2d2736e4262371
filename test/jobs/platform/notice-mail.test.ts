/** Notices where their reader's settings say: in the app, by mail, when quiet hours are over, once a day or week. */
import t from 'tap'
import { notify } from '../../../src/steps/platform/notify.ts'
import type { NewNotice } from '../../../src/rules/platform/notices.ts'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jobsTried } from '../../support/jobs.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, people } from '../../support/people.ts'
import { until } from '../../support/until.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db, transaction } = app.deps
    const [employee, lead] = await app.signInEach('employee', 'lead')
    const tell = (notice: Pick<NewNotice, 'type' | 'arguments'>) =>
      transaction((tx) => notify(tx, app.clock.now(), { userId: people.employee.id, target: null, actorId: null, ...notice } as NewNotice))
    const returned = { type: 'report.returned' as const, arguments: { reviewer: 'Budi', date: today, note: 'How many?' } }
    const missed = { type: 'obligation.missed' as const, arguments: { date: today } }
    const set = async (change: object) => employee.updateSettings({ version: (await employee.getSettings()).version, ...change })
    const waiting = (kind: string) =>
      db.selectFrom('jobs').select(['due_at', 'lease']).where('kind', '=', kind).where('state', '=', 'waiting').execute()
    t.beforeEach(async () => {
      await jobsTried(db)
      await db.deleteFrom('jobs').where('kind', 'in', ['notice-mail', 'digest-mail', 'mail']).execute()
      await db.deleteFrom('notices').execute()
      mailbox.mails.length = 0
    })

    t.test('what is usual: some by mail, all in the app', async (t) => {
      await tell(missed)
      await tell(returned)
      const mail = await mailbox.mailTo(emailOf('employee'))
      t.match(mail, { subject: 'Budi returned your report of 20 November 2026', text: /How many\?[\s\S]*\/notifications/ })
      await jobsTried(db)
      t.equal(mailbox.mails.length, 1)
      t.equal((await employee.listInbox()).items.length, 2)
    })

    t.test('as somebody wants it, in their language', async (t) => {
      await set({
        locale: 'id',
        notifications: { 'obligation.missed': { inApp: false, email: true }, 'report.returned': { email: false } }
      })
      t.equal((await tell(missed)).length, 0, 'nothing is said to open pages')
      t.equal((await tell(returned)).length, 2)
      t.match(await mailbox.mailTo(emailOf('employee')), { subject: 'Tidak ada laporan Anda tanggal 20 November 2026' })
      t.match((await employee.listInbox()).items, [{ type: 'report.returned' }])
      await jobsTried(db)
      t.equal(mailbox.mails.length, 1)
      await set({ locale: null, notifications: { 'obligation.missed': { inApp: true, email: false }, 'report.returned': { email: true } } })
    })

    t.test('quiet hours hold mail, and not what stands in the app; what was read meanwhile is not written', async (t) => {
      // It is ten o'clock in Jakarta.
      await set({ quietHours: { enabled: true, from: '09:00', to: '12:30' } })
      await tell(returned)
      t.equal((await employee.listInbox({ unread: 'true' })).items.length, 1)
      t.match(await waiting('notice-mail'), [{ due_at: /^2026-11-20 05:30:00/ }])
      await employee.markAllNotificationsRead()
      await db.updateTable('jobs').set({ due_at: '2026-11-20 03:00:00.000' }).where('kind', '=', 'notice-mail').execute()
      await until('it was looked at', async () => (await waiting('notice-mail')).length === 0)
      await jobsTried(db)
      t.same(mailbox.mails, [])
      await set({ quietHours: { enabled: false } })
    })

    t.test('a report that waits is written once, however many come', async (t) => {
      await lead.updateSettings({ version: 1, notifications: { 'report.submitted': { email: true } } })
      const colleague = await app.signIn('colleague')
      await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
      await mailbox.mailTo(emailOf('lead'), /^Sari submitted/)
      await colleague.createReport({ reportDate: today, summary: 'Cuffs', submit: true })
      await jobsTried(db)
      t.same(mailbox.mails.map(({ subject }) => subject), ['Sari submitted the report of 20 November 2026'])
      await lead.updateSettings({ version: 2, notifications: { 'report.submitted': { inApp: false } } })
      await employee.createReport({ reportDate: '2026-11-19', summary: 'Sleeves', submit: true })
      await mailbox.mailTo(emailOf('lead'), /19 November 2026$/)
      t.match((await lead.listInbox()).items, [{ target: { kind: 'team' }, actor: null }], 'nothing more in the app')
    })

    t.test('nobody writes to who is disabled', async (t) => {
      await db.updateTable('users').set({ disabled_at: '2026-11-20 03:00:00.000' }).where('id', '=', people.employee.id).execute()
      await tell(returned)
      await jobsTried(db)
      t.same(mailbox.mails, [])
      await db.updateTable('users').set({ disabled_at: null }).where('id', '=', people.employee.id).execute()
    })

    t.test('the digest leaves once a day, with what is unread, and not at all with nothing in it', async (t) => {
      await set({ digest: 'daily', digestAt: '09:30' })
      const run = async () => {
        await db.updateTable('jobs').set({ due_at: '2026-11-20 03:00:00.000' }).where('kind', '=', 'digests').execute()
        await until(
          'it was looked for',
          async () => (await waiting('digests')).every(({ due_at: dueAt, lease }) => lease === null && dueAt.startsWith('2026-11-20 03:15'))
        )
        await until('all were written', async () => (await waiting('digest-mail')).length === 0)
        await jobsTried(db)
      }
      await run()
      t.same(mailbox.mails, [], 'nothing to read')
      await db.deleteFrom('jobs').where('kind', '=', 'digest-mail').execute()
      await tell(missed)
      await run()
      t.match(mailbox.mails, [{
        to: emailOf('employee'),
        subject: 'What you have not read in WorkPulse',
        text: /- There is no report of yours/
      }])
      await run()
      t.equal(mailbox.mails.length, 1, 'once')
    })

    t.test('that of the week has the work of the week before, their own and of the teams that they lead', async (t) => {
      await set({ digest: 'weekly', digestAt: '09:30', locale: 'id' })
      await lead.updateSettings({ version: (await lead.getSettings()).version, digest: 'weekly', digestAt: '09:30' })
      await (await app.signIn('neighbour')).updateSettings({ version: 1, digest: 'weekly', digestAt: '09:30' })
      await db.deleteFrom('jobs').where('kind', 'in', ['notice-mail', 'digest-mail', 'mail']).execute()
      await db.deleteFrom('notices').execute()
      mailbox.mails.length = 0
      app.clock.advance(3 * 86_400_000)
      await db.updateTable('jobs').set({ due_at: '2026-11-20 03:00:00.000' }).where('kind', '=', 'digests').execute()
      const mail = await mailbox.mailTo(emailOf('employee'), /^Minggu Anda/)
      t.match(mail.text, /^Sari, 16 November 2026 – 22 November 2026\r?\n=+/)
      t.match(mail.text, '- 20 November 2026: Collars')
      t.notMatch(mail.text, 'Wati')
      const { text } = await mailbox.mailTo(emailOf('lead'), /^Your week/)
      t.match(text, /^Line 4, [\s\S]*Sari, 0 min[\s\S]*Wati, 0 min/)
      t.notMatch(text, 'Budi,', 'who has nothing of their own to read')
      await jobsTried(db)
      t.notOk(mailbox.mails.some(({ to }) => to.includes(emailOf('neighbour'))), 'nothing to read, no letter')
    })
  })
}

/** Who applies, and what the post brings them. */
import type { Test } from 'tap'
import { testApp } from '../../support/app.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { until } from '../../support/until.ts'
import type { TestDatabase } from '../../support/databases.ts'

export const hour = 3_600_000
export const password = 'five orders of blue collars'
let made = 0
export const address = () => `applicant${++made}@workpulse.test`

export async function openRegistration (t: Test, database: TestDatabase) {
  const mailbox = await startMailbox(t)
  const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
  const { db } = app.deps
  const anonymous = app.anonymous()
  const settings = (change: { registration_mode?: 'open' | 'invitation' | 'closed', allowed_email_domains?: string }) =>
    db.updateTable('organisation').set(change).execute()
  const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to === email)
  const signIn = (email: string, password: string) => app.anonymous().login({ email, password })
  /** Registers, and answers the token of the link. */
  async function link (email: string, given = password, name = 'Rina'): Promise<string> {
    const before = mailsTo(email).length
    t.same(await anonymous.register({ email, name, password: given }), { next: 'verifyEmail' })
    await until('the link comes', () => mailsTo(email).length > before)
    return mailbox.linkTo(email)
  }
  t.beforeEach(async () => {
    await db.deleteFrom('attempts').execute()
    await settings({ registration_mode: 'open', allowed_email_domains: '[]' })
  })
  return { mailbox, app, db, anonymous, settings, mailsTo, signIn, link }
}

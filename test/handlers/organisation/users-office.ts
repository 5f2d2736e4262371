/** Who makes and changes people, on a service of their own. */
import type { Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { Account } from '../../../generated/schemas.ts'
import { testApp } from '../../support/app.ts'
import { startMailbox } from '../../support/mailbox.ts'
import type { TestDatabase } from '../../support/databases.ts'

export const newPassword = 'five orders of blue collars'
let made = 0
export const address = () => `new${++made}@workpulse.test`

export async function openOffice (t: Test, database: TestDatabase) {
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
  return { mailbox, app, db, admin, hr, versionOf, change, makeAdmin, activeAdmins }
}

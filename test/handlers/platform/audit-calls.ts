/** Calls, and what the audit log has of each. */
import type { Test } from 'tap'
import type { AuditAction, AuditEntry } from '../../../generated/schemas.ts'
import { testApp } from '../../support/app.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, password, people, type PersonName } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import type { TestDatabase } from '../../support/databases.ts'

export const next = 'five orders of blue collars'
const address = '198.51.100.7'

export async function openLog (t: Test, database: TestDatabase) {
  const mailbox = await startMailbox(t)
  const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
  const { db, auditKey } = app.deps
  const seen = new Set<AuditAction>()
  const secrets: string[] = [password, next]
  t.beforeEach(async () => {
    await db.deleteFrom('attempts').execute()
  })

  interface Answer {
    data: any
    error: any
    requestId: string
    made: AuditEntry[]
  }
  const admin = await app.signIn('admin')
  const newest = async () => (await admin.listAuditEntries({ limit: 1 })).items[0]?.id ?? 0

  /** Calls, and answers with the entries that it made, oldest first. */
  async function call (
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    headers: Record<string, string> = {}
  ): Promise<Answer> {
    const before = await newest()
    const answer = await send(app.url, {
      method,
      path: `/api/v1${path}`,
      headers: {
        'x-forwarded-for': address,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers
      },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
    // Clients are to expect actions that they do not know; here there are none.
    const made = ((await admin.listAuditEntries({ limit: 100 })).items as AuditEntry[]).filter(({ id }) => id > before).reverse()
    for (const { action } of made) seen.add(action)
    const { data, error } = JSON.parse(answer.text)
    secrets.push(
      ...[data?.accessToken, data?.refreshToken, ...answer.headers['set-cookie']?.map((line) => line.split(/[=;]/)[1]) ?? []].filter(
        Boolean
      )
    )
    return { data, error, requestId: String(answer.headers['x-request-id']), made }
  }
  const signIn = (person: PersonName, token?: string, given = password) =>
    call('POST', '/auth/login', { email: emailOf(person), password: given, tokenDelivery: 'body' }, token)
  const actorOf = (person: PersonName) => ({ id: people[person].id, name: people[person].name })
  const sessionOf = ({ data }: Answer): string => data.refreshToken.split('.')[1]
  const where = ({ requestId }: Answer) => ({ address, requestId })
  const link = async (email: string, matches?: RegExp) => {
    const secret = await mailbox.linkTo(email, matches)
    secrets.push(secret)
    return secret
  }
  return { mailbox, app, db, auditKey, seen, secrets, admin, newest, call, signIn, actorOf, sessionOf, where, link }
}

import type { Database } from '../../database/tables.ts'
import { inTransaction } from '../../database/transaction.ts'
import { auditKeyOf } from '../../deps.ts'
import * as identities from '../../repositories/identity/identities.ts'
import * as users from '../../repositories/organisation/users.ts'
import { append } from '../../repositories/platform/audit.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { UsageError, type Command } from '../command.ts'
import { endSessions, operator } from './end-sessions.ts'

export const identityUnlink: Command = {
  name: 'identity:unlink',
  summary: 'takes the identities at Google away from an account',
  about: `Takes the identities at Google (or another provider) away from the account with this e-mail address, and ends its sessions.
The next identity that comes with the address is linked instead: so only where it is the same person's. Audited.`,
  options: { email: { type: 'string', value: 'ADDRESS', about: 'of the account' } },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER'],
  async run ({ values: { email }, config, database, tell, complain }) {
    if (typeof email !== 'string') throw new UsageError('Say whose: --email ADDRESS')
    const unlinked = await inTransaction(database(), (tx) => unlink(tx, auditKeyOf(config), normaliseEmail(email)))
    if (unlinked === undefined) {
      complain(`There is no account with the address ${email}.`, { email })
      return 1
    }
    const lines = unlinked.map(({ issuer, subject }) => `Unlinked: ${subject} at ${issuer}`)
    tell(lines.join('\n') || 'The account has no identity.', { email, unlinked })
    return 0
  }
}

/** Resolves to undefined when there is no such account. */
async function unlink (tx: Database, auditKey: Buffer, email: string): Promise<identities.Identity[] | undefined> {
  const account = await users.findCredentials(tx, email)
  if (!account) return undefined
  const linked = await identities.listOf(tx, account.id)
  if (linked.length === 0) return []
  const now = new Date()
  for (const { id } of linked) await identities.remove(tx, id, account.id)
  for (const { issuer, subject } of linked) {
    const target = { action: 'identity.unlinked', targetType: 'user', targetId: account.id } as const
    await append(tx, auditKey, { ...operator, time: now, ...target, before: { issuer, subject } })
  }
  await endSessions(tx, auditKey, account.id, 'identity_unlinked', now)
  return linked
}

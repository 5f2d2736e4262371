/** `npm run identity:unlink`: takes the identities at Google away from an account. */
import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from '../config.ts'
import { newId } from '../database/id.ts'
import { openDatabase } from '../database/open.ts'
import type { Database } from '../database/tables.ts'
import { inTransaction } from '../database/transaction.ts'
import { auditKeyOf } from '../deps.ts'
import * as identities from '../repositories/identity/identities.ts'
import * as sessions from '../repositories/identity/sessions.ts'
import * as users from '../repositories/organisation/users.ts'
import { append } from '../repositories/platform/audit.ts'
import * as events from '../repositories/platform/events.ts'
import { normaliseEmail } from '../rules/identity/email.ts'
import { sessionRevoked } from '../rules/platform/channels.ts'

const { values: options, positionals: [address] } = parseArgs({
  options: { help: { type: 'boolean', short: 'h', default: false } },
  allowPositionals: true
})

if (options.help || address === undefined) {
  console.log(`Usage: npm run identity:unlink -- ADDRESS

Takes the identities at Google (or another provider) away from the account with this e-mail address, and ends its sessions. The next
identity that comes with the address is linked instead: so only where it is the same person's. Written into the audit log, so the
WORKPULSE_PASSWORD_PEPPER of the service is needed.`)
  process.exit(options.help ? 0 : 1)
}

try {
  const config = loadConfig()
  const db = openDatabase(config.dsn)
  const unlinked = await inTransaction(db, (tx) => unlink(tx, auditKeyOf(config), normaliseEmail(address))).finally(() => db.destroy())
  if (unlinked === undefined) throw new Error(`There is no account with the address ${address}.`)
  for (const { issuer, subject } of unlinked) console.log(`Unlinked: ${subject} at ${issuer}`)
  if (unlinked.length === 0) console.log('The account has no identity.')
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : (error as Error).message)
  process.exitCode = 1
}

/** Resolves to undefined when there is no such account. */
async function unlink (tx: Database, auditKey: Buffer, email: string): Promise<identities.Identity[] | undefined> {
  const account = await users.findCredentials(tx, email)
  if (!account) return undefined
  const linked = await identities.listOf(tx, account.id)
  if (linked.length === 0) return []
  const now = new Date()
  for (const identity of linked) await identities.remove(tx, identity, account.id)
  const ended = await sessions.listLiveIds(tx, account.id, now)
  for (const id of ended) await sessions.revoke(tx, id, 'identity_unlinked', now)
  await events.append(tx, now, newId(now.getTime()), ended.map(sessionRevoked))
  const unknown = { time: now, actorId: null, address: null, requestId: null }
  for (const { issuer, subject } of linked) {
    const target = { action: 'identity.unlinked', targetType: 'user', targetId: account.id } as const
    await append(tx, auditKey, { ...unknown, ...target, before: { issuer, subject } })
  }
  for (const id of ended) {
    const target = { action: 'session.revoked', targetType: 'session', targetId: id } as const
    await append(tx, auditKey, { ...unknown, ...target, after: { reason: 'identity_unlinked' } })
  }
  return linked
}

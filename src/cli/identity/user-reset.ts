import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { auditKeyOf } from '../../deps.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as users from '../../repositories/organisation/users.ts'
import { append } from '../../repositories/platform/audit.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { UsageError, type Command } from '../command.ts'
import { endSessions, endTokens, operator } from './end-sessions.ts'

/** In milliseconds. */
const linkLifetime = 86_400_000

export const userReset: Command = {
  name: 'user:reset',
  summary: 'takes the password of an account away and prints a link to set a new one',
  about: `For somebody who is locked out, or whose password others know. The password of the account with this e-mail address is
good for nothing any more, its sessions and API tokens end, and links of before are void. Prints a link with which the person sets a new one
within a day: give it to nobody else. Ways to sign in at Google stay. Audited.`,
  options: { email: { type: 'string', value: 'ADDRESS', about: 'of the account' } },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER', 'WORKPULSE_ALLOWED_ORIGINS'],
  async run ({ values: { email }, config, database, tell, complain }) {
    if (typeof email !== 'string') throw new UsageError('Say whose: --email ADDRESS')
    const outcome = await inTransaction(database(), (tx) => reset(tx, auditKeyOf(config), normaliseEmail(email)))
    if (typeof outcome === 'string') {
      complain(outcome, { email })
      return 1
    }
    const link = `${config.frontEndUrl}/reset-password#token=${outcome.secret}`
    tell(
      `${email} has no password, and ${outcome.sessions} sessions and ${outcome.tokens} API tokens ended. Within a day they set a new one here:\n${link}`,
      {
        email,
        sessions: outcome.sessions,
        tokens: outcome.tokens,
        link
      }
    )
    return 0
  }
}

/** Resolves to why nothing was changed, where nothing was. */
async function reset (
  tx: Database,
  auditKey: Buffer,
  email: string
): Promise<{ secret: string, sessions: number, tokens: number } | string> {
  const account = await users.findCredentials(tx, email)
  if (!account) return `There is no account with the address ${email}.`
  if (account.disabled) return `The account of ${email} is disabled: an admin enables it first. Nothing was changed.`
  const now = new Date()
  await users.changePassword(tx, account.id, null, now)
  await linkTokens.deleteOf(tx, account.id)
  const secret = await linkTokens.insertReset(tx, account.id, new Date(now.getTime() + linkLifetime))
  const target = { action: 'password.reset', targetType: 'user', targetId: account.id } as const
  await append(tx, auditKey, { ...operator, time: now, ...target })
  const tokens = await endTokens(tx, auditKey, account.id, 'password_reset', now)
  return { secret, sessions: await endSessions(tx, auditKey, account.id, 'password_reset', now), tokens }
}

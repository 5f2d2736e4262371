import { inTransaction } from '../../database/transaction.ts'
import { auditKeyOf } from '../../deps.ts'
import * as sessions from '../../repositories/identity/sessions.ts'
import * as apiTokens from '../../repositories/outward/api-tokens.ts'
import * as users from '../../repositories/organisation/users.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { UsageError, type Command } from '../command.ts'
import { endSessions, endTokens } from './end-sessions.ts'

export const sessionsRevoke: Command = {
  name: 'sessions:revoke',
  summary: 'signs somebody, or everybody, out on every device',
  about: `Ends the sessions of one account, or of all. Access tokens of theirs are refused at once, and their open connections are
closed. Whoever knows the password signs in again; user:reset takes it away too. Audited.`,
  options: {
    email: { type: 'string', value: 'ADDRESS', about: 'of one account' },
    all: { type: 'boolean', about: 'of everybody, in the place of --email' },
    tokens: { type: 'boolean', about: 'their API tokens as well' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER'],
  async run ({ values: { email, all, tokens }, config, database, tell, complain, progress }) {
    if ((typeof email === 'string') === (all === true)) throw new UsageError('Say whose: --email ADDRESS, or --all')
    const db = database()
    const one = typeof email === 'string' ? await users.findCredentials(db, normaliseEmail(email)) : undefined
    if (!all && !one) {
      complain(`There is no account with the address ${email}.`, { email })
      return 1
    }
    const [key, now] = [auditKeyOf(config), new Date()]
    const signedIn = async () => (await sessions.listSignedIn(db, now)).map(({ id }) => id)
    const withTokens = async () => tokens ? apiTokens.listOwners(db) : []
    const people = one ? [one.id] : [...new Set([...await signedIn(), ...await withTokens()])]
    const ended = { sessions: 0, tokens: 0 }
    // A transaction for each: nobody who signs in meanwhile waits for all.
    for (const [index, id] of people.entries()) {
      await inTransaction(db, async (tx) => {
        ended.sessions += await endSessions(tx, key, id, 'revoked', now)
        if (tokens) ended.tokens += await endTokens(tx, key, id, 'revoked', now)
      })
      progress(`${index + 1} of ${people.length} people`, { people: index + 1, of: people.length })
    }
    tell(tokens ? `${ended.sessions} sessions and ${ended.tokens} API tokens ended.` : `${ended.sessions} sessions ended.`, {
      sessions: ended.sessions,
      ...(tokens && { tokens: ended.tokens })
    })
    return 0
  }
}

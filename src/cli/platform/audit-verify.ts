import { auditIsChangeable, mayChangeAudit } from '../../database/server/audit-grants.ts'
import { auditKeyOf } from '../../deps.ts'
import { verify } from '../../repositories/platform/audit.ts'
import type { Command } from '../command.ts'

export const auditVerify: Command = {
  name: 'audit:verify',
  summary: 'checks the chain of the audit log',
  about: `Walks the audit log of WORKPULSE_DATABASE_DSN from its first entry and checks the hash of each. Changes nothing.
Needs the WORKPULSE_PASSWORD_PEPPER of the service, from which the key of the chain is made.

Prints how many entries there are and the hash of the newest: kept elsewhere, it shows later that the chain is
the same one. Exits 1 and names the first entry that does not fit when one was changed or taken out.`,
  options: {},
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER'],
  async run ({ config, database, tell, complain, progress }) {
    const { entries, hash, broken } = await verify(database(), auditKeyOf(config), (seen) => progress(`${seen} entries`, { entries: seen }))
    if (await mayChangeAudit(database())) complain(`Warning: ${auditIsChangeable}`, { warning: auditIsChangeable })
    if (broken) {
      complain(`The audit log is broken: entry ${broken.id} ${broken.reason}. The ${entries} before it hold.`, { entries, broken })
      return 1
    }
    tell(`The audit log holds: ${entries} entries, the newest with the hash ${hash || '(none)'}.`, { entries, hash })
    return 0
  }
}

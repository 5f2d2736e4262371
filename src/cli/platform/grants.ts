import { tableNames } from '../../database/server/backup.ts'
import { pattern } from '../../database/server/safety.ts'
import { UsageError, type Command } from '../command.ts'

const everything = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

/** What the running service may do with a table, where it is less than everything. */
const less: Record<string, string[]> = {
  schema_migrations: ['SELECT'],
  schema_migrations_lock: [],
  audit_entries: ['SELECT', 'INSERT'],
  // Deleted by nobody: without it nothing goes on.
  event_clock: ['SELECT', 'UPDATE'],
  audit_head: ['SELECT', 'UPDATE']
}

export const grants: Command = {
  name: 'grants',
  summary: 'prints the SQL that gives the running service no more than it needs, table by table',
  about:
    `Prints statements for the server's administrator, and carries out none. The account of the running service is granted each table of
WORKPULSE_DATABASE_DSN by itself: it cannot change or delete what the audit log says, whatever happens to the service.
deploy/sql/grants.sql, which grants the whole database, is enough to run; this is more. After a migration that adds tables it is
needed again, before the service is restarted.`,
  options: {
    user: { type: 'string', value: 'NAME', about: 'the account of the running service, workpulse_api where it is not given' },
    host: { type: 'string', value: 'HOST', about: 'from where it connects, 127.0.0.1 where it is not given' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values: { user = 'workpulse_api', host = '127.0.0.1' }, config: { dsn }, database, tell }) {
    if (dsn.kind !== 'mysql') throw new UsageError('SQLite has no accounts')
    const account = [user, host].map((part) => `\`${String(part).replaceAll('`', '``')}\``).join('@')
    const tables = await tableNames(database())
    if (tables.length === 0) throw new Error('There are no tables yet. Run: npm run migrate')
    const granted = tables.flatMap((table) => {
      const privileges = less[table] ?? everything
      return privileges.length === 0 ? [] : [`GRANT ${privileges.join(', ')} ON \`${dsn.database}\`.\`${table}\` TO ${account};`]
    })
    // Last, so that the service may go on meanwhile; refused where it was done before, which does no harm.
    const whole = `REVOKE ${everything.join(', ')} ON ${pattern(dsn.database)}.* FROM ${account};`
    tell([...granted, whole].join('\n'), { statements: [...granted, whole] })
    return 0
  }
}

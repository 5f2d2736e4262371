/** Accounts, and what is said of them. */
import { createConnection } from 'mysql2/promise'
import type { Test } from 'tap'
import { parseDsn, type Dsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { databaseProblems, type Purpose } from '../../../src/database/server/safety.ts'

export type MysqlDsn = Dsn & { kind: 'mysql' }

export const server = process.env.WORKPULSE_TEST_MARIADB
export const skip = server ? false : 'MariaDB is missing'
export const password = 'Hunter2-of-the-database'
export const running = 'SELECT, INSERT, UPDATE, DELETE'
export const migrating = `${running}, CREATE, ALTER, DROP, INDEX, REFERENCES`
// Each has its own, since roles and grants outlive a test that fails.
export const id = process.pid
export const ours = `work_pulse_${id}`
export const escaped = ours.replaceAll('_', String.raw`\_`)
/** What an underscore that is not escaped opens as well. */
export const neighbour = `workXpulse_${id}`
export const shop = `shop_${id}`
export const role = `role_${id}`

export async function asRoot (statements: string[], url = server!): Promise<void> {
  const connection = await createConnection(url)
  for (const statement of statements) await connection.query(statement)
  await connection.end()
}

let made = 0

/** An account with these grants; `SELF` in them is its name. */
export async function account (
  t: Test,
  grants: string[],
  { secret = password, database = ours, url = server! } = {}
): Promise<{ self: string, dsn: MysqlDsn, problems: (purpose?: Purpose) => Promise<string[]> }> {
  const user = `wp_${id}_${++made}`
  const self = `\`${user}\`@\`127.0.0.1\``
  t.teardown(() => asRoot([`DROP USER ${self}`], url))
  await asRoot([`CREATE USER ${self}${secret && ` IDENTIFIED BY '${secret}'`}`, ...grants.map((grant) => grant.replace('SELF', self))], url)
  const dsn = { ...parseDsn(`${url}/${database}`), user, password: secret } as MysqlDsn
  return { self, dsn, problems: (purpose) => problemsOf(dsn, purpose) }
}

export async function problemsOf (dsn: MysqlDsn, purpose?: Purpose, configured = dsn): Promise<string[]> {
  const db = openDatabase(dsn)
  try {
    return await databaseProblems(db, configured, purpose)
  } finally {
    await db.destroy()
  }
}

/** Runs the statements that the messages name, as somebody who reads them does. */
export async function follow (problems: string[], url = server!): Promise<void> {
  await asRoot(
    problems.flatMap((problem) => problem.match(/\b(?:GRANT|REVOKE|ALTER USER) [^;:]*? (?:TO|FROM|USER) `[^`]*`@`[^`]*`/g) ?? []),
    url
  )
}

/** Can WorkPulse's account touch nothing but its own database on a server that others share? */
import { sql } from 'kysely'
import { dialectOf } from '../dialect.ts'
import type { Dsn } from '../connection/dsn.ts'
import { RefusedDatabaseError } from '../migration/migrate.ts'
import { openDatabase } from '../connection/open.ts'
import type { Database } from '../tables.ts'

export type Purpose = 'running' | 'migrating'

/** What the server answers about us. */
export interface Account {
  /** Whom we connected as: `user@host`. */
  client: string
  /** Whom the server took us for. */
  matched: string
  database: string | null
  /** All that are visible. */
  schemas: string[]
  /** The lines of SHOW GRANTS. */
  grants: string[]
  /** Does the server know us by our system user, without a password? */
  bySocket: boolean
}

interface Finding {
  problem: string
  /** Does a schema become visible by it? */
  opens: (schema: string) => boolean
}

const runningNeeds = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']
const needs: Record<Purpose, string[]> = {
  running: runningNeeds,
  migrating: [...runningNeeds, 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES']
}
const systemDatabases = ['mysql', 'sys', 'information_schema', 'performance_schema']

const name = /(?:`(?:[^`]|``)*`|'(?:[^']|'')*')/.source
const account = `${name}(?:@${name})?`
const privilege = String.raw`[A-Z][A-Z0-9_ ]*?(?: \(${name}(?:, ?${name})*\))?`
const targetOfGrant = String.raw`(?:[A-Z][A-Z ]* )?(?<schema>${name}|\*)\.(?<object>${name}|\*)`
const privilegesGrant = new RegExp(
  String.raw`^GRANT (?<list>${privilege}(?:, ?${privilege})*) ON (?<target>${targetOfGrant}) TO ${account}(?<options>.*)$`,
  's'
)
const proxyGrant = new RegExp(`^GRANT PROXY ON (?<other>${account}) TO `)
const rolesGrant = new RegExp(`^GRANT (?<roles>${account}(?:, ?${account})*) TO `)

/** Lists every problem of the account at once; the message says what to do. */
export class UnsafeDatabaseError extends RefusedDatabaseError {
  readonly problems: string[]
  constructor (problems: string[]) {
    super(`The database is not safe to use in production:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/**
 * @param warn is told of what is the server's own affair, and no reason to stay away.
 * @throws UnsafeDatabaseError with all the problems, or the driver's error where the server refuses us.
 */
export async function refuseUnsafeDatabase (dsn: Dsn, purpose: Purpose, warn: (warning: string) => void): Promise<void> {
  const db = openDatabase(dsn)
  try {
    if (dsn.kind === 'sqlite') return
    const facts = await askAccount(db, dsn)
    const problems = accountProblems(facts, dsn, purpose)
    if (problems.length > 0) throw new UnsafeDatabaseError(problems)
    for (const schema of facts.schemas.filter((schema) => schema !== facts.database && isTest(schema))) warn(openToAll(schema))
  } finally {
    await db.destroy()
  }
}

/** @returns what is wrong, each with what to do about it; nothing for SQLite. */
export async function databaseProblems (db: Database, dsn: Dsn, purpose: Purpose = 'running'): Promise<string[]> {
  return dsn.kind === 'sqlite' || dialectOf(db) === 'sqlite' ? [] : accountProblems(await askAccount(db, dsn), dsn, purpose)
}

function askAccount (db: Database, dsn: Dsn & { kind: 'mysql' }): Promise<Account> {
  return db.connection().execute(async (connection) => {
    const linesOf = async (statement: string) =>
      (await sql<Record<string, string>>`${sql.raw(statement)}`.execute(connection)).rows.map((row) => Object.values(row)[0])
    await sql`set session sql_quote_show_create = 1`.execute(connection)
    const { rows: [names] } = await sql<
      Pick<Account, 'client' | 'matched' | 'database'>
    >`select user() as client, current_user() as matched, database() as ${sql.id('database')}`.execute(connection)
    const { rows: schemas } = await sql<{ name: string }>`select schema_name as name from information_schema.schemata order by schema_name`
      .execute(connection)
    return {
      ...names,
      schemas: schemas.map((schema) => schema.name),
      grants: await linesOf('show grants for current_user'),
      bySocket: dsn.password === '' && dsn.socketPath !== undefined &&
        /\b(unix_socket|auth_socket)\b/.test((await linesOf('show create user current_user')).join())
    }
  })
}

export function accountProblems (facts: Account, dsn: Dsn & { kind: 'mysql' }, purpose: Purpose): string[] {
  const { client, matched, database, bySocket } = facts
  const self = quoted(matched)
  const [user] = partsOf(matched)
  const isSystem = database === null || systemDatabases.includes(database.toLowerCase())
  // An account that is not ours keeps its grants: they are not for us to take away.
  const isOwn = user !== 'root' && user !== '' && user === dsn.user
  const newUser = isOwn || user === 'root' || dsn.user === '' ? (user === 'workpulse' ? 'workpulse_api' : 'workpulse') : dsn.user
  const own = `Make an account for WorkPulse alone and name it in WORKPULSE_DATABASE_DSN: ${
    newAccount(`${newUser}@${partsOf(client)[1]}`, isSystem ? 'workpulse' : database, purpose)
  }`
  const problems: string[] = []
  if (user === 'root') problems.push(`The account is ${self}, the administrator of the whole server. ${own}`)
  else if (!isOwn) problems.push(`The server takes us for ${self}, not for ${quoted(client)}: somebody else's account answers. ${own}`)
  if (dsn.password === '' && !bySocket) {
    problems.push(
      isOwn
        ? `The account has no password. Give it one, also in WORKPULSE_DATABASE_DSN: ALTER USER ${self} IDENTIFIED BY '…'`
        : `The account ${self} has no password: everybody on this machine can use it`
    )
  }
  if (isSystem) {
    problems.push(
      `${
        database === null ? 'No database is chosen' : `${database} is a database of the server itself`
      }. Name a dedicated one in WORKPULSE_DATABASE_DSN`
    )
  } else if (database !== dsn.database) {
    problems.push(`The server's database is ${database}, but WORKPULSE_DATABASE_DSN says ${dsn.database}. Write ${database} there`)
  }
  return isOwn && !isSystem ? [...problems, ...privilegeProblems(facts, database, own, purpose)] : problems
}

function privilegeProblems ({ matched, schemas, grants }: Account, database: string, own: string, purpose: Purpose): string[] {
  const self = quoted(matched)
  const foreign = schemas.filter((schema) => schema !== database)
  // Roles first: some servers list their privileges as the account's.
  const lines = grants.toSorted((one, other) => Number(rolesGrant.test(other)) - Number(rolesGrant.test(one)))
  const has = new Set<string>()
  const findings = lines.flatMap((line) => findingsOf(line, { self, database, foreign, own, has }))
  const problems = findings.map((finding) => finding.problem)
  const missing = has.has('ALL PRIVILEGES') ? [] : needs[purpose].filter((privilege) => !has.has(privilege))
  if (missing.length > 0) {
    problems.push(
      `It has not been granted ${missing.join(', ')} on ${database}, which ${purpose} needs: GRANT ${missing.join(', ')} ON ${
        pattern(database)
      }.* TO ${self}`
    )
  }

  const visible = foreign.filter((schema) => schema === 'mysql' || !systemDatabases.includes(schema.toLowerCase()))
  const byGrant = visible.filter((schema) => findings.some(({ opens }) => opens(schema)))
  const byOthers = visible.filter((schema) => !byGrant.includes(schema))
  if (byGrant.length > 0) problems.push(`It sees databases that are not WorkPulse's: ${someOf(byGrant)}. The statements above end that`)
  return [...problems, ...byOthers.filter((schema) => !isTest(schema)).map(openToAll)]
}

/** What a server's installation opens to everybody, whoever has what grants: nothing of ours, and not ours to mend. */
function isTest (schema: string): boolean {
  return /^test(_.*)?$/i.test(schema)
}

function openToAll (schema: string): string {
  const name = schema.replaceAll("'", "''")
  return [
    `It sees the database ${schema}, which no grant of its own opens: every account of the server may. The server's administrator ends that,`,
    `for PUBLIC with REVOKE ALL PRIVILEGES ON ${pattern(schema)}.* FROM PUBLIC,`,
    `for the anonymous user with DELETE FROM mysql.db WHERE User = '' AND '${name}' LIKE Db; FLUSH PRIVILEGES`
  ].join(' ')
}

/** Collects in `has` what remains granted on our own database when all advice is followed. */
function findingsOf (
  line: string,
  { self, database, foreign, own, has }: { self: string, database: string, foreign: string[], own: string, has: Set<string> }
): Finding[] {
  const everything = () => true
  const roles = rolesGrant.exec(line)?.groups!.roles
  if (roles) {
    return [{ problem: `It has the role ${roles}, and whatever that is given later: REVOKE ${roles} FROM ${self}`, opens: everything }]
  }
  const other = proxyGrant.exec(line)?.groups!.other
  if (other) return [{ problem: `It may act as ${other}: REVOKE PROXY ON ${other} FROM ${self}`, opens: everything }]
  // Partial revokes, and the default among the roles.
  if (/^(REVOKE|SET DEFAULT ROLE) /.test(line)) return []
  const grant = privilegesGrant.exec(line)?.groups
  if (!grant) {
    return [{
      problem: `It has a grant that WorkPulse does not understand; revoke it: ${line.replace(/ (TO|IDENTIFIED) .*/s, '')}`,
      opens: everything
    }]
  }

  const { list, target, schema, object, options } = grant
  const passesOn = / GRANT OPTION\b/.test(options.replaceAll(/'(?:[^'\\]|\\.|'')*'/g, ''))
  const takeBack = [
    list !== 'USAGE' && `REVOKE ${list} ON ${target} FROM ${self}`,
    passesOn && `REVOKE GRANT OPTION ON ${target} FROM ${self}`
  ].filter(Boolean).join('; ')
  if (takeBack === '') return []
  if (target === '*.*') {
    const administers = /\b(ALL PRIVILEGES|SUPER|CREATE USER)\b/.test(list)
    return [{
      problem: `It has ${list}${passesOn ? ' with GRANT OPTION' : ''} on *.*, the whole server${
        administers ? `. ${own}. Or, if nobody else uses this one` : ''
      }: ${takeBack}`,
      opens: everything
    }]
  }

  // In a grant on a whole database, and only there, the name is a pattern.
  const opens = object === '*' ? matcherOf(unquoted(schema)) : (name: string) => name === unquoted(schema)
  if (!opens(database)) return [{ problem: `It has ${list} on ${target}, which is not WorkPulse's: ${takeBack}`, opens }]
  for (const one of list.split(/, ?/)) has.add(one)
  if (object === '*' && /(?<!\\)[_%]/.test(schema)) {
    const also = foreign.filter(opens)
    return [{
      problem: `Its grant on ${target} also opens other databases, since _ stands there for any character and % for any text${
        also.length > 0 ? ` (now: ${someOf(also)})` : ''
      }: GRANT ${list} ON ${pattern(database)}.* TO ${self}; ${takeBack}`,
      opens
    }]
  }
  return passesOn
    ? [{ problem: `It may pass its privileges on ${target} on to others: REVOKE GRANT OPTION ON ${target} FROM ${self}`, opens }]
    : []
}

function newAccount (account: string, database: string, purpose: Purpose): string {
  return `CREATE USER ${quoted(account)} IDENTIFIED BY '…'; GRANT ${needs[purpose].join(', ')} ON ${pattern(database)}.* TO ${
    quoted(account)
  }`
}

function partsOf (account: string): [user: string, host: string] {
  const at = account.lastIndexOf('@')
  return [account.slice(0, at), account.slice(at + 1)]
}

function quoted (account: string): string {
  return partsOf(account).map((part) => `\`${part.replaceAll('`', '``')}\``).join('@')
}

function unquoted (name: string): string {
  return name.slice(1, -1).replaceAll('``', '`')
}

/** A database's name as GRANT takes it, for that database only. */
export function pattern (database: string): string {
  return `\`${database.replaceAll(/[\\_%]/g, String.raw`\$&`).replaceAll('`', '``')}\``
}

function matcherOf (pattern: string): (schema: string) => boolean {
  const expression = new RegExp(
    `^${
      pattern.replaceAll(/\\?./gs, (part) => part === '_' ? '.' : part === '%' ? '.*' : part.at(-1)!.replace(/[^\w]/, String.raw`\$&`))
    }$`,
    's'
  )
  return (schema) => expression.test(schema)
}

function someOf (names: string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

import { readSession, readSettings, readTime, type ServerSettings, type SessionSettings } from '../../../database/server/inquiry.ts'
import { seeHosts } from '../../../database/connection/hosts/standings.ts'
import { pendingMigrations } from '../../../database/migration/migrate.ts'
import { refuseUnsafeDatabase, UnsafeDatabaseError } from '../../../database/server/safety.ts'
import { listGivenUp } from '../../../repositories/platform/jobs.ts'
import { bad, good, warning, type Check, type Finding } from './check.ts'

/** In bytes: a report with all its fields, and the largest event. */
const leastPacket = 16 * 1024 * 1024
/** In milliseconds: what people see as the wrong day, and tokens as the future. */
const [skewSeen, skewBad] = [2000, 30_000]

const account: Check = {
  name: 'database account',
  async look ({ config: { dsn } }) {
    const warnings: string[] = []
    try {
      await refuseUnsafeDatabase(dsn, 'running', (text) => warnings.push(text))
    } catch (error) {
      if (error instanceof UnsafeDatabaseError) return error.problems.map((problem) => bad(problem, 'See deploy/sql/grants.sql'))
      throw error
    }
    return [
      good(dsn.kind === 'sqlite' ? `SQLite, ${dsn.file}` : `${dsn.user} reaches ${dsn.database} and nothing else`),
      ...warnings.map((text) => warning(text, 'Not ours to change: tell the administrator of the server'))
    ]
  }
}

const servers: Check = {
  name: 'database servers',
  async look ({ config: { dsn } }) {
    if (dsn.kind === 'sqlite' || !dsn.others) return []
    const seen = await seeHosts(dsn)
    const serves = seen.some(({ standing }) => standing === 'whole')
    const told = { whole: good, partial: warning, none: serves ? warning : bad }
    return seen.map(({ name, standing, reason }) => {
      const todo = `Bring ${name} back, or take it out of WORKPULSE_DATABASE_DSN: the service asks another one meanwhile`
      return standing === 'whole' ? good(`${name} serves`) : told[standing](`${name}: ${reason!.message}`, todo)
    })
  }
}

const migrations: Check = {
  name: 'migrations',
  async look ({ database }) {
    const pending = await pendingMigrations(database())
    return pending.length === 0
      ? good('the database is up to date')
      : bad(`not run: ${pending.join(', ')}`, 'npm run migrate, with the account that migrates')
  }
}

const server: Check = {
  name: 'database server',
  async look ({ database, config: { dsn, poolSize }, site }) {
    if (dsn.kind === 'sqlite') return warning('SQLite serves one process only', 'In production name a MySQL or MariaDB database')
    return serverFindings(await readSettings(database()), poolSize * site.ports.length)
  }
}

/** @param connections that our processes may open together. */
function serverFindings (settings: ServerSettings, connections: number): Finding[] {
  const { version, maxPacket, characterSet, hasBinlog, binlogFormat, binlogDays, maxConnections, flush } = settings
  const findings = [good(version)]
  if (!isSupported(version)) findings.push(bad(`${version} is too old`, 'MariaDB 10.11 or MySQL 8 at least'))
  if (maxPacket < leastPacket) {
    findings.push(
      warning(`max_allowed_packet is ${maxPacket} bytes`, `SET GLOBAL max_allowed_packet = ${leastPacket}, and in the server's file`)
    )
  }
  if (characterSet !== 'utf8mb4') {
    findings.push(bad(`the database's characters are ${characterSet}`, 'ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'))
  }
  if (!hasBinlog) {
    findings.push(warning('there is no binary log', 'With log_bin a restore can go on to the minute; without, to the last backup'))
  } else if (binlogFormat === 'STATEMENT') findings.push(warning('the binary log holds statements', 'binlog_format = ROW, or MIXED'))
  else if (binlogDays > 0 && binlogDays < 2) {
    findings.push(warning(`the binary log is kept ${binlogDays} days`, 'Longer than from one backup to the next but one'))
  }
  if (flush !== 1) findings.push(warning(`innodb_flush_log_at_trx_commit is ${flush}`, '1, or a power cut takes the last second away'))
  if (maxConnections < connections * 2) {
    findings.push(
      warning(
        `the server takes ${maxConnections} connections, of which ours may take ${connections}`,
        'A lower WORKPULSE_DATABASE_POOL, or a higher max_connections'
      )
    )
  }
  return findings
}

function isSupported (version: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  return version.includes('MariaDB') ? major > 10 || (major === 10 && minor >= 11) : major >= 8
}

const session: Check = {
  name: 'database session',
  async look ({ database, config: { dsn } }) {
    if (dsn.kind === 'sqlite') return good('SQLite has no such settings')
    const problems = sessionProblems(await readSession(database()))
    // We ask for them at each connection.
    const todo = 'Something between us and the server undoes what we ask of a connection: connect to the server itself'
    return problems.length === 0
      ? good('strict, READ COMMITTED, in UTC, as we ask of each connection')
      : problems.map((says) => bad(says, todo))
  }
}

function sessionProblems ({ sqlMode, isolation, timeZone }: SessionSettings): string[] {
  return [
    sqlMode.includes('STRICT_ALL_TABLES') ? [] : `sql_mode is ${sqlMode.join(',')}: what does not fit is cut`,
    isolation === 'READ-COMMITTED' ? [] : `the isolation is ${isolation}, not READ-COMMITTED`,
    timeZone === '+00:00' ? [] : `the time zone is ${timeZone}, not UTC`
  ].flat()
}

const clock: Check = {
  name: 'clock',
  async look ({ database }) {
    const before = Date.now()
    const theirs = await readTime(database())
    const skew = Math.abs(theirs.getTime() - (before + Date.now()) / 2)
    const says = `the database's clock and ours are ${Math.round(skew)} ms apart`
    const todo = 'Have both follow a time server: timedatectl set-ntp true'
    return skew < skewSeen ? good(says) : skew < skewBad ? warning(says, todo) : bad(says, todo)
  }
}

const jobs: Check = {
  name: 'work given up',
  async look ({ database }) {
    const given = await listGivenUp(database(), {}, 200)
    const kinds = [...new Set(given.map(({ kind }) => kind))].join(', ')
    return given.length === 0
      ? good('nothing was given up')
      : warning(`${given.length} were given up: ${kinds}`, 'npm run cli -- jobs:list')
  }
}

export const databaseChecks: Check[] = [account, server, servers, session, migrations, clock, jobs]

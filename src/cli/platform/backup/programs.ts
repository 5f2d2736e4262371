/** The programs of MariaDB and MySQL that read and write whole databases. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MysqlDsn as ServerDsn } from '../../../database/connection/dsn.ts'
import { atOneHost } from '../../../database/connection/hosts/standings.ts'

/** Of each program both names, that of MariaDB first. */
const names = {
  dump: ['mariadb-dump', 'mysqldump'],
  client: ['mariadb', 'mysql']
}

/** @throws Error that says what to install. */
function programOf (kind: keyof typeof names): { name: string, isMariadb: boolean } {
  for (const name of names[kind]) {
    const { error, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' })
    if (!error) return { name, isMariadb: stdout.includes('MariaDB') }
  }
  throw new Error(`${names[kind].join(' and ')} are missing; on Debian and Ubuntu: apt-get install mariadb-client`)
}

const dumpOptions = [
  '--single-transaction',
  '--quick',
  '--hex-blob',
  '--order-by-primary',
  '--no-tablespaces',
  '--skip-lock-tables',
  '--skip-add-locks',
  '--skip-disable-keys',
  '--default-character-set=utf8mb4'
]

export interface Running {
  child: ChildProcess
  /** Resolves once it has ended well. @throws Error with what it said. */
  ended: Promise<void>
}

/**
 * Writes a database as SQL to its output, as it was at one moment, whoever writes meanwhile. Nothing in it names the database.
 * @param position has it say where in the server's binary log that moment is.
 */
export function startDump (login: string, dsn: ServerDsn, position: boolean): Running {
  const { name, isMariadb } = programOf('dump')
  const own = isMariadb ? position ? ['--master-data=2'] : [] : ['--set-gtid-purged=OFF', '--column-statistics=0']
  return start(name, [`--defaults-file=${login}`, ...dumpOptions, ...own, dsn.database], ['ignore', 'pipe', 'pipe'])
}

/** Carries out the SQL that it is given into `dsn.database`. */
export function startClient (login: string, dsn: ServerDsn): Running {
  return start(programOf('client').name, [`--defaults-file=${login}`, '--default-character-set=utf8mb4', dsn.database], [
    'pipe',
    'ignore',
    'pipe'
  ])
}

function start (name: string, args: string[], stdio: ('pipe' | 'ignore')[]): Running {
  const child = spawn(name, args, { stdio })
  let said = ''
  child.stderr!.on('data', (text) => {
    said = (said + text).slice(-2000)
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    if (code !== 0) throw new Error(`${name} ended with ${signal ?? code}: ${said.trim()}`)
  })
  // Whoever waits for the data first must not be surprised by it.
  ended.catch(() => {})
  return { child, ended }
}

/** Lends a file with the login, which only we can read: everybody can read the arguments of a process. */
export async function withLogin<T> (dsn: ServerDsn, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-login-'))
  try {
    const file = join(folder, 'login.cnf')
    await writeFile(file, loginOf(await atOneHost(dsn)), { mode: 0o600 })
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function loginOf ({ host, port, user, password, socketPath, tls }: ServerDsn): string {
  const lines = {
    ...(socketPath === undefined ? { host, port, protocol: 'tcp' } : { socket: socketPath }),
    user,
    password,
    // Each of the two programs knows one of them.
    ...(tls && { 'loose-ssl': 1, 'loose-ssl-mode': tls.verify ? 'VERIFY_IDENTITY' : 'REQUIRED' }),
    ...(tls?.verify && { 'loose-ssl-verify-server-cert': 1 }),
    ...(tls?.caFile !== undefined && { 'ssl-ca': tls.caFile })
  }
  return `[client]\n${Object.entries(lines).map(([name, value]) => `${name} = "${escaped(String(value))}"\n`).join('')}`
}

function escaped (value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}

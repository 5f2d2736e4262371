/** The servers that tests and benchmarks start for themselves, on loopback, on free ports, in a folder of their own. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, statfsSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from './setup.mjs'

const startTimeout = 30_000
const stopTimeout = 10_000
/** In milliseconds, for what a mirror or a registry has to send. */
const installTimeout = 300_000
const cache = join(root, 'node_modules/.cache/workpulse')
const pm2Version = '7.0.4'

function find (name) {
  return [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, name)).find(existsSync)
}

const servers = {
  MariaDB: {
    binaries: ['mariadbd', 'mariadb-install-db', 'mariadb', 'mariadb-dump', 'mariadb-binlog'],
    packages: ['mariadb-server-core', 'mariadb-client-core', 'mariadb-client']
  },
  Redis: { binaries: ['redis-server'], packages: ['redis-server'] },
  Chromium: { binaries: ['chromium'], packages: ['chromium'] },
  // The folder of programs is beside that of libraries.
  Galera: {
    binaries: ['../lib/galera/libgalera_smm.so', 'mariadbd', 'rsync', 'lsof'],
    packages: ['galera-4', 'mariadb-server', 'rsync', 'lsof']
  },
  // The program alone: what Debian makes a service of is another package.
  Apache: { binaries: ['apache2'], packages: ['apache2-bin', 'media-types'] },
  // As the README shows them to HR.
  'curl and jq': { binaries: ['bash', 'curl', 'jq'], packages: ['bash', 'curl', 'jq'] },
  // Of the tests of deploy/.
  'What operators use': {
    binaries: [
      'certbot',
      'pebble',
      'pebble-challtestsrv',
      'systemd-notify',
      'systemd-analyze',
      'mariadb-dump',
      'openssl',
      'curl',
      'git',
      'perl',
      'ps',
      'flock'
    ],
    packages: ['certbot', 'pebble', 'systemd', 'mariadb-client', 'openssl', 'curl', 'git', 'perl-base', 'procps', 'util-linux']
  },
  // Of the benchmark: Debian's compiler, and the libraries that are compiled into its peer.
  'What the peer is made of': {
    binaries: ['go', '../share/gocode/src/github.com/gin-gonic/gin', 'wrk', 'taskset'],
    packages: [
      'golang-go',
      'golang-github-gin-gonic-gin-dev',
      'golang-github-go-sql-driver-mysql-dev',
      'golang-github-golang-jwt-jwt-dev',
      'wrk',
      'util-linux'
    ]
  },
  // Of npm, into the cache: nobody's own is touched.
  PM2: {
    file: join(cache, `pm2-${pm2Version}/node_modules/.bin/pm2`),
    install: `npm install --prefix '${cache}/pm2-${pm2Version}' --no-audit --no-fund --loglevel=error pm2@${pm2Version}`
  },
  // Debian's, unpacked and not installed: a server of that name would listen on this machine.
  Promtool: {
    file: find('promtool') ?? join(cache, 'prometheus/usr/bin/promtool'),
    install: `mkdir -p '${cache}/prometheus' && cd '${cache}/prometheus' && { test "$(id -u)" != 0 || apt-get update -qq; } &&
      apt-get download -qq prometheus && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb`
  }
}

const isInstalled = (name) => servers[name].file ? existsSync(servers[name].file) : servers[name].binaries.every(find)

/** Where PM2 is, and the program that judges alerts, once `missing` has seen to them. */
export const [pm2File, promtoolFile] = [servers.PM2.file, servers.Promtool.file]

/**
 * Installs a program that the tests need where it is missing: for the tests alone, or, where this is root on Debian or Ubuntu, on the
 * machine. Each step of that has five minutes at most.
 * @param name of `servers`.
 * @returns undefined, or what to do where it could not be installed.
 */
export function missing (name) {
  if (isInstalled(name)) return undefined
  const { packages, install = `apt-get install -y --no-install-recommends ${packages.join(' ')}` } = servers[name]
  if (packages === undefined || (process.getuid?.() === 0 && find('apt-get'))) {
    console.log(`${name} is missing; installing it: ${install}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: installTimeout }
    if (packages !== undefined) spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('sh', ['-c', packages === undefined ? install : `${install} -qq`], options)
    if (isInstalled(name)) return undefined
  }
  const command = packages === undefined ? install : `sudo ${install}`
  return `${name} is missing, so every test that needs it is skipped. To install it:\n  ${command}`
}

/** Where Debian's Chromium is. */
export const findChromium = () => find('chromium')

/** @returns a port that was free a moment ago. */
export function freePort () {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** From here on Linux takes ports for connections to somewhere: one that was free may be such a one's a moment later. */
const firstTaken = 32_768
const firstLasting = 15_000
let lasting = Math.random()

/** @returns a port that stays free for who stops and comes back: no connection is given it. Each time another. */
export async function lastingPort () {
  const range = '/proc/sys/net/ipv4/ip_local_port_range'
  const end = existsSync(range) ? Number(/\d+/.exec(readFileSync(range, 'utf8'))) : firstTaken
  // Where nearly all of them are taken so, none lasts.
  if (end < firstLasting + 1000) return freePort()
  if (lasting < 1) lasting = firstLasting + Math.floor(lasting * (end - firstLasting))
  for (;;) {
    const port = lasting
    lasting = port + 1 < end ? port + 1 : firstLasting
    if (await canListen(port)) return port
  }
}

function canListen (port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Where Linux keeps files in memory, and how much must be free there to put what tests write into it. */
const memory = '/dev/shm'
const roomNeeded = 4 * 2 ** 30

/** @returns a folder in memory where a run of tests finds room and may run what it writes, else undefined. */
export function folderInMemory () {
  try {
    const { bavail, bsize } = statfsSync(memory)
    const [, options] = new RegExp(`^\\S+ ${memory} tmpfs (\\S+)`, 'm').exec(readFileSync('/proc/mounts', 'utf8')) ?? []
    const [, available] = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? []
    const roomy = Math.min(bavail * bsize, Number(available) * 1024) > roomNeeded
    return roomy && options?.split(',').every((option) => option !== 'noexec' && option !== 'ro') ? memory : undefined
  } catch {
    return undefined
  }
}

/** Options of a server whose data nobody misses when the machine goes down: it waits for no disk. */
export const forgetful = ['--debug-no-sync', '--skip-innodb-doublewrite']

/**
 * A MariaDB server of its own.
 * @param folder where its files go; the caller deletes it.
 * @param options more arguments of the server.
 * @param largestFile how large a file of it may become, in KiB, as on a disk that is full; undefined for any size.
 * @returns its address without a database, and what stops it.
 */
export async function startMariadb (folder, options = [], largestFile = undefined) {
  const [server, install] = servers.MariaDB.binaries.map(find)
  const user = userInfo().username
  const data = join(folder, 'mariadb')
  // Its own: a server that starts deletes what others have put into a shared one.
  const temporary = join(folder, 'mariadb-tmp')
  for (const needed of [data, temporary]) mkdirSync(needed, { recursive: true })
  // What an earlier server left there is gone on with.
  if (!existsSync(join(data, 'mysql'))) {
    const made = spawnSync(install, [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      `--user=${user}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db'
    ])
    if (made.status !== 0) throw new Error(`mariadb-install-db failed:\n${made.stderr}`)
  }

  const port = await freePort()
  const log = join(folder, 'mariadb.log')
  const output = openSync(log, 'a')
  const limited = largestFile === undefined ? [] : ['sh', '-c', `trap '' XFSZ; ulimit -f ${largestFile * 2}; exec "$0" "$@"`]
  const [command, ...before] = [...limited, server]
  const child = spawn(command, [
    ...before,
    '--no-defaults',
    `--user=${user}`,
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
    `--socket=${join(data, 's')}`,
    `--pid-file=${join(data, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-log-bin',
    '--skip-name-resolve',
    '--performance-schema=off',
    '--innodb-buffer-pool-size=256M',
    '--innodb-flush-log-at-trx-commit=2',
    '--max-connections=400',
    ...options
  ], { stdio: ['ignore', output, output] })
  const stop = stopper(child)
  await untilListening(child, port, () => `mariadbd did not start:\n${lastLines(log)}`)
  return { url: `mysql://root@127.0.0.1:${port}`, pid: child.pid, stop }
}

/**
 * A Redis server of its own, with a password and nothing kept on disk.
 * @param folder where its log goes; the caller deletes it.
 * @param port of an earlier one; a free one where it is not given.
 * @returns its address with database 3, and what stops it.
 */
export async function startRedis (folder, port = undefined) {
  const [server] = servers.Redis.binaries.map(find)
  port ??= await freePort()
  const log = join(folder, `redis-${port}.log`)
  const output = openSync(log, 'a')
  const child = spawn(server, [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    '--requirepass',
    'of-the-tests'
  ], { stdio: ['ignore', output, output] })
  const stop = stopper(child)
  await untilListening(child, port, () => `redis-server did not start:\n${lastLines(log)}`)
  return { url: `redis://:of-the-tests@127.0.0.1:${port}/3`, port, pid: child.pid, stop }
}

function lastLines (log) {
  return readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')
}

/** @returns a function that stops the process and waits until it has ended. */
function stopper (child) {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return async () => {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeout)
    await ended
    clearTimeout(killer)
  }
}

async function untilListening (child, port, explain) {
  const deadline = Date.now() + startTimeout
  while (!await accepts(port)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(explain())
    }
    await delay(50)
  }
}

function accepts (port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    const answer = (result) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}

/** Three nodes of Galera on loopback, each a MariaDB with a folder and ports of its own, and what can happen to them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { lastingPort } from '../../services.mjs'

const library = '/usr/lib/galera/libgalera_smm.so'
/** In milliseconds: for a full transfer on a machine that has other things to do. */
const joinPatience = 180_000
const mostStarts = 3
/** For a node to do as it is told. */
const askPatience = 30_000
export const database = 'workpulse_bench'
/** A table to hold a node back with, and one to see by whether the nodes commit anything. */
const brake = 'soak.brake'
export const pulse = 'soak.pulse'

/** Those that the group measures silence by: a third of Galera's own defaults would be for a network, these are for one machine. */
const timeouts = 'evs.keepalive_period=PT0.5S;evs.inactive_check_period=PT0.5S;evs.suspect_timeout=PT3S;evs.inactive_timeout=PT8S'

export interface GaleraNode {
  readonly name: string
  readonly port: number
  readonly pid: number
  /** Its address with the account of the service. */
  readonly host: string
  kill: () => Promise<void>
  freeze: () => void
  thaw: () => void
  /** Cuts it off from the group, or lets it in again, as a network would; clients still reach it. */
  cutOff: (isolated: boolean) => Promise<void>
  /** Starts it anew with nothing, so that it takes everything from another one. */
  startAnew: () => Promise<void>
  /** Starts it with what it had, so that it takes what it missed. */
  startAgain: () => Promise<void>
  /** From now on it applies nothing of what the others commit, until it is let go. */
  holdBack: () => Promise<void>
  letGo: () => Promise<void>
  synced: () => Promise<boolean>
  ask: <Row>(statement: string) => Promise<Row[]>
}

export interface Galera {
  nodes: GaleraNode[]
  /** Of the database, the node of that number preferred. @param count so many of them, all where it is left out. */
  dsn: (preferred: number, count?: number) => string
  /** @throws Error where they are not one cluster again in time. */
  whole: () => Promise<void>
  stop: () => Promise<void>
}

interface Ports {
  client: number
  group: number
  incremental: number
  transfer: number
}

/** Root's files are of the account that MariaDB's package makes: the full transfer refuses to run as root. */
function accountOf (): { uid: number, gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map((option) => Number(spawnSync('id', [option, 'mysql'], { encoding: 'utf8' }).stdout))
  return { uid, gid }
}

/** @param folder that whoever runs the servers may enter; the caller deletes it. */
export async function startGalera (folder: string, count = 3): Promise<Galera> {
  const account = accountOf()
  const own = (path: string) => {
    mkdirSync(path, { recursive: true })
    if (account) chownSync(path, account.uid, account.gid)
    return path
  }
  own(folder)
  const ports: Ports[] = []
  for (let index = 0; index < count; index++) {
    ports.push({ client: await lastingPort(), group: await lastingPort(), incremental: await lastingPort(), transfer: await lastingPort() })
  }
  const install = spawnSync('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${own(join(folder, 'node-1'))}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--innodb-log-file-size=24M'
  ], { ...account, encoding: 'utf8' })
  if (install.status !== 0) throw new Error(`mariadb-install-db failed:\n${install.stderr}`)

  const nodes = ports.map((of, index) => createNode(`node-${index + 1}`, join(folder, `node-${index + 1}`), of, ports, own, account))
  const whole = () => untilWhole(nodes)
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()))
  }
  try {
    await nodes[0].begin()
    await makeDatabase(nodes[0])
    // One after the other: each takes everything from one that is there.
    for (const node of nodes.slice(1)) await node.startAnew()
    await whole()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    nodes,
    whole,
    stop,
    dsn (preferred, count = nodes.length) {
      const hosts = [...nodes.slice(preferred), ...nodes.slice(0, preferred)].slice(0, count).map(({ host }) => host)
      return `mysql://bench:bench@${hosts.join(',')}/${database}`
    }
  }
}

async function untilWhole (nodes: GaleraNode[]): Promise<void> {
  const deadline = Date.now() + joinPatience
  for (;;) {
    const states = await Promise.all(nodes.map((node) => node.synced()))
    if (states.every(Boolean)) return
    if (Date.now() > deadline) {
      throw new Error(
        `Not one cluster again after ${joinPatience} ms: ${nodes.filter((_, index) => !states[index]).map(({ name }) => name)}`
      )
    }
    await delay(250)
  }
}

async function makeDatabase (node: GaleraNode): Promise<void> {
  await node.ask(`create database ${database} character set utf8mb4 collate utf8mb4_bin`)
  await node.ask(`create user bench@'127.0.0.1' identified by 'bench'`)
  await node.ask('create database soak')
  await node.ask(`create table ${brake} (id int auto_increment primary key)`)
  await node.ask(`create table ${pulse} (id int primary key, beats int not null default 0)`)
  await node.ask(`insert into ${pulse} (id) values (1), (2), (3)`)
  const name = database.replace('_', '\\_')
  await node.ask(
    `grant select, insert, update, delete, create, alter, drop, index, references on \`${name}\`.* to bench@'127.0.0.1'`
  )
}

/** A busy machine has the group put a node out for a moment, in which the node refuses what else it does. */
async function untilDone (work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + askPatience
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await delay(250)
  }
}

/** One that the group did not take, or whose transfer broke off, ends, and is started again as an operator would. */
async function untilStarted (start: () => Promise<void>): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return await start()
    } catch (error) {
      if (attempt === mostStarts) throw error
    }
    await delay(1000)
  }
}

async function askAt<Row> (port: number, statement: string): Promise<Row[]> {
  const connection = await createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 2000 })
  try {
    const [rows] = await connection.query<RowDataPacket[]>({ sql: statement, timeout: 10_000 })
    return rows as Row[]
  } finally {
    connection.destroy()
  }
}

/** Does the node serve, as one of so many? */
async function isSynced (port: number, size: number): Promise<boolean> {
  const wanted = { wsrep_ready: 'ON', wsrep_local_state: '4', wsrep_cluster_size: String(size) }
  const names = Object.keys(wanted).map((one) => `'${one}'`).join(', ')
  const status = `show global status where variable_name in (${names})`
  const rows = await askAt<{ Variable_name: string, Value: string }>(port, status).catch(() => [])
  return rows.length === 3 && rows.every(({ Variable_name, Value }) => wanted[Variable_name as keyof typeof wanted] === Value)
}

function createNode (
  name: string,
  folder: string,
  ports: Ports,
  all: Ports[],
  own: (path: string) => string,
  account: { uid: number, gid: number } | undefined
): GaleraNode & { begin: () => Promise<void> } {
  let child: ChildProcess | undefined
  let holding: Connection | undefined
  const log = `${folder}.log`

  const ask = <Row>(statement: string) => askAt<Row>(ports.client, statement)

  async function holdBack (): Promise<void> {
    const connection = holding = await createConnection({ host: '127.0.0.1', port: ports.client, user: 'root', connectTimeout: 2000 })
    connection.on('error', () => {})
    await connection.query(`lock tables ${brake} read`)
    // What comes after a row that cannot be written waits for it.
    const other = all.findLast(({ client }) => client !== ports.client)!
    await untilDone(() => askAt(other.client, `insert into ${brake} values ()`))
  }

  const others = () => all.filter(({ group }) => group !== ports.group).map(({ group }) => `127.0.0.1:${group}`).join(',')

  async function launch (others: string): Promise<void> {
    const output = openSync(log, 'a')
    child = spawn('mariadbd', [
      '--no-defaults',
      `--datadir=${own(folder)}`,
      `--tmpdir=${own(`${folder}-tmp`)}`,
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${ports.client}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--performance-schema=off',
      '--innodb-buffer-pool-size=64M',
      '--innodb-log-file-size=24M',
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-autoinc-lock-mode=2',
      '--binlog-format=ROW',
      '--wsrep-on=ON',
      `--wsrep-provider=${library}`,
      '--wsrep-cluster-name=workpulse',
      `--wsrep-node-name=${name}`,
      `--wsrep-node-address=127.0.0.1:${ports.group}`,
      `--wsrep-node-incoming-address=127.0.0.1:${ports.client}`,
      `--wsrep-provider-options=base_host=127.0.0.1;base_port=${ports.group};gmcast.listen_addr=tcp://127.0.0.1:${ports.group};` +
      `ist.recv_addr=127.0.0.1:${ports.incremental};gcache.size=32M;${timeouts}`,
      `--wsrep-sst-receive-address=127.0.0.1:${ports.transfer}`,
      '--wsrep-sst-method=rsync',
      `--wsrep-cluster-address=gcomm://${others}`,
      ...others === '' ? ['--wsrep-new-cluster'] : []
    ], { ...account, cwd: '/', stdio: ['ignore', output, output] })
    const deadline = Date.now() + joinPatience
    while (!await ask('select 1').then(() => true, () => false)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
        await kill()
        throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8').split('\n').slice(-25).join('\n')}`)
      }
      await delay(200)
    }
  }

  async function kill (): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child!.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  return {
    name,
    port: ports.client,
    host: `127.0.0.1:${ports.client}`,
    get pid () {
      return child?.pid ?? 0
    },
    begin: () => launch(''),
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    cutOff: (isolated) => untilDone(() => ask(`set global wsrep_provider_options = 'gmcast.isolate=${isolated ? 1 : 0}'`)),
    startAnew: () =>
      untilStarted(() => {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
        return launch(others())
      }),
    startAgain: () => untilStarted(() => launch(others())),
    holdBack,
    letGo: async () => holding?.destroy(),
    synced: () => isSynced(ports.client, all.length),
    ask
  }
}

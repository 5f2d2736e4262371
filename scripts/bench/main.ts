/** `npm run bench`: how many requests per second the real server answers, and what each costs, on both databases. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createMariadb, createSqlite, type BenchDatabase } from './databases.ts'
import { endpoints } from './endpoints.ts'
import { load } from './load.ts'
import { measure, type Measurement } from './measure.ts'
import { benchPeer, peerTable } from './peer/peer.ts'
import { benchRealtime } from './realtime/main.ts'
import { pictureGrowth, picturePeer, pictureRealtime } from './pictures/write.ts'
import { describeMachine, problemsOf, say, tableOf } from './report.ts'
import { startService } from './service.ts'
import { benchGrowth } from './size/growth.ts'
import { missing } from '../services.mjs'

const { values: options } = parseArgs({
  options: {
    sqlite: { type: 'boolean', default: false },
    mariadb: { type: 'boolean', default: false },
    realtime: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    operations: { type: 'string', default: '' },
    sockets: { type: 'string', default: '1000,5000' },
    size: { type: 'string' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '16' },
    pictures: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false }
  }
})

if (options.help) {
  console.log(`Usage: npm run bench [-- OPTION …]

Loads 200 people, 50,000 reports and 100,000 notifications into databases of its own, starts the real server on each
and measures seven endpoints. Everything is on loopback and in a temporary folder, and is gone afterwards.

  --sqlite          SQLite only
  --mariadb         MariaDB only
  --realtime        sockets, fan-out and delivery only; without any of the three, all of them
  --size N          instead: what answers take with three years of N people, beside those of a hundredth of them; the
                    dashboards of 500 people at once, and the memory of the service while it exports the items of a year
  --peer            instead: beside the stack that was planned first, in Go, which is compiled for it: with the same edge (fair) and
                    with nothing but the operation (bare); --rounds N of them, each in turn on one core (3)
  --operations TEXT of what --peer compares, or --size asks, the ones whose names have this in them: 'POST', 'getAnalyticsSummary, hr';
                    --size then leaves out the crowd and the exports
  --sockets N,N     how many sockets (1000,5000); each takes a file descriptor in two processes: see ulimit -n
  --seconds N       how long each measurement takes (8)
  --connections N   how many requests are under way at once; signing in takes 4 at most (16)
  --pictures FOLDER writes what --peer, --size and the sockets found as SVG, too: deploy/pictures shows those of SCALE.md
  --json            one line of JSON at the end instead of the table

CPU is that of the server's process and, in its own column, of the MariaDB server, per request; peak is the server's
resident memory. With --size a company is made once and kept in .data/bench/ for the next run, where the disk has room for it: 10 MB a
person, and while it is made 17 MB and 0.24 s of a processor. 2,010 people have ten million notices and ten million items. Every operation
that reads is asked, of both companies by turns, and what the database reads for it is counted. The load comes from this process, which
wants a core of its own. Exits with 1 when an answer was not 2xx.`)
  process.exit(0)
}

const seconds = numberOf('seconds', 1, 600)
const connections = numberOf('connections', 1, 1000)
const sockets = options.sockets.split(',').map(Number)
if (!sockets.every((count) => Number.isInteger(count) && count >= 1 && count <= 50_000)) {
  console.error('--sockets is a list of whole numbers from 1 to 50000')
  process.exit(1)
}
const all = !options.sqlite && !options.mariadb && !options.realtime

function numberOf (name: 'seconds' | 'connections' | 'size' | 'rounds', least: number, most: number): number {
  const value = Number(options[name])
  if (Number.isInteger(value) && value >= least && value <= most) return value
  console.error(`--${name} is a whole number from ${least} to ${most}`)
  process.exit(1)
}

const abort = new AbortController()
const { signal } = abort
// Everything below ends at its next step and cleans up behind itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => abort.abort(new Error('Interrupted')))

async function bench (database: BenchDatabase, scratch: string): Promise<Measurement[]> {
  const company = await load(database, signal)
  const service = await startService(database, scratch, signal)
  try {
    const results: Measurement[] = []
    for (const endpoint of endpoints) {
      say(`${database.name}: ${endpoint.name}`)
      results.push(await measure({ endpoint, company, database, service, seconds, connections, signal }))
    }
    const log = service.readLog()
    if (log) console.error(`The server's log:\n${log}`)
    return results
  } finally {
    await service.stop()
  }
}

async function main (scratch: string): Promise<boolean> {
  if (options.size !== undefined) {
    const advice = missing('MariaDB')
    if (advice) console.error(advice)
    else await measureGrowth(scratch)
    return !advice
  }
  if (options.peer) return comparePeer(scratch)
  const creators: ((folder: string) => Promise<BenchDatabase>)[] = []
  if (all || options.sqlite) creators.push(createSqlite)
  const advice = all || options.mariadb || options.realtime
    ? missing('MariaDB') ?? (all || options.realtime ? missing('Redis') : undefined)
    : undefined
  if (advice) console.error(`${advice}\nSo MariaDB is not measured.`)
  else if (all || options.mariadb) creators.push(createMariadb)

  const results: Measurement[] = []
  const databases: string[] = []
  for (const create of creators) {
    signal.throwIfAborted()
    const database = await create(scratch)
    try {
      databases.push(database.version)
      results.push(...await bench(database, scratch))
    } finally {
      await database.stop()
    }
  }
  if (advice) databases.push('MariaDB skipped: not installed')
  const { rows: realtime, figures } = !advice && (all || options.realtime)
    ? await benchRealtime(scratch, sockets, signal)
    : { rows: [], figures: undefined }
  const machine = describeMachine(databases)
  if (options.pictures && figures) pictureRealtime(options.pictures, figures, machine)
  const tables = [
    ...results.length > 0 ? [tableOf(results)] : [],
    ...realtime.length > 0 ? [realtime.map(({ what, value }) => `${what.padEnd(76)}${value}`).join('\n')] : []
  ]
  console.log(
    options.json ? JSON.stringify({ machine, seconds, connections, results, realtime }) : `\n${tables.join('\n\n')}\n\n${machine}`
  )
  const problems = problemsOf(results)
  for (const problem of problems) console.error(`FAILED: ${problem}`)
  return results.length + realtime.length > 0 && problems.length === 0
}

async function measureGrowth (scratch: string): Promise<void> {
  await benchGrowth(numberOf('size', 10, 5000), options.operations, scratch, signal, (text, grown) => {
    if (options.pictures && grown) pictureGrowth(options.pictures, grown)
    console.log(`\n${text}`)
  })
}

async function comparePeer (scratch: string): Promise<boolean> {
  const advice = missing('MariaDB') ?? missing('What the peer is made of')
  if (advice) {
    console.error(`${advice}\nSo there is nothing to compare with.`)
    return true
  }
  const rounds = numberOf('rounds', 1, 99)
  const { figures, machine } = await benchPeer({ seconds, rounds, scratch, signal, operations: options.operations })
  if (options.pictures) picturePeer(options.pictures, figures, machine)
  console.log(options.json ? JSON.stringify({ machine, seconds, rounds, figures }) : `\n${peerTable(figures)}\n\n${machine}`)
  return true
}

const scratch = mkdtempSync(join(tmpdir(), 'workpulse-bench-'))
try {
  process.exitCode = await main(scratch) ? 0 : 1
} catch (error) {
  // A signal that came while a step blocked this process has not been heard yet.
  await setImmediate()
  if (signal.aborted) say('Interrupted.')
  else console.error(error)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
}

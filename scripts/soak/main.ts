/** `npm run soak`: hours of events, lost connections and restarts, and whether memory stays where it was. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { append } from '../../src/repositories/platform/events.ts'
import { createMariadb } from '../bench/databases.ts'
import { accessToken, createTeam, residentMemory } from '../bench/realtime/sockets.ts'
import { startService } from '../bench/service.ts'
import type { Setup, Tally } from './clients.ts'
import { runCluster } from './cluster/cluster.ts'
import { missing, startRedis } from '../services.mjs'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    sockets: { type: 'string', default: '200' },
    rate: { type: 'string', default: '20' },
    writers: { type: 'string', default: '9' },
    cluster: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false }
  }
})

if (options.help) {
  console.log(`Usage: npm run soak [-- OPTION …]

Two replicas on a MariaDB and a Redis of their own; clients that follow a team, are cut off now and then and come back with
\`since\`; every minute one replica is restarted, so that its clients storm the other. Everything is on loopback, in a temporary
folder, and gone afterwards.

  --minutes N   how long (10)
  --sockets N   how many clients (200)
  --rate N      events a second (20)

  --cluster     three nodes of Galera and three replicas instead, each at a node of its own, writers and listeners at all of them,
                and one fault after the other, then two at a time: a node killed, frozen, cut off, back by a full transfer; Redis
                killed; a replica killed; alone: two nodes killed, frozen, cut off; a node that applies nothing. Says how long each
                was felt. Exits with 1 where anything that was acknowledged was lost, done twice or told in the wrong order, or
                where a client was answered 5xx but 503. With --writers
  --writers N   how many write (9)

Prints a line every ten seconds. Exits with 1 when an event was lost, or when the memory of the replica that is not restarted
grew by more than a quarter from the second third to the last.`)
  process.exit(0)
}

const [minutes, sockets, rate, writers] = [options.minutes, options.sockets, options.rate, options.writers].map(Number)
if (![minutes, sockets, rate, writers].every((value) => value > 0 && value <= 10_000)) {
  console.error('--minutes, --sockets, --rate and --writers are numbers above 0, 10000 at most')
  process.exit(1)
}
const advice = (options.cluster ? missing('Galera') : missing('MariaDB')) ?? missing('Redis')
if (advice) {
  console.error(advice)
  process.exit(1)
}

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interrupted.abort())

const scratch = mkdtempSync(join(tmpdir(), 'workpulse-soak-'))
const stops: (() => Promise<void> | void)[] = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })]
try {
  process.exitCode = await (options.cluster ? soakCluster() : soak()) ? 0 : 1
} finally {
  for (const stop of stops.reverse()) await stop()
}

async function soak (): Promise<boolean> {
  const database = await createMariadb(scratch)
  stops.push(database.stop)
  const redis = await startRedis(scratch)
  stops.push(redis.stop)
  const team = await createTeam(database.dsn, sockets)
  stops.push(() => team.db.destroy())
  const environment = { WORKPULSE_REDIS_ADDR: redis.url }
  const start = (port?: number) => startService(database, scratch, interrupted.signal, environment, port)
  const steady = await start()
  let restarted = await start()
  stops.push(() => steady.stop(), () => restarted.stop())

  const clients = fork(join(import.meta.dirname, 'clients.ts'))
  stops.push(() => {
    clients.kill()
  })
  const tokens = () => [steady, restarted].map((service) => team.people.map((person) => accessToken(service.url, person)))
  const channel = `team:${team.teamId}`
  clients.send({ urls: [steady.url, restarted.url], tokens: tokens(), channel, count: sockets, secondsBetweenCuts: 7 } satisfies Setup)
  const ask = async (): Promise<Tally> => {
    clients.send('tally')
    return (await once(clients, 'message'))[0] as Tally
  }

  const memory: number[] = []
  const ends = Date.now() + minutes * 60_000
  const port = Number(new URL(restarted.url).port)
  let [sent, restarts, nextLine, nextRestart] = [0, 0, Date.now() + 10_000, Date.now() + 60_000]
  while (Date.now() < ends && !interrupted.signal.aborted) {
    await append(
      team.db,
      new Date(),
      'soak',
      Array.from({ length: Math.ceil(rate / 10) }, () => ({ channel, type: 'report.submitted', data: { n: ++sent } }))
    )
    await delay(100)
    if (Date.now() >= nextRestart) {
      nextRestart += 60_000
      // An access token lives ten minutes.
      clients.send({ tokens: tokens() })
      restarts++
      await restarted.stop()
      restarted = await start(port)
    }
    if (Date.now() >= nextLine) {
      nextLine += 10_000
      memory.push(residentMemory(steady.pid))
      console.log(lineOf(await ask(), sent, restarts, memory.at(-1)!))
    }
  }
  await delay(5000)
  const last = await ask()
  console.log(lineOf(last, sent, restarts, residentMemory(steady.pid)))
  return verdict(last, memory)
}

async function soakCluster (): Promise<boolean> {
  // MariaDB runs there as another account.
  chmodSync(scratch, 0o755)
  const { tally, problems, conflicts, felt } = await runCluster({
    scratch,
    writers,
    hold: 8000,
    calm: 20_000,
    signal: interrupted.signal,
    say: console.log,
    duration: minutes * 60_000
  })
  const counts = (all: Map<number | string, number>) => [...all].sort().map(([what, count]) => `${what}: ${count}`).join(', ')
  console.log(
    `${felt.length} faults; acknowledged ${tally.acknowledged}; without an answer ${tally.foundMade} were made and ${tally.foundUnmade} not
answers ${counts(tally.statuses)}, none: ${tally.unanswered} (${counts(tally.silences)}); conflicts tried again ${
      conflicts ?? 'unknown'
    }; events ${tally.events}, resyncs ${tally.resyncs}
lost ${tally.lost.length}, repeated ${tally.repeated.length}, out of order ${tally.disordered.length}, stale ${tally.stale}
wrong answers ${tally.wrong.length}
load of the machine ${loadavg().map((value) => value.toFixed(1)).join(' ')}`
  )
  console.log(problems.length === 0 ? 'Nothing lost' : `FAILED: ${problems.slice(0, 20).join('; ')}`)
  return problems.length === 0
}

function lineOf (
  { open, events, repeated, gaps, reconnects, resyncs, slowest, lowest, highest }: Tally,
  sent: number,
  restarts: number,
  memory: number
): string {
  return `${
    new Date().toISOString().slice(11, 19)
  }  sent ${sent}  received ${events}  lost ${gaps}  repeated ${repeated}  resyncs ${resyncs}  open ${open}  behind ${
    highest - lowest
  }  reconnects ${reconnects}  restarts ${restarts}  slowest ${slowest} ms  memory ${Math.round(memory / 2 ** 20)} MB`
}

function verdict ({ gaps, lowest, highest }: Tally, memory: number[]): boolean {
  const third = Math.max(1, Math.floor(memory.length / 3))
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const growth = memory.length < 3 ? 1 : mean(memory.slice(-third)) / mean(memory.slice(third, 2 * third))
  const problems = [
    ...gaps > 0 ? [`${gaps} gaps`] : [],
    ...lowest !== highest ? [`clients did not all come to the end: ${highest - lowest} events apart`] : [],
    ...growth > 1.25 ? [`memory grew by ${Math.round((growth - 1) * 100)} % from the second to the last third`] : []
  ]
  console.log(
    problems.length === 0 ? `Nothing lost; memory ${growth.toFixed(2)} times that of the second third` : `FAILED: ${problems.join('; ')}`
  )
  return problems.length === 0
}

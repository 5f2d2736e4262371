/** `node scripts/bench/webhooks/main.ts`: deliveries per second, alone and beside receivers that never answer, on both databases. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../../src/config.ts'
import { newId } from '../../../src/database/id.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDeps, type Deps } from '../../../src/deps.ts'
import { bind } from '../../../src/jobs/job.ts'
import { webhookDeliveries } from '../../../src/jobs/outward/webhook-deliveries.ts'
import { followWebhooks, webhookRounds } from '../../../src/jobs/outward/webhook-rounds.ts'
import * as webhooks from '../../../src/repositories/outward/webhooks.ts'
import * as events from '../../../src/repositories/platform/events.ts'
import { createMariadb, createSqlite } from '../databases.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '500' },
    hanging: { type: 'string', default: '50' },
    pairs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false }
  }
})
if (options.help) {
  console.log(`Usage: node scripts/bench/webhooks/main.ts [--events N] [--hanging N] [--pairs N]

Tells a receiver that answers at once of N events (500), alone and beside receivers that never answer (50), in turns (3 pairs), on
databases of its own. Events come in transactions of five. Says deliveries per second, from the first event to the last delivery, and
the CPU time of this process, receivers among it, for each.`)
  process.exit(0)
}
const [count, hanging, pairs] = [options.events, options.hanging, options.pairs].map(Number)
/** In milliseconds: of one measurement. */
const patience = 300_000

async function listen (server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function newConfig (dsn: string) {
  return loadConfig({
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'error',
    WORKPULSE_WEBHOOK_NETWORKS: '127.0.0.0/8',
    WORKPULSE_FILES_DIR: join(tmpdir(), 'workpulse-bench-files')
  })
}

interface Receivers {
  fast: string
  silent: string
  /** How many the fast one has had. */
  received: () => number
}

/** Deliveries per second of the fast one, and milliseconds of CPU time for each. */
async function measure ({ db, clock, transaction, webhooks: { newSecret } }: Deps, { fast, silent, received }: Receivers, beside: number) {
  const { position } = await events.readClock(db)
  for (const url of [fast, ...Array.from({ length: beside }, () => silent)]) {
    const id = newId()
    const webhook = { id, name: 'bench', url, events: ['calendar.changed' as const], secret: newSecret(id).sealed }
    await webhooks.insert(db, webhook, position, clock.now())
  }
  const before = received()
  const cpu = process.cpuUsage()
  const began = performance.now()
  for (let made = 0; made < count; made += 5) {
    const five = Array.from({ length: 5 }, () => ({ channel: 'org' as const, type: 'calendar.changed' as const, data: { id: newId() } }))
    await transaction((tx) => events.append(tx, clock.now(), newId(), five as never))
  }
  while (received() - before < count) {
    if (performance.now() - began > patience) throw new Error(`${received() - before} of ${count} were delivered in time`)
    await delay(5)
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  for (const { id } of await webhooks.list(db)) {
    await transaction(async (tx) => {
      const found = await webhooks.find(tx, id)
      if (found) await webhooks.remove(tx, found)
    })
  }
  await delay(1500)
  return { rate: count / seconds, cpu: (user + system) / 1000 / count }
}

async function bench (name: string, dsn: string, receivers: Receivers): Promise<Record<string, string>> {
  const deps = openDeps(newConfig(dsn))
  await migrateToLatest(deps.db)
  deps.realtime.start()
  const end = followWebhooks(deps)
  deps.jobs.start(bind(deps, [webhookRounds, webhookDeliveries] as never[]))
  try {
    await measure(deps, receivers, 0)
    const found: { alone: Awaited<ReturnType<typeof measure>>, beside: Awaited<ReturnType<typeof measure>> }[] = []
    for (let pair = 0; pair < pairs; pair++) {
      found.push({ alone: await measure(deps, receivers, 0), beside: await measure(deps, receivers, hanging) })
      console.error(name, found.at(-1))
    }
    const middle = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
    return {
      database: name,
      'alone /s': middle(found.map(({ alone }) => alone.rate)).toFixed(0),
      [`beside ${hanging} /s`]: middle(found.map(({ beside }) => beside.rate)).toFixed(0),
      ratio: middle(found.map(({ alone, beside }) => beside.rate / alone.rate)).toFixed(2),
      'CPU ms': middle(found.map(({ alone }) => alone.cpu)).toFixed(2),
      'CPU ms beside': middle(found.map(({ beside }) => beside.cpu)).toFixed(2)
    }
  } finally {
    await end()
    await deps.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'workpulse-webhooks-'))
let had = 0
const servers = [
  createServer((request, response) => {
    request.resume().on('end', () => {
      had++
      response.writeHead(204).end()
    })
  }),
  createServer(() => {})
]
try {
  const [fast, silent] = [await listen(servers[0]), await listen(servers[1])]
  const results: Record<string, string>[] = []
  for (const create of [createSqlite, createMariadb]) {
    const database = await create(folder)
    try {
      results.push(await bench(database.name, database.dsn, { fast, silent, received: () => had }))
    } finally {
      await database.stop()
    }
  }
  console.table(results)
} finally {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(folder, { recursive: true, force: true })
}

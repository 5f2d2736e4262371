/** Three nodes, three replicas, Redis, writers on every replica, and one fault after the other. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTeam, type Team } from '../../bench/realtime/sockets.ts'
import { startService, type Service } from '../../bench/service.ts'
import { lastingPort, startRedis } from '../../services.mjs'
import { lineOfCalm, measureCalm } from './calm.ts'
import { differencesOf, conflictsOf } from './checks.ts'
import { faults, roundOf, type Fault, type Parts } from './faults.ts'
import { startGalera, type Galera } from './galera.ts'
import { Listener } from './listener.ts'
import { faultsOf, newTally, type Tally } from './tally.ts'
import { type Pulse, startPulse } from './pulse.ts'
import { measureWaiting } from './waiting.ts'
import { Writer } from './writer.ts'

export interface ClusterOptions {
  /** A folder of one's own, which everybody may enter; the caller deletes it. */
  scratch: string
  writers: number
  /** How long a fault lasts, in milliseconds. */
  hold: number
  signal: AbortSignal
  say: (line: string) => void
  /** For how long it is measured before anything happens, in milliseconds. */
  calm?: number
  /** What happens, in this order; again from the start where it is at its end. */
  round?: Fault[][]
  /** For how long further ones are begun, in milliseconds. */
  duration: number
  /** Carried out so often at most. */
  most?: number
}

export interface Outcome {
  tally: Tally
  problems: string[]
  /** Transactions that lost and were tried again, over all replicas that lived to the end; undefined where it did not heal. */
  conflicts: number | undefined
  felt: Felt[]
}

/** Of one fault, or of two at once. */
interface Felt {
  fault: string
  /** In milliseconds, the longest time without a change that got through: of the writer in the middle, and of who waited longest. */
  median: number
  milliseconds: number
  /** The same past the service: without a commit at any node. */
  nodes: number
  /** Answers of 503, and requests without one. */
  unavailable: number
  unanswered: number
}

interface Setting {
  galera: Galera
  parts: Parts
  urls: string[]
  services: Service[]
  team: Team
}

/** In milliseconds: for all to be as before. */
const recovery = 180_000

export async function runCluster (options: ClusterOptions): Promise<Outcome> {
  const stops: (() => Promise<unknown> | void)[] = []
  try {
    const setting = await setUp(options, stops)
    return await runFaults(setting, options)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function setUp (
  { scratch, writers, calm = 0, signal, say }: ClusterOptions,
  stops: (() => Promise<unknown> | void)[]
): Promise<Setting> {
  const galera = await startGalera(join(scratch, 'galera'))
  stops.push(() => galera.nodes.forEach((node) => node.thaw()), galera.stop)
  say(`${galera.nodes.length} nodes are one cluster`)
  mkdirSync(join(scratch, 'redis'), { recursive: true })
  let redis = await startRedis(join(scratch, 'redis'), await lastingPort())
  stops.push(() => redis.stop())
  const { port: redisPort } = redis
  const team = await createTeam(galera.dsn(0), writers * 5)
  stops.push(() => team.db.destroy())

  const ports = [await lastingPort(), await lastingPort(), await lastingPort()]
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  const environment = { WORKPULSE_REDIS_ADDR: redis.url, WORKPULSE_PUBLIC_URL: urls[0], WORKPULSE_LOG_LEVEL: 'warn' }
  const start = (index: number) =>
    untilItStands(
      () => startService({ name: `replica-${index + 1}`, dsn: galera.dsn(index) }, scratch, signal, environment, ports[index]),
      { signal, say }
    )
  const services: Service[] = []
  stops.push(() => Promise.all(services.map((service) => service.stop())))
  for (const [index] of ports.entries()) services.push(await start(index))
  say(`${services.length} replicas are ready, each at a node of its own`)
  if (calm > 0) {
    const [node] = galera.nodes
    const alone = await startService({ name: 'alone', dsn: galera.dsn(0, 1) }, scratch, signal, environment)
    say(await measureWaiting([services[0], alone], node, team.people).finally(() => alone.stop()))
  }

  const replicas = ports.map((_port, index) => ({
    async kill () {
      process.kill(services[index].pid, 'SIGKILL')
      await services[index].stop()
    },
    async start () {
      services[index] = await start(index)
    }
  }))
  const parts = {
    nodes: galera.nodes,
    replicas,
    redis: {
      async kill () {
        process.kill(redis.pid, 'SIGKILL')
        await redis.stop()
      },
      async start () {
        redis = await startRedis(join(scratch, 'redis'), redisPort)
      }
    }
  }
  return { galera, parts, urls, services, team }
}

async function runFaults (setting: Setting, options: ClusterOptions): Promise<Outcome> {
  const { galera, urls, team } = setting
  const tally = newTally()
  const writers = team.people.map((person) => new Writer(person, urls, tally))
  const listeners = team.people.map((person, index) => new Listener(person, urls, tally, index))
  const following = listeners.map((listener) => listener.run())
  const felt: Felt[] = []
  const problems: string[] = []
  try {
    problems.push(...await carryOutAll(setting, options, { tally, writers, listeners, felt }))
    // Where it did not heal there is nobody to ask.
    if (problems.length === 0) problems.push(...await unheard(writers, listeners, urls, options.signal))
  } finally {
    for (const listener of listeners) listener.end()
    await Promise.all(following)
  }
  const healed = problems.length === 0
  problems.push(...faultsOf(tally), ...healed ? await differencesOf(galera, team.people.length) : [])
  return { tally, problems, felt, conflicts: healed ? await conflictsOf(setting.services) : undefined }
}

/** Under writers. @returns what did not heal. */
async function carryOutAll (
  setting: Setting,
  options: ClusterOptions,
  { tally, writers, listeners, felt }: { tally: Tally, writers: Writer[], listeners: Listener[], felt: Felt[] }
): Promise<string[]> {
  const { signal, say, round = roundOf(faults), duration, most = Infinity, calm = 0 } = options
  await untilIt('everybody is connected', () => listeners.every((listener) => listener.isFollowing), signal)
  for (const writer of writers) await writer.begin()
  const stopping = new AbortController()
  const writing = writers.map((writer) => writer.run(stopping.signal))
  let pulse: Pulse | undefined
  try {
    if (calm > 0) say(lineOfCalm(await measureCalm(setting.galera, setting.services, tally, calm)))
    pulse = startPulse(setting.galera)
    const until = Date.now() + duration
    for (let number = 0; Date.now() < until && number < most && !signal.aborted; number++) {
      const together = round[number % round.length]
      try {
        felt.push(await carryOut(together, number, setting, writers, { tally, pulse }, options))
        say(lineOf(felt.at(-1)!, tally))
      } catch (error) {
        return [`${nameOf(together)}: ${(error as Error).message}`]
      }
    }
    return []
  } finally {
    stopping.abort()
    await Promise.all([...writing, pulse?.end()])
  }
}

/** Each replica says the same of each report, and everybody has heard of the last change. @returns what is not so. */
async function unheard (writers: Writer[], listeners: Listener[], urls: string[], signal: AbortSignal): Promise<string[]> {
  for (const writer of writers) writer.ends()
  for (const [index] of urls.entries()) for (const writer of writers) await writer.check(index)
  const behind = () => listeners.filter(({ version }, index) => version !== writers[index].version)
  await untilIt('everybody has heard everything', () => behind().length === 0, signal).catch(() => {})
  return behind().length === 0 ? [] : [`${behind().length} did not hear of the last change of their report`]
}

const nameOf = (together: Fault[]) => together.map(({ name }) => name).join(' + ')

async function carryOut (
  together: Fault[],
  number: number,
  { galera, parts, urls }: Setting,
  writers: Writer[],
  { tally, pulse }: { tally: Tally, pulse: Pulse },
  { hold, signal }: ClusterOptions
): Promise<Felt> {
  const before = { unavailable: tally.statuses.get(503) ?? 0, unanswered: tally.unanswered }
  const longest = writers.map(() => 0)
  let nodes = 0
  const watch = setInterval(() => {
    const now = performance.now()
    nodes = Math.max(nodes, now - pulse.committedAt)
    writers.forEach(({ acknowledgedAt }, index) => {
      longest[index] = Math.max(longest[index], now - acknowledgedAt)
    })
  }, 50)
  try {
    for (const [index, fault] of together.entries()) await fault.begin(parts, number + index)
    await delay(hold, undefined, { signal }).catch(() => {})
    // Both at once: of two nodes that are away the one may need the other.
    await Promise.all(together.map((fault, index) => fault.heal(parts, number + index)))
    await galera.whole()
    await untilIt('every replica is ready', () => areReady(urls), signal)
    const healed = performance.now()
    await untilIt('everybody writes again', () => writers.every(({ acknowledgedAt }) => acknowledgedAt > healed), signal)
    await delay(1000)
  } finally {
    clearInterval(watch)
  }
  const sorted = longest.toSorted((one, other) => one - other)
  return {
    fault: nameOf(together),
    milliseconds: Math.round(sorted.at(-1)!),
    median: Math.round(sorted[Math.floor(sorted.length / 2)]),
    nodes: Math.round(nodes),
    unavailable: (tally.statuses.get(503) ?? 0) - before.unavailable,
    unanswered: tally.unanswered - before.unanswered
  }
}

/** Who finds no database at the start ends, and is started again: in production PM2 or systemd does. */
async function untilItStands (
  start: () => Promise<Service>,
  { signal, say }: Pick<ClusterOptions, 'signal' | 'say'>
): Promise<Service> {
  const deadline = Date.now() + recovery
  for (;;) {
    try {
      return await start()
    } catch (error) {
      if (signal.aborted || Date.now() > deadline) throw error
      say(`A replica is started once more: ${(error as Error).message.split('\n').at(-1)}`)
    }
    await delay(500)
  }
}

async function areReady (urls: string[]): Promise<boolean> {
  const answers = await Promise.all(urls.map((url) => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => undefined)))
  return answers.every((answer) => answer?.ok)
}

async function untilIt (what: string, isSo: () => boolean | Promise<boolean>, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + recovery
  while (!await isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`)
    await delay(100, undefined, { signal })
  }
}

function lineOf ({ fault, milliseconds, median, nodes, unavailable, unanswered }: Felt, { acknowledged }: Tally): string {
  const seconds = (value: number) => `${(value / 1000).toFixed(1)} s`
  return `${new Date().toISOString().slice(11, 19)}  ${fault.padEnd(66)} no change got through for ${seconds(median)} (median), ${
    seconds(milliseconds)
  } (worst), none at any node for ${seconds(nodes)}  503: ${unavailable}  no answer: ${unanswered}  acknowledged so far: ${acknowledged}`
}

/** `npm run bench -- --peer`: the service beside the stack that was planned first, on one core each, one after the other in each round. */
import { createConnection, type Connection } from 'mysql2/promise'
import { ulid } from 'ulid'
import { createMariadb, type BenchDatabase } from '../databases.ts'
import type { Person } from '../company.ts'
import { load } from '../load.ts'
import { median } from '../../median.ts'
import { cpuTime } from '../processes.ts'
import { accessToken } from '../realtime/sockets.ts'
import { describeMachine, say } from '../report.ts'
import { startService } from '../service.ts'
import { buildPeer, keepTo, startPeer, type Contender } from './build.ts'
import { askFor, connections, type Asking } from './load.ts'
import { ask, type Bodies, checkSame, compared, reportBodies, type Compared } from './operations.ts'

const callers = 40
const warmUpSeconds = 3
/** The service's code is compiled while it runs, where it runs often: it is asked so often first, or so many times three seconds. */
const [warmUpRequests, mostWarmUps] = [10_000, 12]
/** Of reports for each person in a second, at the most. */
const mostPerSecond = 40

export interface Figures {
  operation: string
  goals: Compared['goals']
  /** By contender, in their order: medians of the rounds, in microseconds per request. */
  cpu: number[]
  databaseCpu: number[]
  perSecond: number[]
  /** How many times as much of the processor the fair and the bare peer take: medians of the rounds. */
  ratios: number[]
}

/** How often something changes, in milliseconds. */
const changeEvery = 10
/** What each such change raises: of somebody's leave; of rows of anybody's; of all that there is. */
const raised = { leave: ['org', 'table:leaves'], rows: ['any'], everything: ['org', 'any', 'table:'] }

const change = (what: keyof typeof raised) =>
  `insert into change_numbers (name, number) values ${raised[what].map((name) => `('${name}', 1)`).join(', ')}
    on duplicate key update number = number + 1`

interface Bench {
  contenders: Contender[]
  database: BenchDatabase
  root: Connection
  tokens: string[]
  bodies: Bodies
  seconds: number
  scratch: string
  signal: AbortSignal
}

interface Options {
  seconds: number
  rounds: number
  scratch: string
  signal: AbortSignal
  /** What the names of those that are compared have in them. */
  operations: string
}

/** @returns the figures of each operation, and what they were measured on. */
export async function benchPeer (
  { seconds, rounds, scratch, signal, operations }: Options
): Promise<{ figures: Figures[], machine: string }> {
  const file = buildPeer(scratch)
  const database = await createMariadb(scratch)
  const stops: (() => Promise<void>)[] = [database.stop]
  try {
    const company = await load(database, signal)
    const service = await startService(database, scratch, signal)
    const contenders: Contender[] = [{ ...service, name: 'service' }]
    stops.unshift(() => stop(contenders[0]))
    for (const bare of [false, true]) {
      const peer = await startPeer(file, database, { scratch, issuer: service.url, bare })
      stops.unshift(() => stop(peer))
      contenders.push(peer)
    }
    for (const { pid } of contenders) keepTo(0, pid)
    keepTo(1, database.pid!)
    const root = await createConnection(database.dsn)
    stops.unshift(() => root.end())
    const people = company.people.filter(({ role, isLead }) => role === 'employee' && !isLead).slice(0, callers)
    const signedIn = await signIn(root, people)
    const figures: Figures[] = []
    const bodies = reportBodies(company)
    for (const operation of compared.filter(({ name }) => name.includes(operations))) {
      // They last for ten minutes.
      const tokens = signedIn.map((session) => accessToken(service.url, session))
      const found = await compare({ contenders, database, root, tokens, bodies, seconds, scratch, signal }, operation, rounds)
      figures.push(found)
      // What ends the bench later does not take it along.
      say(`${operation.name}: ${found.cpu.map((value) => value.toFixed(0)).join(' / ')} µs, ${found.ratios.map(times).join(' / ')}`)
    }
    for (const contender of contenders) {
      const log = contender.readLog()
      if (log) console.error(`What the ${contender.name} says:\n${log}`)
    }
    return { figures, machine: describeMachine([database.version]) }
  } finally {
    for (const stop of stops) await stop()
  }
}

async function stop (contender: Contender): Promise<void> {
  process.kill(contender.pid, 'SIGCONT')
  await contender.stop()
}

/** Of each a session, as signing in makes it. */
async function signIn (root: Connection, people: Person[]): Promise<{ userId: string, sessionId: string }[]> {
  const signedIn: { userId: string, sessionId: string }[] = []
  for (const { id: userId } of people) {
    const sessionId = ulid()
    await root.query(
      `insert into sessions (id, user_id, created_at, rotated_at, idle_expires_at, expires_at, user_agent, address)
       values (?, ?, now(3), now(3), now(3) + interval 1 day, now(3) + interval 1 day, 'bench', '127.0.0.1')`,
      [sessionId, userId]
    )
    signedIn.push({ userId, sessionId })
  }
  return signedIn
}

interface Round {
  requests: number
  cpu: number
  databaseCpu: number
  perSecond: number
}

/** First each is warmed up, then they take turns; one runs while the others stand still. */
async function compare (bench: Bench, operation: Compared, rounds: number): Promise<Figures> {
  const { contenders, tokens, bodies } = bench
  for (const { pid } of contenders) process.kill(pid, 'SIGCONT')
  await checkSame(contenders, operation, tokens[0], operation.method === 'POST' ? bodies.take(contenders.length) : [])
  for (const contender of contenders) await warmUp(bench, operation, contender)
  const measured = new Map(contenders.map((contender) => [contender, [] as Round[]]))
  for (let round = 0; round < rounds; round++) {
    say(`${operation.name}: round ${round + 1} of ${rounds}`, true)
    // Nobody is always the first.
    const turn = round % contenders.length
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const one = await measure(bench, operation, contender, bench.seconds)
      // Nothing is known of what a request takes where none has been answered.
      if (one.requests === 0) throw new Error(`${operation.name}: the ${contender.name} answered nothing for ${bench.seconds} s`)
      measured.get(contender)!.push(one)
    }
  }
  const those = contenders.map((contender) => measured.get(contender)!)
  const medians = (figure: keyof Round) => those.map((each) => median(each.map((round) => round[figure])))
  const [own, ...peers] = those
  return {
    operation: operation.name,
    goals: operation.goals,
    cpu: medians('cpu'),
    databaseCpu: medians('databaseCpu'),
    perSecond: medians('perSecond'),
    ratios: peers.map((peer) => median(peer.map((round, index) => round.cpu / own[index].cpu)))
  }
}

async function warmUp (bench: Bench, operation: Compared, contender: Contender): Promise<void> {
  let requests = 0
  for (let times = 0; times < mostWarmUps && requests < warmUpRequests; times++) {
    requests += (await measure(bench, operation, contender, warmUpSeconds)).requests
  }
  if (requests === 0) throw new Error(`${operation.name}: the ${contender.name} answered nothing\n${contender.readLog()}`)
}

async function measure (bench: Bench, operation: Compared, contender: Contender, seconds: number): Promise<Round> {
  const { contenders, database, root, tokens } = bench
  for (const { pid } of contenders) process.kill(pid, pid === contender.pid ? 'SIGCONT' : 'SIGSTOP')
  const asking: Asking = { tokens }
  if (operation.method === 'POST') asking.bodies = bench.bodies.take(mostPerSecond * seconds)
  if (operation.unchanged && contender.name === 'service') {
    asking.etags = await Promise.all(tokens.map(async (token) => (await ask(contender, operation, token)).etag!))
  }
  const times = () => [contender.pid, database.pid!].map((pid) => cpuTime(pid)!)
  const before = times()
  const { changed } = operation
  const changing = changed ? setInterval(() => void root.query(change(changed)), changeEvery) : undefined
  const { requests, elapsed, failures } = await askFor(seconds, contender, operation, asking, bench)
  clearInterval(changing)
  const after = times()
  // What was under way at the end may have been asked for, too.
  const days = Math.ceil((requests + connections) / tokens.length) + 1
  if (asking.bodies) bench.bodies.giveBack(asking.bodies.length - days)
  if (failures > 0) {
    throw new Error(`${operation.name}: ${failures} of ${requests} requests of the ${contender.name} failed\n${contender.readLog()}`)
  }
  // Who was stopped in a transaction would hold what is deleted.
  for (const { pid } of contenders) process.kill(pid, 'SIGCONT')
  // What the bare one leaves to be put in order is not the next one's.
  await root.query('delete from events where position is null')
  const [cpu, databaseCpu] = after.map((time, index) => (time - before[index]) * 1000 / requests)
  return { requests, cpu, databaseCpu, perSecond: requests / elapsed }
}

const columns = ['', 'service', 'fair', 'bare', 'CPU', 'to fair', 'to bare', 'req/s', 'to fair', 'to bare', 'database', 'fair', 'bare']

const times = (value: number) => value.toFixed(2)

/** Microseconds of a request, ratios in which more than 1 is for the service, and the goals that were missed. */
export function peerTable (figures: Figures[]): string {
  const rows = figures.map(({ operation, goals, cpu, databaseCpu, perSecond, ratios }) => {
    const met = ratios[0] >= goals.fair && (goals.bare === undefined || ratios[1] >= goals.bare)
    const [own, ...peers] = perSecond
    return [
      operation,
      ...cpu.map((value) => value.toFixed(0)),
      met ? 'met' : 'missed',
      ...ratios.map(times),
      own.toFixed(0),
      ...peers.map((peer) => times(own / peer)),
      ...databaseCpu.map((value) => value.toFixed(0))
    ]
  })
  const all = [columns, ...rows]
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  return all.map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join('  ')).join(
    '\n'
  )
}

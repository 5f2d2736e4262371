import { createHistogram } from 'node:perf_hooks'
import autocannon, { type Result } from 'autocannon'
import type { Company, Person } from './company.ts'
import type { BenchDatabase } from './databases.ts'
import { loginBody, roundOf, type Endpoint } from './endpoints.ts'
import { cpuTime, peakMemory, resetPeakMemory } from './processes.ts'
import type { Service } from './service.ts'

const warmUpSeconds = 2
const signInsAtOnce = 4

export interface Measurement {
  database: string
  endpoint: string
  requests: number
  requestsPerSecond: number
  /** Latencies and CPU times in milliseconds, CPU per request, memory in MB. */
  p50: number
  p99: number
  serverCpu: number | null
  databaseCpu: number | null
  peakMemory: number | null
  non2xx: number
  /** Lost connections and timeouts. */
  errors: number
  statusCodes: Record<string, number>
}

export interface Setup {
  endpoint: Endpoint
  company: Company
  database: BenchDatabase
  service: Service
  seconds: number
  connections: number
  signal: AbortSignal
}

export async function measure (setup: Setup): Promise<Measurement> {
  const { endpoint, company, database, service, seconds, signal } = setup
  const people = endpoint.people(company)
  // Signed in anew each time: tokens live ten minutes.
  const tokens = endpoint.needsToken ? await signIn(service, people, signal) : people.map(() => '')
  const body = endpoint.bodies?.(company, people)
  await checkAnswer(setup, tokens[0], body)
  await run(setup, tokens, body, warmUpSeconds)
  signal.throwIfAborted()

  resetPeakMemory(service.pid)
  const before = [cpuTime(service.pid), database.pid && cpuTime(database.pid)]
  const { result, latencies, elapsed } = await run(setup, tokens, body, seconds)
  const after = [cpuTime(service.pid), database.pid && cpuTime(database.pid)]
  signal.throwIfAborted()

  const [serverCpu, databaseCpu] = after.map((time, index) => perRequest(before[index], time, latencies.count))
  return {
    database: database.name,
    endpoint: endpoint.name,
    requests: latencies.count,
    requestsPerSecond: latencies.count / elapsed,
    p50: latencies.percentile(50) / 1000,
    p99: latencies.percentile(99) / 1000,
    serverCpu,
    databaseCpu,
    peakMemory: peakMemory(service.pid) ?? null,
    non2xx: result.non2xx,
    errors: result.errors,
    statusCodes: Object.fromEntries(Object.entries(result.statusCodeStats).map(([code, { count }]) => [code, count]))
  }
}

function perRequest (before: number | undefined, after: number | undefined, requests: number): number | null {
  return before === undefined || after === undefined || requests === 0 ? null : (after - before) / requests
}

/** `latencies` in microseconds; autocannon's own are whole milliseconds. `elapsed` in seconds. */
async function run (
  { endpoint, service, connections, signal }: Setup,
  tokens: string[],
  body: ((person: number) => string) | undefined,
  seconds: number
) {
  const latencies = createHistogram()
  const started = performance.now()
  let connection = 0
  const result = await new Promise<Result>((resolve, reject) => {
    const instance = autocannon({
      url: service.url,
      connections: Math.min(connections, endpoint.mostConnections ?? connections),
      duration: seconds,
      bailout: 100,
      setupClient: (client) => client.setRequests(roundOf(endpoint, tokens, body, connection++))
    }, (error, result) => {
      signal.removeEventListener('abort', stop)
      if (error) reject(error)
      else resolve(result)
    })
    const stop = () => instance.stop()
    signal.addEventListener('abort', stop)
    instance.on(
      'response',
      (_client, _status, _bytes, milliseconds: number) => latencies.record(Math.max(1, Math.round(milliseconds * 1000)))
    )
  })
  return { result, latencies, elapsed: (performance.now() - started) / 1000 }
}

async function signIn (service: Service, people: Person[], signal: AbortSignal): Promise<string[]> {
  const tokens: string[] = []
  for (let start = 0; start < people.length; start += signInsAtOnce) {
    const group = people.slice(start, start + signInsAtOnce)
    const answers = await Promise.all(group.map((person) => call(service, '/api/v1/auth/login', 'POST', '', loginBody(person))))
    signal.throwIfAborted()
    tokens.push(...answers.map((answer) => answer.accessToken as string))
  }
  return tokens
}

/** One request before the many: is the answer as full as it has to be? */
async function checkAnswer ({ endpoint, service }: Setup, token: string, body: ((person: number) => string) | undefined): Promise<void> {
  const data = await call(service, endpoint.path, endpoint.method, token, body?.(0))
  if (!endpoint.expect(data)) {
    throw new Error(`${endpoint.name} does not answer what is to be measured: ${JSON.stringify(data).slice(0, 300)}`)
  }
}

async function call (service: Service, path: string, method: string, token: string, body?: string): Promise<any> {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) }
  const response = await fetch(service.url + path, { method, headers, body, signal: AbortSignal.timeout(10_000) })
  const { data, error } = await response.json() as { data: unknown, error: unknown }
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(error)}\n${service.readLog()}`)
  return data
}

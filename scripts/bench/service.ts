/** The real server, as it runs in production, in a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type BenchDatabase } from './databases.ts'
import { freePort } from '../services.mjs'
import { serverFlags } from '../setup.mjs'

const root = join(import.meta.dirname, '../..')
const pinnedNode = join(root, 'node_modules/.bin/node')
const node = existsSync(pinnedNode) ? pinnedNode : process.execPath
/** In milliseconds: of a replica that comes back while a cluster and its writers have the processors. */
const startTimeout = 90_000
const stopTimeout = 10_000

export const pepper = 'only-for-the-benchmark-0123456789-xyz-ABCDEFGH'
export const password = 'workpulse-bench'
export const jwtSecret = 'bench:the-Key-that-Signs-in-0123456789-benchmarks'

export interface Service {
  url: string
  /** Of Prometheus' figures. */
  metricsUrl: string
  pid: number
  /** What it said so far: nothing, when all is well. */
  readLog: () => string
  stop: () => Promise<void>
}

export function nodeVersion (): string {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
}

/** Resolves when it is ready for requests. The database is migrated and filled already. */
export async function startService (
  { name, dsn }: Pick<BenchDatabase, 'dsn'> & { name: string },
  scratch: string,
  signal: AbortSignal,
  environment: Record<string, string> = {},
  port?: number
): Promise<Service> {
  port ??= await freePort()
  const metricsAddress = `127.0.0.1:${await freePort()}`
  const url = `http://127.0.0.1:${port}`
  const log = join(scratch, `${name}.log`)
  const output = openSync(log, 'a')
  const child = spawn(node, [...serverFlags, join(root, 'src/server.ts')], {
    // Somebody's .env is in the project's folder, and must not be read.
    cwd: scratch,
    env: { ...ownEnvironment(), ...production(dsn, port), WORKPULSE_METRICS_ADDR: metricsAddress, ...environment },
    stdio: ['ignore', output, output]
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  const service: Service = {
    url,
    metricsUrl: `http://${metricsAddress}/metrics`,
    pid: child.pid ?? 0,
    readLog: () => readFileSync(log, 'utf8').split('\n').slice(-20).join('\n').trim(),
    async stop () {
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeout)
      await ended
      clearTimeout(killer)
    }
  }
  try {
    await untilReady(url, () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined, signal)
    return service
  } catch (error) {
    await service.stop()
    throw signal.aborted ? error : new Error(`The server did not get ready:\n${service.readLog()}`, { cause: error })
  }
}

/** Without settings of the person's own service. */
function ownEnvironment (): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WORKPULSE_')))
}

function production (dsn: string, port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_JWT_SECRET: jwtSecret,
    WORKPULSE_PASSWORD_PEPPER: pepper,
    WORKPULSE_ALLOWED_ORIGINS: 'http://localhost:3000',
    WORKPULSE_PUBLIC_URL: `http://127.0.0.1:${port}`,
    WORKPULSE_FILES_DIR: join(tmpdir(), 'workpulse-bench-files'),
    WORKPULSE_ALLOW_INSECURE_ORIGINS: 'true',
    WORKPULSE_RATE_LIMIT: '100000000',
    WORKPULSE_LOG_LEVEL: 'error'
  }
}

async function untilReady (url: string, isGone: () => boolean, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + startTimeout
  while (true) {
    signal.throwIfAborted()
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (response?.ok) return
    if (isGone() || Date.now() > deadline) throw new Error(`Last answer: ${response?.status ?? 'none'}`)
    await delay(10)
  }
}

/** The front end of `test/nuxt`, built and served beside the API, on the demo company. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { demoAccounts, demoPassword } from '../../src/cli/demo/people.ts'
import { newPushKey } from '../../src/push/vapid.ts'
import { build, current, frontEnd, install, pack, root } from './apps.ts'

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    'api-port': { type: 'string', default: '3040' },
    help: { type: 'boolean', short: 'h', default: false }
  }
})
if (options.help) {
  console.log(`Usage: npm run demo [-- --port 3000] [-- --api-port 3040]

Builds the front end of test/nuxt, where that has changed, and serves it beside the API on this machine alone, with a demo company of
its own that is new each time. Where a port is taken, the next one that is free is. Ctrl-C ends both.`)
  process.exit(0)
}

/** In milliseconds: until what was started answers; until what was told to stop has. */
const [startPatience, stopPatience] = [60_000, 20_000]

/** @returns the port, or the first one after it that is free. */
async function freeFrom (port: number): Promise<number> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return port
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return freeFrom(port + 1)
  } finally {
    server.close()
  }
}

function buildIfChanged (): string {
  const there = current(frontEnd, 'direct')
  if (there) return there
  console.log('Building the front end; the first time takes some minutes …')
  build(frontEnd, install(frontEnd, pack()), ['direct'])
  return current(frontEnd, 'direct')!
}

const processes: ChildProcess[] = []
let folder: string | undefined
let isStopping = false

async function stop (code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await Promise.all(processes.map(async (child) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatience)
    child.kill('SIGTERM')
    await once(child, 'exit')
    clearTimeout(timer)
  }))
  if (folder) rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}

/** Ends everything when it ends. @param shows what it writes, such as mails with their links. */
function start (name: string, args: string[], environment: Record<string, string>, shows: (written: string) => boolean): ChildProcess {
  // Of its own group: it is told to end once, by this process, not by the terminal as well.
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...environment }
  })
  processes.push(child)
  child.stdout!.on('data', (chunk: Buffer) => {
    if (shows(String(chunk))) process.stdout.write(chunk)
  })
  child.on('exit', (code, signal) => {
    if (!isStopping) console.error(`${name} has ended: ${signal ?? code}`)
    void stop(1)
  })
  return child
}

async function answers (url: string): Promise<void> {
  const end = performance.now() + startPatience
  while (!await fetch(url).then(({ ok }) => ok, () => false)) {
    if (performance.now() > end) throw new Error(`${url} does not answer`)
    await sleep(100)
  }
}

async function main (): Promise<void> {
  const app = buildIfChanged()
  folder = mkdtempSync(join(tmpdir(), 'workpulse-demo-'))
  const port = await freeFrom(Number(options.port))
  const apiPort = await freeFrom(Number(options['api-port']))
  const [page, api] = [`http://localhost:${port}`, `http://localhost:${apiPort}`]
  let isReady = false
  start('The API', ['src/server.ts'], {
    WORKPULSE_ENV_FILE: '/dev/null',
    WORKPULSE_API_ADDR: `127.0.0.1:${apiPort}`,
    WORKPULSE_DATABASE_DSN: `sqlite:${join(folder, 'workpulse.db')}`,
    WORKPULSE_FILES_DIR: join(folder, 'files'),
    WORKPULSE_ALLOWED_ORIGINS: page,
    WORKPULSE_PUSH_PRIVATE_KEY: newPushKey()
  }, () => isReady)
  start('The front end', [join(app, 'server/index.mjs')], {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    NUXT_PUBLIC_API_BASE: api,
    NUXT_API_BASE: `http://127.0.0.1:${apiPort}`
  }, () => false)
  console.log('Starting the API and the front end …')
  await Promise.all([answers(`http://127.0.0.1:${apiPort}/healthz`), answers(`http://127.0.0.1:${port}/login`)])
  isReady = true
  if (isStopping) return
  const width = Math.max(...demoAccounts.map(({ email }) => email.length))
  console.log(`
WorkPulse       ${page}
Its API         ${api}/docs

Demo accounts, all with the password ${demoPassword}:
${demoAccounts.map(({ email, description }) => `  ${email.padEnd(width)}  ${description}`).join('\n')}

Mail is printed here. Ctrl-C ends both.`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return stop(1)
})

/** What runs before anything is installed: finds or installs the packages and the pinned Node. Node 20 understands it. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** Where Node keeps what it has compiled; a process that finds it there begins in half of the time, one that may not write does without. */
export const compileCache = join(root, 'node_modules/.cache/node')
/**
 * With which the service runs, under PM2 and systemd too: what it makes for a request is forgotten within 4 MiB (8 with a copy), where
 * Node would take 64 of a start and keep them; what the start itself leaves behind it has collected, once; and one thread helps with
 * collecting and compiling, since four of them take a tenth more of the processor than they spare.
 */
export const serverFlags = ['--max-semi-space-size=4', '--expose-gc', '--v8-pool-size=1']
const installed = join(root, 'node_modules/.package-lock.json')
const pinned = join(root, 'node_modules/.bin/node')

const packagesOf = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages

/** Is everything there that the lockfile names? What is optional is for some machines only. */
function isInstalled (production) {
  if (!existsSync(installed)) return false
  const there = packagesOf(installed)
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(([path, { optional, dev }]) =>
    path !== '' && !optional && !(production && dev)
  )
  return wanted.every(([path, { version }]) => there[path]?.version === version)
}

/** Installs the packages of the lockfile where they are missing or others. */
export function install ({ production = false } = {}) {
  if (isInstalled(production)) return
  console.log('Installing packages …')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(production ? ['--omit=dev'] : [])]
  const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error('The packages could not be installed. See the message of npm above.')
    process.exit(status ?? 1)
  }
}

/** @returns the Node to run TypeScript with: the pinned one, or the machine's own from version 24 on. */
export function serverNode (options) {
  install(options)
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `WorkPulse needs Node 24 or later here: none is packaged for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}.`
  )
  process.exit(1)
}

/** Runs a command in the project's folder, hands it our signals and ends as it ends. */
export function run (command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { NODE_COMPILE_CACHE: compileCache, ...process.env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/**
 * `npm test`: installs what is missing, starts what the tests need, runs them all and says how many passed.
 * Plain JavaScript, since what is installed on the machine may be Node 20.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { findChromium, folderInMemory, forgetful, missing, startMariadb, startRedis } from '../services.mjs'
import { secondsOf } from '../cpu.mjs'
import { compileCache, root, serverNode } from '../setup.mjs'
import { groupsOf } from './groups.mjs'

const args = process.argv.slice(2)
if (args.includes('--help')) {
  console.log(`Usage: npm test [-- FILE … | -- --sqlite | -- --every | -- --timings]

Runs every test, on SQLite and on MariaDB, with Redis where there are several replicas, and Swagger UI in
Chromium. The servers are started for it on free ports and stopped again.

  FILE …     only these test files
  --sqlite   leave MariaDB out; quicker
  --every    send each request that is derived from the documents, to both databases, and compile with tsc; as CI does
  --timings  show at the end how many seconds each file took, on the clock and of the processors

Ends with one line: N passed, N failed, N skipped.`)
  process.exit(0)
}

const node = serverNode()
const timesFile = join(root, 'node_modules/.cache/workpulse/test-times.json')
/** Of a test file that has not run here yet, roughly; and what those of some folders take beside, in seconds. */
const bytesPerSecond = 2000
const longFolders = { 'test/contract': 60, 'test/browser': 40, 'test/cli': 30, 'test/faults': 20, 'test/database': 10 }
const deployment = 'test/deploy'
const cluster = 'test/cluster'
/** Not among all: `npm run test:deploy`, `test:nuxt` and `test:cluster` ask for them. */
const apart = [deployment, 'test/nuxt-module', 'test/nuxt', cluster]
const files = args.filter((arg) => !arg.startsWith('-'))
const chosen = filesOf(files)
const times = readTimes()
/** Of the processors: by file, of it and of the processes that it started; and of the servers that all share. */
const cpuTimes = {}
/** What all of them write, in memory where there is room: much of what they would wait for is a disk. */
const scratch = mkdtempSync(join(folderInMemory() ?? tmpdir(), 'workpulse-tests-'))
const stops = []
let skipped = 0
const there = new Map()
let missingInCi = 0
let stopping
const serversOfAll = []
const noteServer = (name, pid) => serversOfAll.push({ name, pid })

async function stopAll () {
  stopping ??= (async () => {
    for (const stop of stops) await stop()
    rmSync(scratch, { recursive: true, force: true })
  })()
  return stopping
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopAll().then(() => process.exit(1)))

/** The tests' environment: that of the person, without a configuration of theirs that tests must not touch. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WORKPULSE_')))
env.PATH = dirname(node) + delimiter + env.PATH
env.NODE_ENV = 'test'
env.NODE_COMPILE_CACHE = compileCache
env.WORKPULSE_TEST_SIGHTINGS = join(scratch, 'sightings')
env.WORKPULSE_TEST_TRAFFIC = join(scratch, 'traffic')
env.WORKPULSE_TEST_TEMPLATES = join(scratch, 'templates')
// A deployment is large, and Apache's processes and a cluster's, who are somebody else, have to find their way into it.
env.TMPDIR = chosen.some((file) => isWithin(file, deployment) || isWithin(file, cluster)) ? tmpdir() : join(scratch, 'tmp')
if (args.includes('--every')) env.WORKPULSE_TEST_EVERY = 'true'
for (const folder of [env.WORKPULSE_TEST_SIGHTINGS, env.WORKPULSE_TEST_TRAFFIC, env.WORKPULSE_TEST_TEMPLATES, env.TMPDIR]) {
  mkdirSync(folder, { recursive: true })
}

if (!args.includes('--sqlite') && isThere('MariaDB')) {
  const mariadb = await startMariadb(scratch, ['--userstat=on', ...forgetful])
  stops.push(mariadb.stop)
  noteServer('MariaDB', mariadb.pid)
  env.WORKPULSE_TEST_MARIADB = mariadb.url
}
if (isThere('Redis')) {
  const redis = await startRedis(scratch)
  stops.push(redis.stop)
  noteServer('Redis', redis.pid)
  env.WORKPULSE_TEST_REDIS = redis.url
}
if (chosen.some((file) => !isWithin(file, deployment)) && isThere('Chromium')) env.WORKPULSE_TEST_CHROMIUM = findChromium()
isThere('Apache')
if (chosen.some((file) => isWithin(file, cluster))) isThere('Galera')
const groups = longestFirst(chosen.filter((file) => !isWithin(file, deployment) || isDeployable()))
const order = groups.flat()

/** Its tests use all of it; whoever has a part of that sees none fail that could not succeed. */
function isDeployable () {
  return ['MariaDB', 'Redis', 'Apache', 'What operators use', 'PM2', 'Promtool'].map(isThere).every(Boolean)
}

/** Says what is missing, once, and counts it: as skipped, or as failed where nobody would notice a skip. */
function isThere (name) {
  if (!there.has(name)) {
    const advice = missing(name)
    there.set(name, !advice)
    if (advice) {
      console.error(advice)
      if (process.env.CI === 'true') missingInCi++
      else skipped++
    }
  }
  return there.get(name)
}

const counts = { pass: 0, fail: 0, skip: 0, todo: 0 }
const code = await new Promise((resolve) => {
  const tap = spawn(node, [join(root, 'scripts/test/files.mjs'), ...groups.map((group) => JSON.stringify(group))], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  createInterface({ input: tap.stdout }).on('line', createReport(counts, times, cpuTimes))
  tap.on('error', (error) => {
    console.error(`The test runner could not be started: ${error.message}`)
    resolve(1)
  })
  tap.on('close', (status) => resolve(status ?? 1))
})
const judge = (script, folder) => spawnSync(node, [script, folder], { cwd: root, env, stdio: 'inherit' }).status === 0
// Part of the tests sees part of the contract.
const covered = files.length > 0 || judge('scripts/coverage.ts', env.WORKPULSE_TEST_SIGHTINGS)
const undisputed = files.length > 0 || judge('scripts/traffic.ts', env.WORKPULSE_TEST_TRAFFIC)
for (const server of serversOfAll) cpuTimes[server.name] = secondsOf(server.pid)
await stopAll()
writeTimes(times)
if (args.includes('--timings')) showTimings()
const failed = missingInCi + (counts.fail || (code === 0 ? 0 : 1)) + [covered, undisputed].filter((held) => !held).length
console.log(`${counts.pass} passed, ${failed} failed, ${counts.skip + counts.todo + skipped} skipped`)
process.exit(failed > 0 || counts.pass === 0 ? 1 : 0)

/**
 * The test files of these, or all, in their groups, so that no long one begins when the others have ended. A file that has
 * not run yet is guessed at by its size.
 */
function longestFirst (these) {
  const guess = (file) => statSync(join(root, file)).size / bytesPerSecond + (longFolders[dirname(file)] ?? 0)
  const seconds = (group) => group.reduce((sum, file) => sum + (times[file] ?? guess(file)), 0)
  return groupsOf(these).sort((one, other) => seconds(other) - seconds(one))
}

/** Sorted by name, so that the same files share a process each time. */
function filesOf (chosen) {
  const all = readdirSync(join(root, 'test'), { recursive: true }).map((name) => join('test', name)).filter((name) =>
    name.endsWith('.test.ts')
  ).sort()
  const wanted = chosen.map((name) => relative(root, resolve(name)))
  const strangers = wanted.filter((name) => !all.some((file) => isWithin(file, name)))
  if (strangers.length > 0) {
    console.error(`There are no tests in ${strangers.join(', ')}: test files are test/**/*.test.ts.`)
    process.exit(1)
  }
  return all.filter((file) =>
    wanted.length === 0 ? !apart.some((folder) => isWithin(file, folder)) : wanted.some((name) => isWithin(file, name))
  )
}

function isWithin (file, name) {
  return file === name || file.startsWith(`${name}/`)
}

function longest (seconds) {
  return Object.entries(seconds).sort(([, one], [, other]) => other - one)
}

/** The seconds that each file took when it last ran here. */
function readTimes () {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'))
  } catch {
    return {}
  }
}

function writeTimes (times) {
  mkdirSync(dirname(timesFile), { recursive: true })
  writeFileSync(timesFile, JSON.stringify(times, null, 2))
}

function showTimings () {
  const show = (seconds, cpu, name) => console.log(`${seconds.padStart(9)} ${cpu.toFixed(1).padStart(7)} s of CPU  ${name}`)
  for (const [file, seconds] of longest(times).filter(([file]) => order.includes(file))) {
    show(`${seconds.toFixed(1)} s`, cpuTimes[file] ?? 0, file)
  }
  for (const { name } of serversOfAll) show('', cpuTimes[name], name)
  show('', Object.values(cpuTimes).reduce((sum, seconds) => sum + seconds, 0), 'in all')
}

/** Of the TAP stream: a line per file, every failure with its diagnosis, and the counts at the end. */
function createReport (counts, times, cpuTimes) {
  let diagnosing = false
  return (line) => {
    const failure = /^\s*not ok /.test(line)
    const [, name, milliseconds, cpu] = /^(?:not )?ok \d+ - (\S+\.test\.ts) # time=([\d.]+)ms cpu=([\d.]+)s/.exec(line) ?? []
    if (name) {
      times[name] = Number(milliseconds) / 1000
      cpuTimes[name] = Number(cpu)
    }
    const file = /^ok \d+ - /.test(line)
    const skip = /^\s+ok .*# SKIP/.test(line)
    if (failure || file || skip || diagnosing) console.log(line)
    if (failure) diagnosing = true
    else if (diagnosing) diagnosing = !/^\s*\.\.\.$/.test(line) && !/^\s*(not )?ok /.test(line)
    const total = /^# \{ (total: .*) \}$/.exec(line)
    for (const part of total?.[1].split(', ') ?? []) {
      const [name, value] = part.split(': ')
      if (name in counts) counts[name] = Number(value)
    }
  }
}

/**
 * Runs test files in the order that they are given, three at a time, each as a process of its own, and writes one stream of TAP.
 * tap's own command sorts them by name, and its queue of processes has stopped in the middle. test.mjs starts it.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** In seconds, for a file on a machine that has other things to do. */
const patience = 1800
const killAfter = 10
/** One more than the cores of a small machine: tests wait as often as they work. */
const atOnce = 3
const preload = join(import.meta.dirname, 'test-preload.mjs')

const counts = { total: 0, pass: 0, fail: 0, skip: 0, todo: 0 }
const waiting = process.argv.slice(2)
let number = 0

async function work () {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) report(file, await run(file))
}

/** @returns what a file wrote, how it ended and how long it took, in milliseconds and in CPU seconds, those of its children among them. */
function run (file) {
  const started = performance.now()
  // What the process is to know of its time.
  const env = { ...process.env, TAP_TIMEOUT: String(patience), TAP: '1' }
  const args = ['--enable-source-maps', '--import', preload, file]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] })
  const chunks = []
  let cpu = ''
  let late = false
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stdio[3].on('data', (chunk) => {
    cpu += chunk
  })
  const timers = [
    setTimeout(() => {
      late = true
      child.kill('SIGTERM')
    }, patience * 1000),
    setTimeout(() => child.kill('SIGKILL'), (patience + killAfter) * 1000)
  ]
  return new Promise((resolve) => {
    const end = (code, signal) => {
      timers.forEach(clearTimeout)
      resolve({ text: Buffer.concat(chunks).toString(), code, signal, late, milliseconds: performance.now() - started, cpu: Number(cpu) })
    }
    child.once('error', (error) => end(error.message))
    // `close`, not `exit`: what it wrote last is still to come.
    child.once('close', end)
  })
}

function report (file, { text, code, signal, late, milliseconds, cpu }) {
  const lines = text.split('\n').filter((line) => line !== '')
  const total = lines.map((line) => /^# \{ (total: .*) \}$/.exec(line)?.[1]).findLast(Boolean)
  const own = Object.fromEntries((total?.split(', ') ?? []).map((part) => part.split(': ')).map(([name, count]) => [name, Number(count)]))
  for (const name of Object.keys(counts)) counts[name] += own[name] ?? 0
  const held = code === 0 && (own.pass > 0 || own.skip > 0) && !own.fail
  // It failed without saying where.
  if (!held && !own.fail) counts.fail++
  for (const line of lines) if (!/^(# \{ total|# time=|TAP version)/.test(line)) console.log(`    ${line}`)
  console.log(`${held ? 'ok' : 'not ok'} ${++number} - ${file} # time=${milliseconds.toFixed(3)}ms cpu=${cpu.toFixed(2)}s`)
  if (!held) {
    console.log(
      `  ---\n  ended: ${late ? `after ${patience} s, by the runner` : signal ?? `with ${code}`}\n  counted: ${total ?? 'nothing'}\n  ...`
    )
  }
}

console.log('TAP version 14')
await Promise.all(Array.from({ length: atOnce }, work))
console.log(`1..${number}`)
console.log(`# { ${Object.entries(counts).map(([name, count]) => `${name}: ${count}`).join(', ')} }`)
process.exitCode = counts.fail > 0 ? 1 : 0

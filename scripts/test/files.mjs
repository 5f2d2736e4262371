/**
 * Runs groups of test files in the order that they are given, a few groups at a time, each in a process of its own, and writes
 * one stream of TAP. tap's own command takes a process for each file, which costs more than most of them; and its queue of
 * processes has stopped in the middle. main.mjs starts it, with a list of files in JSON for each group.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { atOnce } from './groups.mjs'

/** In seconds, for a group on a machine that has other things to do. */
const patience = 1800
const killAfter = 10

const counts = { total: 0, pass: 0, fail: 0, skip: 0, todo: 0 }
const waiting = process.argv.slice(2).map((group) => JSON.parse(group))
let number = 0

async function work () {
  for (let files = waiting.shift(); files !== undefined; files = waiting.shift()) await run(files)
}

/** Runs a group, and reports each file once it has ended; those that its process did not come to the end of have failed. */
async function run (files) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, 'process.mjs'), ...files], {
    // What the process is to know of its time.
    env: { ...process.env, TAP_TIMEOUT: String(patience), TAP: '1' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const unended = new Set(files)
  let lines = []
  let fails = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, file, cpu, held] = /^# file=(\S+) cpu=([\d.]+)s held=(\w+)$/.exec(line) ?? []
    const total = /^# \{ total: .* \}$/.test(line) ? countsIn(line) : undefined
    if (total) {
      for (const name of Object.keys(counts)) counts[name] += total[name] ?? 0
      fails += total.fail ?? 0
    } else if (file === undefined) lines.push(line)
    else {
      unended.delete(file)
      report(file, lines, cpu, held === 'true')
      lines = []
    }
  })
  const ended = await endOf(child)
  if (unended.size === 0 && (ended === 'with 0' || fails > 0)) return
  for (const line of lines) console.log(`    ${line}`)
  // It failed without saying where.
  counts.fail += Math.max(1, unended.size)
  for (const file of unended.size > 0 ? unended : files) console.log(`not ok ${++number} - ${file}\n  ---\n  ended: ${ended}\n  ...`)
}

function countsIn (line) {
  return Object.fromEntries(line.slice(4, -2).split(', ').map((part) => part.split(': ')).map(([name, count]) => [name, Number(count)]))
}

/** @returns how the process ended, for a person to read. */
function endOf (child) {
  let late = false
  const timers = [
    setTimeout(() => {
      late = true
      child.kill('SIGTERM')
    }, patience * 1000),
    setTimeout(() => child.kill('SIGKILL'), (patience + killAfter) * 1000)
  ]
  return new Promise((resolve) => {
    const end = (how) => {
      timers.forEach(clearTimeout)
      resolve(late ? `after ${patience} s, by the runner` : how)
    }
    child.once('error', (error) => end(error.message))
    // `close`, not `exit`: what it wrote last is still to come.
    child.once('close', (code, signal) => end(signal ?? `with ${code}`))
  })
}

/** @param lines of tap's stream: what stands in the file, and the line of the file itself with what follows it. */
function report (file, lines, cpu, held) {
  const at = lines.findLastIndex((line) => /^(not )?ok /.test(line))
  const [, result, milliseconds = '0'] = /^(ok|not ok) .*?(?: # time=([\d.]+)ms)?$/.exec(lines[at] ?? '') ?? []
  for (const line of lines.slice(0, at)) if (line !== '' && !/^(TAP version|# Subtest)/.test(line)) console.log(line)
  // A file without a test proves nothing.
  const passed = result === 'ok' && held
  if (result === 'ok' && !held) counts.fail++
  console.log(`${passed ? 'ok' : 'not ok'} ${++number} - ${file} # time=${milliseconds}ms cpu=${cpu}s`)
  if (result === 'ok' && !held) console.log('  ---\n  counted: nothing\n  ...')
}

console.log('TAP version 14')
await Promise.all(Array.from({ length: atOnce }, work))
console.log(`1..${number}`)
console.log(`# { ${Object.entries(counts).map(([name, count]) => `${name}: ${count}`).join(', ')} }`)
process.exitCode = counts.fail > 0 ? 1 : 0

/** `npm run mistakes`: do the gates catch what developers get wrong? Makes each mistake in a copy of the project and looks. */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { gates } from '../check/gates.ts'
import { mistakes } from './all.ts'
import type { Mistake } from './mistake.ts'
import { generate, runGate } from './run.ts'
import { makeMistake, outdatedEdits, snapshotOf, takeSnapshot, withTree } from './tree.ts'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    every: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    help: { type: 'boolean', short: 'h', default: false }
  }
})

if (options.help) {
  console.log(`Usage: npm run mistakes [-- OPTION …]

Makes ${mistakes.length} mistakes, one at a time, in copies of the project, and shows which gate of \`npm run check\` catches each, or
which test where no gate can. Touches nothing of the project itself and needs no server. Takes a few minutes.

  --only NAME   those whose name has this in it, or that this gate or test catches
  --every       run every gate on each, not only the one that is meant to catch it
  --jobs N      how many at once (2)

Exits with 1 when a mistake was caught by nothing, or for another reason than its own.`)
  process.exit(0)
}

interface Result {
  mistake: Mistake
  caughtBy: string[]
  seconds: number
}

const { stderr } = process
const chosen = mistakes.filter(({ name, caughtBy }) => name.includes(options.only ?? '') || caughtBy === options.only)

function progress (text: string): void {
  if (stderr.isTTY) stderr.write(`\r\x1b[K${text}`)
}

/** Runs `work` on each, a few at once. */
async function pooled<T, R> (items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  await Promise.all(Array.from({ length: Number(options.jobs) }, async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }))
  return results
}

/** What is meant to catch them must be content without them, or it proves nothing. @returns the gates that are not. */
async function brokenWithout (scratch: string): Promise<string[]> {
  const needed = [...new Set(chosen.map(({ caughtBy }) => caughtBy))]
  const broken = await pooled(needed, (gate) =>
    withTree(scratch, async (tree) => {
      progress(`without mistakes: ${gate}`)
      const { caught, output } = await runGate(tree, gate)
      if (caught) console.error(`${gate} fails without any mistake, so what it should catch is left out:\n${faultsIn(output)}\n`)
      return caught ? [gate] : []
    }))
  return broken.flat()
}

/** The lines that say what is wrong, of a gate's report or a test's. */
function faultsIn (output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const failures = lines.filter((line) => /^\s*not ok /.test(line))
  return (failures.length > 0 ? failures : lines).slice(0, 20).map((line) => `  ${line.slice(0, 400)}`).join('\n')
}

async function tryOne (scratch: string, mistake: Mistake): Promise<Result> {
  progress(mistake.name)
  return withTree(scratch, async (tree) => {
    await makeMistake(tree, mistake)
    if (mistake.generate) await generate(tree)
    const { caught, output, seconds } = await runGate(tree, mistake.caughtBy)
    const expected = caught && mistake.says.test(output)
    if (caught && !expected) console.error(`\n${mistake.name}: ${mistake.caughtBy} says something else:\n${faultsIn(output)}`)
    const itself = expected ? [mistake.caughtBy] : caught ? [`(${mistake.caughtBy}, for another reason)`] : []
    const others = options.every || !expected ? await otherGates(tree, mistake) : []
    return { mistake, caughtBy: [...itself, ...others], seconds }
  })
}

async function otherGates (tree: string, { caughtBy }: Mistake): Promise<string[]> {
  const names: string[] = []
  for (const name of Object.keys(gates)) {
    // That one says only that the mistake has been made.
    if (name !== caughtBy && name !== 'mistakes' && (await runGate(tree, name)).caught) names.push(`(${name})`)
  }
  return names
}

function report (results: Result[]): boolean {
  const width = Math.max(...results.map(({ mistake }) => mistake.name.length))
  for (const { mistake, caughtBy, seconds } of results) {
    console.log(
      `${mistake.name.padEnd(width)}  ${seconds.toFixed(1).padStart(5)} s  ${
        caughtBy.join(' ') || `NOTHING, where ${mistake.caughtBy} should`
      }`
    )
  }
  const missed = results.filter(({ mistake, caughtBy }) => !caughtBy.includes(mistake.caughtBy))
  const byCheck = results.filter(({ mistake, caughtBy }) => mistake.caughtBy in gates && caughtBy.includes(mistake.caughtBy))
  console.log(
    `\n${results.length} mistakes, ${results.length - missed.length} caught: ${byCheck.length} by npm run check, ${
      results.length - missed.length - byCheck.length
    } by a test; ${missed.length} not caught as they should be`
  )
  return missed.length === 0 && results.length > 0
}

async function main (scratch: string): Promise<boolean> {
  const outdated = (await Promise.all(chosen.map((mistake) => outdatedEdits(snapshotOf(scratch), mistake)))).flat()
  if (outdated.length > 0) {
    console.error(`Out of date, see scripts/mistakes/list/:\n${outdated.join('\n')}`)
    return false
  }
  const broken = await brokenWithout(scratch)
  const results = await pooled(chosen.filter(({ caughtBy }) => !broken.includes(caughtBy)), (mistake) => tryOne(scratch, mistake))
  progress('')
  return report(results) && broken.length === 0
}

const scratch = await takeSnapshot()
const cleanUp = () => rm(scratch, { recursive: true, force: true, maxRetries: 3 })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => cleanUp().finally(() => process.exit(1)))
try {
  process.exitCode = await main(scratch) ? 0 : 1
} finally {
  await cleanUp()
}

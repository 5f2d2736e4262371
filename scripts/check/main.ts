/** `npm run check`: the gates that need no server, side by side. */
import { parseArgs } from 'node:util'
import { gates } from './gates.ts'

const { values: options, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false } }
})
if (options.help) {
  console.log(`Usage: npm run check [-- GATE …]

Runs the gates that need no database, or those named, in seconds, and says of each what is wrong:

${Object.entries(gates).map(([name, gate]) => `  ${name.padEnd(12)}${gate.meaning}`).join('\n')}`)
  process.exit(0)
}

const unknown = chosen.filter((name) => !(name in gates))
if (unknown.length > 0) {
  console.error(`There is no gate ${unknown.join(', ')}. There are ${Object.keys(gates).join(', ')}.`)
  process.exit(1)
}

const entries = Object.entries(gates).filter(([name]) => chosen.length === 0 || chosen.includes(name))
const results = await Promise.all(entries.map(async ([name, gate]) => {
  const started = performance.now()
  const notes: string[] = []
  const problems = await gate.run((text) => notes.push(text))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)}${seconds.padStart(5)} s  ${gate.meaning}`)
  for (const note of notes) console.log(`     ${note}`)
  return { name, problems }
}))

const failed = results.filter(({ problems }) => problems.length > 0)
const stale = failed.some(({ name }) => name === 'generated')
for (const { name, problems } of failed) {
  const consequence = name === 'types' && stale
  console.error(
    `\n${name}:\n${
      consequence
        ? '  Perhaps only because generated/ is not current: npm run generate, then look again.'
        : problems.map((problem) => `  ${problem}`).join('\n')
    }`
  )
}
process.exit(failed.length > 0 ? 1 : 0)

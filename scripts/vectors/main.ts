/** `npm run vectors`: judges a file of vectors against the code as it stands. */
import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { judgeTime, type TimeVector } from './time.ts'

const { values: options, positionals: [file] } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false } }
})
if (options.help || file === undefined) {
  console.log(`Usage: npm run vectors -- FILE

Judges each vector of a file such as test/vectors/time.json by the rule in src/rules/time, names every fault in one
line, and ends with "N passed, N failed". Exit code 1 if any failed, 2 if the file cannot be read.`)
  process.exit(options.help ? 0 : 2)
}

const { vectors } = await readVectors(file)
let failed = 0
for (const vector of vectors) {
  const faults = faultsOf(vector)
  if (faults.length === 0) continue
  failed++
  console.log(`${vector.id} ${vector.title}: ${faults.join('; ')}`)
}
console.log(`${vectors.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function readVectors (path: string): Promise<{ vectors: TimeVector[] }> {
  try {
    const content = JSON.parse(await readFile(path, 'utf8')) as { vectors?: TimeVector[] }
    if (!Array.isArray(content.vectors)) throw new Error('it has no "vectors"')
    return { vectors: content.vectors }
  } catch (error) {
    console.error(`${path} cannot be read as vectors: ${(error as Error).message}`)
    process.exit(2)
  }
}

/** Each key that is other than expected. */
function faultsOf (vector: TimeVector): string[] {
  try {
    const said = judgeTime(vector)
    return Object.entries(vector.expected)
      .filter(([key, value]) => !isDeepStrictEqual(said[key as keyof typeof said], value))
      .map(([key, value]) => `${key} is ${JSON.stringify(said[key as keyof typeof said])}, not ${JSON.stringify(value)}`)
  } catch (error) {
    return [(error as Error).message]
  }
}

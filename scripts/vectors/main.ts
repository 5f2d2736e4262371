/** `npm run vectors`: judges a file of vectors against the code as it stands. */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { judgeAnalytics, type AnalyticsVector } from './analytics.ts'
import { faultsOf, nearly, type Judged } from './compare.ts'
import type { Company } from './company.ts'
import { judgeTime, type TimeVector } from './time.ts'
import { playAll, playFigures, playTimes } from './ways.ts'

const { values: options, positionals: [file] } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false }, rule: { type: 'boolean', default: false } }
})
if (options.help || file === undefined) {
  console.log(`Usage: npm run vectors -- [--rule] FILE

Judges each vector of a file such as test/vectors/time.json by the rule in src/rules/time and, unless --rule is given, by the service:
its facts stored, the job run at its moment, the report handed in by requests, on SQLite and, where it is installed, on MariaDB. Of
a file such as test/vectors/analytics.json, which has a company of its own, by the rules in src/rules/insight and by the service that the
company has lived through, asked over HTTP. Names every fault in one line, and ends with "N passed, N failed".
Exit code 1 if any failed, 2 if the file cannot be read.`)
  process.exit(options.help ? 0 : 2)
}

const content = await readVectors(file)
const played = options.rule ? new Map<string, string[]>() : await playAll(
  'company' in content
    ? playFigures(content, content.vectors as AnalyticsVector[])
    : playTimes(content.vectors as TimeVector[])
)
let failed = 0
for (const vector of content.vectors) {
  const judged = 'company' in content
    ? faultsOf(vector, () => judgeAnalytics(content, vector as AnalyticsVector), nearly)
    : faultsOf(vector, () => judgeTime(vector as TimeVector))
  const faults = [...judged, ...played.get(vector.id) ?? []]
  if (faults.length === 0) continue
  failed++
  console.log(`${vector.id} ${vector.title}: ${faults.join('; ')}`)
}
console.log(`${content.vectors.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function readVectors (path: string): Promise<{ vectors: Judged[] } | Company & { vectors: Judged[] }> {
  try {
    const content = JSON.parse(await readFile(path, 'utf8')) as { vectors?: Judged[] }
    if (!Array.isArray(content.vectors)) throw new Error('it has no "vectors"')
    return { ...content, vectors: content.vectors }
  } catch (error) {
    console.error(`${path} cannot be read as vectors: ${(error as Error).message}`)
    process.exit(2)
  }
}

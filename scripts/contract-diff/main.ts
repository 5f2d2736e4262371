/** `npm run contract:diff`: what of the contract is different from the last release, whom it breaks, and whether the version says so. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { breakages } from './changes.ts'
import type { Contract } from './document.ts'
import { hasDatedHeading, judge } from './verdict.ts'

const { values: options } = parseArgs({
  options: { release: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } }
})

if (options.help) {
  console.log(`Usage: npm run contract:diff [-- --release]

Compares generated/openapi.json and asyncapi.json with those of the last release, in test/contract/released/.

  --release   makes the present ones those of the last release, once CHANGELOG.md has a heading with its date, and empties exceptions.json

What breaks clients needs a new first number of the version (while that is 0, of the second); every other change a later version.
Breaking are: an operation, event or frame that goes; a key of an answer or an event that goes, may be missing or null, or has
another type; a wider bound or a new value of an enum in what clients get (they may switch over it, and keep it in columns), codes
excepted; a new required parameter or key, a narrower bound or a lost value of an enum in what they send; a code that an operation
no longer answers, an event that it no longer causes, a role that may no longer call it, a smaller body limit.

A change that looks breaking and is not goes into test/contract/released/exceptions.json: {"<what is in brackets>": "<why not>"}.`)
  process.exit(0)
}

const root = join(import.meta.dirname, '../..')
const released = join(root, 'test/contract/released')

function readJson (folder: string, name: string): any {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

function readContract (folder: string): Contract {
  return { openapi: readJson(folder, 'openapi.json'), asyncapi: readJson(folder, 'asyncapi.json') }
}

function release (present: Contract, changelog: string): boolean {
  const { version } = present.openapi.info
  if (!hasDatedHeading(changelog, version)) {
    console.error(
      `CHANGELOG.md has no heading for ${version} with a date, such as: ## ${version} (${new Date().toISOString().slice(0, 10)})`
    )
    return false
  }
  mkdirSync(released, { recursive: true })
  for (const name of ['openapi', 'asyncapi'] as const) {
    writeFileSync(join(released, `${name}.json`), JSON.stringify(present[name], null, 2) + '\n')
  }
  writeFileSync(join(released, 'exceptions.json'), '{}\n')
  console.log(`${version} is the last release now: commit test/contract/released/`)
  return true
}

async function compare (present: Contract, changelog: string): Promise<boolean> {
  if (!existsSync(join(released, 'openapi.json'))) {
    console.log('Nothing is released yet, so nothing can be broken. The first release: npm run contract:diff -- --release')
    return true
  }
  const base = readContract(released)
  const exceptions = existsSync(join(released, 'exceptions.json')) ? readJson(released, 'exceptions.json') : {}
  const { same, breaking, excepted, problems, notes } = judge(
    { contract: base, exceptions },
    present,
    await breakages(base, present),
    changelog
  )
  const from = base.openapi.info.version
  console.log(
    same
      ? `The contract is that of ${from}.`
      : `The contract differs from that of ${from}: ${breaking.length} breaking changes, ${excepted.length} excepted`
  )
  for (const { id, message, whom } of breaking) console.log(`  breaks ${whom}: ${message}\n    [${id}]`)
  for (const note of notes) console.log(`note: ${note}`)
  for (const problem of problems) console.error(problem)
  return problems.length === 0
}

const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
const present = readContract(join(root, 'generated'))
process.exitCode = (options.release ? release(present, changelog) : await compare(present, changelog)) ? 0 : 1

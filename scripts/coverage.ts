/**
 * Two-way coverage of the contract: what is declared was seen in some test, and (which the tests themselves hold) nothing else was.
 * `npm test` runs it at its end, over what the tests wrote down.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { operationsOf, refName, type AsyncApiDocument, type OpenApiDocument } from './generate/model.ts'

const root = join(import.meta.dirname, '..')
/** Answered by one mechanism for all operations: seen once, they are seen. */
const crossCutting = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'RATE_LIMITED', 'INTERNAL', 'UNAVAILABLE']

const [folder] = process.argv.slice(2)
if (folder === undefined || folder === '--help') {
  console.log('Usage: node scripts/coverage.ts FOLDER\n\nCompares what tests saw, the files of FOLDER, with what the documents declare.')
  process.exit(folder === undefined ? 1 : 0)
}

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const seen = new Set(readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')))
const exceptions = read('test/contract/unseen.json') as Record<string, string>

/** Each declared thing, as the tests name it, and whether it was seen. */
function declared (): Map<string, boolean> {
  const things = new Map<string, boolean>()
  for (const { id, status, redirect = status, answer, errors } of operationsOf(read('generated/openapi.json') as OpenApiDocument)) {
    // Streams and sockets succeed outside of what a response hook sees; their frames are counted instead.
    if (answer === 'json' || answer === 'bytes' || answer === 'redirect') {
      for (const each of [status, redirect]) things.set(`${id} ${each}`, seen.has(`${id} ${each}`))
    }
    for (const [errorStatus, codes] of Object.entries(errors)) {
      for (const code of codes) {
        const name = `${id} ${errorStatus} ${code}`
        if (crossCutting.includes(code)) {
          things.set(
            `any ${errorStatus} ${code}`,
            [...seen].some((line) => line.endsWith(` ${errorStatus} ${code}`))
          )
        } else things.set(name, seen.has(name))
      }
    }
  }
  const asyncapi = read('generated/asyncapi.json') as AsyncApiDocument
  for (const operation of Object.values(asyncapi.operations)) {
    const channel = refName(operation.channel.$ref)
    for (const { $ref } of operation.messages) {
      const name = `${operation.action} ${channel} ${asyncapi.channels[channel].messages[refName($ref)].name}`
      things.set(name, seen.has(name))
    }
  }
  return things
}

const things = declared()
const unseen = [...things].filter(([name, was]) => !was && !(name in exceptions)).map(([name]) => name)
const needless = Object.keys(exceptions).filter((name) => things.get(name) !== false)

console.log(
  `Contract coverage: ${[...things.values()].filter(Boolean).length} of ${things.size} declared answers, codes and messages seen; ${
    Object.keys(exceptions).length
  } excepted`
)
for (const name of unseen) console.error(`  unseen: ${name}. Write a test that sees it, or take it out of the documents.`)
for (const name of needless) {
  console.error(
    `  test/contract/unseen.json excepts ${name}, which ${things.has(name) ? 'is seen now' : 'is declared no more'}: take it out.`
  )
}
process.exit(unseen.length + needless.length > 0 ? 1 : 0)

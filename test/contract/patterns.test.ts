/** No pattern of the documents takes long over any text: a request is checked before it is known who asks. */
import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import t from 'tap'

const documents = ['openapi', 'asyncapi'].map((name) =>
  JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
)
/** In milliseconds, for a text as long as the largest address. */
const patience = 100
const tries = 3
const longest = 16 * 1024

function patternsIn (node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { pattern } = node as { pattern?: unknown }
  return [...(typeof pattern === 'string' ? [pattern] : []), ...Object.values(node).flatMap(patternsIn)]
}

/**
 * Does it answer in time? A pattern that tries every way to take a text apart does not in a lifetime, and so in none of the tries;
 * that a busy machine holds the process up for as long is only so in one.
 */
function answers (pattern: string, text: string): boolean {
  return Array.from({ length: tries }).some(() => answersInTime(pattern, text))
}

const sandbox = createContext({})
const search = new Script('new RegExp(pattern, "u").test(text)')

function answersInTime (pattern: string, text: string): boolean {
  try {
    Object.assign(sandbox, { pattern, text })
    search.runInContext(sandbox, { timeout: patience })
    return true
  } catch {
    return false
  }
}

t.test('a pattern that tries every way is told', async (t) => {
  t.notOk(answers('^(a+)+$', `${'a'.repeat(40)}!`))
  t.ok(answers('^a+$', `${'a'.repeat(longest)}!`))
})

t.test('each pattern', async (t) => {
  const patterns = new Set(documents.flatMap(patternsIn))
  t.ok(patterns.size > 5)
  const units = ['a', '0', '-', '/', 'a/', 'a.', 'a-', ' ', '.', '=', 'é', '😀']
  for (const pattern of patterns) {
    for (const unit of units) {
      for (const begin of ['', '/', 'a', 'a.', '/?']) {
        // A short one first: where that takes long, a longer one need not be tried.
        const texts = [40, longest].flatMap((length) =>
          ['!', ' ', '\u0000', '\n', ''].map((end) => begin + unit.repeat(length / unit.length) + end)
        )
        const slow = texts.find((text) => !answers(pattern, text))
        if (slow !== undefined) return t.fail(`${pattern} takes too long over ${slow.slice(0, 60)}`)
      }
    }
    t.pass(pattern)
  }
})

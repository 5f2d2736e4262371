import { execFileSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import t from 'tap'
import { serverFlags } from '../../scripts/setup.mjs'

const module = pathToFileURL(join(import.meta.dirname, '../../src/runtime/collection.ts')).href

/** What V8 says of how a process that has made many ticks collects, and of the code for ticks that it throws away with it. */
function whenCollected (collect: string) {
  const script = `
    import { setImmediate as nextRound } from 'node:timers/promises'
    import { collectWhatStartLeft } from '${module}'
    for (let round = 0; round < 3000; round++) {
      for (let tick = 0; tick < 100; tick++) process.nextTick(() => {}, tick)
      await nextRound()
    }
    ${collect}
  `
  const flags = [...serverFlags, '--trace-gc', '--trace-deopt', '--input-type=module', '--eval', script]
  const lines = execFileSync(process.execPath, flags, { encoding: 'utf8', timeout: 60_000 }).split('\n')
  return {
    collected: lines.some((line) => line.includes('Mark-Compact (reduce)')),
    ticksForgotten: lines.some((line) => line.includes(' nextTick>') && line.includes('embedded weak objects cleared'))
  }
}

t.test('the shape of a tick outlives the collection: without it each is made slowly for as long as the process lives', async (t) => {
  const bare = whenCollected(`gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })`)
  t.same(bare, { collected: true, ticksForgotten: true }, 'as it is without one that waits')
  t.same(whenCollected('collectWhatStartLeft()'), { collected: true, ticksForgotten: false })
  t.same(whenCollected(''), { collected: false, ticksForgotten: false })
})

import { execFileSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import t from 'tap'
import { serverFlags } from '../../scripts/setup.mjs'

const module = pathToFileURL(join(import.meta.dirname, '../../src/runtime/collection.ts')).href

/** What V8 says of the code that it throws away while a process that has made many ticks collects. */
function thrownAway (collect: string): string[] {
  const script = `
    import { setImmediate as nextRound } from 'node:timers/promises'
    import { collectWhatStartLeft } from '${module}'
    for (let round = 0; round < 3000; round++) {
      for (let tick = 0; tick < 100; tick++) process.nextTick(() => {}, tick)
      await nextRound()
    }
    ${collect}
  `
  const flags = [...serverFlags, '--trace-deopt', '--input-type=module', '--eval', script]
  return execFileSync(process.execPath, flags, { encoding: 'utf8', timeout: 60_000 }).split('\n')
    .filter((line) => line.includes('embedded weak objects cleared'))
}

t.test('the shape of a tick outlives the collection: without it each is made slowly for as long as the process lives', async (t) => {
  const ofTicks = (lines: string[]) => lines.filter((line) => line.includes(' nextTick>'))
  t.not(ofTicks(thrownAway(`gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })`)).length, 0, 'as it is without one that waits')
  t.same(ofTicks(thrownAway('collectWhatStartLeft()')), [])
})

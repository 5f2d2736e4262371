/**
 * Runs several test files one after the other in this process, so that what they import is loaded and compiled once, and what
 * they all do runs warm. Each is a test of its own within tap's, and finds that as the `t` that it imports. files.mjs starts it.
 */
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { secondsOf } from '../cpu.mjs'
import { enter } from './current.mjs'

/** Taken away, since tap names the folders of tests by the arguments of their process. */
const files = process.argv.splice(2)

const urlOf = (name) => new URL(name, import.meta.url).href
registerHooks({
  resolve (specifier, context, next) {
    if (specifier === 'async-hook-domain') return { url: urlOf('domain.mjs'), format: 'module', shortCircuit: true }
    if (specifier === 'tap' && context.parentURL?.endsWith('.test.ts')) {
      return { url: urlOf(`tap-of-file.mjs?${encodeURIComponent(context.parentURL)}`), format: 'module', shortCircuit: true }
    }
    return next(specifier, context)
  }
})

const { t: root } = await import('tap')
/** What the process took until a file began; of the first, all. */
let before = 0
for (const file of files) {
  const { pass, skip } = { ...root.counts }
  await root.test(file, { at: null }, async (t) => {
    enter(t)
    await import(pathToFileURL(resolve(file)).href)
  })
  const held = root.counts.pass > pass || root.counts.skip > skip
  const now = secondsOf('self')
  root.comment(`file=${file} cpu=${(now - before).toFixed(2)}s held=${held}`)
  before = now
}

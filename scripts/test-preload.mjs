/** Loaded ahead of a test file: what makes tests cheaper, and says on descriptor 3 how many CPU seconds the file took. */
import { writeSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { secondsOf } from './cpu.mjs'

const domain = new URL('test-domain.mjs', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'async-hook-domain' ? { url: domain, format: 'module', shortCircuit: true } : next(specifier, context)
})

// A child that was forked loads this too, and its descriptor 3 is another thing.
if (isMainThread && !process.connected) process.on('exit', () => writeSync(3, String(secondsOf('self'))))

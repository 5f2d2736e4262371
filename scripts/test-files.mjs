/**
 * Runs test files in the order that they are given, which tap's own command sorts, some at a time, and writes TAP.
 * test.mjs starts it, with the Node that runs TypeScript.
 */
import t from 'tap'

/** In seconds, for a file on a machine that has other things to do. */
const patience = 600

const files = process.argv.slice(2)
t.setTimeout(0)
t.jobs = 2
// What each process is to know of it.
const env = { ...process.env, TAP_TIMEOUT: String(patience) }
for (const file of files) {
  t.spawn(process.execPath, [file], { buffered: true, timeout: patience * 1000, env, stdio: ['ignore', 'pipe', 'inherit'] }, file)
}

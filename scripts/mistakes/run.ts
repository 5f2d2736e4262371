import { execFile } from 'node:child_process'
import { gates } from '../check/gates.ts'

/** In milliseconds: a test file by itself would give up after 30 seconds. */
const patience = 300_000

export interface Verdict {
  caught: boolean
  output: string
  seconds: number
}

/** A gate of `npm run check`, or a test file, on a tree. */
export async function runGate (tree: string, gate: string): Promise<Verdict> {
  const started = performance.now()
  const { failed, output } = await node(tree, gate in gates ? ['scripts/check/main.ts', gate] : [gate])
  return { caught: failed, output, seconds: (performance.now() - started) / 1000 }
}

/** What a developer does after changing the documents. Where the generator refuses, the gates say the same. */
export async function generate (tree: string): Promise<void> {
  await node(tree, ['scripts/generate/main.ts'])
}

function node (cwd: string, args: string[]): Promise<{ failed: boolean, output: string }> {
  // As in scripts/test/main.mjs: the person's own configuration is none of the tests' business.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WORKPULSE_')))
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd, env: { ...env, NODE_ENV: 'test', TAP_TIMEOUT: String(patience / 1000) }, maxBuffer: 64 << 20, timeout: patience },
      (error, stdout, stderr) => {
        resolve({ failed: error !== null, output: `${stdout}\n${stderr}` })
      }
    )
  })
}

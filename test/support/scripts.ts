import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { compiled } from './command.ts'

const sources = join(import.meta.dirname, '../../src')

export interface ScriptProcess {
  child: ChildProcess
  /** Everything written so far. */
  output: { out: string, err: string }
  /** Resolves to the code or the signal that ended it. */
  ended: Promise<number | string>
}

/**
 * A script of src in a process of its own, with nothing of our environment but the path. It is killed when the test ends.
 * @param command the script and its arguments: `['cli/main.ts', 'migrate', '--status']`.
 * @param folder where it runs: one of its own where none is given.
 */
export async function startScript (
  t: Test,
  [script, ...args]: string[],
  environment: Record<string, string>,
  folder?: string
): Promise<ScriptProcess> {
  const cwd = folder ?? await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const child = spawn(process.execPath, [join(sources, script), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...compiled, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  if (!folder) t.teardown(() => rm(cwd, { recursive: true, force: true }))
  return keep(t, child)
}

/** Keeps what a process writes to its pipes, and kills it when the test ends. */
export function keep (t: Test, child: ChildProcess): ScriptProcess {
  const output = { out: '', err: '' }
  child.stdout!.on('data', (data) => {
    output.out += data
  })
  child.stderr!.on('data', (data) => {
    output.err += data
  })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  t.teardown(async () => {
    // One that was stopped does not end before it goes on.
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await ended
  })
  return { child, output, ended }
}

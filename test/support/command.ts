import { spawn } from 'node:child_process'
import { once } from 'node:events'

const root = new URL('../..', import.meta.url).pathname

/** What was compiled before is not compiled again by each of these processes. */
export const compiled = process.env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }

export interface Outcome {
  code: number
  out: string
  error: string
}

/** Runs `npm run cli -- …` as a process of its own, with nothing in its environment but what is given. Killed after a minute. */
export async function runCli (environment: Record<string, string>, args: string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...compiled, ...environment },
    timeout: 60_000
  })
  const outcome = { code: -1, out: '', error: '' }
  child.stdout.on('data', (text) => {
    outcome.out += text
  })
  child.stderr.on('data', (text) => {
    outcome.error += text
  })
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  outcome.code = code as number
  return outcome
}

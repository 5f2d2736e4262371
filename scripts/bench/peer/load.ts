/** Requests of wrk, which takes little of the processor that it shares with the database. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { keepTo, type Contender } from './build.ts'
import type { Compared } from './operations.ts'

export const connections = 16

export interface Load {
  requests: number
  /** In seconds. */
  elapsed: number
  /** Answers that were none of success, and connections that were lost. */
  failures: number
}

export interface Asking {
  tokens: string[]
  /** In the order of `tokens`, where the answer may be told to be unchanged. */
  etags?: string[] | undefined
  /** One after the other, each once for each person. */
  bodies?: string[] | undefined
}

/** Every person in turn. */
export async function askFor (
  seconds: number,
  contender: Contender,
  { method, path }: Compared,
  { tokens, etags, bodies }: Asking,
  { scratch, signal }: { scratch: string, signal: AbortSignal }
): Promise<Load> {
  const script = join(scratch, 'wrk.lua')
  writeFileSync(script, scriptOf(new URL(contender.url).host, method, path, { tokens, etags, bodies }))
  const options = ['--threads=1', `--connections=${connections}`, `--duration=${seconds}s`, '--timeout=30s', `--script=${script}`]
  const child = spawn('wrk', [...options, contender.url], { stdio: ['ignore', 'pipe', 'inherit'], signal })
  if (child.pid !== undefined) keepTo(1, child.pid)
  const end = new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject))
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await end
  signal.throwIfAborted()
  const line = output.split('\n').findLast((each) => each.startsWith('{'))
  if (line === undefined) throw new Error(`wrk said nothing of its requests:\n${output}`)
  // What it stopped asking for in the middle is done by then.
  await delay(200)
  return JSON.parse(line) as Load
}

const list = (values: string[]) => `{${values.map((value) => `[==[${value}]==]`).join(', ')}}`

function scriptOf (host: string, method: string, path: string, { tokens, etags, bodies }: Asking): string {
  const headers = tokens.map((token, index) => {
    const known = etags ? `, ["if-none-match"] = [==[${etags[index]}]==]` : ''
    const type = bodies ? ', ["content-type"] = "application/json"' : ''
    return `{Host = "${host}", authorization = "Bearer ${token}"${known}${type}}`
  })
  // Made before it begins: wrk answers for what its script takes.
  return `
local headers = {${headers.join(',\n')}}
local bodies = ${bodies ? list(bodies) : '{}'}
local plain = {}
for index, each in ipairs(headers) do plain[index] = wrk.format("${method}", "${path}", each) end
local asked = -1
request = function ()
  asked = asked + 1
  local person = asked % #headers + 1
  if #bodies == 0 then return plain[person] end
  return wrk.format("${method}", "${path}", headers[person], bodies[math.floor(asked / #headers) + 1])
end
done = function (summary)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\\n{"requests": %d, "elapsed": %f, "failures": %d}\\n', summary.requests, summary.duration / 1000000, failures))
end
`
}

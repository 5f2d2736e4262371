import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { emailOf, password, type PersonName } from './people.ts'

const script = join(import.meta.dirname, 'turned-process.ts')

/** A replica in a process of its own, whose clock stands where it was turned to. */
export interface TurnedReplica {
  url: string
  /** @param time of Jakarta. */
  turnTo: (time: string) => Promise<void>
  signIn: (person: PersonName) => Promise<Client>
  /** Resolves once it is gone. */
  kill: () => Promise<void>
}

const instantOf = (time: string) => Date.parse(`${time}+07:00`)

/** @returns what starts one on the database; those that are still there when the test ends are killed. */
export function turnedReplicas (
  t: Test,
  dsn: string,
  environment: Record<string, string> = {}
): (time: string) => Promise<TurnedReplica> {
  const children = new Set<ChildProcess>()
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'silent',
    WORKPULSE_RATE_LIMIT: '1000000',
    ...environment
  }

  async function kill (child: ChildProcess): Promise<void> {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  t.teardown(async () => {
    for (const child of children) await kill(child)
  })
  return async (time) => {
    const child = fork(script, [String(instantOf(time))], { env, execArgv: [] })
    children.add(child)
    const ended = once(child, 'exit').then(() => {
      throw new Error('The process ended')
    })
    ended.catch(() => {})
    const said = async (): Promise<number> => (await Promise.race([once(child, 'message'), ended]))[0]
    const baseUrl = `http://127.0.0.1:${await said()}`
    return {
      url: baseUrl,
      async turnTo (to) {
        const turned = said()
        child.send(instantOf(to))
        await turned
      },
      async signIn (person) {
        const client = createClient({ baseUrl, mode: 'bearer' })
        await client.login({ email: emailOf(person), password })
        return client
      },
      kill: () => kill(child)
    }
  }
}

/** What a fault does to the nodes themselves: a commit at each of them, again and again, past the service. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Connection, createConnection } from 'mysql2/promise'
import { type Galera, pulse } from './galera.ts'

/** In milliseconds. */
const interval = 100
const patience = 1000

export interface Pulse {
  /** When any node committed last, as `performance.now()` counts. */
  readonly committedAt: number
  end: () => Promise<void>
}

export function startPulse ({ nodes }: Galera): Pulse {
  let committedAt = performance.now()
  const ending = new AbortController()

  async function beat (port: number, id: number): Promise<void> {
    let connection: Connection | undefined
    while (!ending.signal.aborted) {
      try {
        connection ??= await open(port)
        await connection.query({ sql: `update ${pulse} set beats = beats + 1 where id = ${id}`, timeout: patience })
        committedAt = performance.now()
      } catch {
        connection?.destroy()
        connection = undefined
      }
      await delay(interval)
    }
    connection?.destroy()
  }

  const beating = nodes.map(({ port }, index) => beat(port, index + 1))
  return {
    get committedAt () {
      return committedAt
    },
    async end () {
      ending.abort()
      await Promise.all(beating)
    }
  }
}

async function open (port: number): Promise<Connection> {
  const connection = await createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: patience })
  connection.on('error', () => {})
  return connection
}

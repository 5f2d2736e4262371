import { setTimeout as delay } from 'node:timers/promises'
import { limits } from '../limits.ts'
import { chunks } from '../../runtime/chunks.ts'

/** An open WebSocket, as the service looks after it. */
export interface Connection {
  /** Undefined until it is authenticated. */
  readonly sessionId: string | undefined
  /** Bytes that the client has not read yet. */
  readonly buffered: number
  /** Sends a ping, or gives up a client that gave no sign of life. */
  beat: () => void
  /** The log has become another one. */
  beginAnew: () => void
  /** Its session is over. */
  signOut: () => void
  /** Its session ends soon. */
  warn: (expiresAt: Date) => void
  tooSlow: () => void
  /** Asks the client to come back after so many milliseconds, and closes. */
  dismiss: (reconnectAfterMs: number) => void
  terminate: () => void
}

export interface Connections {
  readonly size: number
  /** Bytes that clients have not read yet, of all. */
  readonly buffered: number
  /** @returns a function that takes it out again. */
  add: (connection: Connection) => () => void
  /** The log has become another one. */
  beginAnew: () => void
  /** Says goodbye to all, in random order and spread over a time that grows with their number. Resolves when all are gone. */
  drain: () => Promise<void>
  close: () => void
}

interface ConnectionsDeps {
  /** When each of the sessions ends; those that are over are missing. */
  findExpiries: (sessionIds: string[]) => Promise<Map<string, Date>>
  now: () => Date
  onError: (error: unknown) => void
}

const tick = 1000
const slots = limits.pingInterval / tick
const sessionsAtOnce = 500
/** A client comes back within so many milliseconds of its goodbye; each of a thousand adds so much to the spread. */
const spreadPerConnection = 4

/** Looks after every connection of the process with one timer: heartbeats, slow readers, sessions that ended unheard. */
export function createConnections ({ findExpiries, now, onError }: ConnectionsDeps): Connections {
  const wheel = Array.from({ length: slots }, () => new Set<Connection>())
  const all = new Set<Connection>()
  const slowSince = new WeakMap<Connection, number>()
  let [added, ticks] = [0, 0]

  function watchBuffers (): void {
    const time = Date.now()
    for (const connection of all) {
      if (connection.buffered === 0) slowSince.delete(connection)
      else if (connection.buffered > limits.largestBuffer) connection.tooSlow()
      else if (time - (slowSince.get(connection) ?? time) > limits.slowAfter) connection.tooSlow()
      else if (!slowSince.has(connection)) slowSince.set(connection, time)
    }
  }

  async function checkSessions (): Promise<void> {
    const bySession = Map.groupBy([...all].filter(({ sessionId }) => sessionId !== undefined), ({ sessionId }) => sessionId!)
    const ids = [...bySession.keys()]
    const noticeFrom = now().getTime() + limits.expiryNotice
    for (const chunk of chunks(ids, sessionsAtOnce)) {
      const expiries = await findExpiries(chunk)
      for (const id of chunk) {
        const expiresAt = expiries.get(id)
        for (const connection of bySession.get(id)!) {
          if (!expiresAt) connection.signOut()
          else if (expiresAt.getTime() < noticeFrom) connection.warn(expiresAt)
        }
      }
    }
  }

  const timer = setInterval(() => {
    ticks++
    for (const connection of wheel[ticks % slots]) connection.beat()
    watchBuffers()
    if (ticks % (limits.sessionCheck / tick) === 0) checkSessions().catch(onError)
  }, tick)
  timer.unref()

  return {
    get size () {
      return all.size
    },
    get buffered () {
      return [...all].reduce((sum, connection) => sum + connection.buffered, 0)
    },
    add (connection) {
      const slot = wheel[added++ % slots]
      slot.add(connection)
      all.add(connection)
      return () => {
        slot.delete(connection)
        all.delete(connection)
      }
    },
    beginAnew () {
      for (const connection of all) connection.beginAnew()
    },
    async drain () {
      const leaving = shuffled([...all])
      const spread = Math.min(limits.drain, leaving.length * spreadPerConnection)
      for (const [index, connection] of leaving.entries()) {
        connection.dismiss(Math.floor(Math.random() * (spread + 500)))
        if (index % 25 === 24) await delay(spread / leaving.length * 25)
      }
      const deadline = Date.now() + limits.goodbye
      while (all.size > 0 && Date.now() < deadline) await delay(10)
      for (const connection of all) connection.terminate()
    },
    close () {
      clearInterval(timer)
    }
  }
}

function shuffled<T> (items: T[]): T[] {
  return items.map((item) => ({ item, key: Math.random() })).sort((a, b) => a.key - b.key).map(({ item }) => item)
}

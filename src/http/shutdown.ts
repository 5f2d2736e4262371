import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { isProbe } from './edge.ts'

/** How long requests may take that are under way when the live connections are gone, in milliseconds. */
export const grace = 5000
/** How long somebody may take to ask who has only just connected: a proxy connects for each request, in milliseconds. */
const firstWord = 500

/** For how long requests are still taken once the service is told to stop, in milliseconds. */
export interface Linger {
  /** Longer than a proxy takes to learn from `/readyz` that we stop, and than a connection of it may have been idle to be used again. */
  least: number
  /** Then until nobody has asked for so long, */
  quiet: number
  /** and no longer than this: somebody may go on asking. */
  most: number
}

export interface Ending {
  /** Aborts when the service is told to stop: streams end, and it is not ready any more. It still answers. */
  signal: AbortSignal
  /**
   * Lets `app.close()` end in time: connections that still have not asked anything are dropped soon after it has stopped listening
   * (Node does not count them as idle, and browsers open them in advance), and what is left after the grace period is cut.
   */
  cut: () => void
  /**
   * Resolves when it is safe to stop listening. Who has connected by then and was not let in yet is reset by the system, and a proxy that
   * was promised the connection hands nobody's request to another process any more: so nobody may be coming.
   */
  linger: (times: Linger) => Promise<void>
}

export function endConnections (app: FastifyInstance): Ending {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const silent = new Set<Socket>()
  // One for all: those that stay open are thousands.
  function forget (this: Socket): void {
    silent.delete(this)
  }
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.on('close', forget)
  })
  app.server.on('request', (request) => silent.delete(request.socket))
  app.server.on('upgrade', (request) => silent.delete(request.socket))
  let lastAsked = 0
  app.server.on('request', ({ url = '' }) => {
    // Whoever watches over us goes on asking.
    if (!isProbe(url)) lastAsked = performance.now()
  })
  app.addHook('preClose', async () => closing.abort())
  return {
    signal: closing.signal,
    async linger ({ least, quiet, most }) {
      const began = performance.now()
      await delay(least)
      while (performance.now() - lastAsked < quiet && performance.now() - began < most) await delay(quiet / 5)
    },
    cut () {
      // After a look at what has come: a process that was held up may not have read what they asked long ago.
      setTimeout(() => setImmediate(() => silent.forEach((socket) => socket.destroy())), firstWord).unref()
      setTimeout(() => app.server.closeAllConnections(), grace).unref()
    }
  }
}

import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How long requests may take that are under way when the live connections are gone, in milliseconds. */
const grace = 5000
/** How long somebody may take to ask who has only just connected: a proxy connects for each request, in milliseconds. */
const firstWord = 500

export interface Ending {
  /** Aborts when the service is told to stop: streams end, and it is not ready any more. It still answers. */
  signal: AbortSignal
  /**
   * Lets `app.close()` end in time: connections that still have not asked anything are dropped soon after it has stopped listening
   * (Node does not count them as idle, and browsers open them in advance), and what is left after the grace period is cut.
   */
  cut: () => void
}

export function endConnections (app: FastifyInstance): Ending {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', (request) => silent.delete(request.socket))
  app.server.on('upgrade', (request) => silent.delete(request.socket))
  app.addHook('preClose', async () => closing.abort())
  return {
    signal: closing.signal,
    cut () {
      // After a look at what has come: a process that was held up may not have read what they asked long ago.
      setTimeout(() => setImmediate(() => silent.forEach((socket) => socket.destroy())), firstWord).unref()
      setTimeout(() => app.server.closeAllConnections(), grace).unref()
    }
  }
}

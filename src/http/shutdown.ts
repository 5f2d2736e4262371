import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How long requests may take that are under way when the live connections are gone, in milliseconds. */
const grace = 5000

export interface Ending {
  /** Aborts when the service is told to stop: streams end, and it is not ready any more. It still answers. */
  signal: AbortSignal
  /**
   * Lets `app.close()` end in time: connections that never asked anything are dropped (Node does not count them as idle,
   * and browsers open them in advance), no more are taken, and what is left after the grace period is cut.
   */
  cut: () => void
}

export function endConnections (app: FastifyInstance): Ending {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const silent = new Set<Socket>()
  let isCut = false
  app.server.on('connection', (socket: Socket) => {
    if (isCut) return socket.destroy()
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', (request) => silent.delete(request.socket))
  app.server.on('upgrade', (request) => silent.delete(request.socket))
  app.addHook('preClose', async () => closing.abort())
  return {
    signal: closing.signal,
    cut () {
      isCut = true
      for (const socket of silent) socket.destroy()
      setTimeout(() => app.server.closeAllConnections(), grace).unref()
    }
  }
}

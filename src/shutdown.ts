import { setMaxListeners } from 'node:events'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How long requests may take that were under way when the service was told to stop, in milliseconds. */
const grace = 5000

/**
 * Makes `app.close()` end in time: streams are told to end, connections that never asked anything are dropped (Node does
 * not count them as idle, and browsers open them in advance), and what is left after the grace period is cut.
 * @returns a signal that aborts when the service stops.
 */
export function endConnections (app: FastifyInstance): AbortSignal {
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    if (closing.signal.aborted) return socket.destroy()
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', (request) => silent.delete(request.socket))
  app.server.on('upgrade', (request) => silent.delete(request.socket))
  app.addHook('preClose', async () => {
    closing.abort()
    for (const socket of silent) socket.destroy()
    setTimeout(() => app.server.closeAllConnections(), grace).unref()
  })
  return closing.signal
}

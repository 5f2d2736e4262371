/** What an answer leaves unread: closing on it would reset the connection, and take the answer with it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How much of a refused body is still read, in bytes. */
const mostBytes = 16 * 1024 * 1024
/** And for how long, in milliseconds. */
const longest = 10_000
const lookEvery = 100

/**
 * Whoever is refused before the body is read, or in the middle of it, is read out of up to a bound, and the connection is cut
 * then: proxies and browsers send everything before they look at the answer.
 */
export function readOnAfterRefusals (app: FastifyInstance): void {
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    // What is injected by tests comes over no connection.
    if (!raw.complete && !raw.destroyed && raw.socket instanceof Socket) readOn(raw, reply.raw)
    done(null, payload)
  })
}

function readOn (request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  const destroySoon = socket.destroySoon.bind(socket)
  const before = socket.bytesRead
  let closing = false
  let deadline = Number.POSITIVE_INFINITY
  // Node would close at once where the answer says `connection: close`.
  socket.destroySoon = () => {
    closing = true
    socket.end()
  }
  const looking = setInterval(() => {
    if (Date.now() > deadline || socket.bytesRead - before > mostBytes) socket.destroy()
  }, lookEvery)
  response.once('finish', () => {
    deadline = Date.now() + longest
    request.resume()
  })
  const stopLooking = () => clearInterval(looking)
  const done = () => {
    stopLooking()
    socket.off('close', stopLooking)
    socket.destroySoon = destroySoon
    if (closing) destroySoon()
  }
  request.once('end', done)
  socket.once('close', stopLooking)
}

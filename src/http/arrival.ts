/** How long the body of a request may take to arrive: Node knows one bound for all, and large files come slowly on poor networks. */
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { routes as contract, type Route } from '../../generated/routes.ts'
import { takesBytes } from './bytes.ts'
import { refuseMalformedHttp } from './edge.ts'

export interface ArrivalLimits {
  /** In milliseconds: for headers, and for a body of JSON. */
  longest: number
  /** In milliseconds: so long a file may make no headway. */
  idle: number
  /** In bytes per second: a file may take as long as it takes at this pace, and `longest` beside. */
  slowest: number
  /** In milliseconds: how often that is looked at. */
  lookEvery: number
}

export const arrivalLimits: ArrivalLimits = { longest: 60_000, idle: 30_000, slowest: 8192, lookEvery: 5000 }

/** The longest that any request may take, which is what Node is told, in milliseconds. */
export function longestArrival (limits: ArrivalLimits): number {
  const files = Object.values<Route>(contract).filter(takesBytes).map(({ bodyLimit }) => bodyLimit)
  return timeFor(Math.max(0, ...files), limits)
}

const timeFor = (bytes: number, { longest, slowest }: ArrivalLimits) => Math.ceil(longest + bytes / slowest * 1000)

interface Arriving {
  request: FastifyRequest
  reply: FastifyReply
  socket: Socket
  isFile: boolean
  deadline: number
  /** When something came last, and how much had come on this connection. */
  heardAt: number
  bytes: number
}

/** Cuts off bodies that take too long, with the answer that other slow requests get: REQUEST_TIMEOUT. */
export function limitArrival (app: FastifyInstance, limits: ArrivalLimits): void {
  const arriving = new Set<Arriving>()
  app.addHook('onRequest', (request, reply, done) => {
    const begun = hasBody(request) && begin(request, reply, limits)
    if (begun) arriving.add(begun)
    done()
  })
  const looking = setInterval(() => {
    const now = performance.now()
    for (const each of arriving) {
      if (isOver(each)) arriving.delete(each)
      else if (isLate(each, limits, now)) {
        arriving.delete(each)
        refuseMalformedHttp(Object.assign(new Error('the body took too long'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), each.socket)
      }
    }
  }, limits.lookEvery).unref()
  app.addHook('onClose', async () => clearInterval(looking))
}

function hasBody ({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function begin (request: FastifyRequest, reply: FastifyReply, limits: ArrivalLimits): Arriving | undefined {
  const { socket } = request.raw
  // What is injected by tests comes over no connection.
  if (!(socket instanceof Socket)) return undefined
  const { operationId } = request.routeOptions.config as { operationId?: keyof typeof contract }
  const route: Route | undefined = operationId && contract[operationId]
  const isFile = route !== undefined && takesBytes(route)
  const size = Math.min(Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY), isFile ? route.bodyLimit : 0)
  const now = performance.now()
  return { request, reply, socket, isFile, deadline: now + timeFor(size, limits), heardAt: now, bytes: socket.bytesRead }
}

/** Whoever is answered already has bounds of their own: `unread.ts`. */
function isOver ({ request: { raw }, reply }: Arriving): boolean {
  return raw.complete || raw.destroyed || reply.raw.headersSent
}

function isLate (arriving: Arriving, { idle }: ArrivalLimits, now: number): boolean {
  const { request: { raw }, socket, isFile } = arriving
  // What waits to be taken is not late: then it is the disk that is slow.
  if (socket.bytesRead !== arriving.bytes || raw.readableLength >= raw.readableHighWaterMark) {
    Object.assign(arriving, { heardAt: now, bytes: socket.bytesRead })
  }
  return now > arriving.deadline || (isFile && now - arriving.heardAt > idle)
}

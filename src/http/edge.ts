/** The edge of HTTP: what Fastify and Node would take, refuse or answer in a way that the contract does not know. */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { jsonType, routes } from '../../generated/routes.ts'
import type { ErrorEnvelope } from '../../generated/schemas.ts'
import { newId } from '../database/id.ts'
import { invalid, requestTimeout, unsupportedMediaType, validationFailed } from './errors.ts'
import { fault, mostFaults } from './faults.ts'
import { STATUS_CODES } from '../runtime/http.ts'
import { forwardedFor } from '../runtime/networks.ts'
import { changesOf, hasBackslashKey } from '../runtime/json.ts'

/** JSON only, in valid UTF-8, of which nothing is lost when it is read; an empty body counts as none, whatever its type. */
export function readJsonBodies (app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(jsonType, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(invalid('/body', 'utf8'))
    const text = body.toString()
    if (hasBackslashKey(text)) return done(invalid('/body', 'backslashKey'))
    void parseJson(request, text, (error, value) => {
      if (error) return done(invalid('/body', 'json'))
      const faults = changesOf(text).take(mostFaults).map(({ pointer, kind }) => fault(`/body${pointer}`, kind)).toArray()
      return faults.length > 0 ? done(validationFailed(faults)) : done(null, value)
    })
  })
  app.addContentTypeParser('*', (request, _payload, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
    const empty = encoding === undefined && (length === undefined || length === '0')
    done(empty ? null : unsupportedMediaType(), undefined)
  })
}

/**
 * In bytes: of all headers together. What is longer is answered before anything is known of the request, so without the headers that
 * let a browser's page read it; cookies of other services of the domain may come near Node's own 16 KiB.
 */
export const mostHeaders = 65_536

/** How long an answer to what is not HTTP may take to leave, in milliseconds. */
const closingTime = 1000

const malformed = new WeakSet<IncomingMessage>()

/** Sees a request before anything is made of it. @returns the address to look for. */
export function receive (request: IncomingMessage): string {
  const { headers, url = '' } = request
  if (headers['x-forwarded-for'] !== undefined) headers['x-forwarded-for'] = forwardedFor(String(headers['x-forwarded-for']))
  if (isDecodable(pathOf(url))) return url
  // Fastify would answer such an address by itself, without the headers of every answer.
  malformed.add(request)
  return url.startsWith('/api/') ? '/api/malformed' : '/malformed'
}

/** @throws VALIDATION_FAILED for what Node and Fastify let pass, or answer in their own way. */
export function refuseStrangeRequests (request: IncomingMessage): void {
  if (malformed.has(request)) throw invalid('/params', 'url')
  let [hosts, credentials] = [0, 0]
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
    else if (name.length === 13 && name.toLowerCase() === 'authorization') credentials++
  }
  // Of two credentials Node would keep the first and say nothing.
  if (hosts > 1 || credentials > 1 || (hosts === 0 && request.httpVersion === '1.1')) throw invalid('/headers', 'http')
}

function isDecodable (path: string): boolean {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** What is not HTTP never becomes a request; it gets the envelope all the same. */
export function refuseMalformedHttp (error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = newId()
  const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const known = slow ? requestTimeout() : invalid('/headers', 'http')
  const envelope: ErrorEnvelope = { ok: false, data: null, error: known.body('en', requestId) }
  const body = JSON.stringify(envelope)
  const head = [
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status]}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-type: ${jsonType}; charset=utf-8`,
    `x-request-id: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Whoever goes on sending does not keep it open.
  setTimeout(() => socket.destroy(), closingTime).unref()
}

/** A well-formed handshake at the one address that takes it; any other Upgrade is ignored, as HTTP allows. */
export function isWebSocketRequest ({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && pathOf(url) === routes.connectWebSocket.url &&
    headers.upgrade?.toLowerCase() === 'websocket' && headers['sec-websocket-version'] === '13' &&
    /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')
}

const probes: string[] = [routes.getHealth.url, routes.getReadiness.url]

/** Whether somebody watches over us, who asks again and again. */
export const isProbe = (url: string) => probes.includes(pathOf(url))

/** Without the query string, which can hold a ticket. */
export function pathOf (url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

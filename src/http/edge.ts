/** The edge of HTTP: what Fastify and Node would take, refuse or answer in a way that the contract does not know. */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { jsonType, routes } from '../../generated/routes.ts'
import type { ErrorEnvelope } from '../../generated/schemas.ts'
import { newId } from '../database/id.ts'
import { invalid, unsupportedMediaType } from './errors.ts'
import { hasBackslashKey } from '../runtime/json.ts'

/** JSON only, in valid UTF-8; an empty body counts as none, whatever its type. */
export function readJsonBodies (app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(jsonType, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(invalid('/body', 'utf8'))
    const text = body.toString()
    if (hasBackslashKey(text)) return done(invalid('/body', 'backslashKey'))
    void parseJson(request, text, (error, value) => error ? done(invalid('/body', 'json')) : done(null, value))
  })
  app.addContentTypeParser('*', (request, _payload, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
    const empty = encoding === undefined && (length === undefined || length === '0')
    done(empty ? null : unsupportedMediaType(), undefined)
  })
}

/** What is not HTTP never becomes a request; it gets the envelope all the same. */
export function refuseMalformedHttp (error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = newId()
  const envelope: ErrorEnvelope = { ok: false, data: null, error: invalid('/headers', 'http').body('en', requestId) }
  const body = JSON.stringify(envelope)
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: ${jsonType}; charset=utf-8\r\nx-request-id: ${requestId}\r\ncontent-length: ${
      Buffer.byteLength(body)
    }\r\nconnection: close\r\n\r\n${body}`
  )
}

/** A well-formed handshake at the one address that takes it; any other Upgrade is ignored, as HTTP allows. */
export function isWebSocketRequest ({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && pathOf(url) === routes.connectWebSocket.url &&
    headers.upgrade?.toLowerCase() === 'websocket' && headers['sec-websocket-version'] === '13' &&
    /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')
}

/** Without the query string, which can hold a ticket. */
export function pathOf (url: string): string {
  return url.split('?', 1)[0]
}

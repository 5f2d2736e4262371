/** Requests to the host of the API, wherever it is: as browsers send them, over HTTP/1.1 and 2. */
import dns from 'node:dns'
import { connect as connectHttp2, constants } from 'node:http2'
import { Agent, request, type RequestOptions } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { host } from './shared-server.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
  agent?: Agent
  /** In milliseconds. */
  patience?: number
  localAddress?: string
}

const lookup = dns.lookup

/** Has this process find the host on loopback, and trust the authority of its certificate. */
export function visit (authority: string): void {
  const find = (name: string, ...rest: unknown[]) => (lookup as (...args: unknown[]) => void)(name === host ? '127.0.0.1' : name, ...rest)
  dns.lookup = find as typeof dns.lookup
  setDefaultCACertificates([...getCACertificates(), authority])
}

/** @throws Error where the connection ends without an answer. */
export function ask (
  port: string,
  { method = 'GET', path, headers = {}, body, agent, patience = 20_000, localAddress }: Asked
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const options: RequestOptions = { host, port, method, path, headers: { ...headers, ...length }, agent: agent ?? false, localAddress }
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }))
    })
    let answered = false
    outgoing.on('response', () => {
      answered = true
    })
    outgoing.setTimeout(patience, () => outgoing.destroy(new Error(`${method} ${path}: no answer`)))
    outgoing.on('error', (error) => {
      if (!answered) reject(error)
    })
    outgoing.end(body)
  })
}

/** One request over HTTP/2, on a connection of its own. */
export function ask2 (port: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`https://${host}:${port}`)
    session.on('error', reject)
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: method,
      [constants.HTTP2_HEADER_PATH]: path,
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) })
    })
    let [status, answered, text]: [number, IncomingHttpHeaders, string] = [0, {}, '']
    stream.on('response', (theirs) => {
      status = Number(theirs[':status'])
      answered = theirs as IncomingHttpHeaders
    })
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    // A stream may be reset once it has answered all: whoever is answered need not go on sending.
    stream.on('error', (error) => status === 0 ? reject(error) : undefined)
    stream.on('close', () => {
      session.close()
      if (status === 0) reject(new Error(`${method} ${path}: closed without an answer`))
      else resolve({ status, headers: answered, text })
    })
    stream.end(body)
  })
}

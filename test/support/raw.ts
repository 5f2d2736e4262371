/** Requests that the SDK cannot say: the address, the headers and the bytes as they are given. */
import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { isApiError } from '../../generated/sdk/dist/src/sdk/index.js'
import { catalogue, type ErrorCode } from '../../generated/errors.ts'
import type { ErrorDetail } from '../../generated/schemas.ts'

export interface RawRequest {
  method?: string
  /** With the query; sent as it is, without normalising. */
  path: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const agent = new Agent({ keepAlive: true })
/** In milliseconds: an answer that does not end, such as a stream where a refusal was due. */
const answerTimeout = 20_000

/** Sends one request; its body has a Content-Length unless the headers say otherwise. */
export function send (url: string, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const framed = Object.keys(headers).some((name) => /^(content-length|transfer-encoding)$/i.test(name))
  const length = body === undefined || framed ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    // A body that is refused unread ends its connection; such a one is not shared.
    const outgoing = request({ hostname, port, method, path, headers: { ...headers, ...length }, agent: framed ? new Agent() : agent })
    outgoing.setTimeout(answerTimeout, () => outgoing.destroy(new Error(`${method} ${path}: no answer, or none that ends`)))
    let answered = false
    outgoing.on('response', (response) => {
      answered = true
      // A stream does not end: that it began is all that it answers.
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        resolve({ status: response.statusCode!, headers: response.headers, text: '' })
        outgoing.destroy()
        return
      }
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() })
        if (framed) outgoing.destroy()
      })
    })
    // The service may answer and close before it has read everything.
    outgoing.on('error', (error) => {
      if (!answered) reject(error)
    })
    outgoing.end(body)
  })
}

/** How long a connection may be silent before it counts as answered, in milliseconds. */
const patience = 250

/** Writes bytes to a connection and reads what comes, until the service closes it or has no more to say. */
export function sendBytes (url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const chunks: Buffer[] = []
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()))
  })
}

/** What a request came to, however it was sent. */
export interface Outcome {
  status: number | 'success'
  code: ErrorCode | null
  /** `path rule` of each detail, sorted. */
  faults: string[]
}

export const success: Outcome = { status: 'success', code: null, faults: [] }

/** The outcome that an error of the catalogue is. */
export function refusal (code: ErrorCode, ...faults: string[]): Outcome {
  return { status: catalogue[code].status, code, faults: faults.toSorted() }
}

export function outcomeOf ({ status, headers, text }: RawAnswer): Outcome {
  // A file or a feed as it is.
  if (status < 300 && !String(headers['content-type']).startsWith('application/json')) return success
  const { ok, error } = JSON.parse(text)
  return ok ? success : { status, code: error.code, faults: faultsOf(error.details) }
}

/** The outcome of a call of the SDK. */
export async function outcomeOfCall (call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call()
    return success
  } catch (error) {
    if (!isApiError(error)) throw error
    return { status: error.status, code: error.code, faults: faultsOf(error.details) }
  }
}

function faultsOf (details: ErrorDetail[] = []): string[] {
  return details.map(({ path, rule }) => `${path} ${rule}`).sort()
}

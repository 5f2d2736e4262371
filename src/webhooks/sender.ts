import { lookup as systemLookup } from 'node:dns'
import { promisify } from 'node:util'
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { WebhookProblem } from '../../generated/schemas.ts'
import type { Outcome } from '../rules/outward/webhooks.ts'
import { isPublic, type Networks } from '../runtime/networks.ts'
import { signatureOf } from './signature.ts'

/** In milliseconds: for a try as a whole. */
const usualTimeout = 10_000
/** Of an answer, which nobody reads, before its connection is given up. */
const mostBytes = 65_536

export interface Message {
  id: string
  body: string
  /** Each signs. */
  secrets: string[]
}

/** Sends to one receiver after the other, and keeps their connections until it is closed. */
export interface Sender {
  /** Resolves whatever comes of it. @param time of this try. @throws what `signal` was aborted with. */
  send: (url: string, message: Message, time: Date, signal?: AbortSignal) => Promise<Outcome>
  close: () => void
}

/** Who knows the addresses of a name: the system, unless a test says so. */
type Lookup = typeof systemLookup

/** May this protocol be spoken with this address? */
type MayCall = (protocol: string, address: string) => boolean

/** @param own networks of the company's own, which may be called, by http too. Everything else must be public, and https. */
const callable = (own: Networks): MayCall => (protocol, address) => own(address) || (protocol === 'https:' && isPublic(address))

/**
 * Does a receiver's address lead where nothing may be sent, as far as can be said now? Where its name is not known, that shows when it is
 * tried.
 */
export async function objectionTo (url: URL, own: Networks): Promise<'https' | 'privateAddress' | undefined> {
  const addresses = await promisify(systemLookup)(hostOf(url), { all: true }).catch(() => [])
  if (addresses.every(({ address }) => callable(own)(url.protocol, address))) return undefined
  return addresses.every(({ address }) => callable(own)('https:', address)) ? 'https' : 'privateAddress'
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** The name leads to an address that may not be called. */
class PrivateAddressError extends Error {
  override name = 'PrivateAddressError'
}

export interface SenderOptions {
  /** In milliseconds, of a try as a whole. */
  timeout?: number
  lookup?: Lookup
}

/** Sends where `objectionTo` has none, at each try: what is connected to is the address that was looked at. */
export function createSender (own: Networks, { timeout = usualTimeout, lookup = systemLookup }: SenderOptions = {}): Sender {
  const mayCall = callable(own)
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, lookup: guarded(lookup, (address) => mayCall('http:', address)) }),
    'https:': new HttpsAgent({ keepAlive: true, lookup: guarded(lookup, (address) => mayCall('https:', address)) })
  }

  async function attempt (url: URL, message: Message, time: Date, signal: AbortSignal): Promise<Outcome> {
    const protocol = url.protocol as keyof typeof agents
    // Nobody looks up what is an address already.
    const host = hostOf(url)
    if (isIP(host) && !mayCall(protocol, host)) throw new PrivateAddressError()
    const seconds = Math.floor(time.getTime() / 1000)
    const send = protocol === 'http:' ? httpRequest : httpsRequest
    const request = send(url, {
      method: 'POST',
      agent: agents[protocol],
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'WorkPulse-Webhooks/1',
        'webhook-id': message.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signatureOf(message.secrets, message.id, seconds, message.body)
      }
    })
    request.end(message.body)
    const answer = await answerTo(request)
    // A connection that its receiver had closed meanwhile says nothing of the receiver.
    if (answer === 'stale') return attempt(url, message, time, signal)
    discard(answer)
    return outcomeOf(answer)
  }

  return {
    async send (url, message, time, signal) {
      const inTime = AbortSignal.timeout(timeout)
      try {
        return await attempt(new URL(url), message, time, signal ? AbortSignal.any([signal, inTime]) : inTime)
      } catch (error) {
        signal?.throwIfAborted()
        return { status: null, problem: inTime.aborted ? 'timeout' : problemOf(error as NodeJS.ErrnoException) }
      }
    },
    close () {
      for (const agent of Object.values(agents)) agent.destroy()
    }
  }
}

/** The system's, but for what may not be called: a name with several addresses has to be good in all of them. */
function guarded (lookup: Lookup, mayCall: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      if (!addresses.every(({ address }) => mayCall(address))) return callback(new PrivateAddressError(), '', 0)
      if (options.all) callback(null, addresses)
      else callback(null, addresses[0].address, addresses[0].family)
    })
  }
}

function answerTo (request: ClientRequest): Promise<IncomingMessage | 'stale'> {
  const answered = Promise.withResolvers<IncomingMessage | 'stale'>()
  request.on('response', (answer) => answered.resolve(answer))
  request.on('error', (error: NodeJS.ErrnoException) => {
    if (request.reusedSocket && error.code === 'ECONNRESET') answered.resolve('stale')
    else answered.reject(error)
  })
  return answered.promise
}

/** Reads to the end, so that the connection can be used again; not without end. */
function discard (answer: IncomingMessage): void {
  let bytes = 0
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) answer.destroy()
  })
  answer.on('error', () => {})
}

function outcomeOf ({ statusCode: status = 0, headers }: IncomingMessage): Outcome {
  if (status >= 200 && status < 300) return { status, problem: null }
  if (status >= 300 && status < 400) return { status, problem: 'redirect' }
  const seconds = /^\d{1,9}$/.exec(headers['retry-after'] ?? '')?.[0]
  return { status, problem: 'status', ...(seconds !== undefined && { retryAfter: Number(seconds) * 1000 }) }
}

function problemOf (error: NodeJS.ErrnoException): WebhookProblem {
  if (error instanceof PrivateAddressError) return 'privateAddress'
  if (error.syscall === 'getaddrinfo') return 'name'
  return /CERT|SIGNATURE|ALTNAME/.test(error.code ?? '') ? 'certificate' : 'connection'
}

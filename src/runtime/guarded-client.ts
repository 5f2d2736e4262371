/** Calls to addresses that others gave us: never where nobody from outside could, and never but where was looked. */
import { lookup as systemLookup } from 'node:dns'
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { Agent as HttpAgent, request as httpRequest } from './http.ts'
import { isPublic, type Networks } from './networks.ts'

/** In milliseconds: for a try as a whole. */
const usualTimeout = 10_000
/** Of an answer, before its connection is given up. */
const mostBytes = 65_536

/** Why there was no answer. */
export type NoAnswer = 'privateAddress' | 'name' | 'certificate' | 'connection' | 'timeout'

/** What came of a call. */
export type Reply = Answer | { status: null, problem: NoAnswer }

export interface Answer {
  status: number
  /** In milliseconds: not to be called before. */
  retryAfter?: number
  /** How a refusal begins, where whoever asked wants to read it. */
  said?: string
}

export interface Post {
  headers: OutgoingHttpHeaders
  body: string | Buffer
  /** Is a refusal, 4xx and 5xx, read? */
  readsRefusal?: boolean
}

/** Calls one after the other, and keeps their connections until it is closed. */
export interface GuardedClient {
  /** Follows no redirect. Resolves whatever comes of it. @throws what `signal` was aborted with. */
  post: (url: string, request: Post, signal?: AbortSignal) => Promise<Reply>
  close: () => void
}

/** Who knows the addresses of a name: the system, unless a test says so. */
type Lookup = typeof systemLookup

/** May this protocol be spoken with this address? */
type MayCall = (protocol: string, address: string) => boolean

/** @param own networks of the company's own, which may be called, by http too. Everything else must be public, and https. */
const callable = (own: Networks): MayCall => (protocol, address) => own(address) || (protocol === 'https:' && isPublic(address))

/**
 * Does an address that was given lead where nothing may be sent, as far as can be said now? Where its name is not known, that shows
 * when it is tried.
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

export interface GuardedClientOptions {
  /** In milliseconds, of a try as a whole. */
  timeout?: number
  lookup?: Lookup
}

/** Calls where `objectionTo` has none, at each try: what is connected to is the address that was looked at. */
export function createGuardedClient (
  own: Networks,
  { timeout = usualTimeout, lookup = systemLookup }: GuardedClientOptions = {}
): GuardedClient {
  const mayCall = callable(own)
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, lookup: guarded(lookup, (address) => mayCall('http:', address)) }),
    'https:': new HttpsAgent({ keepAlive: true, lookup: guarded(lookup, (address) => mayCall('https:', address)) })
  }

  async function attempt (url: URL, post: Post, signal: AbortSignal): Promise<Answer> {
    const { headers, body, readsRefusal } = post
    const protocol = url.protocol as keyof typeof agents
    // Nobody looks up what is an address already.
    const host = hostOf(url)
    if (isIP(host) && !mayCall(protocol, host)) throw new PrivateAddressError()
    const send = protocol === 'http:' ? httpRequest : httpsRequest
    const request = send(url, {
      method: 'POST',
      agent: agents[protocol],
      signal,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) }
    })
    request.end(body)
    const answer = await answerTo(request)
    // A connection that its receiver had closed meanwhile says nothing of the receiver.
    if (answer === 'stale') return attempt(url, post, signal)
    if (readsRefusal && (answer.statusCode ?? 0) >= 400) return { ...replyOf(answer), said: await beginningOf(answer) }
    discard(answer)
    return replyOf(answer)
  }

  return {
    async post (url, post, signal) {
      const inTime = AbortSignal.timeout(timeout)
      try {
        return await attempt(new URL(url), post, signal ? AbortSignal.any([signal, inTime]) : inTime)
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

/** However it ends, its status stands. */
async function beginningOf (answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > mostBytes) break
    }
  } catch {}
  return Buffer.concat(chunks).toString()
}

function replyOf ({ statusCode: status = 0, headers: { 'retry-after': after = '' } }: IncomingMessage): Answer {
  const retryAfter = /^\d{1,9}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now()
  return { status, ...(retryAfter >= 0 && { retryAfter }) }
}

function problemOf (error: NodeJS.ErrnoException): NoAnswer {
  if (error instanceof PrivateAddressError) return 'privateAddress'
  if (error.syscall === 'getaddrinfo') return 'name'
  return /CERT|SIGNATURE|ALTNAME/.test(error.code ?? '') ? 'certificate' : 'connection'
}

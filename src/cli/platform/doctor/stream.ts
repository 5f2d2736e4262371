/** What becomes of an event stream, and of the client's address, on the way through the public address. */
import { lookup } from 'node:dns/promises'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Config } from '../../../config.ts'
import { probeHeader, signProbe } from '../../../runtime/probe.ts'
import { bad, good, warning, type Check, type Finding } from './check.ts'

/** In milliseconds. */
const patience = 5000
/** In milliseconds: the service ends a second after the event that it begins with. */
const heldBackWithin = 500
/** One that is nobody's, of which a client may say that it is its own. */
const forged = '203.0.113.9'

export const compare = 'Compare the vhost with deploy/apache, and run apache2ctl configtest'

interface Stream {
  status: number
  encoding: string | undefined
  /** What the service takes for our address; undefined where it did not say. */
  address: string | undefined
  /** The one that we have. */
  ours: string
  /** Between the first that came and the end, in milliseconds. */
  open: number
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.')

/** Asks as a browser that takes what is packed, and that lies about its address. */
async function openStream ({ publicUrl, passwordPepper }: Config): Promise<Stream> {
  const url = new URL('/api/v1/stream/notifications', publicUrl)
  const { address } = await lookup(url.hostname)
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    timeout: patience,
    // The certificate has a check of its own.
    rejectUnauthorized: false,
    // Another than that of the proxy, which on loopback would be the same.
    ...(isLoopback(address) && { localAddress: '127.0.0.2', family: 4 }),
    headers: {
      accept: 'text/event-stream',
      'accept-encoding': 'gzip',
      'x-forwarded-for': forged,
      forwarded: `for=${forged}`,
      [probeHeader]: signProbe(passwordPepper, Date.now())
    }
  }
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (response) => {
      const { statusCode: status = 0, headers, socket } = response
      const ours = socket.localAddress ?? ''
      let [text, first] = ['', 0]
      response.on('data', (chunk) => {
        first ||= performance.now()
        text += chunk
      }).on('error', reject).on('end', () => {
        const [, said] = /^data: (\{.*\})$/m.exec(text) ?? []
        const told = said === undefined ? undefined : (JSON.parse(said) as { address: string }).address
        resolve({ status, encoding: headers['content-encoding'], address: told, ours, open: first && performance.now() - first })
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')))
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** Where nothing can be said of the stream itself. */
function refusal ({ status, encoding, address }: Stream): Finding | undefined {
  if (status === 503) return warning('every event stream that Apache lets through is taken, or the service is away', 'Ask again')
  if (status === 401) {
    return bad('the service does not know our signature', 'Has it the WORKPULSE_PASSWORD_PEPPER that is read here, and this release?')
  }
  if (encoding !== undefined) {
    return bad(`an event stream is packed with ${encoding}, so an event waits until there is enough of it`, compare)
  }
  if (status !== 200 || address === undefined) return bad(`an event stream is answered ${status}, and no event`, compare)
  return undefined
}

export const eventStream: Check = {
  name: 'event stream',
  async look ({ config }) {
    const stream = await openStream(config)
    return refusal(stream) ?? (stream.open < heldBackWithin
      ? bad('an event comes only once its stream has ended: something on the way holds it back', compare)
      : good('events come at once, unpacked'))
  }
}

export const forwarded: Check = {
  name: 'forwarded address',
  async look ({ config }) {
    const stream = await openStream(config)
    const { address, ours } = stream
    if (address === undefined) return refusal(stream)!
    if (address === ours) return good(`the service sees that we come from ${ours}, whatever we say of ourselves`)
    if (address === forged) return bad('the service believes what clients say of their address', compare)
    return isLoopback(address)
      ? bad(`the service takes everybody for ${address}, so all share one limit`, compare)
      : warning(
        `we come from ${ours}, and the service sees ${address}`,
        'Right where there is a router between; else compare the vhost with deploy/apache'
      )
  }
}

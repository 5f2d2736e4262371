import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRequire } from 'node:module'

/** Loaded by the first who speaks to Redis: it is a quarter of what a process loads, and many do without. */
const load = createRequire(import.meta.url) as (name: 'redis') => typeof import('redis')

/** Every key and channel of ours begins so: other people's stand beside them. */
export const prefix = 'workpulse:'

export interface RedisAddress {
  host: string
  port: number
  username?: string
  password?: string
  database: number
  tls: boolean
}

export type RedisClient = ReturnType<typeof newClient>

/** In milliseconds. */
const connectTimeout = 3000
const longestPause = 2000
/** Of commands that a silent server has not answered. */
const longestQueue = 5000

function newClient ({ host, port, username, password, database, tls }: RedisAddress) {
  return load('redis').createClient({
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    database,
    // What could not be sent is in the table; a queue would only grow.
    disableOfflineQueue: true,
    commandsQueueMaxLength: longestQueue,
    // No pings of the client's own: one that is closed while it connects would send them for ever, and keep the process alive.
    socket: {
      host,
      port,
      ...(tls && { tls: true as const }),
      connectTimeout,
      reconnectStrategy: (retries) => Math.min(longestPause, 50 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2)
    }
  })
}

/** A client that comes back by itself for as long as it lives. Resolves before it is connected: the service works without. */
export function openRedis (address: RedisAddress, onError: (error: unknown) => void): RedisClient {
  const client = newClient(address)
  client.on('error', onError)
  client.connect().catch(() => {}) // Told to 'error' as well.
  return client
}

/** Lets go of a client, whatever state it is in. */
export function closeRedis (client: RedisClient): void {
  // What was under way is refused now, which is nobody's fault.
  client.removeAllListeners('error').on('error', () => {})
  // One that is just connecting goes on with it, and is there for ever, unless it is told again.
  client.once('ready', () => client.destroy())
  if (client.isOpen) client.destroy()
}

/** Marks a text as ours, and reads it again: others who share the Redis can write what they like. */
export interface Seal {
  seal: (text: string) => string
  /** Undefined for what is none of ours. */
  open: (sealed: string) => string | undefined
}

const sealLength = 43

export function createSeal (key: Buffer): Seal {
  const mark = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    seal: (text) => mark(text) + text,
    open (sealed) {
      const text = sealed.slice(sealLength)
      const [given, due] = [sealed.slice(0, sealLength), mark(text)].map((part) => Buffer.from(part))
      return given.length === due.length && timingSafeEqual(given, due) ? text : undefined
    }
  }
}

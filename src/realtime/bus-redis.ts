import { randomUUID } from 'node:crypto'
import type { SequencedEvent } from '../repositories/events.ts'
import { hasBackslashKey } from '../json.ts'
import type { Bus, BusMessage } from './bus.ts'
import { closeRedis, openRedis, prefix, type RedisAddress } from './redis.ts'

/** In milliseconds: after such a silence, or a suspicion, it asks itself; without an answer in time it subscribes anew. */
const silence = 10_000
const patience = 2000

/**
 * Publishes each event on the channel `workpulse:<channel>` and hears those of every replica. This process hears its own at
 * once. Redis only carries: what it loses, the follower reads from the table.
 */
export function createRedisBus (address: RedisAddress, onError: (error: unknown) => void): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  const probeChannel = `${prefix}probe:${randomUUID()}`
  const publisher = openRedis(address, onError)
  let subscriber = subscribeAll()
  let heardAt = Date.now()
  let askedAt: number | undefined
  let reachesOthers = false
  let closed = false

  function subscribeAll () {
    const client = openRedis(address, onError)
    // Patterns are subscribed to again by the client itself after each reconnection.
    client.once('ready', () => { client.pSubscribe(`${prefix}*`, hear).catch(onError) })
    return client
  }

  function hear (text: string, channel: string): void {
    heardAt = Date.now()
    askedAt = undefined
    reachesOthers = true
    if (channel.startsWith(`${prefix}probe:`) || channel.startsWith(`${prefix}presence`)) return
    const message = parse(text)
    if (message) for (const listener of listeners) listener(message)
  }

  /** Asks itself whether it hears. */
  function probe (): void {
    askedAt ??= Date.now()
    if (publisher.isReady) publisher.publish(probeChannel, '').catch(() => {})
  }

  const timer = setInterval(() => {
    if (askedAt !== undefined && Date.now() - askedAt > patience) {
      reachesOthers = false
      askedAt = undefined
      heardAt = Date.now() - silence
      closeRedis(subscriber)
      subscriber = subscribeAll()
    }
    if (!reachesOthers || Date.now() - heardAt > silence) probe()
  }, 500)
  timer.unref()

  return {
    get reachesOthers () {
      return reachesOthers
    },
    publish (message) {
      for (const listener of listeners) listener(message)
      if (closed || !publisher.isReady) return
      const batch = publisher.multi()
      for (const event of message.events) batch.publish(prefix + event.channel, JSON.stringify([message.epoch, event]))
      batch.execAsPipeline().catch(() => {}) // The connection's own error is told to 'error'.
    },
    subscribe (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    suspect: probe,
    async close () {
      closed = true
      clearInterval(timer)
      listeners.clear()
      closeRedis(publisher)
      closeRedis(subscriber)
    }
  }
}

/** Anybody who shares the Redis can publish here: what is none of ours is not taken. */
function parse (text: string): BusMessage | undefined {
  try {
    // The payload is a text within the text; the keys are ours.
    if (hasBackslashKey(text)) return undefined
    const [epoch, event] = JSON.parse(text) as [string, SequencedEvent]
    const ours = typeof epoch === 'string' && typeof event?.channel === 'string' && typeof event.type === 'string' && typeof event.payload === 'string' &&
      Number.isSafeInteger(event.id) && Number.isSafeInteger(event.position) && Number.isSafeInteger(event.seq) && typeof event.createdAt === 'string'
    return ours ? { epoch, events: [event] } : undefined
  } catch {
    return undefined
  }
}

import { randomUUID } from 'node:crypto'
import type { SequencedEvent } from '../../repositories/platform/events.ts'
import type { Bus, BusMessage } from './bus.ts'
import { closeRedis, openRedis, prefix, type RedisAddress, type Seal } from '../redis.ts'

/** In milliseconds: so often, and on suspicion, it asks itself; without an answer in time it connects anew. */
const interval = 10_000
const patience = 4000

/**
 * Publishes each event on the channel `workpulse:<channel>` and hears those of every replica. This process hears its own at
 * once. Redis only carries: what it loses, the follower reads from the table.
 */
export function createRedisBus (address: RedisAddress, { seal, open }: Seal, onError: (error: unknown) => void): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  const probeChannel = `${prefix}probe:${randomUUID()}`
  let publisher = openRedis(address, onError)
  let subscriber = subscribeAll()
  let answeredAt = 0
  let askedAt: number | undefined
  let reachesOthers = false
  let closed = false

  /** What is cut off by the close is no fault. */
  function fail (error: unknown): void {
    if (!closed) onError(error)
  }

  function subscribeAll () {
    const client = openRedis(address, onError)
    // Patterns are subscribed to again by the client itself after each reconnection.
    client.once('ready', () => {
      client.pSubscribe(`${prefix}*`, hear).catch(onError)
    })
    return client
  }

  function hear (text: string, channel: string): void {
    const isEvent = !channel.startsWith(`${prefix}probe:`) && !channel.startsWith(`${prefix}presence`)
    // Only its own question says that it both reaches and hears: others may speak to one whom nobody hears.
    if (channel === probeChannel) {
      answeredAt = Date.now()
      askedAt = undefined
      reachesOthers = true
    }
    const message = isEvent ? parse(text) : undefined
    if (message) { for (const listener of listeners) listener(message) }
  }

  /** Anybody who shares the Redis can publish here: what is none of ours is not taken. */
  function parse (sealed: string): BusMessage | undefined {
    const text = open(sealed)
    if (text === undefined) return undefined
    const [epoch, event] = JSON.parse(text) as [string, SequencedEvent]
    return { epoch, events: [event] }
  }

  /** Asks itself whether it hears. */
  function probe (): void {
    askedAt ??= Date.now()
    if (publisher.isReady) publisher.publish(probeChannel, '').catch(fail)
  }

  const timer = setInterval(() => {
    if (askedAt !== undefined && Date.now() - askedAt > patience) {
      reachesOthers = false
      askedAt = undefined
      // Either may be held by a network that says nothing; its own timeout would take a quarter of an hour.
      closeRedis(publisher)
      closeRedis(subscriber)
      publisher = openRedis(address, onError)
      subscriber = subscribeAll()
    }
    if (!reachesOthers || Date.now() - answeredAt > interval) probe()
  }, 500)
  timer.unref()

  return {
    get reachesOthers () {
      return reachesOthers && subscriber.isReady && publisher.isReady
    },
    publish (message) {
      for (const listener of listeners) listener(message)
      if (closed || !publisher.isReady) return
      const batch = publisher.multi()
      for (const event of message.events) batch.publish(prefix + event.channel, seal(JSON.stringify([message.epoch, event])))
      batch.execAsPipeline().catch(fail)
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

import { randomUUID } from 'node:crypto'
import { prefix, type RedisAddress, type Seal } from '../redis.ts'
import { openLink } from './link.ts'
import { createMemoryPresence } from './memory.ts'
import { createPeers } from './peers.ts'
import type { Presence, PresenceChange } from './presence.ts'
import { createReconciliation } from './reconciliation.ts'
import { createShelf, deadAfter } from './shelf.ts'
import { readStatement } from './statements.ts'
import { startUpkeep } from './upkeep.ts'

export interface RedisPresenceOptions {
  address: RedisAddress
  seal: Seal
  /** What is counted, and how its keys begin. */
  name?: string
  /** A person was taken out whose replica died. */
  onReap: () => void
  onError: (error: unknown) => void
}

/**
 * Presence over replicas. A hash holds `user|node` for each node's people, which only that node writes; each node keeps a
 * copy of the whole, told of changes by pub/sub and read anew from time to time. A node that stops its heartbeat is
 * dead, and the first to see it takes its people out. While Redis is away each node knows its own and what it last heard.
 */
export function createRedisPresence ({ address, seal, name = 'presence', onReap, onError: report }: RedisPresenceOptions): Presence {
  const node: string = randomUUID()
  const own = createMemoryPresence()
  const listeners = new Set<(change: PresenceChange) => void>()
  const peers = createPeers(own.isOnline, tell)
  // Channels of Redis are one for all its databases.
  const channel = `${prefix}${name}:${address.database}:changes`
  const link = openLink({ address, channel, hear, onReady: () => upkeep.onReady(), onError })
  const shelf = createShelf({ name, node, seal, channel, link })
  let closed = false
  const reconciliation = createReconciliation({
    node,
    own: () => new Map([...own.people].map(([userId, { connections, teamIds }]) => [userId, { connections, teamIds }])),
    peers,
    shelf,
    isSettled: () => Date.now() - link.usableSince > deadAfter,
    onReap
  })
  const upkeep = startUpkeep({ link, shelf, reconciliation, onError })

  /** What is cut off by the close is no fault. */
  function onError (error: unknown): void {
    if (!closed) report(error)
  }

  function tell (change: PresenceChange): void {
    for (const listener of listeners) listener(change)
  }

  function announce (userId: string): void {
    const person = own.people.get(userId)
    upkeep.attempt(() => shelf.say([[userId, person && { connections: person.connections, teamIds: person.teamIds }]]))
  }

  function hear (text: string): void {
    // One's own farewell is not to be contradicted.
    if (closed) return
    const heard = readStatement(seal, text)
    if (!heard) return
    reconciliation.heard(heard)
    const { node: of, userId, entry } = heard
    if (of !== node) return peers.learn(userId, of, entry ?? undefined)
    // Another took this node for dead.
    if (!entry && own.people.has(userId)) announce(userId)
  }

  const stopOwn = own.onChange((change) => {
    if (!change.online && !own.people.has(change.userId)) announce(change.userId)
    if (!peers.has(change.userId)) tell(change)
  })

  return {
    enter (userId, teamIds) {
      const here = own.enter(userId, teamIds)
      announce(userId)
      return here + peers.connections(userId)
    },
    leave (userId) {
      own.leave(userId)
      announce(userId)
    },
    isOnline: (userId) => own.isOnline(userId) || peers.has(userId),
    onChange (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close () {
      closed = true
      upkeep.stop()
      stopOwn()
      listeners.clear()
      // Those who come back to another node are online there.
      await shelf.leave([...own.people.keys()])
      await own.close()
      link.close()
    }
  }
}

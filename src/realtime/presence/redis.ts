import { randomUUID } from 'node:crypto'
import { prefix, type RedisAddress, type Seal } from '../redis.ts'
import { openLink } from './link.ts'
import { createMemoryPresence } from './memory.ts'
import { createPeers } from './peers.ts'
import type { Presence, PresenceChange } from './presence.ts'
import { createShelf, deadAfter } from './shelf.ts'
import { fieldOf, readStatement, type Entry } from './statements.ts'

/** In milliseconds. */
const heartbeat = 5000
const assertInterval = 30_000
/** After something could not be written: until all of it has been. */
const repairInterval = 1000

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
  const link = openLink({ address, channel, hear, onReady, onError })
  const shelf = createShelf({ name, node, seal, channel, link })
  let closed = false
  let beating = false
  /** Something could not be written, so that what is stored is not what is so. */
  let owing = false
  /** What was told while all was being read, and is newer than that. */
  let told = new Set<string>()
  const isSettled = () => Date.now() - link.usableSince > deadAfter

  /** What is cut off by the close is no fault. */
  function onError (error: unknown): void {
    if (!closed) report(error)
  }

  function onReady (): void {
    beating = false
    attempt(synchronise)
  }

  function attempt (work: () => Promise<unknown>): void {
    if (!link.isReady) return
    work().catch((error: unknown) => {
      owing = true
      link.doubt()
      onError(error)
    })
  }

  function tell (change: PresenceChange): void {
    for (const listener of listeners) listener(change)
  }

  function entryOf (userId: string): Entry | undefined {
    const person = own.people.get(userId)
    return person && { connections: person.connections, teamIds: person.teamIds }
  }

  function announce (userId: string): void {
    attempt(() => shelf.say([[userId, entryOf(userId)]]))
  }

  function hear (text: string): void {
    // One's own farewell is not to be contradicted.
    if (closed) return
    const heard = readStatement(seal, text)
    if (!heard) return
    const { node: of, userId, entry } = heard
    told.add(fieldOf(userId, of))
    if (of !== node) return peers.learn(userId, of, entry ?? undefined)
    // Another took this node for dead.
    if (!entry && own.people.has(userId)) announce(userId)
  }

  /** Says anew all that this node knows, and reads all that the others have said. */
  async function synchronise (): Promise<void> {
    await shelf.beat()
    const newer = told = new Set<string>()
    const stored = await shelf.readAll()
    for (const [field, said] of stored) {
      if (said.node !== node && !newer.has(field)) peers.learn(said.userId, said.node, said.entry!)
    }
    for (const { userId, node: of } of isSettled() ? peers.entries() : []) {
      const field = fieldOf(userId, of)
      if (!stored.has(field) && !newer.has(field)) peers.learn(userId, of, undefined)
    }
    const gone = [...stored.values()].filter((said) => said.node === node && !own.people.has(said.userId)).map(({ userId }) => userId)
    await shelf.say([...own.people.keys(), ...gone].map((userId) => [userId, entryOf(userId)]))
  }

  /** Takes out the people of nodes that have stopped. */
  async function reap (): Promise<void> {
    if (!isSettled()) return
    for (const dead of peers.nodes()) {
      if (!await shelf.isOursToReap(dead)) continue
      for (const userId of peers.peopleOf(dead)) {
        onReap()
        peers.learn(userId, dead, undefined)
        await shelf.reap(userId, dead)
      }
    }
  }

  async function live (): Promise<void> {
    if (beating) return link.renew()
    beating = true
    await shelf.beat().finally(() => {
      beating = false
    })
    await reap()
  }

  async function repair (): Promise<void> {
    if (!owing || beating) return
    owing = false
    await synchronise()
  }

  const stopOwn = own.onChange((change) => {
    if (!change.online && !own.people.has(change.userId)) announce(change.userId)
    if (!peers.has(change.userId)) tell(change)
  })
  const timers = [
    setInterval(() => attempt(live), heartbeat),
    setInterval(() => attempt(repair), repairInterval),
    setInterval(() => attempt(synchronise), assertInterval)
  ]
  for (const timer of timers) timer.unref()

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
      for (const timer of timers) clearInterval(timer)
      stopOwn()
      listeners.clear()
      // Those who come back to another node are online there.
      await shelf.leave([...own.people.keys()])
      await own.close()
      link.close()
    }
  }
}

import { randomUUID } from 'node:crypto'
import { createMemoryPresence } from './presence-memory.ts'
import type { Presence, PresenceChange } from './presence.ts'
import { closeRedis, openRedis, prefix, type RedisAddress } from './redis.ts'

/** In milliseconds. */
const heartbeat = 5000
const deadAfter = 15_000
const assertInterval = 30_000
const lockTime = 10_000

/** What a node says of one of its people. */
interface Entry { connections: number, teamIds: string[] }

const key = `${prefix}presence`
const nodeKey = (node: string) => `${prefix}presence:node:${node}`

export interface RedisPresenceOptions {
  address: RedisAddress
  /** A person was taken out whose replica died. */
  onReap: () => void
  onError: (error: unknown) => void
}

/**
 * Presence over replicas. A hash holds `user|node` for each node's people, which only that node writes; each node keeps a
 * copy of the whole, told of changes by pub/sub and read anew from time to time. A node that stops its heartbeat is
 * dead, and the first to see it takes its people out. While Redis is away each node knows its own and what it last heard.
 */
export function createRedisPresence ({ address, onReap, onError }: RedisPresenceOptions): Presence {
  const node: string = randomUUID()
  const own = createMemoryPresence()
  /** Of the other nodes: user → node → entry. */
  const others = new Map<string, Map<string, Entry>>()
  const listeners = new Set<(change: PresenceChange) => void>()
  const writer = openRedis(address, onError)
  const reader = openRedis(address, onError)
  const write = (work: () => Promise<unknown>) => { if (writer.isReady) work().catch(onError) }
  const field = (userId: string, of = node) => `${userId}|${of}`

  function tell (change: PresenceChange): void {
    for (const listener of listeners) listener(change)
  }

  function entryOf (userId: string): Entry | undefined {
    const person = own.people.get(userId)
    return person && { connections: person.connections, teamIds: person.teamIds }
  }

  /** Tells the others what this node knows of one of its people. */
  function announce (userId: string): void {
    const entry = entryOf(userId)
    write(() => {
      const batch = writer.multi()
      if (entry) batch.hSet(key, field(userId), JSON.stringify(entry))
      else batch.hDel(key, field(userId))
      return batch.publish(`${key}:changes`, JSON.stringify({ node, userId, entry: entry ?? null })).execAsPipeline()
    })
  }

  /** Another node has told of somebody; `undefined` when they left it. */
  function learn (userId: string, of: string, entry: Entry | undefined): void {
    const wasOnline = isOnline(userId)
    const nodes = others.get(userId) ?? new Map<string, Entry>()
    const teamIds = (entry ?? nodes.get(of))?.teamIds ?? []
    if (entry) nodes.set(of, entry)
    else nodes.delete(of)
    if (nodes.size > 0) others.set(userId, nodes)
    else others.delete(userId)
    if (wasOnline !== isOnline(userId)) tell({ userId, online: !wasOnline, teamIds })
  }

  function isOnline (userId: string): boolean {
    return own.isOnline(userId) || others.has(userId)
  }

  function hear (text: string): void {
    try {
      const { node: of, userId, entry } = JSON.parse(text) as { node: string, userId: string, entry: Entry | null }
      if (of !== node) learn(userId, of, entry ?? undefined)
    } catch (error) {
      onError(error)
    }
  }

  /** Says anew all that this node knows, and reads all that the others have said. */
  async function synchronise (): Promise<void> {
    await beat()
    const stored = await writer.hGetAll(key)
    const seen = new Set<string>()
    for (const [name, text] of Object.entries(stored)) {
      const [userId, of] = name.split('|')
      if (of === node) continue
      seen.add(name)
      learn(userId, of, JSON.parse(text) as Entry)
    }
    for (const [userId, nodes] of [...others]) {
      for (const of of [...nodes.keys()]) if (!seen.has(field(userId, of))) learn(userId, of, undefined)
    }
    for (const userId of own.people.keys()) announce(userId)
    for (const name of Object.keys(stored)) {
      const [userId, of] = name.split('|')
      if (of === node && !own.people.has(userId)) announce(userId)
    }
  }

  const beat = () => writer.set(nodeKey(node), '1', { expiration: { type: 'PX', value: deadAfter } })

  /** Takes out the people of nodes that have stopped. */
  async function reap (): Promise<void> {
    const nodes = new Set([...others.values()].flatMap((entries) => [...entries.keys()]))
    for (const dead of nodes) {
      if (await writer.exists(nodeKey(dead)) === 1) continue
      const locked = await writer.set(`${nodeKey(dead)}:reaped`, node, { condition: 'NX', expiration: { type: 'PX', value: lockTime } })
      if (locked === null) continue
      for (const [userId, entries] of [...others]) {
        if (!entries.has(dead)) continue
        onReap()
        learn(userId, dead, undefined)
        await writer.multi().hDel(key, field(userId, dead)).publish(`${key}:changes`, JSON.stringify({ node: dead, userId, entry: null })).execAsPipeline()
      }
    }
  }

  const stopOwn = own.onChange((change) => {
    if (!change.online && !own.people.has(change.userId)) announce(change.userId)
    if (change.online || !others.has(change.userId)) tell(change)
  })
  writer.on('ready', () => { synchronise().catch(onError) })
  reader.once('ready', () => { reader.subscribe(`${key}:changes`, hear).catch(onError) })
  const timers = [
    setInterval(() => write(async () => {
      await beat()
      await reap()
    }), heartbeat),
    setInterval(() => write(synchronise), assertInterval)
  ]
  for (const timer of timers) timer.unref()

  return {
    enter (userId, teamIds) {
      const here = own.enter(userId, teamIds)
      announce(userId)
      const elsewhere = [...others.get(userId)?.values() ?? []].reduce((sum, entry) => sum + entry.connections, 0)
      return here + elsewhere
    },
    leave (userId) {
      own.leave(userId)
      announce(userId)
    },
    isOnline,
    onChange (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close () {
      for (const timer of timers) clearInterval(timer)
      stopOwn()
      listeners.clear()
      // A node that stops in order leaves nobody behind; those who come back to another are online there.
      const names = [...own.people.keys()].map((userId) => field(userId))
      if (writer.isReady) {
        const batch = writer.multi().del(nodeKey(node))
        if (names.length > 0) batch.hDel(key, names)
        for (const userId of own.people.keys()) batch.publish(`${key}:changes`, JSON.stringify({ node, userId, entry: null }))
        await batch.execAsPipeline().catch(() => {})
      }
      await own.close()
      closeRedis(writer)
      closeRedis(reader)
    }
  }
}

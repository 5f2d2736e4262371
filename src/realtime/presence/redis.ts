import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { createMemoryPresence } from './memory.ts'
import type { Presence, PresenceChange } from './presence.ts'
import { closeRedis, openRedis, prefix, type RedisAddress, type RedisClient, type Seal } from '../redis.ts'

/** In milliseconds. */
const heartbeat = 5000
const deadAfter = 15_000
const assertInterval = 30_000
const lockTime = 10_000
const farewellTime = 1000
/** People that are told of at once. */
const batchSize = 200

/** What a node says of one of its people. */
interface Entry {
  connections: number
  teamIds: string[]
}

/** As it is stored and told: sealed, so that nobody else can say it, and with the names, so that it says it of nobody else. */
interface Statement {
  node: string
  userId: string
  entry: Entry | null
}

const key = `${prefix}presence`
const nodeKey = (node: string) => `${prefix}presence:node:${node}`

export interface RedisPresenceOptions {
  address: RedisAddress
  seal: Seal
  /** A person was taken out whose replica died. */
  onReap: () => void
  onError: (error: unknown) => void
}

/**
 * Presence over replicas. A hash holds `user|node` for each node's people, which only that node writes; each node keeps a
 * copy of the whole, told of changes by pub/sub and read anew from time to time. A node that stops its heartbeat is
 * dead, and the first to see it takes its people out. While Redis is away each node knows its own and what it last heard.
 */
export function createRedisPresence ({ address, seal: { seal, open }, onReap, onError: report }: RedisPresenceOptions): Presence {
  const node: string = randomUUID()
  const own = createMemoryPresence()
  let closed = false
  /** What is cut off by the close is no fault. */
  const onError = (error: unknown) => {
    if (!closed) report(error)
  }
  /** Of the other nodes: user → node → entry. */
  const others = new Map<string, Map<string, Entry>>()
  const listeners = new Set<(change: PresenceChange) => void>()
  /** Channels of Redis are one for all its databases. */
  const changes = `${key}:${address.database}:changes`
  let [writer, reader] = connect()
  /** Since when Redis is there: who is not seen at once after that may be on the way back as well. */
  let connectedAt = 0
  let beating = false
  /** What was told while all was being read, and is newer than that. */
  let told = new Set<string>()
  const isSettled = () => Date.now() - connectedAt > deadAfter
  const write = (work: () => Promise<unknown>) => {
    if (writer.isReady) work().catch(onError)
  }
  const field = (userId: string, of = node) => `${userId}|${of}`

  function connect () {
    const [writer, reader] = [openRedis(address, onError), openRedis(address, onError)]
    writer.on('ready', () => {
      connectedAt = Date.now()
      beating = false
      synchronise().catch(onError)
    })
    reader.once('ready', () => {
      reader.subscribe(changes, hear).catch(onError)
    })
    return [writer, reader]
  }

  function statement (userId: string, of: string, entry: Entry | undefined): string {
    return seal(JSON.stringify({ node: of, userId, entry: entry ?? null } satisfies Statement))
  }

  function read (sealed: string): Statement | undefined {
    const text = open(sealed)
    return text === undefined ? undefined : JSON.parse(text) as Statement
  }

  function tell (change: PresenceChange): void {
    for (const listener of listeners) listener(change)
  }

  function entryOf (userId: string): Entry | undefined {
    const person = own.people.get(userId)
    return person && { connections: person.connections, teamIds: person.teamIds }
  }

  /** What this node knows of one of its people, stored and told to the others. */
  function addTo (batch: ReturnType<RedisClient['multi']>, userId: string): typeof batch {
    const entry = entryOf(userId)
    if (entry) batch.hSet(key, field(userId), statement(userId, node, entry))
    else batch.hDel(key, field(userId))
    return batch.publish(changes, statement(userId, node, entry))
  }

  function announce (userId: string): void {
    write(() => addTo(writer.multi(), userId).execAsPipeline())
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
    const heard = read(text)
    if (!heard) return
    const { node: of, userId, entry } = heard
    told.add(field(userId, of))
    if (of !== node) return learn(userId, of, entry ?? undefined)
    // Another took this node for dead.
    if (!entry && own.people.has(userId)) announce(userId)
  }

  /** Says anew all that this node knows, and reads all that the others have said. */
  async function synchronise (): Promise<void> {
    await beat()
    const newer = told = new Set<string>()
    const stored = await writer.hGetAll(key)
    for (const [name, text] of Object.entries(stored)) {
      const said = read(text)
      if (!said?.entry || field(said.userId, said.node) !== name || said.node === node || newer.has(name)) continue
      learn(said.userId, said.node, said.entry)
    }
    for (const [userId, nodes] of isSettled() ? [...others] : []) {
      for (const of of [...nodes.keys()]) if (!(field(userId, of) in stored) && !newer.has(field(userId, of))) learn(userId, of, undefined)
    }
    const gone = Object.keys(stored).map((name) => name.split('|')).filter(([userId, of]) => of === node && !own.people.has(userId)).map((
      [userId]
    ) => userId)
    const mine = [...own.people.keys(), ...gone]
    for (let start = 0; start < mine.length; start += batchSize) {
      const batch = writer.multi()
      for (const userId of mine.slice(start, start + batchSize)) addTo(batch, userId)
      await batch.execAsPipeline()
    }
  }

  const beat = () => writer.set(nodeKey(node), '1', { expiration: { type: 'PX', value: deadAfter } })

  /** Takes out the people of nodes that have stopped. */
  async function reap (): Promise<void> {
    if (!isSettled()) return
    const nodes = new Set([...others.values()].flatMap((entries) => [...entries.keys()]))
    for (const dead of nodes) {
      if (await writer.exists(nodeKey(dead)) === 1) continue
      const locked = await writer.set(`${nodeKey(dead)}:reaped`, node, { condition: 'NX', expiration: { type: 'PX', value: lockTime } })
      if (locked === null) continue
      for (const [userId, entries] of [...others]) {
        if (!entries.has(dead)) continue
        onReap()
        learn(userId, dead, undefined)
        await writer.multi().hDel(key, field(userId, dead)).publish(changes, statement(userId, dead, undefined)).execAsPipeline()
      }
    }
  }

  const stopOwn = own.onChange((change) => {
    if (!change.online && !own.people.has(change.userId)) announce(change.userId)
    if (!others.has(change.userId)) tell(change)
  })
  /** A server that has not answered by the next beat is behind a network that says nothing. */
  function reconnect (): void {
    closeRedis(writer)
    closeRedis(reader)
    ;[writer, reader] = connect()
  }

  const timers = [
    setInterval(() =>
      write(async () => {
        if (beating) return reconnect()
        beating = true
        await beat().finally(() => {
          beating = false
        })
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
      closed = true
      for (const timer of timers) clearInterval(timer)
      stopOwn()
      listeners.clear()
      // A node that stops in order leaves nobody behind; those who come back to another are online there.
      const names = [...own.people.keys()].map((userId) => field(userId))
      if (writer.isReady) {
        const batch = writer.multi().del(nodeKey(node))
        if (names.length > 0) batch.hDel(key, names)
        for (const userId of own.people.keys()) batch.publish(changes, statement(userId, node, undefined))
        // A server that says nothing is not waited for.
        await Promise.race([batch.execAsPipeline().catch(() => {}), delay(farewellTime, undefined, { ref: false })])
      }
      await own.close()
      closeRedis(writer)
      closeRedis(reader)
    }
  }
}

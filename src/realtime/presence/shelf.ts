import { setTimeout as delay } from 'node:timers/promises'
import { prefix, type RedisClient, type Seal } from '../redis.ts'
import type { Link } from './link.ts'
import { fieldOf, readStatement, state, type Entry, type Statement } from './statements.ts'
import { chunks } from '../../runtime/chunks.ts'

/** In milliseconds. */
export const deadAfter = 15_000
const lockTime = 10_000
const farewellTime = 1000
/** People that are told of at once. */
const batchSize = 200

export type Batch = ReturnType<RedisClient['multi']>

/** What is stored in Redis and told over it: under which names, and how. */
export interface Shelf {
  /** This node lives. */
  beat: () => Promise<unknown>
  /** Stores what is so of each, and tells the others. */
  say: (people: [userId: string, entry: Entry | undefined][]) => Promise<void>
  /** Everything that is stored and ours, by its name. */
  readAll: () => Promise<Map<string, Statement>>
  /** Is the node dead, and ours to take out? */
  isOursToReap: (other: string) => Promise<boolean>
  /** Takes out somebody of a dead node. */
  reap: (userId: string, other: string) => Promise<void>
  /** This node stops in order and leaves nobody behind. Resolves after a second at the latest. */
  leave: (userIds: string[]) => Promise<void>
}

interface ShelfOptions {
  name: string
  node: string
  seal: Seal
  channel: string
  link: Link
}

export function createShelf ({ name, node, seal, channel, link }: ShelfOptions): Shelf {
  const key = `${prefix}${name}`
  const nodeKey = (of: string) => `${key}:node:${of}`
  const expiry = (value: number) => ({ expiration: { type: 'PX' as const, value } })

  function put (batch: Batch, userId: string, entry: Entry | undefined): void {
    const statement = state(seal, node, userId, entry)
    if (entry) batch.hSet(key, fieldOf(userId, node), statement)
    else batch.hDel(key, fieldOf(userId, node))
    batch.publish(channel, statement)
  }

  return {
    beat: () => link.writer.set(nodeKey(node), '1', expiry(deadAfter)),
    async say (people) {
      for (const some of chunks(people, batchSize)) {
        const batch = link.writer.multi()
        for (const [userId, entry] of some) put(batch, userId, entry)
        await batch.execAsPipeline()
      }
    },
    async readAll () {
      const stored = Object.entries(await link.writer.hGetAll(key)).map(([field, text]) => [field, readStatement(seal, text)] as const)
      return new Map(stored.filter((pair): pair is [string, Statement] => isOf(...pair)))
    },
    async isOursToReap (other) {
      if (await link.writer.exists(nodeKey(other)) === 1) return false
      return await link.writer.set(`${nodeKey(other)}:reaped`, node, { condition: 'NX', ...expiry(lockTime) }) !== null
    },
    async reap (userId, other) {
      const statement = state(seal, other, userId, undefined)
      await link.writer.multi().hDel(key, fieldOf(userId, other)).publish(channel, statement).execAsPipeline()
    },
    async leave (userIds) {
      if (!link.isReady) return
      const batch = link.writer.multi().del(nodeKey(node))
      for (const userId of userIds) put(batch, userId, undefined)
      // A server that says nothing is not waited for.
      await Promise.race([batch.execAsPipeline().catch(() => {}), delay(farewellTime, undefined, { ref: false })])
    }
  }
}

const isOf = (field: string, said: Statement | undefined): boolean => Boolean(said?.entry) && fieldOf(said!.userId, said!.node) === field

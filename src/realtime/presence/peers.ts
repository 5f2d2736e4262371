import type { PresenceChange } from './presence.ts'
import type { Entry } from './statements.ts'

/** What the other nodes have said of their people. */
export interface Peers {
  has: (userId: string) => boolean
  /** How many a person has at all of them. */
  connections: (userId: string) => number
  nodes: () => Set<string>
  /** The people of a node. */
  peopleOf: (node: string) => string[]
  /** Each person at each node. */
  entries: () => { userId: string, node: string }[]
  /** A node has told of somebody; `undefined` when they left it. */
  learn: (userId: string, node: string, entry: Entry | undefined) => void
}

/** @param isHere is the person at this node itself? Then nobody comes or goes by what others say. */
export function createPeers (isHere: (userId: string) => boolean, tell: (change: PresenceChange) => void): Peers {
  /** user → node → entry */
  const known = new Map<string, Map<string, Entry>>()
  const isOnline = (userId: string) => isHere(userId) || known.has(userId)
  const entries = () => [...known].flatMap(([userId, nodes]) => [...nodes.keys()].map((node) => ({ userId, node })))

  return {
    has: (userId) => known.has(userId),
    connections: (userId) => [...known.get(userId)?.values() ?? []].reduce((sum, entry) => sum + entry.connections, 0),
    nodes: () => new Set(entries().map(({ node }) => node)),
    peopleOf: (node) => entries().filter((entry) => entry.node === node).map(({ userId }) => userId),
    entries,
    learn (userId, node, entry) {
      const wasOnline = isOnline(userId)
      const nodes = known.get(userId) ?? new Map<string, Entry>()
      const teamIds = (entry ?? nodes.get(node))?.teamIds ?? []
      if (entry) nodes.set(node, entry)
      else nodes.delete(node)
      if (nodes.size > 0) known.set(userId, nodes)
      else known.delete(userId)
      if (wasOnline !== isOnline(userId)) tell({ userId, online: !wasOnline, teamIds })
    }
  }
}

import type { Peers } from './peers.ts'
import type { Shelf } from './shelf.ts'
import { fieldOf, type Entry, type Statement } from './statements.ts'

/** Holds what this node and the others know of each other against what is stored. */
export interface Reconciliation {
  /** Something was told, by whomever. */
  heard: (said: Statement) => void
  /** Says anew all that this node knows, and reads all that the others have said. */
  synchronise: () => Promise<void>
  /** Takes out the people of nodes that have stopped. */
  reap: () => Promise<void>
}

export interface ReconciliationDeps {
  node: string
  /** The people of this node. */
  own: () => Map<string, Entry>
  peers: Peers
  shelf: Shelf
  /** Has Redis been there for so long that who is not seen is gone? */
  isSettled: () => boolean
  /** A person was taken out whose replica died. */
  onReap: () => void
}

export function createReconciliation ({ node, own, peers, shelf, isSettled, onReap }: ReconciliationDeps): Reconciliation {
  /** What was told while all was being read, and is newer than that. */
  let told = new Set<string>()

  /** @param newer what is not learnt from there. */
  function learn (stored: Map<string, Statement>, newer: Set<string>): void {
    for (const [field, said] of stored) {
      if (said.node !== node && !newer.has(field)) peers.learn(said.userId, said.node, said.entry!)
    }
    for (const { userId, node: of } of isSettled() ? peers.entries() : []) {
      const field = fieldOf(userId, of)
      if (!stored.has(field) && !newer.has(field)) peers.learn(userId, of, undefined)
    }
  }

  return {
    heard ({ userId, node: of }) {
      told.add(fieldOf(userId, of))
    },
    async synchronise () {
      await shelf.beat()
      const newer = told = new Set<string>()
      const stored = await shelf.readAll()
      learn(stored, newer)
      const people = own()
      const gone = [...stored.values()].filter((said) => said.node === node && !people.has(said.userId)).map(({ userId }) => userId)
      await shelf.say([...people.keys(), ...gone].map((userId) => [userId, people.get(userId)]))
    },
    async reap () {
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
  }
}

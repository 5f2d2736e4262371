import type { Downward, Want } from './messages.ts'

export interface Member {
  want: Want
  deliver: (message: Downward) => void
}

/** Those of one client that take part in the connections: its realtime connections, and who wants the number alone. */
export interface Members {
  readonly isEmpty: boolean
  has: (id: string) => boolean
  ids: () => string[]
  /** @returns what it is called. */
  add: (member: Member) => string
  remove: (id: string) => boolean
  /** @param to one of them; all of them without it. */
  deliver: (message: Downward, to?: string) => void
  /** Says of each what it wants. */
  introduce: (join: (id: string, want: Want) => void) => void
}

export function createMembers (): Members {
  const all = new Map<string, Member>()
  return {
    get isEmpty () {
      return all.size === 0
    },
    has: (id) => all.has(id),
    ids: () => [...all.keys()],
    add (member) {
      const id = randomId()
      all.set(id, member)
      return id
    },
    remove: (id) => all.delete(id),
    deliver (message, to) {
      if (to !== undefined) return all.get(to)?.deliver(message)
      for (const member of [...all.values()]) member.deliver(message)
    },
    introduce (join) {
      for (const [id, { want }] of all) join(id, want)
    }
  }
}

export const randomId = (): string => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)

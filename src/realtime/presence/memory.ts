import { linger, type Presence, type PresenceChange } from './presence.ts'

interface Person {
  connections: number
  teamIds: string[]
  leaving: NodeJS.Timeout | undefined
}

/** The presence of a single process, and of each replica's own people. */
export function createMemoryPresence (): Presence & { people: ReadonlyMap<string, Readonly<Person>> } {
  const people = new Map<string, Person>()
  const listeners = new Set<(change: PresenceChange) => void>()
  const tell = (userId: string, online: boolean, teamIds: string[]) => {
    if (teamIds.length > 0) { for (const listener of listeners) listener({ userId, online, teamIds }) }
  }

  function forget (userId: string, person: Person): void {
    people.delete(userId)
    tell(userId, false, person.teamIds)
  }

  return {
    people,
    enter (userId, teamIds) {
      const known = people.get(userId)
      clearTimeout(known?.leaving)
      const connections = (known?.connections ?? 0) + 1
      people.set(userId, { connections, teamIds, leaving: undefined })
      const former = known?.teamIds ?? []
      tell(userId, true, teamIds.filter((id) => !former.includes(id)))
      tell(userId, false, former.filter((id) => !teamIds.includes(id)))
      return connections
    },
    leave (userId) {
      const person = people.get(userId)
      if (!person || --person.connections > 0) return
      person.leaving = setTimeout(() => forget(userId, person), linger)
      person.leaving.unref()
    },
    isOnline: (userId) => people.has(userId),
    onChange (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close () {
      for (const { leaving } of people.values()) clearTimeout(leaving)
      listeners.clear()
    }
  }
}

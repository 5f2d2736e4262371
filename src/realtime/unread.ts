import { internalChannels } from '../rules/platform/channels.ts'
import type { Hub } from './log/hub.ts'

/** How many notifications each person has not read, for all of this process that want to know. */
export interface Unread {
  /** Tells the number now and at each change. @returns a function that ends it. */
  watch: (userId: string, tell: (count: number) => void) => () => void
  close: () => void
}

interface UnreadDeps {
  hub: Hub
  countUnread: (userId: string) => Promise<number>
  onError: (error: unknown) => void
}

/** In milliseconds: after a count that failed. */
const retryDelay = 1000

interface Person {
  listeners: Set<(count: number) => void>
  /** Undefined until it was counted since the last change. */
  count: number | undefined
  changes: number
  counting: boolean
  retry: NodeJS.Timeout | undefined
  stop: () => void
}

/** One count for a person and a change serves all of their streams and sockets. */
export function createUnread ({ hub, countUnread, onError }: UnreadDeps): Unread {
  const people = new Map<string, Person>()

  function admit (userId: string): Person {
    const person: Person = { listeners: new Set(), count: undefined, changes: 0, counting: false, retry: undefined, stop: () => {} }
    const changed = () => {
      person.changes++
      person.count = undefined
      void count(userId, person)
    }
    const stops = [hub.subscribe(internalChannels.inbox(userId), changed), hub.onRestart(changed)]
    person.stop = () => {
      clearTimeout(person.retry)
      for (const stop of stops) stop()
    }
    people.set(userId, person)
    return person
  }

  /** Once more when something changed meanwhile: each number is newer than every change before it. */
  async function count (userId: string, person: Person): Promise<void> {
    if (person.counting) return
    person.counting = true
    clearTimeout(person.retry)
    try {
      let changes: number
      do {
        changes = person.changes
        person.count = await countUnread(userId)
      } while (changes !== person.changes)
      for (const tell of person.listeners) tell(person.count)
    } catch (error) {
      onError(error)
      person.count = undefined
      if (person.listeners.size > 0) person.retry = setTimeout(() => void count(userId, person), retryDelay).unref()
    } finally {
      person.counting = false
    }
  }

  return {
    watch (userId, tell) {
      const person = people.get(userId) ?? admit(userId)
      person.listeners.add(tell)
      if (person.count === undefined || person.counting) void count(userId, person)
      else tell(person.count)
      return () => {
        if (!person.listeners.delete(tell) || person.listeners.size > 0) return
        person.stop()
        if (people.get(userId) === person) people.delete(userId)
      }
    },
    close () {
      for (const { stop } of people.values()) stop()
      people.clear()
    }
  }
}

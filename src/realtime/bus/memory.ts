import type { Bus, BusMessage } from './bus.ts'

/** The bus of a single process. */
export function createMemoryBus (): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    reachesOthers: false,
    publish (message) {
      for (const listener of listeners) listener(message)
    },
    subscribe (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    suspect: () => {},
    async close () {
      listeners.clear()
    }
  }
}

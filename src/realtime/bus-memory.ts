import type { Bus } from './bus.ts'

/** The bus of a single process. */
export function createMemoryBus (): Bus {
  const listeners = new Set<Parameters<Bus['subscribe']>[0]>()
  return {
    async publish (events) {
      for (const listener of listeners) listener(events)
    },
    subscribe (listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close () {
      listeners.clear()
    }
  }
}

/** The connections that a browser keeps for later calls: after a silent loss they are dead, and nobody tells. */
export interface Pool {
  /** Uses all of them at once for something small; those that let it wait are given up. Resolves when that is over. */
  clear: () => Promise<void>
}

/** As many as a browser keeps for one host. */
const kept = 6
/** In milliseconds. */
const shortestInterval = 5000

/** @param probe a small call with a short limit. */
export function createPool (probe: () => Promise<Response>): Pool {
  let clearing: Promise<void> | undefined
  let clearedAt = -Infinity

  async function use (): Promise<void> {
    try {
      await (await probe()).arrayBuffer()
    } catch {
      // Dead, and given up.
    }
  }

  return {
    clear () {
      if (performance.now() - clearedAt < shortestInterval) return clearing ?? Promise.resolve()
      clearedAt = performance.now()
      clearing = Promise.all(Array.from({ length: kept }, use)).then(() => {
        clearing = undefined
      })
      return clearing
    }
  }
}

/** Calls each; what one throws is reported as if nobody had caught it, and keeps nobody else from hearing. */
export function callEach<T> (listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of listeners) {
    try {
      listener(value)
    } catch (error) {
      report(error)
    }
  }
}

function report (error: unknown): void {
  if (typeof globalThis.reportError === 'function') return globalThis.reportError(error)
  queueMicrotask(() => {
    throw error
  })
}

/** @returns a function that takes it out again. */
export function add<T> (set: Set<T>, item: T): () => void {
  set.add(item)
  return () => {
    set.delete(item)
  }
}

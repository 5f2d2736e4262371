import type { Logger } from 'pino'

/** Work that an answer does not wait for. */
export interface Background {
  /** Starts at once, after the caller's turn; a failure is logged. */
  run: (name: string, work: () => Promise<void>) => void
  /** Waits for what is under way. */
  close: () => Promise<void>
}

export function createBackground (log: Logger): Background {
  const running = new Set<Promise<void>>()
  return {
    run (name, work) {
      const run: Promise<void> = Promise.resolve().then(work)
        .catch((error: unknown) => log.error({ err: error }, `${name} failed`))
        .finally(() => running.delete(run))
      running.add(run)
    },
    close: async () => {
      await Promise.all(running)
    }
  }
}

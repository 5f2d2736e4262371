/** Who of the clients of a browser holds the connections: whoever holds a lock, which the browser takes from a tab that is gone. */
export interface Leadership {
  /** Waits for its turn, and leads from then on. */
  stand: () => void
  /** The leader says nothing any more: takes its place. */
  seize: () => void
  /** Neither leads nor waits any more. */
  withdraw: () => void
}

export interface LeadershipDeps {
  locks: LockManager
  name: string
  onElected: () => void
  /** Another has seized it. */
  onDeposed: () => void
}

export function createLeadership ({ locks, name, onElected, onDeposed }: LeadershipDeps): Leadership {
  let standing: AbortController | undefined

  function request (options: LockOptions): void {
    standing?.abort()
    const mine = standing = new AbortController()
    let isElected = false
    const lead = () =>
      new Promise<void>((resolve) => {
        if (mine.signal.aborted) return resolve()
        isElected = true
        mine.signal.addEventListener('abort', () => resolve(), { once: true })
        onElected()
      })
    // A lock that may be stolen takes no signal.
    locks.request(name, options.steal ? options : { ...options, signal: mine.signal }, lead).catch(() => {
      if (mine.signal.aborted) return
      standing = undefined
      if (isElected) onDeposed()
      else onElected() // The page may have no locks: it works by itself.
    })
  }

  return {
    stand () {
      if (!standing) request({})
    },
    seize: () => request({ steal: true }),
    withdraw () {
      standing?.abort()
      standing = undefined
    }
  }
}

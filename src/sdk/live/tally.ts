import type { Counter } from './counter.ts'
import type { Downward } from './messages.ts'

/** The number of unread notifications, for those who want it: from the socket where that brings it, else from a stream. */
export interface Tally {
  /** Undefined as long as nobody has told it. */
  readonly count: number | undefined
  /** Is the stream still needed, or needed by now? */
  consider: () => void
  /** The socket has told it. */
  tell: (count: number) => void
  /** The socket does not bring it any more. */
  lose: () => void
  /** Perhaps it is another person's by now; `consider` begins anew. */
  forget: () => void
  wake: () => void
  close: () => void
}

export interface TallyDeps {
  isWanted: () => boolean
  /** Is there a socket, which may bring it yet? */
  hasLine: () => boolean
  openStream: (onUnread: (count: number) => void) => Counter
  send: (message: Downward) => void
}

/** In milliseconds: for so long the stream waits for the socket, which brings the number too. */
const streamDelay = 3000

export function createTally ({ isWanted, hasLine, openStream, send }: TallyDeps): Tally {
  let counter: Counter | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lineCounts = false
  let count: number | undefined

  function take (next: number): void {
    count = next
    send({ kind: 'unread', count: next })
  }

  function stop (): void {
    counter?.close()
    counter = undefined
  }

  function start (): void {
    timer = undefined
    if (counter || lineCounts || !isWanted()) return
    counter = openStream(take)
  }

  function consider (): void {
    if (isWanted() && !lineCounts) {
      if (!counter) timer ??= setTimeout(start, hasLine() ? streamDelay : 0)
      return
    }
    clearTimeout(timer)
    timer = undefined
    stop()
    if (!lineCounts) count = undefined
  }

  return {
    get count () {
      return count
    },
    consider,
    tell (next) {
      lineCounts = true
      take(next)
      consider()
    },
    lose () {
      lineCounts = false
      consider()
    },
    forget () {
      count = undefined
      stop()
    },
    wake: () => counter?.wake(),
    close () {
      clearTimeout(timer)
      counter?.close()
    }
  }
}

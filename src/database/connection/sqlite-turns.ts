import { isBusy } from '../unavailable.ts'

/** In milliseconds: how long others may hold the lock of the file before who waits for it is told. */
const patience = 4000
/** Between two tries, in milliseconds. */
const pause = { shortest: 5, longest: 25 }

interface Waiter {
  work: () => unknown
  since: number
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

/** Of one process's statements, over the one connection that it has to the file. */
export interface Turns {
  /** Runs what only reads, as soon as no transaction of ours is open. */
  read: <T>(work: () => T) => Promise<T>
  /** Runs what writes, or begins a transaction, in its turn. */
  write: <T>(work: () => T) => Promise<T>
  /** A transaction is open: nothing else runs until it ends. */
  began: () => void
  ended: () => void
}

/**
 * SQLite would wait for the lock of another process inside the call, and the whole process with it. So it is told at once that the
 * lock is taken, and tried again: by the writer whose turn it is, while the others wait behind it and readers go on.
 */
export function createTurns (): Turns {
  const readers: Waiter[] = []
  const writers: Waiter[] = []
  let isOpen = false
  /** Since when others hold the lock. */
  let blockedSince: number | undefined
  let timer: NodeJS.Timeout | undefined

  /** @returns false where others hold the lock. */
  function attempt ({ work, resolve, reject }: Waiter): boolean {
    try {
      resolve(work() as never)
    } catch (error) {
      if (isBusy(error)) return isPatient(error)
      reject(error)
    }
    return true
  }

  function isPatient (error: unknown): false {
    const now = performance.now()
    const blocked = blockedSince ??= now
    for (const list of [readers, writers]) {
      for (const waiter of list.filter(({ since }) => now - Math.max(since, blocked) >= patience)) {
        list.splice(list.indexOf(waiter), 1)
        waiter.reject(error)
      }
    }
    return false
  }

  function advance (): void {
    if (isOpen) return
    for (const reader of readers.slice()) {
      if (attempt(reader)) leave(readers, reader)
    }
    for (const writer of writers.slice()) {
      if (!attempt(writer)) return later()
      blockedSince = undefined
      leave(writers, writer)
      // It has begun a transaction, and that ends first.
      if (isOpen) return
    }
    if (readers.length > 0) later()
  }

  function later (): void {
    timer ??= setTimeout(() => {
      timer = undefined
      advance()
    }, pause.shortest + Math.random() * (pause.longest - pause.shortest))
  }

  function enter<T> (list: Waiter[], work: () => T): Promise<T> {
    if (readers.length + writers.length === 0) blockedSince = undefined
    return new Promise((resolve, reject) => {
      list.push({ work, since: performance.now(), resolve, reject })
      // Who is not the first writer waits for those before it, and while others hold the lock the timer tries.
      if (list === readers || (writers.length === 1 && timer === undefined)) advance()
    })
  }

  return {
    read: (work) => enter(readers, work),
    write: (work) => enter(writers, work),
    began () {
      isOpen = true
    },
    ended () {
      isOpen = false
      // Whoever ended it goes on first.
      queueMicrotask(advance)
    }
  }
}

function leave (list: Waiter[], waiter: Waiter): void {
  const index = list.indexOf(waiter)
  if (index >= 0) list.splice(index, 1)
}

import { pause } from './pause.ts'
import type { ClientOptions, ClientStorage } from './options.ts'

/** What the clients of one browser, or of one `storage`, have in common; a client that shares nothing has it to itself. */
export interface Sharing {
  /** What the clients that have it in common are known by; undefined for a client that shares nothing. */
  name: string | undefined
  read: (name: string) => string | undefined
  write: (name: string, value: string | undefined) => void
  /** One at a time. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>
  /** Within a turn: whoever's turn is next finds it in `published`, though storage and channel may bring it there later. */
  publish: (text: string) => Promise<void>
  /** What was published a short while ago, by whichever tab. */
  published: () => Promise<string[]>
  /** Calls `hear` of the others, not one's own. */
  tell: (text: string) => void
}

/** In milliseconds: a tab that the system froze keeps its lock. The service bears two refreshes at once. */
const longestTurn = 20_000
/** In milliseconds: by then what another tab has written is in the storage of all, however busy the machine is. */
const propagation = 10_000

/**
 * Outside a page (`document` tells) nothing is shared unless there is a storage: a server that renders for many
 * people has locks and channels too.
 */
export function createSharing ({ baseUrl, mode = 'cookie', storage }: ClientOptions, hear: (text: string) => void): Sharing {
  const tabs = storage === undefined && mode === 'cookie' && typeof document === 'object'
  const origin = originOf(baseUrl)
  const kept = keptIn(storage ?? (tabs ? attempt(() => localStorage) : undefined), (name) => `workpulse.${name}:${origin}`)
  const shared = storage !== undefined || tabs
  // Two storages in one process are two browsers.
  const name = `workpulse:${origin}${storage === undefined ? '' : `#${idOf(kept)}`}`
  const channel = shared ? attempt(() => new BroadcastChannel(name)) : undefined
  if (channel) {
    channel.onmessage = ({ data }) => hear(String(data)) // In Node it would keep the process alive.
    ;(channel as { unref?: () => void }).unref?.()
  }
  const locks = shared ? attempt(() => navigator.locks) : undefined
  return {
    ...kept,
    name: shared ? name : undefined,
    exclusively: locks ? lockedBy(locks, name) : inTurn(),
    // Elsewhere than in pages all have the storage to themselves.
    ...publishing(typeof document === 'object' ? locks : undefined, `${name} `),
    tell: (text) => {
      attempt(() => channel?.postMessage(text))
    }
  }
}

/** In the storage, or in memory from the moment that it fails. */
function keptIn (storage: ClientStorage | undefined, keyOf: (name: string) => string): Pick<Sharing, 'read' | 'write'> {
  const memory = new Map<string, string>()
  let working = storage
  return {
    read (name) {
      if (!working) return memory.get(name)
      try {
        return working.getItem(keyOf(name)) ?? undefined
      } catch {
        working = undefined
        return memory.get(name)
      }
    },
    write (name, value) {
      if (value === undefined) memory.delete(name)
      else memory.set(name, value)
      try {
        if (value === undefined) working?.removeItem(keyOf(name))
        else working?.setItem(keyOf(name), value)
      } catch {
        working = undefined
      }
    }
  }
}

function idOf ({ read, write }: Pick<Sharing, 'read' | 'write'>): string {
  if (read('id') === undefined) write('id', Math.random().toString(36).slice(2))
  return read('id')!
}

function lockedBy (locks: LockManager, name: string): Sharing['exclusively'] {
  return async (work) => {
    let begun = false
    try {
      return await locks.request(name, { signal: AbortSignal.timeout(longestTurn) }, () => {
        begun = true
        return work()
      })
    } catch (error) {
      if (begun) throw error
      return work() // Waited in vain, or the page may have no locks.
    }
  }
}

/** By the names of locks that are held for a while: the browser has them in one place, and in the order in which turns are taken. */
function publishing (locks: LockManager | undefined, prefix: string): Pick<Sharing, 'publish' | 'published'> {
  return {
    publish: (text) =>
      new Promise((resolve) => {
        if (!locks) return resolve()
        locks.request(prefix + text, { mode: 'shared' }, () => {
          resolve()
          return pause(propagation)
        }).catch(() => resolve())
      }),
    async published () {
      const { held = [] } = await locks?.query().catch(() => undefined) ?? {}
      return held.flatMap(({ name = '' }) => name.startsWith(prefix) ? [name.slice(prefix.length)] : [])
    }
  }
}

function inTurn (): Sharing['exclusively'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const given = new AbortController()
    const turn = Promise.race([last, pause(longestTurn, given.signal)])
    const mine = turn.then(() => {
      given.abort()
      return work()
    })
    last = mine.catch(() => {})
    return mine
  }
}

/** What a page may not use throws already when it is looked at. */
function attempt<T> (look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

function originOf (baseUrl: string): string {
  return attempt(() => new URL(baseUrl, globalThis.location?.href).origin) ?? baseUrl
}

import { ConnectionError } from '../errors.ts'
import { callEach } from '../listeners.ts'
import { pause } from '../pause.ts'
import type { Connections } from './connections.ts'
import type { LiveDeps } from './live.ts'
import type { Realtime, RealtimeOptions } from './realtime.ts'
import type { UnreadListeners } from './unread.ts'

type OnSessionEnd = (listener: () => void) => () => void
type Load = () => Promise<Connections>

/** In milliseconds, between attempts to load a file: at first, and at most. */
const [firstPause, longestPause] = [500, 20_000]
const mostAttempts = 12

/**
 * The live connections, whose code is loaded when somebody first asks for one: who only calls the API does without. Whatever is asked
 * for meanwhile holds from then on.
 */
export function connectionsLater (deps: LiveDeps, onSessionEnd: OnSessionEnd): Connections {
  let loading: Promise<Connections> | undefined

  function load (): Promise<Connections> {
    loading ??= loadCode().then(({ createConnections }) => createConnections(deps, onSessionEnd))
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }

  return {
    connect: (options) => realtimeLater(load, onSessionEnd, options),
    followUnread: (listeners) => unreadLater(load, onSessionEnd, listeners),
    renew () {
      // Another tab may hold them.
      if (loading !== undefined || deps.name !== undefined) load().then(({ renew }) => renew(), () => {})
    }
  }
}

/** @throws ConnectionError where the file does not come, after some minutes. */
async function loadCode (): Promise<typeof import('./connections.ts')> {
  for (let attempt = 1, wait = firstPause;; attempt++, wait = Math.min(wait * 2, longestPause)) {
    try {
      return await import('./connections.ts')
    } catch (error) {
      if (attempt === mostAttempts) throw new ConnectionError('The code of the live connections cannot be loaded', { cause: error })
      await pause(wait * (0.5 + Math.random()))
    }
  }
}

function realtimeLater (load: Load, onSessionEnd: OnSessionEnd, options?: RealtimeOptions): Realtime {
  let realtime: Realtime | undefined
  let isClosed = false
  const waiting = new Set<(realtime: Realtime) => void>()
  const forget = onSessionEnd(close)
  const loaded = load().then(({ connect }) => {
    forget()
    realtime = connect(options)
    // At once: what an open connection says comes next.
    for (const attach of waiting) attach(realtime)
    // Whoever listens is told, and whoever waits.
    if (isClosed) queueMicrotask(realtime.close)
    return realtime
  })
  loaded.catch(() => {
    isClosed = true
  })

  function close (): void {
    isClosed = true
    realtime?.close()
  }

  /** @returns a function that ends it. */
  function when (attach: (realtime: Realtime) => () => void): () => void {
    if (realtime) return attach(realtime)
    let end: (() => void) | undefined
    const begin = (realtime: Realtime) => {
      end = attach(realtime)
    }
    waiting.add(begin)
    return () => {
      waiting.delete(begin)
      end?.()
    }
  }

  return {
    get state () {
      return realtime?.state ?? (isClosed ? 'closed' : 'connecting')
    },
    get reason () {
      return realtime?.reason
    },
    ready: () => loaded.then((realtime) => realtime.ready()),
    on: (type, listener) => when((realtime) => realtime.on(type, listener)),
    onResync: (listener) => when((realtime) => realtime.onResync(listener)),
    onState: (listener) => when((realtime) => realtime.onState(listener)),
    followTeam: (teamId, options) => loaded.then((realtime) => realtime.followTeam(teamId, options)),
    followOrganisation: (options) => loaded.then((realtime) => realtime.followOrganisation(options)),
    close
  }
}

function unreadLater (load: Load, onSessionEnd: OnSessionEnd, listeners: UnreadListeners): () => void {
  let end = () => {}
  let isOver = listeners.signal?.aborted ?? false
  const forget = onSessionEnd(() => {
    if (isOver) return
    isOver = true
    if (listeners.onRevoked) callEach([listeners.onRevoked], undefined)
  })
  load().then(({ followUnread }) => {
    forget()
    if (!isOver) end = followUnread(listeners)
  }, forget)
  return () => {
    isOver = true
    forget()
    end()
  }
}

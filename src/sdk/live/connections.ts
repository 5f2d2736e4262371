/** All of the live connections: what is loaded when somebody first asks for one. */
import { createLive, type LiveDeps } from './live.ts'
import { connectRealtime, type Realtime, type RealtimeOptions } from './realtime.ts'
import { followUnread, type UnreadListeners } from './unread.ts'

export interface Connections {
  connect: (options?: RealtimeOptions) => Realtime
  followUnread: (listeners: UnreadListeners) => () => void
  /** Somebody has signed in here: whoever holds the connections makes them anew. */
  renew: () => void
}

export function createConnections (deps: LiveDeps, onSessionEnd: (listener: () => void) => () => void): Connections {
  const live = createLive(deps)
  return {
    connect: (options) => connectRealtime(live, onSessionEnd, options),
    followUnread: (listeners) => followUnread(live, onSessionEnd, listeners),
    renew: live.renew
  }
}

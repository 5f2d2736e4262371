import type { SessionViewer, Viewer } from '../../rules/identity/viewer.ts'
import type { Locale } from '../../texts/locale.ts'
import type { Presence } from '../presence/presence.ts'
import type { Unread } from '../unread.ts'
import type { Watchers } from '../watchers.ts'
import type { Connections } from './connections.ts'
import type { SubscriptionsDeps } from './subscriptions.ts'
import type { WireDeps } from './wire.ts'

/** What all connections need of the rest of the service. */
export interface ConnectionDeps extends WireDeps, SubscriptionsDeps {
  connections: Connections
  presence: Presence
  watchers: Watchers
  unread: Unread
  /** Aborts when the service stops. */
  closing: AbortSignal
  /** The session of a ticket, which is used up by asking. */
  consumeTicket: (ticket: string) => Promise<string | undefined>
  /** The session of an access token. */
  verifyToken: (token: string) => string | undefined
  /** The person of a session, read anew; undefined once it is over. */
  findViewer: (sessionId: string) => Promise<SessionViewer | undefined>
  maySubscribe: (viewer: Viewer, teamId: string) => Promise<boolean>
  /** What the reader has said; undefined where they have not. */
  findLocale: (userId: string) => Promise<Locale | undefined>
  now: () => number
  onClose: (code: number) => void
  onError: (error: unknown, connectionId: string) => void
}

import type { ResyncReason } from '../../../generated/events.ts'
import type { Database } from '../../database/tables.ts'
import type { SessionViewer, Viewer } from '../../rules/identity/viewer.ts'
import type { Locale } from '../../texts/locale.ts'
import type { Hub } from '../log/hub.ts'
import type { Presence } from '../presence/presence.ts'
import type { Unread } from '../unread.ts'
import type { Watchers } from '../watchers.ts'
import type { Connections } from './connections.ts'
import type { WireOptions } from './wire.ts'

/** What a connection needs of the rest of the service. */
export interface ConnectionDeps {
  db: Database
  hub: Hub
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
  /** What the client says that its reader reads. */
  locale: Locale
  /** What the reader has said; undefined where they have not. */
  findLocale: (userId: string) => Promise<Locale | undefined>
  now: () => number
  onResync: (reason: ResyncReason) => void
  onDrop: WireOptions['onDrop']
  onClose: (code: number) => void
  onError: (error: unknown) => void
}

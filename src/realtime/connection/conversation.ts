import { channels, type ClientFrame, type NotificationUnreadFrame } from '../../../generated/events.ts'
import type { SessionViewer } from '../../rules/identity/viewer.ts'
import { internalChannels } from '../../rules/platform/channels.ts'
import type { Locale } from '../../texts/locale.ts'
import { limits } from '../limits.ts'
import type { ConnectionDeps } from './deps.ts'
import { createFollowing, type Refuse, type RefusalCode } from './following.ts'
import type { Wire } from './wire.ts'

/** What one client asks for, and what it is answered. */
export interface Conversation {
  /** Undefined until it is authenticated. */
  readonly sessionId: string | undefined
  authenticate: (sessionId: string | undefined) => Promise<void>
  obey: (frame: ClientFrame) => Promise<void>
  refuse: Refuse
  /** The log has become another one: what was missed cannot be told, and may have been that one may not see this any more. */
  beginAnew: () => Promise<void>
  end: () => void
}

/** Who reads what is sent. */
export interface Reader {
  locale: Locale
}

export function createConversation (
  connectionId: string,
  wire: Wire,
  reader: Reader,
  deps: ConnectionDeps,
  onAuthenticated: () => void
): Conversation {
  const { hub, presence, unread } = deps
  const following = createFollowing(wire, refuse, deps)
  /** What ends with the conversation. */
  const endings: (() => void)[] = []
  let viewer: SessionViewer | undefined

  function refuse (code: RefusalCode, message: string, ref?: string): void {
    wire.send({ type: 'error', ...(ref !== undefined && { ref }), code, message, retryable: code === 'UNAVAILABLE' })
  }

  /** Listens to a channel of the service's own as long as the connection lives. */
  function heed (channel: string): void {
    if (wire.isOpen) endings.push(hub.subscribe(channel, () => wire.close('signedOut')))
  }

  /** From now on; what is told meanwhile is told in the language of before. */
  async function heedLanguage (userId: string): Promise<void> {
    const look = async () => {
      reader.locale = await deps.findLocale(userId) ?? deps.locale
    }
    endings.push(hub.subscribe(internalChannels.language(userId), () => void look().catch(deps.onError)))
    await look()
  }

  async function authenticate (sessionId: string | undefined): Promise<void> {
    if (!sessionId) return wire.close('signedOut')
    await hub.started()
    // First listen, then look: a session that ends in between is heard of.
    heed(internalChannels.session(sessionId))
    const found = await deps.findViewer(sessionId)
    if (!found) return wire.close('signedOut')
    heed(internalChannels.account(found.id))
    if (!wire.isOpen) return
    endings.push(() => presence.leave(found.id))
    if (presence.enter(found.id, found.teams.map(({ id }) => id)) > limits.connections) return wire.close('tooManyConnections')
    onAuthenticated()
    await heedLanguage(found.id)
    if (!wire.isOpen) return
    viewer = found
    greet()
    await following.followOwn(viewer)
    if (wire.isOpen) endings.push(unread.watch(viewer.id, (count) => tellUnread(channels.user(found.id), count)))
  }

  /** A client that reads slowly is told the latest once it has caught up. */
  function tellUnread (channel: string, count: number): void {
    const time = new Date(deps.now()).toISOString()
    wire.sendLatest(JSON.stringify({ v: 1, type: 'notification.unread', channel, time, data: { count } } satisfies NotificationUnreadFrame))
  }

  function greet (): void {
    const { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed } = limits
    wire.send({
      type: 'hello',
      conn: connectionId,
      epoch: hub.epoch!,
      heartbeat: limits.pingInterval / 1000,
      limits: { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed }
    })
  }

  return {
    get sessionId () {
      return viewer?.sessionId
    },
    authenticate,
    refuse,
    async obey (frame) {
      if (frame.type === 'auth') {
        return viewer
          ? refuse('VALIDATION_FAILED', 'The connection is signed in already.')
          : authenticate(deps.verifyToken(frame.token))
      }
      if (!viewer) return wire.close('signedOut')
      switch (frame.type) {
        case 'ping':
          return wire.send({ type: 'pong' })
        case 'subscribe':
          return following.subscribe(viewer, frame.channel, frame)
        case 'unsubscribe':
          return following.unsubscribe(frame)
      }
    },
    async beginAnew () {
      if (viewer) await following.beginAnew(viewer)
    },
    end () {
      for (const end of endings) end()
      following.end()
    }
  }
}

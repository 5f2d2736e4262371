import { channels, type ClientFrame, type NotificationUnreadFrame } from '../../../generated/events.ts'
import { internalChannels } from '../../rules/platform/channels.ts'
import { limits } from '../limits.ts'
import type { Listener } from '../log/hub.ts'
import type { ConnectionDeps } from './deps.ts'
import { Following, type RefusalCode } from './following.ts'
import type { Wire } from './wire.ts'

/** What one client asks for, and what it is answered. */
export class Conversation {
  readonly #id: string
  readonly #wire: Wire
  readonly #deps: ConnectionDeps
  readonly #following: Following
  /** Undefined until it is authenticated; and its person, who is known a moment before. */
  #sessionId: string | undefined
  #userId: string | undefined
  /** Of the service's own, which it listens to as long as it lives. */
  readonly #heeded: [channel: string, listener: Listener][] = []
  #stopCounting: (() => void) | undefined

  /** @param id what the client is told of this connection. */
  constructor (id: string, wire: Wire, deps: ConnectionDeps) {
    this.#id = id
    this.#wire = wire
    this.#deps = deps
    this.#following = new Following(wire, deps)
  }

  get sessionId (): string | undefined {
    return this.#sessionId
  }

  /** What it throws leaves nothing behind: the client may try again. */
  async authenticate (sessionId: string | undefined): Promise<void> {
    if (!sessionId) return this.#wire.close('signedOut')
    await this.#deps.hub.started()
    try {
      await this.#signIn(sessionId)
    } catch (error) {
      this.#withdraw()
      throw error
    }
  }

  async obey (frame: ClientFrame): Promise<void> {
    const refuse = this.refuse.bind(this)
    const sessionId = this.#sessionId
    if (frame.type === 'auth') {
      return sessionId === undefined
        ? this.authenticate(this.#deps.verifyToken(frame.token))
        : refuse('VALIDATION_FAILED', 'The connection is signed in already.')
    }
    if (sessionId === undefined) return this.#wire.close('signedOut')
    switch (frame.type) {
      case 'ping':
        return this.#wire.send({ type: 'pong' })
      case 'subscribe':
        return this.#following.subscribe(sessionId, frame.channel, frame, refuse)
      case 'unsubscribe':
        return this.#following.unsubscribe(frame, refuse)
    }
  }

  refuse (code: RefusalCode, message: string, ref?: string): void {
    this.#wire.send({ type: 'error', ...(ref !== undefined && { ref }), code, message, retryable: code === 'UNAVAILABLE' })
  }

  /** The log has become another one: what was missed cannot be told, and may have been that one may not see this any more. */
  async beginAnew (): Promise<void> {
    if (this.#sessionId !== undefined) await this.#following.beginAnew(this.#sessionId)
  }

  end (): void {
    this.#withdraw()
    this.#stopCounting?.()
    this.#following.end()
  }

  async #signIn (sessionId: string): Promise<void> {
    const { presence, findViewer } = this.#deps
    const end = () => this.#wire.close('signedOut')
    // First listen, then look: a session that ends in between is heard of.
    this.#heed(internalChannels.session(sessionId), end)
    const found = await findViewer(sessionId)
    if (!found) return end()
    this.#heed(internalChannels.account(found.id), end)
    if (!this.#wire.isOpen) return
    this.#userId = found.id
    if (presence.enter(found.id, found.teams.map(({ id }) => id)) > limits.connections) return this.#wire.close('tooManyConnections')
    await this.#heedLanguage(found.id)
    if (!this.#wire.isOpen) return
    this.#sessionId = sessionId
    this.#greet()
    await this.#following.followOwn(found.id)
    if (this.#wire.isOpen) this.#stopCounting = this.#deps.unread.watch(found.id, (count) => this.#tellUnread(found.id, count))
  }

  #withdraw (): void {
    for (const [channel, listener] of this.#heeded.splice(0)) this.#deps.hub.unsubscribe(channel, listener)
    if (this.#userId !== undefined) this.#deps.presence.leave(this.#userId)
    this.#userId = undefined
  }

  #heed (channel: string, listener: Listener): void {
    if (!this.#wire.isOpen) return
    this.#heeded.push([channel, listener])
    this.#deps.hub.subscribe(channel, listener)
  }

  /** From now on; what is told meanwhile is told in the language of before. */
  async #heedLanguage (userId: string): Promise<void> {
    const { findLocale, onError } = this.#deps
    const asked = this.#wire.locale
    const look = async () => {
      this.#wire.locale = await findLocale(userId) ?? asked
    }
    this.#heed(internalChannels.language(userId), () => void look().catch((error: unknown) => onError(error, this.#id)))
    await look()
  }

  /** A client that reads slowly is told the latest once it has caught up. */
  #tellUnread (userId: string, count: number): void {
    const time = new Date(this.#deps.now()).toISOString()
    this.#wire.sendLatest(
      JSON.stringify(
        { v: 1, type: 'notification.unread', channel: channels.user(userId), time, data: { count } } satisfies NotificationUnreadFrame
      )
    )
  }

  #greet (): void {
    const { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed } = limits
    this.#wire.send({
      type: 'hello',
      conn: this.#id,
      epoch: this.#deps.hub.epoch!,
      heartbeat: limits.pingInterval / 1000,
      limits: { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed }
    })
  }
}

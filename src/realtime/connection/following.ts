import { channels } from '../../../generated/events.ts'
import type { SessionViewer } from '../../rules/identity/viewer.ts'
import { parseChannel } from '../../rules/platform/channels.ts'
import { limits } from '../limits.ts'
import type { ConnectionDeps } from './deps.ts'
import { Subscriptions, type SubscribeOptions } from './subscriptions.ts'
import type { Wire } from './wire.ts'

export type RefusalCode = 'VALIDATION_FAILED' | 'NOT_FOUND' | 'RULE_REFUSED' | 'UNAVAILABLE'
export type Refuse = (code: RefusalCode, message: string, ref?: string) => void

/** What the viewer of one connection follows, of what they may. */
export class Following {
  readonly #wire: Wire
  readonly #deps: ConnectionDeps
  readonly #subscriptions: Subscriptions
  /** What ends the watching of each channel that more is told of than its events; there is none until one is asked for. */
  #watched: Map<string, () => void> | undefined

  constructor (wire: Wire, deps: ConnectionDeps) {
    this.#wire = wire
    this.#deps = deps
    this.#subscriptions = new Subscriptions(wire, deps)
  }

  /** The channel that is the viewer's own. */
  followOwn (userId: string): Promise<void> {
    return this.#subscriptions.follow(channels.user(userId), {})
  }

  async subscribe (sessionId: string, channel: string, options: SubscribeOptions, refuse: Refuse): Promise<void> {
    const { ref } = options
    const subscriptions = this.#subscriptions
    if (!subscriptions.has(channel) && subscriptions.size >= limits.channels) {
      return refuse('RULE_REFUSED', `A connection follows ${limits.channels} channels at most.`, ref)
    }
    const current = await this.#deps.findViewer(sessionId)
    if (!current) return this.#wire.close('signedOut')
    if (!await this.#mayFollow(current, channel)) return refuse('NOT_FOUND', 'There is no such channel.', ref)
    await subscriptions.follow(channel, options)
    if (this.#wire.isOpen) this.#watch(channel)
  }

  unsubscribe ({ channel, ref }: { channel: string, ref?: string }, refuse: Refuse): void {
    if (!this.#subscriptions.has(channel)) return refuse('NOT_FOUND', 'There is no such subscription.', ref)
    this.#subscriptions.drop(channel)
    this.#watched?.get(channel)?.()
    this.#watched?.delete(channel)
    this.#wire.send({ type: 'unsubscribed', ...(ref !== undefined && { ref }), channel })
  }

  /** The log has become another one: see `Conversation`. */
  async beginAnew (sessionId: string): Promise<void> {
    const subscriptions = this.#subscriptions
    const current = await this.#deps.findViewer(sessionId)
    const allowed = current && await Promise.all(subscriptions.channels().map((channel) => this.#mayFollow(current, channel)))
    if (!allowed?.every(Boolean)) return this.#wire.close('signedOut')
    for (const channel of subscriptions.channels()) {
      this.#wire.send({ type: 'resync', channel, reason: 'epoch', head: this.#deps.hub.position })
      subscriptions.drop(channel)
      await subscriptions.follow(channel, {})
    }
  }

  end (): void {
    for (const end of this.#watched?.values() ?? []) end()
    this.#subscriptions.dropAll()
  }

  async #mayFollow (current: SessionViewer, channel: string): Promise<boolean> {
    const wanted = parseChannel(channel)
    if (wanted?.kind === 'team') return this.#deps.maySubscribe(current, wanted.teamId)
    return wanted?.kind === 'org' || wanted?.userId === current.id
  }

  #watch (channel: string): void {
    const wanted = parseChannel(channel)
    if (!wanted || wanted.kind === 'user') return
    const { watchers } = this.#deps
    const watched = this.#watched ??= new Map()
    // Whoever asks again is told again who is online: behind one connection may be several pages.
    watched.get(channel)?.()
    watched.set(channel, wanted.kind === 'team' ? watchers.watch(wanted.teamId, this.#wire) : watchers.watchAll(this.#wire))
  }
}

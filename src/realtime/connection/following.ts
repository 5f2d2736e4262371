import { channels } from '../../../generated/events.ts'
import type { SessionViewer, Viewer } from '../../rules/identity/viewer.ts'
import { parseChannel } from '../../rules/platform/channels.ts'
import { limits } from '../limits.ts'
import type { ConnectionDeps } from './deps.ts'
import { createSubscriptions, type SubscribeOptions } from './subscriptions.ts'
import type { Wire } from './wire.ts'

export type RefusalCode = 'VALIDATION_FAILED' | 'NOT_FOUND' | 'RULE_REFUSED' | 'UNAVAILABLE'
export type Refuse = (code: RefusalCode, message: string, ref?: string) => void

/** What the viewer of one connection follows, of what they may. */
export interface Following {
  /** The channel that is the viewer's own. */
  followOwn: (viewer: Viewer) => Promise<void>
  subscribe: (viewer: SessionViewer, channel: string, options: SubscribeOptions) => Promise<void>
  unsubscribe: (asked: { channel: string, ref?: string }) => void
  /** The log has become another one: see `Conversation`. */
  beginAnew: (viewer: SessionViewer) => Promise<void>
  end: () => void
}

export function createFollowing (wire: Wire, refuse: Refuse, deps: ConnectionDeps): Following {
  const { db, hub, watchers } = deps
  const subscriptions = createSubscriptions({ ...wire, db, hub, isOpen: () => wire.isOpen })
  const watched = new Map<string, () => void>()

  async function mayFollow (current: Viewer, wanted: ReturnType<typeof parseChannel>): Promise<boolean> {
    if (wanted?.kind === 'team') return deps.maySubscribe(current, wanted.teamId)
    return wanted?.kind === 'org' || wanted?.userId === current.id
  }

  return {
    followOwn: (viewer) => subscriptions.follow(channels.user(viewer.id), {}),
    async subscribe (viewer, channel, options) {
      const { ref } = options
      if (!subscriptions.has(channel) && subscriptions.size >= limits.channels) {
        return refuse('RULE_REFUSED', `A connection follows ${limits.channels} channels at most.`, ref)
      }
      const current = await deps.findViewer(viewer.sessionId)
      if (!current) return wire.close('signedOut')
      const wanted = parseChannel(channel)
      if (!await mayFollow(current, wanted)) return refuse('NOT_FOUND', 'There is no such channel.', ref)
      await subscriptions.follow(channel, options)
      if (!wanted || wanted.kind === 'user' || !wire.isOpen) return
      // Whoever asks again is told again who is online: behind one connection may be several pages.
      watched.get(channel)?.()
      const { sendEphemeral } = wire
      watched.set(channel, wanted.kind === 'team' ? watchers.watch(wanted.teamId, sendEphemeral) : watchers.watchAll(sendEphemeral))
    },
    unsubscribe ({ channel, ref }) {
      if (!subscriptions.has(channel)) return refuse('NOT_FOUND', 'There is no such subscription.', ref)
      subscriptions.drop(channel)
      watched.get(channel)?.()
      watched.delete(channel)
      wire.send({ type: 'unsubscribed', ...(ref !== undefined && { ref }), channel })
    },
    async beginAnew (viewer) {
      const current = await deps.findViewer(viewer.sessionId)
      const allowed = current &&
        await Promise.all([...subscriptions.channels()].map((channel) => mayFollow(current, parseChannel(channel))))
      if (!allowed?.every(Boolean)) return wire.close('signedOut')
      for (const channel of [...subscriptions.channels()]) {
        wire.send({ type: 'resync', channel, reason: 'epoch', head: hub.position })
        subscriptions.drop(channel)
        await subscriptions.follow(channel, {})
      }
    },
    end () {
      for (const end of watched.values()) end()
      subscriptions.dropAll()
    }
  }
}

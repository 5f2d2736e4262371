import type { Frames } from '../../../generated/sdk/frames.ts'
import { ApiError, type SdkError } from '../errors.ts'
import type { Answer } from './messages.ts'
import { quietly } from './quietly.ts'
import type { Resumption } from './resumption.ts'

/** A team that somebody follows, or waits for. */
interface Followed {
  callers: number
  /** Settled by the server's first answer. */
  begun: PromiseWithResolvers<void>
  isBegun: boolean
}

/** The teams of one realtime connection. */
export interface Following {
  has: (channel: string) => boolean
  /** One more caller. Resolves once it is followed. */
  begin: (channel: string, since: number | undefined) => Promise<void>
  /** One caller less. */
  end: (channel: string) => void
  /** Asks for all of them, on a connection that is new. */
  again: () => void
  close: (reason: SdkError) => void
}

export interface FollowingDeps {
  resumption: Resumption
  isOpen: () => boolean
  epoch: () => string | undefined
  subscribe: (channel: string, onAnswer: (answer: Answer) => void) => void
  unsubscribe: (channel: string) => void
  settle: (frame: Frames['subscribed']) => void
  /** One may not see it any more. */
  onLost: (channel: string) => void
}

export function createFollowing ({ resumption, isOpen, epoch, subscribe, unsubscribe, settle, onLost }: FollowingDeps): Following {
  const all = new Map<string, Followed>()

  function follow (channel: string): void {
    const followed = all.get(channel)!
    subscribe(channel, (answer) => {
      if (all.get(channel) !== followed) return
      if (answer.type === 'error') return refused(channel, followed, answer)
      if (answer.type !== 'subscribed') return
      if (resumption.isBehind(channel)) return follow(channel)
      followed.isBegun = true
      settle(answer)
      followed.begun.resolve()
    })
  }

  function refused (channel: string, { begun, isBegun }: Followed, { code, message }: Frames['error']): void {
    if (isBegun && code !== 'NOT_FOUND') return // Perhaps the next connection may.
    all.delete(channel)
    resumption.forget(channel)
    if (isBegun) onLost(channel)
    else begun.reject(new ApiError(0, { code, message, requestId: '' }))
  }

  return {
    has: (channel) => all.has(channel),
    begin (channel, since) {
      const followed = all.get(channel) ?? { callers: 0, begun: quietly(), isBegun: false }
      followed.callers++
      if (since !== undefined && !followed.isBegun) resumption.begin(channel, since, epoch())
      if (!all.has(channel)) {
        all.set(channel, followed)
        if (isOpen()) follow(channel)
      }
      return followed.begun.promise
    },
    end (channel) {
      const followed = all.get(channel)
      if (!followed || --followed.callers > 0) return
      all.delete(channel)
      resumption.forget(channel)
      unsubscribe(channel)
    },
    again () {
      for (const channel of all.keys()) follow(channel)
    },
    close (reason) {
      for (const { begun } of all.values()) begun.reject(reason)
      all.clear()
    }
  }
}

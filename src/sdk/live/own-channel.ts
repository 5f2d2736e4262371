import type { Frames } from '../../../generated/sdk/frames.ts'
import type { Answer } from './messages.ts'
import type { Resumption } from './resumption.ts'

/** One's own channel, which the server lets everybody follow as the connection begins. */
export interface OwnChannel {
  /** Undefined until the server has named it. */
  readonly name: string | undefined
  /** Does the frame, which came unasked, begin the connection? Then it goes on where it was, and `onArrived` is told. */
  begins: (frame: Frames['subscribed']) => boolean
  lose: () => void
}

export interface OwnChannelDeps {
  resumption: Resumption
  /** From the very first on it is where the log is, unless its events after this position come first. */
  since: number | undefined
  epoch: () => string | undefined
  subscribe: (channel: string, onAnswer: (answer: Answer) => void) => void
  settle: (frame: Frames['subscribed']) => void
  /** It is followed: the connection is ready. */
  onArrived: () => void
  /** Somebody else is signed in by now. */
  onOther: () => void
  redial: () => void
}

export function createOwnChannel ({ resumption, since, epoch, subscribe, settle, onArrived, onOther, redial }: OwnChannelDeps): OwnChannel {
  let name: string | undefined
  /** Has this connection been told that it follows it? */
  let isGreeted = false

  function rename (channel: string): void {
    if (name === undefined && since !== undefined) resumption.begin(channel, since, epoch())
    if (name !== undefined && name !== channel) {
      resumption.forget(name)
      onOther()
    }
    name = channel
  }

  function resume (channel: string): void {
    subscribe(channel, (answer) => {
      if (answer.type !== 'subscribed') return redial()
      settle(answer)
      onArrived()
    })
  }

  return {
    get name () {
      return name
    },
    begins (frame) {
      if (isGreeted || !frame.channel.startsWith('user:')) return false
      isGreeted = true
      rename(frame.channel)
      if (resumption.knows(frame.channel)) resume(frame.channel)
      else {
        settle(frame)
        onArrived()
      }
      return true
    },
    lose () {
      isGreeted = false
    }
  }
}

import type { Frames } from '../../../generated/sdk/frames.ts'
import type { Told } from './messages.ts'

/** How a connection began, for those who join it later: as the server would tell it to them now. */
export interface Greeting {
  /** Has the server said who is connected? */
  readonly isComplete: boolean
  hear: (frame: Told) => void
  frames: () => Told[]
  forget: () => void
}

export function createGreeting (): Greeting {
  let hello: Frames['hello'] | undefined
  let own: Frames['subscribed'] | undefined
  let unread: Told | undefined
  return {
    get isComplete () {
      return own !== undefined
    },
    hear (frame) {
      if (frame.type === 'hello') hello = frame
      if (frame.type === 'subscribed') own ??= { ...frame, recovered: false, replayed: 0 }
      if (own && frame.type === 'notification.unread') unread = frame
      if (own && 'position' in frame && frame.channel === own.channel) own = { ...own, head: frame.position }
    },
    frames: () => [hello, own, unread].filter((frame) => frame !== undefined),
    forget () {
      hello = own = unread = undefined
    }
  }
}

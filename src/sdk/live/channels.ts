import type { EventFrames, Frames } from '../../../generated/sdk/frames.ts'
import type { SdkError } from '../errors.ts'
import { createFollowing, type Following } from './following.ts'
import type { Membership } from './live.ts'
import type { Answer, Told } from './messages.ts'
import { createOwnChannel } from './own-channel.ts'
import { createQuestions } from './questions.ts'
import { createResumption } from './resumption.ts'
import type { Status } from './status.ts'

/** Why what is on the page may be wrong. `access`: what one may see, or who one is, has changed; the other reasons are the server's. */
export interface Resync {
  channel: string
  reason: Frames['resync']['reason'] | 'access'
}

/** What one page follows: what the server says of it is put in order, and handed on. */
export interface Channels extends Pick<Following, 'begin' | 'end'> {
  hear: (frame: Told) => void
  /** @param code of the connection that closed. */
  lose: (code: number | undefined) => void
  close: (reason: SdkError) => void
}

export interface ChannelsDeps extends Pick<Membership, 'ask' | 'redial'> {
  status: Status
  /** One's own events after this position come first. */
  since: number | undefined
  tell: (event: EventFrames) => void
  missed: (resync: Resync) => void
}

const signedOut = 4401

export function createChannels ({ status, since, ask, redial, tell, missed }: ChannelsDeps): Channels {
  let epoch: string | undefined
  let accessChanged = false
  const resumption = createResumption(tell)
  const questions = createQuestions(ask)
  const shared = { resumption, epoch: () => epoch, subscribe, settle }
  const own = createOwnChannel({
    ...shared,
    since,
    redial,
    onArrived: arrived,
    onOther () {
      accessChanged = true
    }
  })
  const following = createFollowing({
    ...shared,
    isOpen: () => status.state === 'open',
    unsubscribe (channel) {
      if (status.state === 'open') questions.ask({ type: 'unsubscribe', channel }, () => {})
    },
    onLost: (channel) => missed({ channel, reason: 'access' })
  })
  const isFollowed = (channel: string): boolean => channel === own.name || following.has(channel)

  /** Subscribes from where one was. When the connection is lost meanwhile, the next one does it again. */
  function subscribe (channel: string, onAnswer: (answer: Answer) => void): void {
    const since = resumption.resume(channel, epoch)
    questions.ask({ type: 'subscribe', channel, ...(since !== undefined && { since }) }, onAnswer)
  }

  function settle (frame: Frames['subscribed']): void {
    epoch = frame.epoch
    resumption.settle(frame.channel, frame.head, frame.epoch)
  }

  function arrived (): void {
    status.open()
    following.again()
    if (accessChanged) missed({ channel: own.name!, reason: 'access' })
    accessChanged = false
  }

  /** Positions that are remembered are of the log they were told of. */
  function greet (current: string): void {
    epoch = current
    for (const channel of resumption.forgetOthers(current)) missed({ channel, reason: 'epoch' })
  }

  function hearUnasked (frame: Told): void {
    switch (frame.type) {
      case 'hello':
        return greet(frame.epoch)
      case 'subscribed':
        // Or one that the server has begun anew after a restore.
        if (!own.begins(frame) && isFollowed(frame.channel)) settle(frame)
        return
      case 'resync':
        if (!isFollowed(frame.channel)) return
        resumption.skip(frame.channel, frame.head)
        return missed({ channel: frame.channel, reason: frame.reason })
      case 'unsubscribed':
      case 'error':
      case 'bye':
      case 'auth.expiring':
        return
      default:
        if ('position' in frame) resumption.take(frame)
        else if (isFollowed(frame.channel)) tell(frame)
    }
  }

  return {
    begin: following.begin,
    end: following.end,
    close: following.close,
    hear (frame) {
      if (!questions.answer(frame)) hearUnasked(frame)
    },
    lose (code) {
      questions.clear()
      own.lose()
      if (code === signedOut) accessChanged = true
    }
  }
}

import type { EventFrames, Frames } from '../../../generated/sdk/frames.ts'
import { ConnectionError, fromJson, type SdkError } from '../errors.ts'
import { add, callEach } from '../listeners.ts'
import { createFollowing } from './following.ts'
import type { Live } from './live.ts'
import type { Answer, Downward, Told } from './messages.ts'
import { createQuestions } from './questions.ts'
import { quietly } from './quietly.ts'
import { createResumption } from './resumption.ts'

type EventType = EventFrames['type']
export type EventOf<T extends EventType> = Extract<EventFrames, { type: T }>

/** Why what is on the page may be wrong. `access`: what one may see, or who one is, has changed; the other reasons are the server's. */
export interface Resync {
  channel: string
  reason: Frames['resync']['reason'] | 'access'
}

export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed'

export interface Realtime {
  readonly state: ConnectionState
  /** Why it is not open, where that is known. */
  readonly reason: SdkError | undefined
  /**
   * Resolves once the connection is authenticated and follows one's own channel. Rejects once it is closed for good, and when it
   * does not come about within `patience`, with the reason; it goes on trying all the same.
   */
  ready: () => Promise<void>
  /** Calls back for each event of a type, whatever its channel. @returns a function that ends it. */
  on: <T extends EventType>(type: T, listener: (event: EventOf<T>) => void) => () => void
  /**
   * Follows a team, now and after each reconnection. `since`: its events after this position come first, unless it is
   * followed already. Waits for the connection, and tries again where the service cannot answer just now; rejects with
   * NOT_FOUND where one may not, with ConnectionError once the connection is closed for good, and with the reason when there is
   * no connection within `patience`: then nothing is followed. Where one may not any
   * more, `onResync` is told. @returns a function that ends it.
   */
  followTeam: (teamId: string, options?: { since?: number }) => Promise<() => void>
  /** Follows what concerns everybody in the organisation, as a team is followed. @returns a function that ends it. */
  followOrganisation: (options?: { since?: number }) => Promise<() => void>
  /** Events of a channel were missed that cannot be replayed: read again what is on the page. A lost connection alone is no reason. */
  onResync: (listener: (missed: Resync) => void) => () => void
  /** `reason`: why there is no connection; a ConnectionError of the kind `refused` where sockets do not get through. */
  onState: (listener: (state: ConnectionState, reason?: SdkError) => void) => () => void
  close: () => void
}

export interface RealtimeOptions {
  /** One's own events after this position come first. */
  since?: number
  /** In milliseconds: how long `ready` and `followTeam` wait for a connection, 30,000 by default. */
  patience?: number
}

const signedOut = 4401

/** The realtime connection as one page uses it: comes back after a loss, and goes on where it was. */
export function connectRealtime (
  live: Live,
  onSessionEnd: (listener: () => void) => () => void,
  { since, patience = 30_000 }: RealtimeOptions = {}
): Realtime {
  const listeners = new Map<string, Set<(event: EventFrames) => void>>()
  const stateListeners = new Set<(change: { state: ConnectionState, reason: SdkError | undefined }) => void>()
  const resyncListeners = new Set<(missed: Resync) => void>()
  let state: ConnectionState = 'connecting'
  let reason: SdkError | undefined
  let epoch: string | undefined
  let ownChannel: string | undefined
  /** Has this connection been told that it follows one's own channel? */
  let isGreeted = false
  let accessChanged = false
  let opened = quietly()
  const resumption = createResumption(tell)
  const questions = createQuestions((ref, question) => membership.ask(ref, question))
  const following = createFollowing({
    resumption,
    isOpen: () => state === 'open',
    epoch: () => epoch,
    subscribe,
    unsubscribe (channel) {
      if (state === 'open') questions.ask({ type: 'unsubscribe', channel }, () => {})
    },
    settle,
    onLost: (channel) => missed({ channel, reason: 'access' })
  })
  const membership = live.join('events', receive)
  const forget = onSessionEnd(() => close())

  function close (why?: SdkError): void {
    if (state === 'closed') return
    forget()
    membership.leave()
    const error = new ConnectionError('The realtime connection is closed', { kind: 'closed', cause: why })
    opened.reject(error)
    opened = quietly()
    opened.reject(error)
    following.close(error)
    become('closed', why)
  }

  function become (next: ConnectionState, why?: SdkError): void {
    const changed = state !== next
    if (state === 'closed') return
    state = next
    reason = why
    if (changed) callEach(stateListeners, { state, reason })
  }

  function tell (event: EventFrames): void {
    callEach(listeners.get(event.type) ?? [], event)
  }

  function missed (resync: Resync): void {
    callEach(resyncListeners, resync)
  }

  const isFollowed = (channel: string): boolean => channel === ownChannel || following.has(channel)

  /** Subscribes from where one was. When the connection is lost meanwhile, the next one does it again. */
  function subscribe (channel: string, onAnswer: (answer: Answer) => void): void {
    const since = resumption.resume(channel, epoch)
    questions.ask({ type: 'subscribe', channel, ...(since !== undefined && { since }) }, onAnswer)
  }

  function settle (frame: Frames['subscribed']): void {
    epoch = frame.epoch
    resumption.settle(frame.channel, frame.head, frame.epoch)
  }

  function receive (message: Downward): void {
    switch (message.kind) {
      case 'frame':
        return questions.answer(message.frame) ? undefined : hear(message.frame)
      case 'down':
        return lose(message.state, message.code, message.reason && fromJson(message.reason))
      case 'over':
        return close(message.reason && fromJson(message.reason))
    }
  }

  function lose (next: 'connecting' | 'waiting', code?: number, why?: SdkError): void {
    questions.clear()
    isGreeted = false
    if (code === signedOut) accessChanged = true
    if (state === 'open') opened = quietly()
    become(next, why)
  }

  function hear (frame: Told): void {
    switch (frame.type) {
      case 'hello':
        return greet(frame.epoch)
      case 'subscribed':
        return subscribed(frame)
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

  /** Positions that are remembered are of the log they were told of. */
  function greet (current: string): void {
    epoch = current
    for (const channel of resumption.forgetOthers(current)) missed({ channel, reason: 'epoch' })
  }

  /** Unasked: one's own channel when the connection begins, and any that the server has begun anew after a restore. */
  function subscribed (frame: Frames['subscribed']): void {
    const { channel } = frame
    if (isGreeted || !channel.startsWith('user:')) {
      if (isFollowed(channel)) settle(frame)
      return
    }
    isGreeted = true
    // From the very first on it is where the log is, later it goes on where it was.
    if (ownChannel === undefined && since !== undefined) resumption.begin(channel, since, epoch)
    if (ownChannel !== undefined && ownChannel !== channel) {
      resumption.forget(ownChannel)
      accessChanged = true
    }
    ownChannel = channel
    if (!resumption.knows(channel)) {
      settle(frame)
      return arrived()
    }
    subscribe(channel, (answer) => {
      if (answer.type !== 'subscribed') return membership.redial()
      settle(answer)
      arrived()
    })
  }

  /** One's own channel is followed: the connection is ready. */
  function arrived (): void {
    become('open')
    following.again()
    opened.resolve()
    if (accessChanged) missed({ channel: ownChannel!, reason: 'access' })
    accessChanged = false
  }

  /** Rejects with what keeps the connection from coming about, once that has taken too long. */
  async function patiently (work: Promise<void>): Promise<void> {
    const late = quietly()
    const timer = setInterval(() => {
      if (state !== 'open') late.reject(tooLate(reason))
    }, patience)
    await Promise.race([work, late.promise]).finally(() => clearInterval(timer))
  }

  async function follow (channel: string, { since }: { since?: number } = {}): Promise<() => void> {
    if (state === 'closed') return opened.promise.then(() => () => {})
    let isEnded = false
    const end = () => {
      if (!isEnded) following.end(channel)
      isEnded = true
    }
    await patiently(following.begin(channel, since)).catch((error: unknown) => {
      if (error instanceof ConnectionError) end()
      throw error
    })
    return end
  }

  return {
    get state () {
      return state
    },
    get reason () {
      return reason
    },
    ready: () => patiently(opened.promise),
    on (type, listener) {
      let set = listeners.get(type)
      if (!set) listeners.set(type, set = new Set())
      return add(set, listener as (event: EventFrames) => void)
    },
    followTeam: (teamId, options) => follow(`team:${teamId}`, options),
    followOrganisation: (options) => follow('org', options),
    onResync: (listener) => add(resyncListeners, listener),
    onState: (listener) => add(stateListeners, ({ state, reason }) => listener(state, reason)),
    close: () => close()
  }
}

function tooLate (reason: SdkError | undefined): ConnectionError {
  const kind = reason instanceof ConnectionError ? reason.kind : 'timeout'
  return new ConnectionError(reason?.message ?? 'The realtime connection does not come about', { kind, cause: reason })
}

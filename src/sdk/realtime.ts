import type { EventFrames, Frames } from '../../generated/sdk/frames.ts'
import { type Answer, type Connection, type Told, watchConnection } from './connection.ts'
import { ApiError, ConnectionError } from './errors.ts'
import { add, callEach } from './listeners.ts'
import type { ClientOptions } from './options.ts'
import { pause } from './pause.ts'
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
  /**
   * Resolves once the connection is authenticated and follows one's own channel. Rejects with ConnectionError once it is closed
   * for good.
   */
  ready: () => Promise<void>
  /** Calls back for each event of a type, whatever its channel. @returns a function that ends it. */
  on: <T extends EventType>(type: T, listener: (event: EventOf<T>) => void) => () => void
  /**
   * Follows a team, now and after each reconnection. `since`: its events after this position come first, unless it is
   * followed already. Waits for the connection, and tries again where the service cannot answer just now; rejects with
   * NOT_FOUND where one may not, and with ConnectionError once the connection is closed for good. Where one may not any
   * more, `onResync` is told. @returns a function that ends it.
   */
  followTeam: (teamId: string, options?: { since?: number }) => Promise<() => void>
  /** Events of a channel were missed that cannot be replayed: read again what is on the page. A lost connection alone is no reason. */
  onResync: (listener: (missed: Resync) => void) => () => void
  onState: (listener: (state: ConnectionState) => void) => () => void
  close: () => void
}

/** In milliseconds. */
const shortestBackoff = 500
const longestBackoff = 20_000

/** A team that somebody follows, or waits for. */
interface Following {
  callers: number
  /** Settled by the server's first answer. */
  begun: PromiseWithResolvers<void>
  isBegun: boolean
}

interface RealtimeDeps {
  createTicket: () => Promise<{ ticket: string }>
  refresh: () => Promise<unknown>
  onSessionEnd: (listener: () => void) => () => void
  since: number | undefined
}

const closeCodes = { normal: 1000, notUtf8: 1007, tooManyFragments: 1008, tooBig: 1009, unavailable: 4000, badFrame: 4400, signedOut: 4401 }
/** Coming back would end the same way. */
const finalCodes = [closeCodes.notUtf8, closeCodes.tooManyFragments, closeCodes.tooBig, closeCodes.badFrame]

/** The realtime connection: signs in by ticket, comes back after a loss with growing pauses, and goes on where it was. */
export function connectRealtime (options: ClientOptions, { createTicket, refresh, onSessionEnd, since }: RealtimeDeps): Realtime {
  const Socket = options.WebSocket ?? globalThis.WebSocket
  const address = `${options.baseUrl.replace(/\/+$/, '').replace(/^http/, 'ws')}/api/v1/ws`
  const listeners = new Map<string, Set<(event: EventFrames) => void>>()
  const stateListeners = new Set<(state: ConnectionState) => void>()
  const resyncListeners = new Set<(missed: Resync) => void>()
  const followed = new Map<string, Following>()
  const stop = new AbortController()
  let connection: Connection | undefined
  let state: ConnectionState = 'connecting'
  let epoch: string | undefined
  let ownChannel: string | undefined
  /** Has this connection been told that it follows one's own channel? */
  let isGreeted = false
  let accessChanged = false
  /** In a row: connections that did not come as far as to follow everything again. */
  let failures = 0
  /** In milliseconds, as the server asked. */
  let comeBackAfter: number | undefined
  const resumption = createResumption(tell)
  let opened = quietly()
  const forget = onSessionEnd(close)

  function close (): void {
    if (stop.signal.aborted) return
    forget()
    stop.abort()
    connection?.close(closeCodes.normal, '')
    opened.reject(closedForGood())
    opened = quietly()
    opened.reject(closedForGood())
    for (const { begun } of followed.values()) begun.reject(closedForGood())
    followed.clear()
    become('closed')
  }

  function become (next: ConnectionState): void {
    if (state === next || state === 'closed') return
    state = next
    callEach(stateListeners, next)
  }

  function tell (event: EventFrames): void {
    callEach(listeners.get(event.type) ?? [], event)
  }

  function missed (resync: Resync): void {
    callEach(resyncListeners, resync)
  }

  const isFollowed = (channel: string): boolean => channel === ownChannel || followed.has(channel)

  /** Subscribes from where one was. When the connection is lost meanwhile, the next one does it again. */
  function subscribe (channel: string, onAnswer: (answer: Answer) => void): void {
    resumption.resume(channel, epoch) // What comes before its turn is held too.
    connection!.ask(() => {
      const since = resumption.resume(channel, epoch)
      return { type: 'subscribe', channel, ...(since !== undefined && { since }) }
    }, (answer) => {
      if (answer.type === 'error' && answer.retryable) return comeBack()
      onAnswer(answer)
      if (connection!.unanswered === 0) failures = 0
    })
  }

  /** The service cannot answer just now; after a pause it may. */
  function comeBack (): void {
    connection!.close(closeCodes.unavailable, 'unavailable')
  }

  function follow (channel: string): void {
    const following = followed.get(channel)!
    subscribe(channel, (answer) => {
      if (followed.get(channel) !== following) return
      if (answer.type === 'error') return refused(channel, following, answer)
      if (answer.type !== 'subscribed') return
      if (resumption.isBehind(channel)) return follow(channel)
      following.isBegun = true
      settle(answer)
      following.begun.resolve()
    })
  }

  function refused (channel: string, { begun, isBegun }: Following, { code, message }: Frames['error']): void {
    if (isBegun && code !== 'NOT_FOUND') return // Perhaps the next connection may.
    followed.delete(channel)
    resumption.forget(channel)
    if (isBegun) missed({ channel, reason: 'access' })
    else begun.reject(new ApiError(0, { code, message, requestId: '' }))
  }

  function settle (frame: Frames['subscribed']): void {
    epoch = frame.epoch
    resumption.settle(frame.channel, frame.head, frame.epoch)
  }

  function receive (frame: Told): void {
    switch (frame.type) {
      case 'hello':
        return greet(frame.epoch)
      case 'subscribed':
        return subscribed(frame)
      case 'unsubscribed':
        return
      case 'error':
        return frame.retryable ? comeBack() : undefined
      case 'resync':
        if (!isFollowed(frame.channel)) return
        resumption.skip(frame.channel, frame.head)
        return missed({ channel: frame.channel, reason: frame.reason })
      case 'bye':
        comeBackAfter = frame.reconnectAfterMs
        return
      case 'auth.expiring':
        refresh().catch(() => {}) // Its loss is told by the transport, or by the close.
        return
      default:
        return 'position' in frame ? resumption.take(frame) : tell(frame)
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
    if (isGreeted || channel.startsWith('team:')) {
      if (isFollowed(channel)) settle(frame)
      return
    }
    isGreeted = true
    // From the very first on it is where the log is, later it goes on where it was.
    if (ownChannel === undefined && since !== undefined) resumption.begin(channel, since, epoch)
    if (ownChannel !== undefined && ownChannel !== channel) resumption.forget(ownChannel)
    ownChannel = channel
    if (!resumption.knows(channel)) {
      settle(frame)
      return arrived()
    }
    subscribe(channel, (answer) => {
      if (answer.type !== 'subscribed') return comeBack()
      settle(answer)
      arrived()
    })
  }

  /** One's own channel is followed: the connection is ready. */
  function arrived (): void {
    connection!.keepAlive()
    for (const channel of followed.keys()) follow(channel)
    if (followed.size === 0) failures = 0
    become('open')
    opened.resolve()
    if (accessChanged) missed({ channel: ownChannel!, reason: 'access' })
    accessChanged = false
  }

  /** One connection, from ticket to close. @returns the code it closed with. */
  async function connectOnce (): Promise<number> {
    const { ticket } = await createTicket()
    if (stop.signal.aborted) return closeCodes.normal
    isGreeted = false
    connection = watchConnection(new Socket(address, ['workpulse.v1', `ticket.${ticket}`]), receive)
    return connection.closed
  }

  async function run (): Promise<void> {
    while (!stop.signal.aborted) {
      become('connecting')
      failures++
      try {
        const code = await connectOnce()
        if (finalCodes.includes(code)) break
        if (code === closeCodes.signedOut) accessChanged = true
      } catch (error) {
        // A revoked session closes with 4401 and ends here, unless the ticket's own refresh found a good one.
        if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') break
      }
      if (stop.signal.aborted) break
      if (state === 'open') opened = quietly()
      become('waiting')
      const backoff = Math.min(longestBackoff, shortestBackoff * 2 ** Math.max(1, failures))
      await pause(comeBackAfter ?? Math.max(shortestBackoff, Math.random() * backoff), stop.signal)
      comeBackAfter = undefined
    }
    close()
  }
  void run()

  return {
    get state () {
      return state
    },
    ready: () => opened.promise,
    on (type, listener) {
      let set = listeners.get(type)
      if (!set) listeners.set(type, set = new Set())
      return add(set, listener as (event: EventFrames) => void)
    },
    async followTeam (teamId, { since } = {}) {
      if (stop.signal.aborted) throw closedForGood()
      const channel = `team:${teamId}`
      const following = followed.get(channel) ?? { callers: 0, begun: quietly(), isBegun: false }
      following.callers++
      if (since !== undefined && !following.isBegun) resumption.begin(channel, since, epoch)
      if (!followed.has(channel)) {
        followed.set(channel, following)
        if (state === 'open') follow(channel)
      }
      await following.begun.promise
      let isEnded = false
      return () => {
        if (isEnded) return
        isEnded = true
        if (--following.callers > 0 || followed.get(channel) !== following) return
        followed.delete(channel)
        resumption.forget(channel)
        if (state === 'open') connection!.ask(() => ({ type: 'unsubscribe', channel }), () => {})
      }
    },
    onResync: (listener) => add(resyncListeners, listener),
    onState: (listener) => add(stateListeners, listener),
    close
  }
}

const closedForGood = () => new ConnectionError('The realtime connection is closed')

/** A promise that nobody need wait for. */
function quietly (): PromiseWithResolvers<void> {
  const promise = Promise.withResolvers<void>()
  promise.promise.catch(() => {})
  return promise
}

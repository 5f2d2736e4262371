import type { EventFrames } from '../../../generated/sdk/frames.ts'
import { ConnectionError, fromJson, type SdkError } from '../errors.ts'
import { add, callEach } from '../listeners.ts'
import { createChannels, type Resync } from './channels.ts'
import type { Live } from './live.ts'
import type { Downward } from './messages.ts'
import { createStatus, type ConnectionState } from './status.ts'

export type { Resync } from './channels.ts'
export type { ConnectionState } from './status.ts'

type EventType = EventFrames['type']
export type EventOf<T extends EventType> = Extract<EventFrames, { type: T }>

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

/** The realtime connection as one page uses it: comes back after a loss, and goes on where it was. */
export function connectRealtime (
  live: Live,
  onSessionEnd: (listener: () => void) => () => void,
  { since, patience = 30_000 }: RealtimeOptions = {}
): Realtime {
  const listeners = new Map<string, Set<(event: EventFrames) => void>>()
  const resyncListeners = new Set<(missed: Resync) => void>()
  const status = createStatus(patience)
  const channels = createChannels({
    status,
    since,
    ask: (ref, question) => membership.ask(ref, question),
    redial: () => membership.redial(),
    tell: (event) => callEach(listeners.get(event.type) ?? [], event),
    missed: (resync) => callEach(resyncListeners, resync)
  })
  const membership = live.join('events', receive)
  const forget = onSessionEnd(() => close())

  function close (why?: SdkError): void {
    if (status.state === 'closed') return
    forget()
    membership.leave()
    const error = new ConnectionError('The realtime connection is closed', { kind: 'closed', cause: why })
    channels.close(error)
    status.close(error, why)
  }

  function receive (message: Downward): void {
    switch (message.kind) {
      case 'frame':
        return channels.hear(message.frame)
      case 'down':
        channels.lose(message.code)
        return status.lose(message.state, message.reason && fromJson(message.reason))
      case 'over':
        return close(message.reason && fromJson(message.reason))
    }
  }

  async function follow (channel: string, { since }: { since?: number } = {}): Promise<() => void> {
    if (status.state === 'closed') return status.opened.then(() => () => {})
    let isEnded = false
    const end = () => {
      if (!isEnded) channels.end(channel)
      isEnded = true
    }
    await status.patiently(channels.begin(channel, since)).catch((error: unknown) => {
      if (error instanceof ConnectionError) end()
      throw error
    })
    return end
  }

  return {
    get state () {
      return status.state
    },
    get reason () {
      return status.reason
    },
    ready: () => status.patiently(status.opened),
    on (type, listener) {
      let set = listeners.get(type)
      if (!set) listeners.set(type, set = new Set())
      return add(set, listener as (event: EventFrames) => void)
    },
    followTeam: (teamId, options) => follow(`team:${teamId}`, options),
    followOrganisation: (options) => follow('org', options),
    onResync: (listener) => add(resyncListeners, listener),
    onState: status.onState,
    close: () => close()
  }
}

import { ConnectionError, type SdkError } from '../errors.ts'
import { add, callEach } from '../listeners.ts'
import { quietly } from './quietly.ts'

export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed'

/** How a realtime connection stands, and who waits for it. */
export interface Status {
  readonly state: ConnectionState
  readonly reason: SdkError | undefined
  /** Resolves once it is open; rejects once it is closed. */
  readonly opened: Promise<void>
  open: () => void
  lose: (state: 'connecting' | 'waiting', reason?: SdkError) => void
  /** @param error what those who wait are told. */
  close: (error: SdkError, reason?: SdkError) => void
  /** As the work ends; rejects with what keeps the connection from coming about, once that has taken too long. */
  patiently: (work: Promise<void>) => Promise<void>
  onState: (listener: (state: ConnectionState, reason?: SdkError) => void) => () => void
}

/** @param patience in milliseconds. */
export function createStatus (patience: number): Status {
  const listeners = new Set<(change: { state: ConnectionState, reason: SdkError | undefined }) => void>()
  let state: ConnectionState = 'connecting'
  let reason: SdkError | undefined
  let opened = quietly()

  function become (next: ConnectionState, why?: SdkError): void {
    if (state === 'closed') return
    const changed = state !== next
    state = next
    reason = why
    if (changed) callEach(listeners, { state, reason })
  }

  return {
    get state () {
      return state
    },
    get reason () {
      return reason
    },
    get opened () {
      return opened.promise
    },
    open () {
      become('open')
      opened.resolve()
    },
    lose (next, why) {
      if (state === 'open') opened = quietly()
      become(next, why)
    },
    close (error, why) {
      opened.reject(error)
      opened = quietly()
      opened.reject(error)
      become('closed', why)
    },
    async patiently (work) {
      const late = quietly()
      const timer = setInterval(() => {
        if (state !== 'open') late.reject(tooLate(reason))
      }, patience)
      await Promise.race([work, late.promise]).finally(() => clearInterval(timer))
    },
    onState: (listener) => add(listeners, ({ state, reason }) => listener(state, reason))
  }
}

function tooLate (reason: SdkError | undefined): ConnectionError {
  const kind = reason instanceof ConnectionError ? reason.kind : 'timeout'
  return new ConnectionError(reason?.message ?? 'The realtime connection does not come about', { kind, cause: reason })
}

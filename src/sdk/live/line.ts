import { ApiError, ConnectionError, type SdkError } from '../errors.ts'
import { pause } from '../pause.ts'
import { silent, type Connection } from './connection.ts'
import { createDial, type SocketDeps } from './dial.ts'

/** The one socket, which comes back for as long as somebody wants it. */
export interface Line {
  /** One that is authenticated and follows one's own channel; undefined meanwhile. */
  readonly connection: Connection | undefined
  readonly state: 'connecting' | 'waiting' | 'open'
  readonly reason: SdkError | undefined
  /** Everything that was asked has been answered: pauses begin small again. */
  settled: () => void
  /** The service cannot answer just now; after a pause it may. */
  comeBack: (reason?: SdkError) => void
  /** At once, with another ticket. */
  renew: () => void
  /** Is the connection still one? And where there is none, tries at once. */
  wake: () => void
  close: () => void
}

export interface LineDeps extends SocketDeps {
  /** Has no connection any more, or still none. */
  onDown: (state: 'connecting' | 'waiting', code?: number, reason?: SdkError) => void
  /** Coming back would end the same way. */
  onOver: (reason?: SdkError) => void
}

/** In milliseconds. */
const shortestBackoff = 500
const longestBackoff = 20_000
/** A ticket that takes longer than this when somebody has reason to doubt is asked for anew. */
const suspicious = 1000

const closeCodes = { normal: 1000, notUtf8: 1007, tooManyFragments: 1008, tooBig: 1009, unavailable: 4000, badFrame: 4400 }
const finalCodes = [closeCodes.notUtf8, closeCodes.tooManyFragments, closeCodes.tooBig, closeCodes.badFrame]
/** What the server says by its close, and cannot say otherwise. */
const refusals: Record<number, string> = {
  1013: 'the service cannot take it now',
  4408: 'it was not signed in to in time',
  4409: 'there are too many of this person already',
  4429: 'too much was sent'
}

export function openLine (deps: LineDeps): Line {
  const stop = new AbortController()
  const backoff = createBackoff()
  let state: Line['state'] = 'connecting'
  let reason: SdkError | undefined
  /** Ends a pause, or a ticket that takes too long. */
  let nudge = new AbortController()
  const dial = createDial({
    ...deps,
    isWanted: () => !stop.signal.aborted,
    onOpening () {
      state = 'open'
      reason = undefined
    },
    onBye: backoff.ask,
    onRefused: comeBack
  })

  function comeBack (why?: SdkError): void {
    reason = why
    dial.connection?.close(closeCodes.unavailable, 'unavailable')
  }

  function down (next: 'connecting' | 'waiting', code?: number): void {
    state = next
    deps.onDown(next, code, reason)
  }

  /** @returns whether to try again. */
  async function attempt (): Promise<boolean> {
    let code: number | undefined
    try {
      code = await dial.once(nudge.signal) ?? closeCodes.normal
      reason ??= reasonOf(code, dial.isOpen)
      if (finalCodes.includes(code)) return false
      if (code === silent) dial.doubt()
    } catch (error) {
      if (error instanceof ApiError || error instanceof ConnectionError) reason = error
      if (error instanceof ConnectionError && error.kind === 'timeout') dial.doubt()
      // A revoked session closes with 4401 and ends here, unless the ticket's own refresh found a good one.
      if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') return false
      if (error instanceof ApiError && error.retryAfter !== undefined) backoff.ask(error.retryAfter * 1000 * (1 + Math.random() / 2))
    }
    dial.forget()
    if (!stop.signal.aborted) down('waiting', code)
    return !stop.signal.aborted
  }

  async function run (): Promise<void> {
    for (;;) {
      backoff.fail()
      nudge = new AbortController()
      const goesOn = await attempt()
      if (stop.signal.aborted) return
      if (!goesOn) {
        stop.abort()
        return deps.onOver(reason)
      }
      if (!nudge.signal.aborted) await pause(backoff.next(), nudge.signal)
      if (stop.signal.aborted) return
      backoff.obeyed()
      down('connecting')
      reason = undefined
    }
  }
  void run()

  return {
    get connection () {
      return dial.isOpen ? dial.connection : undefined
    },
    get state () {
      return state
    },
    get reason () {
      return reason
    },
    settled: backoff.reset,
    comeBack,
    renew () {
      backoff.reset()
      dial.connection?.close(closeCodes.unavailable, 'renewed')
      nudge.abort()
    },
    wake () {
      if (dial.connection) return dial.connection.probe()
      const asked = dial.askedFor()
      // What the server asked for is obeyed all the same.
      if (asked === undefined ? backoff.isAsked() : asked < suspicious) return
      dial.doubt()
      nudge.abort()
    },
    close () {
      stop.abort()
      nudge.abort()
      dial.connection?.close(closeCodes.normal, '')
    }
  }
}

/** How long to wait before the next connection. */
function createBackoff () {
  /** In a row: connections that did not come as far as to follow everything again. */
  let failures = 0
  /** In milliseconds, as the server asked. */
  let asked: number | undefined
  return {
    fail () {
      failures++
    },
    reset () {
      failures = 0
    },
    ask (milliseconds: number) {
      asked = milliseconds
    },
    isAsked: () => asked !== undefined,
    obeyed () {
      asked = undefined
    },
    next: () => asked ?? Math.max(shortestBackoff, Math.random() * Math.min(longestBackoff, shortestBackoff * 2 ** Math.max(1, failures)))
  }
}

function reasonOf (code: number, wasOpen: boolean): ConnectionError {
  if (code === silent) return new ConnectionError('The realtime connection says nothing any more', { kind: 'timeout' })
  if (refusals[code]) return new ConnectionError(`The realtime connection was refused: ${refusals[code]} (${code})`, { kind: 'refused' })
  if (wasOpen) return new ConnectionError(`The realtime connection was lost (${code})`)
  return new ConnectionError(`The realtime connection is refused (${code}): something in between may not let it through`, {
    kind: 'refused'
  })
}

import type { Frames } from '../../../generated/sdk/frames.ts'
import { ApiError } from '../errors.ts'
import { watchConnection, type Connection } from './connection.ts'
import type { Told } from './messages.ts'

/** The connections of a line, one after the other. */
export interface Dial {
  readonly connection: Connection | undefined
  /** Is it authenticated, and follows one's own channel? */
  readonly isOpen: boolean
  /** From ticket to close. @returns the code it closed with; undefined where it is not wanted by now. @throws as the ticket is refused. */
  once: (signal: AbortSignal) => Promise<number | undefined>
  forget: () => void
  /** In milliseconds: how long a ticket is waited for; undefined where none is. */
  askedFor: () => number | undefined
  /** Connections that the browser keeps may be dead: the next ticket does not come by them. */
  doubt: () => void
}

export interface SocketDeps {
  createSocket: (protocols: string[]) => WebSocket
  createTicket: (signal: AbortSignal) => Promise<{ ticket: string }>
  /** Lets go of connections that a browser keeps and that may be dead. */
  clearConnections: () => Promise<void>
  /** The first frames of a connection, and all others. */
  onTold: (frame: Told) => void
  onOpen: () => void
}

interface DialDeps extends SocketDeps {
  isWanted: () => boolean
  /** It follows one's own channel: whoever hears of it may ask for more at once. */
  onOpening: () => void
  /** In milliseconds, as the server asked. */
  onBye: (comeBackAfter: number) => void
  /** The service cannot answer just now. */
  onRefused: (error: ApiError) => void
}

export function createDial (deps: DialDeps): Dial {
  let connection: Connection | undefined
  let isOpen = false
  let askedAt: number | undefined
  let clearing: Promise<void> | undefined

  function receive (frame: Told): void {
    if (frame.type === 'bye') deps.onBye(frame.reconnectAfterMs)
    else if (frame.type === 'error' && frame.retryable) return deps.onRefused(apiError(frame))
    const opens = frame.type === 'subscribed' && !isOpen
    if (opens) {
      isOpen = true
      deps.onOpening()
      connection!.keepAlive()
    }
    deps.onTold(frame)
    if (opens) deps.onOpen()
  }

  return {
    get connection () {
      return connection
    },
    get isOpen () {
      return isOpen
    },
    async once (signal) {
      await clearing
      clearing = undefined
      askedAt = performance.now()
      const { ticket } = await deps.createTicket(signal).finally(() => {
        askedAt = undefined
      })
      if (!deps.isWanted()) return undefined
      connection = watchConnection(deps.createSocket(['workpulse.v1', `ticket.${ticket}`]), receive)
      return connection.closed
    },
    forget () {
      connection = undefined
      isOpen = false
    },
    askedFor: () => askedAt === undefined ? undefined : performance.now() - askedAt,
    doubt () {
      clearing = deps.clearConnections()
    }
  }
}

const apiError = ({ code, message }: Frames['error']): ApiError => new ApiError(0, { code, message, requestId: '' })

import type { RawData, WebSocket } from 'ws'
import type { Locale } from '../../texts/locale.ts'
import { RateLimit, limits } from '../limits.ts'
import type { Connection } from './connections.ts'
import { Conversation } from './conversation.ts'
import type { ConnectionDeps } from './deps.ts'
import { closeCodes, readFrame } from './frames.ts'
import { Wire } from './wire.ts'

export interface Arrival {
  /** What the client is told of its connection, and the log says. */
  id: string
  /** Undefined when the client will authenticate with its first message. */
  ticket: string | undefined
  /** What the client says that its reader reads. */
  locale: Locale
}

/** Serves one connection. To be called before anything is awaited, or the first frames are lost. */
export function serveConnection (socket: WebSocket, arrival: Arrival, deps: ConnectionDeps): void {
  const served = new ServedConnection(socket, arrival, deps)
  ;(socket as Served)[connection] = served
  // What hears of each failure already keeps the whole request in memory for as long as the connection lives.
  socket.removeAllListeners('error')
  socket.on('message', onMessage).on('ping', onPing).on('pong', onPong).on('close', onClose).on('error', onError)
  served.begin(arrival.ticket)
}

/** Under which a socket has the connection that it is: functions that find it there are the same for all sockets. */
const connection = Symbol('connection')
type Served = WebSocket & { [connection]: ServedConnection }

function onMessage (this: WebSocket, data: RawData, isBinary: boolean): void {
  ;(this as Served)[connection].receive(data, isBinary)
}

/** Each is answered with a pong, so these are counted too. */
function onPing (this: WebSocket): void {
  ;(this as Served)[connection].admit()
}

function onPong (this: WebSocket): void {
  ;(this as Served)[connection].lives()
}

function onClose (this: WebSocket, code: number): void {
  ;(this as Served)[connection].end(code)
}

/** What the client did wrong is told by the close code, which is counted. */
function onError (this: WebSocket): void {
  this.terminate()
}

/** One connection, as the service looks after it. What it keeps is kept for thousands: no function of its own, nothing of the request. */
class ServedConnection implements Connection {
  readonly #id: string
  readonly #socket: WebSocket
  readonly #deps: ConnectionDeps
  readonly #wire: Wire
  readonly #conversation: Conversation
  readonly #rate: RateLimit
  /** For the message that the client is to authenticate with; it has come, once there is none. */
  #authentication: NodeJS.Timeout | undefined
  /** One after the other, so that answers come in the order of the questions; undefined while nothing is asked. */
  #turn: Promise<void> | undefined
  /** When the client last gave a sign of life. */
  #lastSeen: number
  #warnedOf = 0
  #leave: () => void

  constructor (socket: WebSocket, { id, locale }: Arrival, deps: ConnectionDeps) {
    this.#id = id
    this.#socket = socket
    this.#deps = deps
    this.#wire = new Wire(socket, locale, deps)
    this.#conversation = new Conversation(id, this.#wire, deps)
    this.#rate = new RateLimit(limits.messagesPerSecond, limits.burst, deps.now())
    this.#lastSeen = deps.now()
    this.#leave = deps.connections.add(this)
  }

  get sessionId (): string | undefined {
    return this.#conversation.sessionId
  }

  get buffered (): number {
    return this.#wire.buffered
  }

  begin (ticket: string | undefined): void {
    if (this.#deps.closing.aborted) return this.#wire.close('restart')
    if (ticket === undefined) this.#awaitAuthentication()
    else this.#inTurn(async () => this.#conversation.authenticate(await this.#deps.consumeTicket(ticket)))
  }

  receive (data: RawData, isBinary: boolean): void {
    if (!this.admit()) return
    const result = readFrame(data, isBinary)
    if (result.kind === 'unreadable') return this.#wire.close('badFrame')
    if (result.kind === 'refused') {
      return this.#inTurn(async () => this.#conversation.refuse('VALIDATION_FAILED', result.message, result.ref), result.ref)
    }
    const { frame } = result
    // How long we take for it is not the client's fault.
    if (frame.type === 'auth') this.#stopWaiting()
    this.#inTurn(() => this.#conversation.obey(frame), 'ref' in frame ? frame.ref : undefined)
  }

  /** @returns whether what came counts: a client that sends too fast, or after the close, is not listened to. */
  admit (): boolean {
    this.lives()
    if (!this.#wire.isOpen) return false
    if (this.#rate.take(this.#lastSeen)) return true
    this.#wire.giveUpSoon('tooFast')
    return false
  }

  lives (): void {
    this.#lastSeen = this.#deps.now()
  }

  end (code: number): void {
    this.#stopWaiting()
    this.#leave()
    this.#conversation.end()
    this.#deps.onClose(this.#wire.closedWith ?? code)
  }

  beat (): void {
    if (this.#deps.now() - this.#lastSeen > limits.deadAfter) return this.#wire.giveUp('dead')
    this.#wire.catchUp()
    this.#socket.ping()
  }

  beginAnew (): void {
    this.#inTurn(() =>
      this.#conversation.beginAnew().catch((error: unknown) => {
        this.#deps.onError(error, this.#id)
        this.#wire.close('overload')
      })
    )
  }

  signOut (): void {
    this.#wire.close('signedOut')
  }

  warn (expiresAt: Date): void {
    if (expiresAt.getTime() === this.#warnedOf) return
    this.#warnedOf = expiresAt.getTime()
    this.#wire.send({ type: 'auth.expiring', expiresAt: expiresAt.toISOString() })
  }

  tooSlow (): void {
    this.#wire.giveUp('tooSlow')
  }

  dismiss (reconnectAfterMs: number): void {
    this.#wire.send({ type: 'bye', code: closeCodes.restart, reconnectAfterMs })
    this.#wire.close('restart')
  }

  terminate (): void {
    this.#socket.terminate()
  }

  #awaitAuthentication (): void {
    this.#stopWaiting()
    this.#authentication = setTimeout(() => this.#wire.close('authTimeout'), limits.authentication)
  }

  #stopWaiting (): void {
    clearTimeout(this.#authentication)
    this.#authentication = undefined
  }

  #inTurn (work: () => Promise<void>, ref?: string): void {
    const turn = this.#do(this.#turn, work, ref).finally(() => {
      if (this.#turn === turn) this.#turn = undefined
    })
    this.#turn = turn
  }

  async #do (before: Promise<void> | undefined, work: () => Promise<void>, ref: string | undefined): Promise<void> {
    await before
    if (!this.#wire.isOpen) return
    try {
      await work()
    } catch (error) {
      this.#deps.onError(error, this.#id)
      this.#conversation.refuse('UNAVAILABLE', 'The service cannot answer just now.', ref)
      if (this.#conversation.sessionId === undefined) this.#awaitAuthentication()
    }
  }
}

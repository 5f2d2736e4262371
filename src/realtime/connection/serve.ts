import type { RawData, WebSocket } from 'ws'
import { createRateLimit, limits } from '../limits.ts'
import type { Connection } from './connections.ts'
import { createConversation, type Conversation, type Reader } from './conversation.ts'
import type { ConnectionDeps } from './deps.ts'
import { closeCodes, readFrame } from './frames.ts'
import { createWire, type Wire } from './wire.ts'

/** Serves one connection. `ticket` is undefined when the client will authenticate with its first message. */
export function serveConnection (socket: WebSocket, connectionId: string, ticket: string | undefined, deps: ConnectionDeps): void {
  const reader: Reader = { locale: deps.locale }
  const wire = createWire(socket, { language: () => reader.locale, onResync: deps.onResync, onDrop: deps.onDrop })
  const authentication = setTimeout(() => wire.close('authTimeout'), limits.authentication)
  const conversation = createConversation(connectionId, wire, reader, deps, () => clearTimeout(authentication))
  const inTurn = createTurns(wire, conversation, deps.onError)
  const signs = listen(socket, wire, conversation, inTurn, deps)
  const leave = deps.connections.add(caredFor(socket, wire, conversation, signs, deps.now))
  const stopHeeding = deps.hub.onRestart(() =>
    inTurn(() =>
      conversation.beginAnew().catch((error: unknown) => {
        deps.onError(error)
        wire.close('overload')
      })
    )
  )
  socket.on('close', (code) => {
    clearTimeout(authentication)
    leave()
    stopHeeding()
    conversation.end()
    deps.onClose(wire.closedWith ?? code)
  })
  if (deps.closing.aborted) return wire.close('restart')
  if (ticket !== undefined) inTurn(async () => conversation.authenticate(await deps.consumeTicket(ticket)))
}

type InTurn = (work: () => Promise<void>, ref?: string) => void

/** One after the other, so that answers come in the order of the questions. */
function createTurns (wire: Wire, { refuse }: Conversation, onError: (error: unknown) => void): InTurn {
  let turn: Promise<void> = Promise.resolve()
  return (work, ref) => {
    turn = turn.then(() => wire.isOpen ? work() : undefined).catch((error: unknown) => {
      onError(error)
      refuse('UNAVAILABLE', 'The service cannot answer just now.', ref)
    })
  }
}

/** When the client last gave a sign of life. */
interface Signs {
  lastSeen: number
}

/** To be called before anything is awaited, or the first frames are lost. */
function listen (socket: WebSocket, wire: Wire, { obey, refuse }: Conversation, inTurn: InTurn, { now }: ConnectionDeps): Signs {
  const signs = { lastSeen: now() }
  const takeToken = createRateLimit(limits.messagesPerSecond, limits.burst, now)
  /** @returns whether what came counts: a client that sends too fast, or after the close, is not listened to. */
  const admit = () => {
    signs.lastSeen = now()
    if (!wire.isOpen) return false
    if (takeToken()) return true
    wire.giveUpSoon('tooFast')
    return false
  }
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!admit()) return
    const result = readFrame(data, isBinary)
    if (result.kind === 'unreadable') return wire.close('badFrame')
    inTurn(
      async () => result.kind === 'frame' ? obey(result.frame) : refuse('VALIDATION_FAILED', result.message, result.ref),
      result.kind === 'frame' && 'ref' in result.frame ? result.frame.ref : undefined
    )
  })
  // Each is answered with a pong, so these are counted too.
  socket.on('ping', admit)
  socket.on('pong', () => {
    signs.lastSeen = now()
  })
  // What the client did wrong is told by the close code, which is counted.
  socket.on('error', () => {})
  return signs
}

/** The connection as the service looks after it. */
function caredFor (socket: WebSocket, wire: Wire, conversation: Conversation, signs: Signs, now: () => number): Connection {
  let warnedOf = 0
  return {
    get sessionId () {
      return conversation.sessionId
    },
    get buffered () {
      return wire.buffered
    },
    beat () {
      if (now() - signs.lastSeen > limits.deadAfter) return wire.giveUp('dead')
      wire.catchUp()
      socket.ping()
    },
    signOut: () => wire.close('signedOut'),
    warn (expiresAt) {
      if (expiresAt.getTime() === warnedOf) return
      warnedOf = expiresAt.getTime()
      wire.send({ type: 'auth.expiring', expiresAt: expiresAt.toISOString() })
    },
    tooSlow: () => wire.giveUp('tooSlow'),
    dismiss (reconnectAfterMs) {
      wire.send({ type: 'bye', code: closeCodes.restart, reconnectAfterMs })
      wire.close('restart')
    },
    terminate: () => socket.terminate()
  }
}

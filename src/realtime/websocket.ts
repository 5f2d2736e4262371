import { setTimeout as delay } from 'node:timers/promises'
import type { RawData, WebSocket, WebSocketServer } from 'ws'
import { type ClientFrame, type ServerFrame, channels } from '../../generated/events.ts'
import { internalChannels, parseChannel } from '../rules/channels.ts'
import type { Viewer } from '../rules/viewer.ts'
import { closeCodes, readFrame } from './frames.ts'
import type { Delivery, Hub, Listener } from './hub.ts'

/** In milliseconds. */
const authenticationTimeout = 5000
const pingInterval = 25_000
const deadAfter = 60_000
const closeTimeout = 1000

/** What a connection needs of the rest of the service. */
export interface ConnectionDeps {
  hub: Hub
  /** The session of a ticket, which is used up by asking. */
  consumeTicket: (ticket: string) => Promise<string | undefined>
  /** The session of an access token. */
  verifyToken: (token: string) => string | undefined
  /** The person of a session, read anew; undefined once it is over. */
  findViewer: (sessionId: string) => Promise<Viewer | undefined>
  maySubscribe: (viewer: Viewer, teamId: string) => Promise<boolean>
  /** Which log this is, and its newest position. */
  readClock: () => Promise<{ epoch: string, position: number }>
  now: () => number
  onError: (error: unknown) => void
}

/** Serves one connection. `ticket` is undefined when the client will authenticate with its first message. */
export function serveConnection (socket: WebSocket, connectionId: string, ticket: string | undefined, deps: ConnectionDeps): void {
  const { hub } = deps
  const subscriptions = new Map<string, () => void>()
  let sessionId: string | undefined
  let lastSeen = deps.now()

  const send = (frame: ServerFrame) => { if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame)) }
  const close = (reason: keyof typeof closeCodes) => socket.close(closeCodes[reason], reason)
  const deliver: Listener = (delivery) => { if (socket.readyState === socket.OPEN) socket.send(delivery.frame()) }

  function refuse (code: 'VALIDATION_FAILED' | 'NOT_FOUND' | 'UNAVAILABLE', message: string, ref?: string): void {
    send({ type: 'error', ...(ref !== undefined && { ref }), code, message, retryable: code === 'UNAVAILABLE' })
  }

  function listen (channel: string, listener: Listener): void {
    // What was asked before the close may be answered after it, when nobody tidies up any more.
    if (socket.readyState !== socket.OPEN) return
    if (!subscriptions.has(channel)) subscriptions.set(channel, hub.subscribe(channel, listener))
  }

  function drop (channel: string): void {
    subscriptions.get(channel)?.()
    subscriptions.delete(channel)
  }

  async function authenticate (session: string | undefined): Promise<void> {
    if (!session) return close('signedOut')
    // First listen, then look: a session that ends in between is heard of.
    listen(internalChannels.session(session), () => close('signedOut'))
    const viewer = await deps.findViewer(session)
    if (!viewer) return close('signedOut')
    clearTimeout(authentication)
    sessionId = session
    const { epoch } = await deps.readClock()
    send({ type: 'hello', conn: connectionId, epoch, heartbeat: pingInterval / 1000 })
    listen(internalChannels.account(viewer.id), () => close('signedOut'))
    await join(channels.user(viewer.id))
  }

  async function join (channel: string, ref?: string): Promise<void> {
    const held: Delivery[] = []
    let live = subscriptions.has(channel)
    // First listen, then read the head: an event in between is held, so that `subscribed` comes first and nothing is missed.
    listen(channel, (delivery) => { live ? deliver(delivery) : held.push(delivery) })
    try {
      const { epoch, position } = await deps.readClock()
      send({ type: 'subscribed', ...(ref !== undefined && { ref }), channel, epoch, head: position })
    } catch (error) {
      if (!live) drop(channel)
      throw error
    }
    live = true
    held.forEach(deliver)
  }

  async function subscribe ({ channel, ref }: { channel: string, ref?: string }): Promise<void> {
    const viewer = await deps.findViewer(sessionId!)
    if (!viewer) return close('signedOut')
    const wanted = parseChannel(channel)
    const allowed = wanted?.kind === 'user' ? wanted.userId === viewer.id : wanted ? await deps.maySubscribe(viewer, wanted.teamId) : false
    if (!allowed) return refuse('NOT_FOUND', 'There is no such channel.', ref)
    await join(channel, ref)
  }

  function unsubscribe ({ channel, ref }: { channel: string, ref?: string }): void {
    if (!parseChannel(channel) || !subscriptions.has(channel)) return refuse('NOT_FOUND', 'There is no such subscription.', ref)
    drop(channel)
    send({ type: 'unsubscribed', ...(ref !== undefined && { ref }), channel })
  }

  async function follow (frame: ClientFrame): Promise<void> {
    if (frame.type === 'auth') return sessionId ? refuse('VALIDATION_FAILED', 'The connection is signed in already.') : authenticate(deps.verifyToken(frame.token))
    if (!sessionId) return close('signedOut')
    switch (frame.type) {
      case 'ping': return send({ type: 'pong' })
      case 'subscribe': return subscribe(frame)
      case 'unsubscribe': return unsubscribe(frame)
    }
  }

  // One after the other, so that answers come in the order of the questions.
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((error: unknown) => {
      deps.onError(error)
      refuse('UNAVAILABLE', 'The service cannot answer just now.')
    })
  }

  // Attached before anything is awaited, or the first frames are lost.
  socket.on('message', (data: RawData, isBinary: boolean) => {
    lastSeen = deps.now()
    const result = readFrame(data, isBinary)
    if (result.kind === 'unreadable') return close('badFrame')
    inTurn(async () => result.kind === 'frame' ? follow(result.frame) : refuse('VALIDATION_FAILED', result.message, result.ref))
  })
  socket.on('pong', () => { lastSeen = deps.now() })
  socket.on('error', deps.onError)
  socket.on('close', () => {
    clearTimeout(authentication)
    clearInterval(heartbeat)
    for (const stop of subscriptions.values()) stop()
    subscriptions.clear()
  })

  const authentication = setTimeout(() => close('authTimeout'), authenticationTimeout)
  const heartbeat = setInterval(() => {
    if (deps.now() - lastSeen > deadAfter) {
      close('dead')
      return socket.terminate()
    }
    socket.ping()
    // The net below the revocation events: a session can also simply expire.
    if (sessionId) inTurn(async () => { if (!await deps.findViewer(sessionId!)) close('signedOut') })
  }, pingInterval)

  if (ticket !== undefined) inTurn(async () => authenticate(await deps.consumeTicket(ticket)))
}

/** Tells every client to come back, and lets go of those that do not answer. */
export async function closeConnections (server: WebSocketServer): Promise<void> {
  const closed = [...server.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  for (const socket of server.clients) socket.close(closeCodes.restart, 'restart')
  await Promise.race([Promise.all(closed), delay(closeTimeout, undefined, { ref: false })])
  for (const socket of server.clients) socket.terminate()
  server.close()
}

import { setTimeout as delay } from 'node:timers/promises'
import type { RawData, WebSocket } from 'ws'
import { type ClientFrame, type ResyncReason, type ServerFrame, channels } from '../../../generated/events.ts'
import type { Database } from '../../database/tables.ts'
import { internalChannels, parseChannel } from '../../rules/platform/channels.ts'
import type { SessionViewer, Viewer } from '../../rules/identity/viewer.ts'
import type { Connections } from './connections.ts'
import { closeCodes, type CloseReason, readFrame } from './frames.ts'
import type { Hub, Listener } from '../log/hub.ts'
import { createRateLimit, limits } from '../limits.ts'
import { sendPrebuilt } from './prebuilt.ts'
import type { Presence } from '../presence/presence.ts'
import { createSubscriptions, type SubscribeOptions } from './subscriptions.ts'
import type { Watchers } from '../watchers.ts'

/** What a connection needs of the rest of the service. */
export interface ConnectionDeps {
  db: Database
  hub: Hub
  connections: Connections
  presence: Presence
  watchers: Watchers
  /** Aborts when the service stops. */
  closing: AbortSignal
  /** The session of a ticket, which is used up by asking. */
  consumeTicket: (ticket: string) => Promise<string | undefined>
  /** The session of an access token. */
  verifyToken: (token: string) => string | undefined
  /** The person of a session, read anew; undefined once it is over. */
  findViewer: (sessionId: string) => Promise<SessionViewer | undefined>
  maySubscribe: (viewer: Viewer, teamId: string) => Promise<boolean>
  now: () => number
  onResync: (reason: ResyncReason) => void
  onClose: (code: number) => void
  onError: (error: unknown) => void
}

type RefusalCode = 'VALIDATION_FAILED' | 'NOT_FOUND' | 'RULE_REFUSED' | 'UNAVAILABLE'

/** Serves one connection. `ticket` is undefined when the client will authenticate with its first message. */
export function serveConnection (socket: WebSocket, connectionId: string, ticket: string | undefined, deps: ConnectionDeps): void {
  const { db, hub, presence, watchers } = deps
  let viewer: SessionViewer | undefined
  let lastSeen = deps.now()
  let warnedOf = 0
  /** What ends with the connection. */
  const endings: (() => void)[] = []
  const watched = new Map<string, () => void>()
  const takeToken = createRateLimit(limits.messagesPerSecond, limits.burst, deps.now)

  const isOpen = () => socket.readyState === socket.OPEN
  let closedWith: number | undefined
  const close = (reason: CloseReason) => {
    closedWith ??= closeCodes[reason]
    socket.close(closeCodes[reason], reason)
  }
  const giveUp = (reason: CloseReason) => {
    close(reason)
    socket.terminate()
  }
  const write = (frame: Buffer | string) => {
    if (!isOpen()) return
    // It would only grow: the client comes back and has what it missed replayed.
    if (socket.bufferedAmount > limits.largestBuffer) return giveUp('tooSlow')
    if (typeof frame === 'string') socket.send(frame)
    else sendPrebuilt(socket, frame)
  }
  const send = (frame: ServerFrame) => {
    if (frame.type === 'resync') deps.onResync(frame.reason)
    write(JSON.stringify(frame))
  }
  const sendEphemeral = (text: string) => {
    if (socket.bufferedAmount <= limits.ephemeralBuffer) write(text)
  }
  const deliver: Listener = (delivery) => write(delivery.frame())
  const drained = async () => {
    while (isOpen() && socket.bufferedAmount > limits.ephemeralBuffer) await delay(10)
  }
  const subscriptions = createSubscriptions({ db, hub, send, deliver, isOpen, drained })

  function refuse (code: RefusalCode, message: string, ref?: string): void {
    send({ type: 'error', ...(ref !== undefined && { ref }), code, message, retryable: code === 'UNAVAILABLE' })
  }

  /** Listens to a channel of the service's own as long as the connection lives. */
  function heed (channel: string): void {
    if (isOpen()) endings.push(hub.subscribe(channel, () => close('signedOut')))
  }

  async function authenticate (sessionId: string | undefined): Promise<void> {
    if (!sessionId) return close('signedOut')
    await hub.started()
    // First listen, then look: a session that ends in between is heard of.
    heed(internalChannels.session(sessionId))
    const found = await deps.findViewer(sessionId)
    if (!found) return close('signedOut')
    heed(internalChannels.account(found.id))
    if (!isOpen()) return
    endings.push(() => presence.leave(found.id))
    if (presence.enter(found.id, found.teams.map(({ id }) => id)) > limits.connections) return close('tooManyConnections')
    clearTimeout(authentication)
    viewer = found
    const { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed } = limits
    send({
      type: 'hello',
      conn: connectionId,
      epoch: hub.epoch!,
      heartbeat: limits.pingInterval / 1000,
      limits: { frameBytes, messagesPerSecond, burst, channels: mostChannels, connections, replayed }
    })
    await subscriptions.follow(channels.user(viewer.id), {})
  }

  async function subscribe (channel: string, options: SubscribeOptions): Promise<void> {
    const { ref } = options
    if (!subscriptions.has(channel) && subscriptions.size >= limits.channels) {
      return refuse('RULE_REFUSED', `A connection follows ${limits.channels} channels at most.`, ref)
    }
    const current = await deps.findViewer(viewer!.sessionId)
    if (!current) return close('signedOut')
    const wanted = parseChannel(channel)
    if (!await mayFollow(current, wanted)) return refuse('NOT_FOUND', 'There is no such channel.', ref)
    await subscriptions.follow(channel, options)
    if (wanted?.kind === 'team' && isOpen() && !watched.has(channel)) watched.set(channel, watchers.watch(wanted.teamId, sendEphemeral))
  }

  async function mayFollow (current: Viewer, wanted: ReturnType<typeof parseChannel>): Promise<boolean> {
    if (wanted?.kind === 'team') return deps.maySubscribe(current, wanted.teamId)
    return wanted?.userId === current.id
  }

  function unsubscribe ({ channel, ref }: { channel: string, ref?: string }): void {
    if (!subscriptions.has(channel)) return refuse('NOT_FOUND', 'There is no such subscription.', ref)
    subscriptions.drop(channel)
    watched.get(channel)?.()
    watched.delete(channel)
    send({ type: 'unsubscribed', ...(ref !== undefined && { ref }), channel })
  }

  async function obey (frame: ClientFrame): Promise<void> {
    if (frame.type === 'auth') {
      return viewer
        ? refuse('VALIDATION_FAILED', 'The connection is signed in already.')
        : authenticate(deps.verifyToken(frame.token))
    }
    if (!viewer) return close('signedOut')
    switch (frame.type) {
      case 'ping':
        return send({ type: 'pong' })
      case 'subscribe':
        return subscribe(frame.channel, frame)
      case 'unsubscribe':
        return unsubscribe(frame)
    }
  }

  /** The log has become another one: what was missed cannot be told, and may have been that one may not see this any more. */
  async function beginAnew (): Promise<void> {
    if (!viewer) return
    const current = await deps.findViewer(viewer.sessionId)
    const allowed = current && await Promise.all([...subscriptions.channels()].map((channel) => mayFollow(current, parseChannel(channel))))
    if (!allowed?.every(Boolean)) return close('signedOut')
    for (const channel of [...subscriptions.channels()]) {
      send({ type: 'resync', channel, reason: 'epoch', head: hub.position })
      subscriptions.drop(channel)
      await subscriptions.follow(channel, {})
    }
  }

  // One after the other, so that answers come in the order of the questions.
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>, ref?: string) => {
    turn = turn.then(() => isOpen() ? work() : undefined).catch((error: unknown) => {
      deps.onError(error)
      refuse('UNAVAILABLE', 'The service cannot answer just now.', ref)
    })
  }
  /** @returns whether what came counts: a client that sends too fast, or after the close, is not listened to. */
  const admit = () => {
    lastSeen = deps.now()
    if (!isOpen()) return false
    if (takeToken()) return true
    giveUpSoon('tooFast')
    return false
  }

  // Attached before anything is awaited, or the first frames are lost.
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!admit()) return
    const result = readFrame(data, isBinary)
    if (result.kind === 'unreadable') return close('badFrame')
    inTurn(
      async () => result.kind === 'frame' ? obey(result.frame) : refuse('VALIDATION_FAILED', result.message, result.ref),
      result.kind === 'frame' && 'ref' in result.frame ? result.frame.ref : undefined
    )
  })
  // Each is answered with a pong, so these are counted too.
  socket.on('ping', admit)
  socket.on('pong', () => {
    lastSeen = deps.now()
  })
  // What the client did wrong is told by the close code, which is counted.
  socket.on('error', () => {})
  socket.on('close', (code) => {
    clearTimeout(authentication)
    for (const end of [...endings, ...watched.values()]) end()
    subscriptions.dropAll()
    deps.onClose(closedWith ?? code)
  })

  /** Closes, and does not wait for somebody who may not stop sending. */
  function giveUpSoon (reason: CloseReason): void {
    close(reason)
    setTimeout(() => socket.terminate(), 1000).unref()
  }

  const authentication = setTimeout(() => close('authTimeout'), limits.authentication)
  endings.push(
    deps.connections.add({
      get sessionId () {
        return viewer?.sessionId
      },
      get buffered () {
        return socket.bufferedAmount
      },
      beat: () => deps.now() - lastSeen > limits.deadAfter ? giveUp('dead') : socket.ping(),
      signOut: () => close('signedOut'),
      warn (expiresAt) {
        if (expiresAt.getTime() === warnedOf) return
        warnedOf = expiresAt.getTime()
        send({ type: 'auth.expiring', expiresAt: expiresAt.toISOString() })
      },
      tooSlow: () => giveUp('tooSlow'),
      dismiss (reconnectAfterMs) {
        send({ type: 'bye', code: closeCodes.restart, reconnectAfterMs })
        close('restart')
      },
      terminate: () => socket.terminate()
    }),
    hub.onRestart(() =>
      inTurn(() =>
        beginAnew().catch((error: unknown) => {
          deps.onError(error)
          close('overload')
        })
      )
    )
  )
  if (deps.closing.aborted) return close('restart')
  if (ticket !== undefined) inTurn(async () => authenticate(await deps.consumeTicket(ticket)))
}

import type { FastifyReply } from 'fastify'
import { internalChannels } from '../rules/platform/channels.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import type { Hub } from './log/hub.ts'

/** In milliseconds. A proxy does not report a client that is gone; a failed heartbeat does. */
const heartbeatInterval = 20_000

export interface UnreadStreamOptions {
  hub: Hub
  /** Aborts when the service stops; the client comes back by itself. */
  closing: AbortSignal
  viewer: SessionViewer
  countUnread: () => Promise<number>
  /** Is the session of the stream still good? */
  isLive: () => Promise<boolean>
  onError: (error: unknown) => void
}

/** Streams the number of unread notifications until the client leaves or the session ends. */
export function streamUnread (reply: FastifyReply, { hub, closing, viewer, countUnread, isLive, onError }: UnreadStreamOptions): void {
  reply.hijack()
  const { raw } = reply
  // It left while it was being found out who it is; its close has been and will not come again.
  if (raw.destroyed) return
  // Hijacking leaves out what the plugins set, CORS above all.
  raw.writeHead(200, {
    ...reply.getHeaders() as Record<string, string>,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    // Kept alive, the connection would outlive its stream and hold up a service that stops.
    connection: 'close'
  })

  // The end may be decided twice, and a client that reads nothing keeps it from being done: what comes then is dropped.
  const write = (text: string) => {
    if (!raw.writableEnded) raw.write(`${text}\n\n`)
  }
  const send = (event: string, data: string) => write(`id: ${hub.position}\nevent: ${event}\ndata: ${data}`)
  write(`retry: ${3000 + Math.floor(Math.random() * 1000)}`)

  let told = false
  const sendUnread = coalesced(async () => {
    send('unread', String(await countUnread()))
    told = true
  }, onError)
  const end = () => raw.end()
  const revoke = () => {
    send('session_revoked', '{}')
    end()
  }
  const unsubscribe: (() => void)[] = []
  const listen = () => {
    if (raw.writableEnded || raw.destroyed) return
    unsubscribe.push(
      hub.subscribe(internalChannels.inbox(viewer.id), sendUnread),
      hub.subscribe(internalChannels.session(viewer.sessionId), revoke),
      hub.subscribe(internalChannels.account(viewer.id), end),
      hub.onRestart(sendUnread)
    )
    sendUnread()
    // It may have ended while we were not yet subscribed to hear of it.
    void recheck()
  }
  const recheck = () =>
    isLive().then((live) => {
      if (!live) revoke()
    }, onError)
  const heartbeat = setInterval(() => {
    write(': ')
    if (!told) sendUnread()
    void recheck()
  }, heartbeatInterval)
  closing.addEventListener('abort', end)
  raw.on('close', () => {
    closing.removeEventListener('abort', end)
    clearInterval(heartbeat)
    for (const stop of unsubscribe) stop()
  })
  // Until the hub knows where in the log it is, it may pass over events.
  void hub.started().then(listen)
}

/** Runs `work`, and once more when asked meanwhile: each answer is newer than every question before it. */
function coalesced (work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let running = false
  let again = false
  return async function run () {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await work()
      } while (again)
    } catch (error) {
      onError(error)
    } finally {
      running = false
    }
  }
}

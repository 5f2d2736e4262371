import type { FastifyReply } from 'fastify'
import { internalChannels } from '../rules/platform/channels.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import type { Hub } from './log/hub.ts'
import type { Unread } from './unread.ts'

/** In milliseconds. A proxy does not report a client that is gone; a failed heartbeat does. */
const heartbeatInterval = 20_000

export interface UnreadStreamOptions {
  hub: Hub
  /** Aborts when the service stops; the client comes back by itself. */
  closing: AbortSignal
  viewer: SessionViewer
  unread: Unread
  /** The stream has ended. */
  onEnd: () => void
  /** Is the session of the stream still good? */
  isLive: () => Promise<boolean>
  onError: (error: unknown) => void
}

/** Takes the answer over for events. @returns what they are written to. */
function openStream (reply: FastifyReply): FastifyReply['raw'] {
  reply.hijack()
  const { raw } = reply
  // It may have left while it was being found out who it is.
  if (raw.destroyed) return raw
  // Hijacking leaves out what the plugins set, CORS above all.
  raw.writeHead(200, {
    ...reply.getHeaders() as Record<string, string>,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    // Kept alive, the connection would outlive its stream and hold up a service that stops.
    connection: 'close'
  })
  return raw
}

/** In milliseconds. */
const probePause = 1000

/**
 * For `doctor`: what the service takes for the address of the client, and a second later the end; so it is seen from outside whether
 * a proxy holds events back. No event of anybody is among it.
 */
export function streamProbe (reply: FastifyReply, address: string): void {
  const raw = openStream(reply)
  if (raw.destroyed) return
  raw.write(`event: probe\ndata: ${JSON.stringify({ address })}\n\n`)
  const timer = setTimeout(() => raw.end(': \n\n'), probePause)
  raw.on('close', () => clearTimeout(timer))
}

/** Streams the number of unread notifications until the client leaves or the session ends. */
export function streamUnread (reply: FastifyReply, { hub, closing, viewer, unread, isLive, onEnd, onError }: UnreadStreamOptions): void {
  const raw = openStream(reply)
  // Its close has been and will not come again.
  if (raw.destroyed) return onEnd()

  // The end may be decided twice, and a client that reads nothing keeps it from being done: what comes then is dropped.
  const write = (text: string) => {
    if (!raw.writableEnded) raw.write(`${text}\n\n`)
  }
  const send = (event: string, data: string) => write(`id: ${hub.position}\nevent: ${event}\ndata: ${data}`)
  write(`retry: ${3000 + Math.floor(Math.random() * 1000)}`)

  const end = () => raw.end()
  const revoke = () => {
    send('session_revoked', '{}')
    end()
  }
  const unsubscribe: (() => void)[] = []
  const listen = () => {
    if (raw.writableEnded || raw.destroyed) return
    unsubscribe.push(
      unread.watch(viewer.id, (count) => send('unread', String(count))),
      hub.subscribe(internalChannels.session(viewer.sessionId), revoke),
      hub.subscribe(internalChannels.account(viewer.id), end)
    )
    // It may have ended while we were not yet subscribed to hear of it.
    void recheck()
  }
  const recheck = () =>
    isLive().then((live) => {
      if (!live) revoke()
    }, onError)
  const heartbeat = setInterval(() => {
    write(': ')
    void recheck()
  }, heartbeatInterval)
  closing.addEventListener('abort', end)
  raw.on('close', () => {
    closing.removeEventListener('abort', end)
    clearInterval(heartbeat)
    for (const stop of unsubscribe) stop()
    onEnd()
  })
  // Until the hub knows where in the log it is, it may pass over events.
  void hub.started().then(listen)
}

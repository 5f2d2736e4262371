import { ApiError } from './errors.ts'
import { pause, type CallOptions, type Transport } from './transport.ts'

export interface UnreadListeners extends CallOptions {
  onUnread: (count: number) => void
  /** The session is over; the stream does not come back. */
  onRevoked?: () => void
}

/** In milliseconds: where the server does not say. */
const defaultRetry = 3000

/**
 * Follows the number of unread notifications, over server-sent events read through `fetch`: unlike EventSource
 * that sends a bearer token and sees a 401. Comes back by itself.
 * @returns a function that ends it.
 */
export function followUnread (transport: Transport, { onUnread, onRevoked, signal }: UnreadListeners): () => void {
  const stop = new AbortController()
  signal?.addEventListener('abort', () => stop.abort(), { once: true })

  void (async () => {
    let retry = defaultRetry
    while (!stop.signal.aborted) {
      try {
        const response = await transport.open({ method: 'GET', path: '/api/v1/stream/notifications', signal: stop.signal })
        if (response.status === 401) return onRevoked?.()
        if (!response.ok) throw new ApiError(response.status, (await response.json()).error)
        for await (const event of eventsOf(response.body!)) {
          if (event.retry !== undefined) retry = event.retry
          if (event.event === 'unread') onUnread(Number(event.data))
          if (event.event === 'session_revoked') return onRevoked?.()
        }
      } catch {
        // Lost or refused for now: come back.
      }
      await pause(retry * (0.5 + Math.random()), stop.signal)
    }
  })()
  return () => stop.abort()
}

interface ServerSentEvent { event?: string, data?: string, id?: string, retry?: number }

/** As the HTML standard parses an event stream, for the fields that this one has. */
async function * eventsOf (body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>
  let buffer = ''
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      buffer += value
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop()!
      for (const block of blocks) yield parseEvent(block)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function parseEvent (block: string): ServerSentEvent {
  const fields = block.split('\n').filter((line) => !line.startsWith(':')).map((line) => line.split(/: ?(.*)/s, 2))
  const event = Object.fromEntries(fields)
  return { ...event, ...(event.retry !== undefined && { retry: Number(event.retry) }) }
}

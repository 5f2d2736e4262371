import { ApiError } from './errors.ts'
import { callEach } from './listeners.ts'
import type { CallOptions } from './options.ts'
import { pause } from './pause.ts'
import type { Transport } from './transport.ts'

export interface UnreadListeners extends CallOptions {
  onUnread: (count: number) => void
  /** The session is over; the stream does not come back. */
  onRevoked?: () => void
}

/** In milliseconds: where the server does not say. */
const defaultRetry = 3000
/** In milliseconds. The server says something every twenty seconds. */
const longestSilence = 60_000

/**
 * Follows the number of unread notifications, over server-sent events read through `fetch`: unlike EventSource
 * that sends a bearer token and sees a 401. Comes back by itself.
 * @returns a function that ends it.
 */
export function followUnread (transport: Transport, { onUnread, onRevoked, signal }: UnreadListeners): () => void {
  const stop = new AbortController()
  const end = () => stop.abort()
  const forget = transport.onEnd(revoked)
  signal?.addEventListener('abort', end, { once: true })
  stop.signal.addEventListener('abort', () => {
    forget()
    signal?.removeEventListener('abort', end)
  })
  if (signal?.aborted) end()

  /** Whoever learns of it first: the stream, another call, or another tab. */
  function revoked (): void {
    if (stop.signal.aborted) return
    end()
    if (onRevoked) callEach([onRevoked], undefined)
  }

  void (async () => {
    let retry = defaultRetry
    let revocations = 0
    while (!stop.signal.aborted) {
      let ending = false
      const attempt = createAttempt(stop.signal)
      try {
        const response = await transport.open({ method: 'GET', path: '/api/v1/stream/notifications', signal: attempt.signal })
        if (response.status === 401) return revoked()
        if (!response.ok) throw new ApiError(response.status, (await response.json()).error)
        for await (const event of eventsOf(response.body!, attempt.isAlive)) {
          if (event.retry !== undefined) retry = event.retry
          if (event.event === 'unread') callEach([onUnread], Number(event.data))
          if (event.event !== 'session_revoked') continue
          ending = true
          break
        }
      } catch {
        // Lost, silent or refused for now: come back.
      } finally {
        attempt.end()
      }
      // Opening again finds out whether there is another session, at once but not for ever.
      revocations = ending ? revocations + 1 : 0
      if (revocations !== 1) await pause(retry * (0.5 + Math.random()), stop.signal)
    }
  })()
  return end
}

/** Aborts with `outer`, and after a long silence. */
function createAttempt (outer: AbortSignal): { signal: AbortSignal, isAlive: () => void, end: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let watchdog = setTimeout(abort, longestSilence)
  outer.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    isAlive () {
      clearTimeout(watchdog)
      watchdog = setTimeout(abort, longestSilence)
    },
    end () {
      clearTimeout(watchdog)
      outer.removeEventListener('abort', abort)
    }
  }
}

interface ServerSentEvent {
  event?: string
  data?: string
  id?: string
  retry?: number
}

/** As the HTML standard parses an event stream, for the fields that this one has. `onBytes`: called for comments too. */
async function* eventsOf (body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>
  let buffer = ''
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
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

import { callEach } from '../listeners.ts'
import type { CallOptions } from '../options.ts'
import type { Live } from './live.ts'

export interface UnreadListeners extends Pick<CallOptions, 'signal'> {
  onUnread: (count: number) => void
  /** The session is over; the number does not come any more. */
  onRevoked?: () => void
}

/**
 * Follows the number of unread notifications: over the browser's socket where it has one, else over a stream. Comes back by itself.
 * @returns a function that ends it.
 */
export function followUnread (
  live: Live,
  onSessionEnd: (listener: () => void) => () => void,
  { onUnread, onRevoked, signal }: UnreadListeners
): () => void {
  if (signal?.aborted) return () => {}
  let told: number | undefined
  // A stream and a socket that take turns say the same.
  const membership = live.join('unread', (message) => {
    // After a loss it is told anew: perhaps it is another person's.
    if (message.kind === 'down') told = undefined
    if (message.kind !== 'unread' || message.count === told) return
    told = message.count
    callEach([onUnread], told)
  })
  // Whoever learns of it first: the stream, another call, or another tab.
  const forget = onSessionEnd(() => {
    end()
    if (onRevoked) callEach([onRevoked], undefined)
  })

  function end (): void {
    membership.leave()
    forget()
    signal?.removeEventListener('abort', end)
  }

  signal?.addEventListener('abort', end, { once: true })
  return end
}

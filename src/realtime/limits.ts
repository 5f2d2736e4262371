/** What one connection may do, as asyncapi/asyncapi.yaml says. Times in milliseconds, sizes in bytes. */
export const limits = {
  frameBytes: 16 * 1024,
  fragments: 16,
  messagesPerSecond: 5,
  burst: 20,
  channels: 50,
  /** Per person, over all replicas. */
  connections: 10,
  /** Event streams per person, over all replicas; and how long one too many is to wait, in seconds. */
  streams: 10,
  streamRetry: 30,
  /** How many events `since` replays. */
  replayed: 256,
  /** Above it, what is not kept is not sent either. */
  ephemeralBuffer: 64 * 1024,
  /** Above it, or with something unsent for `slowAfter`, a client reads too slowly. */
  largestBuffer: 1024 * 1024,
  slowAfter: 10_000,
  authentication: 5000,
  pingInterval: 25_000,
  deadAfter: 60_000,
  /** How often sessions are looked up, beside the events that tell of their end. */
  sessionCheck: 30_000,
  /** How long before its session ends a client is told to refresh it. */
  expiryNotice: 86_400_000,
  /** Over how long a service that stops spreads the goodbyes, so that not all come back at once; and for how long it waits for theirs. */
  drain: 8000,
  goodbye: 1000
} as const

/** A bucket of `burst` tokens that fills with `perSecond`. @returns a function that takes one, or says that there is none. */
export function createRateLimit (perSecond: number, burst: number, now: () => number): () => boolean {
  let tokens = burst
  let filledAt = now()
  return () => {
    const time = now()
    // A clock that was set back takes nothing away.
    tokens = Math.min(burst, tokens + Math.max(0, time - filledAt) / 1000 * perSecond)
    filledAt = time
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}

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

/** A bucket of `burst` tokens that fills with `perSecond`. Times in milliseconds. */
export class RateLimit {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAt: number

  constructor (perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#filledAt = now
  }

  /** Takes one. @returns whether there was one. */
  take (now: number): boolean {
    // A clock that was set back takes nothing away.
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#filledAt) / 1000 * this.#perSecond)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

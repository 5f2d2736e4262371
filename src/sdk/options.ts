/** In bearer mode, what the client holds; `refreshToken` is missing where it was not asked for. */
export interface Tokens {
  accessToken: string
  refreshToken?: string
}

/** As localStorage is. */
export type ClientStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface ClientOptions {
  /** Where the API is: `https://apiwork.rycroftapparel.com`. */
  baseUrl: string
  /**
   * `cookie`, for browsers: the tokens stay in HttpOnly cookies. `bearer`, for scripts and mobile: the client keeps
   * them in memory and hands them to `onTokens`.
   */
  mode?: 'cookie' | 'bearer'
  /**
   * For programs: a token of `createApiToken`, in the place of signing in. Goes with no `mode`, `tokens`, `storage` or `cookies`; an empty
   * one, from an environment that has none, is a TypeError.
   */
  apiToken?: string | undefined
  /** Bearer mode: tokens from an earlier run. */
  tokens?: Tokens
  /** Bearer mode: called with each new pair, and with undefined when there is none any more. */
  onTokens?: (tokens: Tokens | undefined) => void
  /**
   * Called once for each session that is over, whoever noticed and in whichever tab: show the sign-in page.
   * Not called in the tab that signs out by itself.
   */
  onSignedOut?: () => void
  /** Another tab has signed in or refreshed: perhaps it is somebody else by now. `restoreSession` says who. */
  onSignedIn?: () => void
  /**
   * Cookie mode: where tabs leave word of the last refresh (never a token), localStorage by default. Bearer mode: where
   * clients share their tokens; by default each has its own.
   */
  storage?: ClientStorage
  /** Where the socket is, if not where the API is: `wss://apiwork.rycroftapparel.com`, for a page whose calls go through a proxy. */
  realtimeUrl?: string
  /**
   * In milliseconds: every call ends within it, with a ConnectionError of the kind `timeout`. 15,000 by default, 120,000 where a
   * file is fetched, and where one is sent what it takes at 8 KiB a second beside.
   */
  timeout?: number
  /** The language of messages: `id` or `en`; a function is asked at each call. */
  locale?: string | (() => string | undefined)
  /** A server that renders for a visitor: the cookies of that visitor's request, in `cookie` mode. */
  cookies?: VisitorCookies
  /** Sent with each call: a server that renders forwards `X-Forwarded-For` and `User-Agent` of its visitor, whose limits these are. */
  headers?: () => Record<string, string>
  fetch?: typeof fetch
  WebSocket?: typeof WebSocket
}

export interface VisitorCookies {
  /** The Cookie header of the visitor's request. */
  get: () => string | undefined
  /**
   * Given the Set-Cookie lines of an answer, for the visitor's browser. Without it nothing is refreshed: the browser would go on with a
   * token that has been exchanged.
   */
  set?: (lines: string[]) => void
}

export interface CallOptions {
  signal?: AbortSignal
  /** In milliseconds: another limit for this call. */
  timeout?: number
  /**
   * Told the position of the answer in the event log: what happens after it comes over `connect({ since })` and
   * `followTeam(id, { since })`.
   */
  onPosition?: (position: number) => void
  /**
   * Where a file is sent: told how much of it has left, in bytes, and how much there is. In browsers; elsewhere nobody knows.
   */
  onProgress?: (sent: number, total: number) => void
  /**
   * For an operation that takes one: a text of your own for one intention, the same when it is sent again by hand. By default each
   * call has a new one, which its retries share.
   */
  idempotencyKey?: string
}

/** As much of autocannon's interface as is used here; it brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  export interface Request {
    method?: 'GET' | 'POST'
    path?: string
    headers?: Record<string, string>
    body?: string
    setupRequest?: (request: Request) => Request
  }

  export interface Client {
    setRequests: (requests: Request[]) => void
  }

  export interface Options {
    url: string
    connections: number
    /** In seconds. */
    duration: number
    /** In milliseconds. */
    sampleInt?: number
    /** In seconds. */
    timeout?: number
    /** Ends the run after so many errors of the connection. */
    bailout?: number
    requests?: Request[]
    setupClient?: (client: Client) => void
  }

  export interface Result {
    errors: number
    timeouts: number
    non2xx: number
    statusCodeStats: Record<string, { count: number }>
  }

  export interface Instance extends EventEmitter {
    stop: () => void
  }

  export default function autocannon (options: Options, callback: (error: Error | null, result: Result) => void): Instance
}

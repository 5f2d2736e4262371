/** Requests to sign in, to refresh and to end, as browsers and clients send them. */
import type { TestApp } from '../../support/app.ts'
import { emailOf, password } from '../../support/people.ts'

export const second = 1000
export const minute = 60 * second
const hour = 60 * minute
export const day = 24 * hour

export const credentials = { email: emailOf('employee'), password }
const origin = 'http://localhost:3000'

export interface Cookie {
  value: string
  path: string
  expires: number
}

/** A browser as far as cookies go: keeps what it is sent, by the clock of the service, and says where its page is from. */
export function browser (app: TestApp): { fetch: typeof fetch, cookies: Map<string, Cookie> } {
  const cookies = new Map<string, Cookie>()

  function keep (line: string): void {
    const [[name, value], ...attributes] = line.split('; ').map((part) => part.split(/=(.*)/s))
    const attribute = (wanted: string) => attributes.find(([key]) => key.toLowerCase() === wanted)?.[1]
    const now = app.clock.now().getTime()
    const maxAge = attribute('max-age')
    const expires = maxAge !== undefined ? now + Number(maxAge) * second : Date.parse(attribute('expires')!)
    if (expires <= now) cookies.delete(name)
    else cookies.set(name, { value, path: attribute('path')!, expires })
  }

  return {
    cookies,
    async fetch (input, init) {
      const headers = new Headers(init?.headers)
      const { pathname } = new URL(String(input))
      const sent = [...cookies].filter(([, { path, expires }]) => pathname.startsWith(path) && expires > app.clock.now().getTime())
      if (init?.credentials === 'include' && sent.length > 0) {
        headers.set(
          'cookie',
          sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
        )
      }
      headers.set('origin', origin)
      const response = await fetch(input, { ...init, headers })
      for (const line of response.headers.getSetCookie()) keep(line)
      return response
    }
  }
}

/** Counts requests by path, and holds each refresh back until `waiting` other answers have come. */
export function counting (
  waiting: number,
  inner: typeof fetch = fetch
): { fetch: typeof fetch, counts: Map<string, number>, watch: () => void } {
  const counts = new Map<string, number>()
  const all = Promise.withResolvers<void>()
  let watching = false
  let answers = 0
  return {
    counts,
    watch () {
      watching = true
      counts.clear()
    },
    async fetch (input, init) {
      const { pathname } = new URL(String(input))
      counts.set(pathname, (counts.get(pathname) ?? 0) + 1)
      if (watching && pathname.endsWith('/refresh')) await all.promise
      const response = await inner(input, init)
      if (watching && ++answers === waiting) all.resolve()
      return response
    }
  }
}

export interface Answer {
  status: number
  headers: Headers
  data: any
  error: any
}

export async function post (app: TestApp, operation: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${app.url}/api/v1/auth/${operation}`, {
    method: 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  return { status: response.status, headers: response.headers, ...await response.json() }
}

/** A session of employee's, with both tokens in hand. */
export async function signIn (app: TestApp): Promise<{ accessToken: string, refreshToken: string }> {
  const { data } = await post(app, 'login', { ...credentials, tokenDelivery: 'body' })
  return data
}

export const refresh = (app: TestApp, refreshToken: string) => post(app, 'refresh', { refreshToken, tokenDelivery: 'body' })

export async function isLive (app: TestApp, accessToken: string): Promise<boolean> {
  const { status } = await fetch(`${app.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  return status === 200
}

export const sessionIdOf = (refreshToken: string) => refreshToken.split('.')[1]

export async function sessionOf (app: TestApp, refreshToken: string) {
  return app.deps.db.selectFrom('sessions').selectAll().where('id', '=', sessionIdOf(refreshToken)).executeTakeFirstOrThrow()
}

/** A browser as far as cookies go: for what leads over several sites. */
import type { TestApp } from './app.ts'

export const frontEnd = 'http://localhost:3000'
const page = 'text/html,application/xhtml+xml,*/*;q=0.8'

interface Cookie {
  name: string
  value: string
  origin: string
  path: string
  sameSite: string
  secure: boolean
  httpOnly: boolean
  maxAge: number | undefined
}

export function parseCookie (line: string, origin: string): Cookie {
  const [[name, value], ...rest] = line.split('; ').map((part) => part.split(/=(.*)/s))
  const attribute = (wanted: string) => rest.find(([key]) => key.toLowerCase() === wanted)
  const maxAge = attribute('max-age')?.[1]
  const expires = attribute('expires')?.[1]
  return {
    name,
    value,
    origin,
    path: attribute('path')?.[1] ?? '/',
    sameSite: attribute('samesite')?.[1].toLowerCase() ?? 'lax',
    secure: attribute('secure') !== undefined,
    httpOnly: attribute('httponly') !== undefined,
    maxAge: maxAge !== undefined ? Number(maxAge) : expires !== undefined && Date.parse(expires) === 0 ? 0 : undefined
  }
}

/** A browser: keeps cookies, and sends the Strict ones only where the page before was of the same site. */
export function browser (app: Pick<TestApp, 'url'>) {
  const jar = new Map<string, Cookie>()
  const own = [app.url, frontEnd]
  const key = ({ origin, name, path }: Cookie) => `${origin} ${path} ${name}`

  async function visit (url: string, from = frontEnd, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    const { origin, pathname } = new URL(url)
    const sameSite = origin === from || (own.includes(origin) && own.includes(from))
    const cookies = [...jar.values()].filter((cookie) =>
      cookie.origin === origin && pathname.startsWith(cookie.path) && (sameSite || cookie.sameSite !== 'strict')
    )
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        accept: page,
        'sec-fetch-site': origin === from ? 'same-origin' : sameSite ? 'same-site' : 'cross-site',
        'sec-fetch-dest': 'document',
        ...(cookies.length > 0 && { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }),
        ...headers
      }
    })
    for (const line of response.headers.getSetCookie()) {
      const cookie = parseCookie(line, origin)
      if (cookie.maxAge === 0) jar.delete(key(cookie))
      else jar.set(key(cookie), cookie)
    }
    return response
  }

  const locationOf = (response: Response) => new URL(response.headers.get('location')!, response.url).href

  return {
    visit,
    locationOf,
    /** Those of the service. */
    names: () => [...jar.values()].filter(({ origin }) => origin === app.url).map(({ name }) => name),
    cookie: (name: string) => [...jar.values()].find((cookie) => cookie.origin === app.url && cookie.name === name),
    /** Begins, as somebody does who clicks. @returns where the provider is. */
    begin: async (returnTo?: string) =>
      locationOf(await visit(`${app.url}/api/v1/auth/google${returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`}`)),
    /** Follows the provider from page to page. @returns where it sends the browser back to. */
    async pass (url: string): Promise<string> {
      const { origin } = new URL(url)
      let [next, from] = [url, app.url]
      while (new URL(next).origin === origin) {
        const response = await visit(next, from)
        if (response.status >= 400 || !response.headers.has('location')) {
          throw new Error(`The provider answers ${response.status}: ${await response.text()}`)
        }
        ;[next, from] = [locationOf(response), origin]
      }
      return next
    },
    comeBack: (url: string, headers?: Record<string, string>) => visit(url, 'https://the.provider', headers)
  }
}

export type Browser = ReturnType<typeof browser>

/** Browsers with tabs that are counted. */
import type { Test } from 'tap'
import { createClient, type Client, type ClientOptions, type ClientStorage, type Realtime } from '../../generated/sdk/dist/src/sdk/index.js'
import type { TestApp } from '../support/app.ts'
import { emailOf, password } from '../support/people.ts'

export const minute = 60_000
export const credentials = { email: emailOf('employee'), password }
export const refreshPath = '/api/v1/auth/refresh'
export const mePath = '/api/v1/auth/me'

/** What all tabs of a browser have in common: cookies, storage, and here a count of their requests. */
export interface Browser {
  cookies: Map<string, string>
  counts: Map<string, number>
  fetch: typeof fetch
  storage: ClientStorage
}

export function openBrowser (): Browser {
  const cookies = new Map<string, string>()
  const counts = new Map<string, number>()
  return {
    cookies,
    counts,
    storage: memoryStorage(),
    async fetch (input, init) {
      const { pathname } = new URL(String(input))
      counts.set(pathname, (counts.get(pathname) ?? 0) + 1)
      const headers = new Headers(init?.headers)
      headers.set('origin', 'http://localhost:3000')
      if (init?.credentials === 'include') headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
      const response = await fetch(input, { ...init, headers })
      if (init?.credentials !== 'include') return response
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^(\w+)=([^;]*)/.exec(line)!
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    }
  }
}

export function memoryStorage (): ClientStorage {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      items.set(key, value)
    },
    removeItem: (key) => {
      items.delete(key)
    }
  }
}

export interface Tab {
  client: Client
  signedOut: number
  revoked: number
  unread: number[]
  sockets: Realtime[]
  live: () => Realtime
}

/** `navigator.locks` and BroadcastChannel are Node's own. */
export function openTab (t: Test, app: TestApp, { fetch, storage }: Partial<Browser>, options: Partial<ClientOptions> = {}): Tab {
  const tab: Tab = {
    client: createClient({ baseUrl: app.url, fetch, storage, onSignedOut: () => tab.signedOut++, ...options }),
    signedOut: 0,
    revoked: 0,
    unread: [],
    sockets: [],
    /** Follows the unread count and opens a connection, until the test ends. */
    live () {
      t.teardown(tab.client.followUnread({ onUnread: (count) => tab.unread.push(count), onRevoked: () => tab.revoked++ }))
      const socket = tab.client.connect()
      socket.ready().catch(() => {})
      t.teardown(socket.close)
      tab.sockets.push(socket)
      return socket
    }
  }
  return tab
}

export const openTabs = (t: Test, app: TestApp, browser: Browser, count = 3) =>
  Array.from({ length: count }, () => openTab(t, app, browser))

/** Ends the session of a browser from elsewhere. */
export async function revokeElsewhere (app: TestApp, { cookies }: Browser): Promise<void> {
  const elsewhere = await app.signIn('employee')
  await elsewhere.revokeSession(cookies.get('refresh_token')!.split('.')[1])
}

export const failing: ClientStorage = {
  getItem () {
    throw new Error('SecurityError')
  },
  setItem () {
    throw new Error('QuotaExceededError')
  },
  removeItem () {
    throw new Error('SecurityError')
  }
}

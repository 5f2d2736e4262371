import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import {
  createClient,
  type Client,
  type ClientOptions,
  type ClientStorage,
  type Realtime,
  type Tokens
} from '../../generated/sdk/dist/src/sdk/index.js'
import { append } from '../../src/repositories/platform/events.ts'
import { scopeChanged } from '../../src/rules/platform/channels.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'
import { until } from '../support/until.ts'

const minute = 60_000
const credentials = { email: emailOf('employee'), password }
const refreshPath = '/api/v1/auth/refresh'
const mePath = '/api/v1/auth/me'

/** What all tabs of a browser have in common: cookies, storage, and here a count of their requests. */
interface Browser {
  cookies: Map<string, string>
  counts: Map<string, number>
  fetch: typeof fetch
  storage: ClientStorage
}

function openBrowser (): Browser {
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

function memoryStorage (): ClientStorage {
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

interface Tab {
  client: Client
  signedOut: number
  revoked: number
  unread: number[]
  sockets: Realtime[]
  live: () => Realtime
}

/** `navigator.locks` and BroadcastChannel are Node's own. */
function openTab (t: Test, app: TestApp, { fetch, storage }: Partial<Browser>, options: Partial<ClientOptions> = {}): Tab {
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

const openTabs = (t: Test, app: TestApp, browser: Browser, count = 3) => Array.from({ length: count }, () => openTab(t, app, browser))

/** Ends the session of a browser from elsewhere. */
async function revokeElsewhere (app: TestApp, { cookies }: Browser): Promise<void> {
  const elsewhere = await app.signIn('employee')
  await elsewhere.revokeSession(cookies.get('refresh_token')!.split('.')[1])
}

const failing: ClientStorage = {
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

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('calls, streams and sockets of three tabs share one refresh', async (t) => {
      const browser = openBrowser()
      const tabs = openTabs(t, app, browser)
      await tabs[0].client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      const answers = tabs.map((tab) => [tab.live().ready(), ...Array.from({ length: 10 }, () => tab.client.getMe())])
      await Promise.all(answers.flat())
      await until('each stream has begun', () => tabs.every(({ unread }) => unread.length > 0))
      t.equal(browser.counts.get(refreshPath), 1)
      t.same(tabs.map(({ signedOut }) => signedOut), [0, 0, 0])
      const before = browser.counts.get(mePath)!
      await Promise.all(tabs.map(({ client }) => client.getMe()))
      t.equal(browser.counts.get(mePath), before + 3, 'and then they are signed in')
    })

    t.test('a session that ends elsewhere is told of once in each tab, and again after the next', async (t) => {
      const browser = openBrowser()
      const tabs = openTabs(t, app, browser)
      for (const round of [1, 2]) {
        await tabs[0].client.login(credentials)
        await Promise.all(tabs.map((tab) => tab.live().ready()))
        await until('each stream has begun', () => tabs.every(({ unread }) => unread.length >= round))
        browser.counts.clear()
        await revokeElsewhere(app, browser)
        const answers = await Promise.allSettled(tabs.flatMap(({ client }) => Array.from({ length: 10 }, () => client.getMe())))
        for (const answer of answers) t.match(answer, { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } })
        await until('the connections are closed', () => tabs.every(({ sockets }) => sockets.every(({ state }) => state === 'closed')))
        t.equal(browser.counts.get(refreshPath), 1)
        t.same(tabs.map(({ signedOut, revoked }) => [signedOut, revoked]), Array(3).fill([round, round]))
      }
    })

    t.test('a session that ends while nobody calls is noticed by the live connections alone', async (t) => {
      const browser = openBrowser()
      const [tab, idle] = openTabs(t, app, browser, 2)
      await tab.client.login(credentials)
      await tab.live().ready()
      await revokeElsewhere(app, browser)
      await until('both tabs know', () => tab.signedOut > 0 && idle.signedOut > 0)
      await until('the connection is closed', () => tab.sockets[0].state === 'closed')
      t.same([tab.signedOut, tab.revoked, idle.signedOut], [1, 1, 1])
    })

    t.test('signing out in one tab', async (t) => {
      const browser = openBrowser()
      const [tab, other, idle] = openTabs(t, app, browser)
      await tab.client.login(credentials)
      await Promise.all([tab.live().ready(), other.live().ready()])
      browser.counts.clear()
      await tab.client.logout()
      await until('the others know', () => other.signedOut > 0 && idle.signedOut > 0)
      await until('the connections are closed', () => tab.sockets[0].state === 'closed' && other.sockets[0].state === 'closed')
      await Promise.allSettled([tab.client.getMe(), other.client.getMe()])
      t.same([tab, other, idle].map(({ signedOut }) => signedOut), [0, 1, 1], 'who signs out knows')
      t.same([tab.revoked, other.revoked], [1, 1])

      await other.client.login(credentials)
      await other.client.revokeAllSessions()
      await until('the others know', () => tab.signedOut > 0 && idle.signedOut > 1)
      t.same([tab, other, idle].map(({ signedOut }) => signedOut), [1, 1, 2], 'everywhere is here too')
    })

    t.test('who signs out does not ask for a stream again, however late the answer comes', async (t) => {
      const browser = openBrowser()
      const late: typeof fetch = async (input, init) => {
        const response = await browser.fetch(input, init)
        if (String(input).endsWith('/auth/logout')) await sleep(300)
        return response
      }
      const tab = openTab(t, app, { ...browser, fetch: late })
      await tab.client.login(credentials)
      t.teardown(tab.client.followUnread({ onUnread: (count) => tab.unread.push(count), onRevoked: () => tab.revoked++ }))
      await until('the stream has begun', () => tab.unread.length > 0)
      await tab.client.logout()
      t.equal(tab.revoked, 1)
      t.equal(browser.counts.get('/api/v1/stream/notifications'), 1)
    })

    t.test('signing in in one tab signs out no other', async (t) => {
      const browser = openBrowser()
      const [tab, other] = openTabs(t, app, browser, 2)
      await tab.client.login(credentials)
      const socket = other.live()
      await socket.ready()
      let resyncs = 0
      socket.onResync(() => resyncs++)
      const calls = Array.from({ length: 10 }, () => other.client.getMe())
      await tab.client.login({ email: emailOf('colleague'), password })
      await Promise.all(calls)
      await until('the connection is back', () => resyncs === 1)
      t.match(await other.client.getMe(), { id: people.colleague.id })
      const count = other.unread.length
      await until('so is the stream', () => other.unread.length > count || count > 1)
      t.same([tab.signedOut, other.signedOut, other.revoked], [0, 0, 0])
    })

    t.test('a change of role closes the connection, which comes back', async (t) => {
      const tab = openTab(t, app, openBrowser())
      await tab.client.login(credentials)
      const socket = tab.live()
      await socket.ready()
      let resyncs = 0
      socket.onResync(() => resyncs++)
      await append(app.deps.db, app.clock.now(), 'request', [scopeChanged(people.employee.id)])
      await until('the connection is back', () => resyncs === 1)
      t.same([tab.signedOut, tab.revoked, socket.state], [0, 0, 'open'])
    })

    t.test('restoring a session', async (t) => {
      const browser = openBrowser()
      t.same(
        await Promise.all(openTabs(t, app, browser).map(async (tab) => [await tab.client.restoreSession(), tab.signedOut])),
        Array(3).fill([undefined, 0]),
        'there is none'
      )
      t.equal(browser.counts.get(refreshPath), undefined, 'and nothing to refresh, which would be a red line in the console')
      await openTab(t, app, browser).client.login(credentials)
      const reloaded = openTab(t, app, browser)
      t.match(await reloaded.client.restoreSession(), { id: people.employee.id, name: 'Sari' })
      app.clock.advance(11 * minute)
      t.match(await openTab(t, app, browser).client.restoreSession(), { id: people.employee.id }, 'the access token is over')

      const down = async (): Promise<Response> => {
        throw new TypeError('Failed to fetch')
      }
      const offline = openTab(t, app, { ...browser, fetch: down })
      await t.rejects(offline.client.restoreSession(), { name: 'ConnectionError' })
      t.equal(offline.signedOut, 0)
      const refreshIsDown: typeof fetch = (input, init) => String(input).endsWith(refreshPath) ? down() : browser.fetch(input, init)
      app.clock.advance(11 * minute)
      await t.rejects(openTab(t, app, { ...browser, fetch: refreshIsDown }).client.restoreSession(), { name: 'ConnectionError' })

      await revokeElsewhere(app, browser)
      t.equal(await reloaded.client.restoreSession(), undefined)
      t.equal(reloaded.signedOut, 1, 'one that was known is a loss')
    })

    t.test('a call from before a refresh of another tab is made again, without another', async (t) => {
      const browser = openBrowser()
      const late = Promise.withResolvers<void>()
      const slow = openTab(t, app, {
        ...browser,
        async fetch (input, init) {
          const response = await browser.fetch(input, init)
          if (response.status === 401) await late.promise
          return response
        }
      })
      const tab = openTab(t, app, browser)
      await tab.client.login(credentials)
      app.clock.advance(11 * minute)
      const waiting = slow.client.getMe()
      await tab.client.getMe()
      late.resolve()
      t.match(await waiting, { id: people.employee.id })
      t.equal(browser.counts.get(refreshPath), 1)
    })

    t.test('in bearer mode each client refreshes once for itself', async (t) => {
      const browser = openBrowser()
      const tabs = Array.from({ length: 2 }, () => openTab(t, app, { fetch: browser.fetch }, { mode: 'bearer' }))
      for (const { client } of tabs) await client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      await Promise.all(tabs.flatMap((tab) => [tab.live().ready(), ...Array.from({ length: 10 }, () => tab.client.getMe())]))
      t.equal(browser.counts.get(refreshPath), 2)
      await tabs[0].client.logout()
      t.match(await tabs[1].client.getMe(), { id: people.employee.id })
      t.same(tabs.map(({ signedOut }) => signedOut), [0, 0])
    })
  })
}

t.test('alike on each database', async (t) => {
  const app = await testApp(t, databases[0])

  t.test('in bearer mode clients with one storage share tokens, refresh and end', async (t) => {
    const { fetch, storage, counts } = openBrowser()
    const pairs: (Tokens | undefined)[] = []
    const one = openTab(t, app, { fetch, storage }, { mode: 'bearer', onTokens: (tokens) => pairs.push(tokens) })
    const another = openTab(t, app, { fetch, storage }, { mode: 'bearer' })
    const stranger = openTab(t, app, { fetch, storage: memoryStorage() }, { mode: 'bearer' })
    await one.client.login(credentials)
    await stranger.client.login(credentials)
    t.match(await another.client.getMe(), { id: people.employee.id })
    app.clock.advance(11 * minute)
    counts.clear()
    await Promise.all([one, another].flatMap(({ client }) => [client.getMe(), client.getMe()]))
    t.equal(counts.get(refreshPath), 1)
    await another.client.logout()
    await until('the other knows', () => one.signedOut > 0)
    t.same([one.signedOut, another.signedOut, stranger.signedOut], [1, 0, 0])
    await t.rejects(one.client.getMe(), { code: 'UNAUTHENTICATED' })
    t.match(await stranger.client.getMe(), { id: people.employee.id }, 'another storage is another browser')
  })

  t.test('two clients of a server that renders share nothing', async (t) => {
    const [sari, maya] = [openBrowser(), openBrowser()].map(({ fetch }) => openTab(t, app, { fetch }))
    await sari.client.login(credentials)
    await maya.client.login({ email: emailOf('hr'), password })
    await sari.client.logout()
    t.match(await maya.client.getMe(), { name: 'Maya' })
    t.equal(maya.signedOut, 0)
  })

  t.test('calls that answer 401 by themselves refresh nothing', async (t) => {
    const browser = openBrowser()
    const { client } = openTab(t, app, browser)
    const token = 'x'.repeat(43)
    const newPassword = 'five orders of blue collars'
    await Promise.allSettled([
      client.login({ ...credentials, password: 'wrong' }),
      client.logout(),
      client.forgotPassword({ email: credentials.email }),
      client.resetPassword({ token, password: newPassword }),
      client.verifyEmail({ token }),
      client.register({ email: 'new@workpulse.test', name: 'New', password: newPassword })
    ])
    t.equal(browser.counts.get(refreshPath), undefined)
    await t.rejects(client.refreshSession(), { code: 'UNAUTHENTICATED' })
    t.equal(browser.counts.get(refreshPath), 1, 'but the one that was asked for')
  })

  t.test('a storage that throws', async (t) => {
    const browser = openBrowser()
    const full = { ...memoryStorage(), setItem: failing.setItem }
    const foreign = { ...memoryStorage(), getItem: () => '{nonsense' }
    for (
      const [mode, storage] of [['cookie', failing], ['cookie', full], ['cookie', foreign], ['bearer', failing], ['bearer', full]] as const
    ) {
      const tab = openTab(t, app, { fetch: browser.fetch, storage }, { mode })
      await tab.client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      t.match(await Promise.all([tab.client.getMe(), tab.client.getMe()]), [{ name: 'Sari' }, { name: 'Sari' }])
      t.equal(browser.counts.get(refreshPath), 1)
      t.equal(tab.signedOut, 0)
    }
  })

  t.test('a tab that was frozen hears of an end that is long over', async (t) => {
    const browser = openBrowser()
    const tab = openTab(t, app, browser)
    await tab.client.login(credentials)
    const channel = new BroadcastChannel(`workpulse:${app.url}#${browser.storage.getItem(`workpulse.id:${app.url}`)}`)
    t.teardown(() => channel.close())
    for (const told of ['1 out', 'nonsense', '', `${Date.now() + 1000} in`]) channel.postMessage(told)
    await new Promise((resolve) => setTimeout(resolve, 50))
    t.equal(tab.signedOut, 0)
    channel.postMessage(`${Date.now() + 2000} out`)
    await until('it is told', () => tab.signedOut === 1)
  })
})

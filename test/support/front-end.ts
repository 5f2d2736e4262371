/** The SDK in a page of a real browser, on another port of localhost than the service. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { Client, Realtime } from '../../generated/sdk/dist/src/sdk/index.js'
import { freePort, testApp, type TestApp } from './app.ts'
import { launchChromium } from './chromium.ts'
import { databases } from './databases.ts'
import { createFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { emailOf, password, type PersonName } from './people.ts'

const dist = join(import.meta.dirname, '../../generated/sdk/dist')

/** What the page keeps on `window`. */
export interface Tab {
  client: Client
  signedOut: number
  revoked: number
  unread: number[]
  state: string
  states: string[]
  heard: string[]
  resyncs: number
  realtime: Realtime
  live: () => Promise<void>
}
declare const tab: Tab

const html = (api: string) =>
  `<!doctype html><link rel="icon" href="data:,"><script type="module">
import { createClient } from '/sdk/src/sdk/index.js'
const tab = window.tab = { signedOut: 0, revoked: 0, unread: [], state: '', states: [], heard: [], resyncs: 0 }
tab.client = createClient({ baseUrl: '${api}', onSignedOut: () => tab.signedOut++ })
tab.live = async () => {
  tab.client.followUnread({ onUnread: (count) => tab.unread.push(count), onRevoked: () => tab.revoked++ })
  const realtime = tab.realtime = tab.client.connect()
  realtime.onState((state, reason) => {
    tab.state = state
    tab.states.push(state + (reason ? ' ' + (reason.kind ?? reason.code) : ''))
  })
  realtime.on('report.submitted', ({ channel, data }) => { if (channel.startsWith('team:')) tab.heard.push(data.id) })
  realtime.onResync(() => tab.resyncs++)
  await realtime.ready()
}
</script>`

export interface FrontEnd {
  app: TestApp
  context: BrowserContext
  /** A tab of the one browser. */
  open: () => Promise<Page>
  /** Requests that came to the service since it was last asked to forget them. */
  counts: Map<string, number>
  proxy: FaultProxy | undefined
  /** How many of the person's live connections there are at the service. */
  sockets: () => number
  streams: () => number
}

/** A page with the SDK on another port of localhost than the service: another origin on the same site, as in production. */
export async function frontEnd (t: Test, viaProxy = false): Promise<FrontEnd> {
  const [port, apiPort] = [await freePort(), await freePort()]
  const origin = `http://localhost:${port}`
  const api = `http://localhost:${apiPort}`
  const app = await testApp(t, databases[0], { WORKPULSE_API_ADDR: `127.0.0.1:${apiPort}`, WORKPULSE_ALLOWED_ORIGINS: origin })
  const counts = new Map<string, number>()
  app.app.server.on('request', ({ method, url }) => {
    const key = `${method} ${url!.split('?')[0]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  let streams = 0
  app.app.server.on('request', ({ url }, response) => {
    if (!url!.includes('/stream/')) return
    streams++
    response.on('close', () => streams--)
  })
  const proxy = viaProxy ? await createFaultProxy(t, apiPort) : undefined
  const base = proxy ? `http://localhost:${proxy.port}` : api

  const server = createServer(async (request, response) => {
    const script = request.url!.startsWith('/sdk/')
    response.writeHead(200, { 'content-type': extname(request.url!) === '.js' ? 'text/javascript' : 'text/html' })
    response.end(script ? await readFile(join(dist, request.url!.slice('/sdk/'.length))) : html(base))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close().closeAllConnections())

  const browser = await launchChromium(t)
  const context = await browser.newContext()
  return {
    app,
    context,
    counts,
    proxy,
    sockets: () => app.app.websocketServer.clients.size,
    streams: () => streams,
    async open () {
      const page = await context.newPage()
      await page.goto(origin)
      await loaded(page)
      return page
    }
  }
}

export const loaded = (page: Page) => page.waitForFunction(() => 'tab' in window && 'client' in tab)
export const everywhere = <T>(pages: Page[], look: () => T | Promise<T>) => Promise.all(pages.map((page) => page.evaluate(look)))
export const signIn = (page: Page, person: PersonName = 'employee') =>
  page.evaluate((given) => tab.client.login(given), { email: emailOf(person), password })

/** A tab of somebody who is signed in. */
export async function openSignedIn (shop: FrontEnd, person: PersonName): Promise<Page> {
  const page = await shop.open()
  await signIn(page, person)
  await page.evaluate(() => tab.client.restoreSession())
  return page
}

/** The tab that holds the connections: its lock it is. */
export async function holderOf (pages: Page[]): Promise<Page> {
  const names = await everywhere(pages, async () => {
    const { held = [] } = await navigator.locks.query()
    const { promise, resolve } = Promise.withResolvers<string>()
    // A lock of one's own tells which client one is.
    await navigator.locks.request(`probe ${Math.random()}`, async (lock) => {
      const { held: all = [] } = await navigator.locks.query()
      resolve(all.find(({ name }) => name === lock!.name)!.clientId!)
    })
    const self = await promise
    return held.some(({ name, clientId }) => name!.endsWith('|live') && clientId === self)
  })
  const index = names.indexOf(true)
  if (index < 0) throw new Error('Nobody leads')
  return pages[index]
}

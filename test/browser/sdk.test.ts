import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import t, { type Test } from 'tap'
import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { freePort, testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password } from '../support/people.ts'
import { until } from '../support/until.ts'

const executablePath = process.env.WORKPULSE_TEST_CHROMIUM
const skip = executablePath ? false : 'Chromium is missing'
const dist = join(import.meta.dirname, '../../generated/sdk/dist')
const credentials = { email: emailOf('employee'), password }
const minute = 60_000

/** As few requests of its own as a browser can be told to make. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** What the page keeps on `window`. */
interface Tab {
  client: Client
  signedOut: number
  revoked: number
  unread: number[]
  state: string
}
declare const tab: Tab

const html = (api: string) =>
  `<!doctype html><link rel="icon" href="data:,"><script type="module">
import { createClient } from '/sdk/src/sdk/index.js'
const tab = window.tab = { signedOut: 0, revoked: 0, unread: [], state: '' }
tab.client = createClient({ baseUrl: '${api}', onSignedOut: () => tab.signedOut++ })
tab.live = async () => {
  tab.client.followUnread({ onUnread: (count) => tab.unread.push(count), onRevoked: () => tab.revoked++ })
  const realtime = tab.client.connect()
  realtime.onState((state) => { tab.state = state })
  await realtime.ready()
}
</script>`

interface FrontEnd {
  app: TestApp
  context: BrowserContext
  /** A tab of the one browser. */
  open: () => Promise<Page>
  /** Requests that came to the service since it was last asked to forget them. */
  counts: Map<string, number>
}

/** A page with the SDK on another port of localhost than the service: another origin on the same site, as in production. */
async function frontEnd (t: Test): Promise<FrontEnd> {
  const [port, apiPort] = [await freePort(), await freePort()]
  const origin = `http://localhost:${port}`
  const api = `http://localhost:${apiPort}`
  const app = await testApp(t, databases[0], { WORKPULSE_API_ADDR: `127.0.0.1:${apiPort}`, WORKPULSE_ALLOWED_ORIGINS: origin })
  const counts = new Map<string, number>()
  app.app.server.on('request', ({ method, url }) => {
    const key = `${method} ${url!.split('?')[0]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })

  const server = createServer(async (request, response) => {
    const script = request.url!.startsWith('/sdk/')
    response.writeHead(200, { 'content-type': extname(request.url!) === '.js' ? 'text/javascript' : 'text/html' })
    response.end(script ? await readFile(join(dist, request.url!.slice('/sdk/'.length))) : html(api))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close().closeAllConnections())

  const browser = await chromium.launch({ executablePath, args: flags })
  t.teardown(() => browser.close())
  const context = await browser.newContext()
  return {
    app,
    context,
    counts,
    async open () {
      const page = await context.newPage()
      await page.goto(origin)
      await loaded(page)
      return page
    }
  }
}

const loaded = (page: Page) => page.waitForFunction(() => 'tab' in window && 'client' in tab)
const everywhere = <T>(pages: Page[], look: () => T | Promise<T>) => Promise.all(pages.map((page) => page.evaluate(look)))
const restore = () => tab.client.restoreSession()
const signedOut = () => tab.signedOut
const signIn = (page: Page) => page.evaluate((given) => tab.client.login(given), credentials)
const refreshes = ({ counts }: FrontEnd) => counts.get('POST /api/v1/auth/refresh') ?? 0

t.test('three tabs of one browser', { skip }, async (t) => {
  const shop = await frontEnd(t)
  const { app, context, counts } = shop
  const pages = [await shop.open(), await shop.open(), await shop.open()]
  const [first, ...others] = pages

  t.same(await everywhere(pages, restore), [undefined, undefined, undefined], 'nobody is there')
  t.same(await everywhere(pages, signedOut), [0, 0, 0], 'which is no loss')

  await signIn(first)
  t.match(await everywhere(pages, restore), Array(3).fill({ name: 'Sari' }), 'signing in in one is signing in in all')
  t.ok(
    await first.evaluate(() =>
      document.cookie === '' && Object.keys(localStorage).every((key) => key.startsWith('workpulse.session:http://localhost:'))
    ),
    'no token is within reach of a script'
  )

  t.test('refresh once for all', async (t) => {
    for (const round of Array(10).keys()) {
      if (round % 2 === 0) await context.clearCookies({ name: 'access_token' })
      else app.clock.advance(11 * minute)
      counts.clear()
      const users = await everywhere(pages, () => Promise.all(Array.from({ length: 8 }, () => tab.client.getMe())))
      t.same(users.flat().map(({ name }) => name), Array(24).fill('Sari'))
      t.equal(refreshes(shop), 1, `round ${round}`)
    }
    t.same(await everywhere(pages, signedOut), [0, 0, 0])
  })

  t.test('with their streams and sockets too', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    counts.clear()
    await everywhere(pages, () => (tab as unknown as { live: () => Promise<void> }).live())
    await until('each stream has begun', async () => (await everywhere(pages, () => tab.unread.length)).every((count) => count > 0))
    t.equal(refreshes(shop), 1)
    t.same(await everywhere(pages, () => tab.state), ['open', 'open', 'open'])
  })

  t.test('a page that is loaded anew', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    await first.reload()
    await loaded(first)
    t.match(await first.evaluate(restore), { name: 'Sari' })
    t.equal(await first.evaluate(signedOut), 0)
    await first.evaluate(() => (tab as unknown as { live: () => Promise<void> }).live())
  })

  t.test('a storage that is emptied only costs a repeat', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    await first.evaluate(() => localStorage.clear())
    t.match(await everywhere(pages, () => tab.client.getMe()), Array(3).fill({ name: 'Sari' }))
  })

  t.test('sign out together', async (t) => {
    await first.evaluate(() => tab.client.logout())
    await until('the others are told', async () => (await everywhere(others, signedOut)).every((times) => times > 0))
    await until('the connections are closed', async () => (await everywhere(pages, () => tab.state)).every((state) => state === 'closed'))
    await everywhere(pages, () => tab.client.getMe().catch(() => {}))
    t.same(await everywhere(pages, signedOut), [0, 1, 1])
    t.same(await everywhere(pages, () => tab.revoked), [1, 1, 1])
    t.same((await context.cookies()).map(({ name }) => name).filter((name) => name.endsWith('_token')), [])
  })

  t.test('and lose the next session together', async (t) => {
    await signIn(others[0])
    await everywhere(pages, restore)
    await (await app.signIn('employee')).revokeAllSessions()
    counts.clear()
    await everywhere(pages, () => Promise.allSettled(Array.from({ length: 8 }, () => tab.client.getMe())))
    t.same(await everywhere(pages, signedOut), [1, 2, 2])
    t.equal(refreshes(shop), 1)
  })
})

t.test('a page without locks, channels and storage', { skip }, async (t) => {
  const shop = await frontEnd(t)
  await shop.context.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined })
    Object.defineProperty(window, 'localStorage', {
      get () {
        throw new DOMException('Denied', 'SecurityError')
      }
    })
  })
  const pages = [await shop.open(), await shop.open()]
  await signIn(pages[0])
  t.match(await everywhere(pages, restore), Array(2).fill({ name: 'Sari' }))
  await shop.context.clearCookies({ name: 'access_token' })
  t.match(
    await everywhere(pages, () => Promise.all([tab.client.getMe(), tab.client.getMe()])),
    Array(2).fill([{ name: 'Sari' }, { name: 'Sari' }])
  )
  t.ok(refreshes(shop) <= 2, 'at most one for each tab')
  await pages[0].evaluate(() => tab.client.logout())
  t.same(await everywhere(pages, () => tab.client.getMe().catch(({ code }) => code)), ['UNAUTHENTICATED', 'UNAUTHENTICATED'])
  t.same(await everywhere(pages, signedOut), [0, 1])
})

/** Apps with the module, as they are built and served, on another host name than the API: as in production. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { freePort, testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, type PersonName } from '../support/people.ts'
import { until } from '../support/until.ts'

/** Where `npm run test:nuxt` has built them. */
export const built = join(import.meta.dirname, '../../node_modules/.cache/workpulse/nuxt/built')
/** By version; each is served both ways, whichever it was built for. */
const folders: Record<string, string> = { four: join(built, 'four-direct'), three: join(built, 'three-proxy') }
export const versions = Object.keys(folders).filter((version) => existsSync(folders[version]))
export const ways = ['direct', 'proxy'] satisfies Way[]

/** In milliseconds: a browser on a machine that has much else to do is slow, not wrong. */
const patience = 60_000

/** Waits until a page says so. */
export const eventually = (what: string, condition: () => Promise<boolean>): Promise<boolean> => until(what, condition, patience)

/** As few requests of its own as possible, and names that nobody has to register. */
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP *.workpulse.test 127.0.0.1']

export type Way = 'direct' | 'proxy'

export interface Front {
  app: TestApp
  apiPort: number
  origin: string
  context: BrowserContext
  /** Requests that came to the API, with how they were answered: `GET /api/v1/auth/me 200`. */
  calls: string[]
  /** What browsers said that was wrong, and warnings of hydration. */
  complaints: string[]
  open: (path: string) => Promise<Page>
  /** Somebody else's browser. */
  visitor: () => Promise<Page>
  /** Of the front end's server. */
  log: () => string
  /** The API ends, and another process's worth of it begins at the same address. */
  restart: () => Promise<void>
}

interface Circumstances {
  /** One name for the page and the API, which a browser takes for safe without TLS: it has locks there. */
  isLocal?: boolean
  apiPort?: number
  /** The port that the front end calls, if not the API's: what is there is the test's. */
  to?: number
  /** More of the API's configuration, for where the front end is. */
  environment?: (origin: string) => Record<string, string>
}

/** @param version or the folder of what Nuxt has built. */
export async function serveFront (t: Test, version: string, way: Way, given: Circumstances = {}): Promise<Front> {
  const { to, environment, isLocal } = given
  const [pageHost, apiHost] = isLocal ? ['localhost', 'localhost'] : ['work.workpulse.test', 'apiwork.workpulse.test']
  const [port, apiPort] = [await freePort(), given.apiPort ?? await freePort()]
  const origin = `http://${pageHost}:${port}`
  const app = await testApp(t, databases[0], {
    ...environment?.(origin),
    WORKPULSE_API_ADDR: `127.0.0.1:${apiPort}`,
    WORKPULSE_ALLOWED_ORIGINS: origin
  })
  const calls: string[] = []
  const watch = () =>
    app.app.server.on('request', (request, response) => {
      response.on('finish', () => calls.push(`${request.method} ${request.url!.split('?')[0]} ${response.statusCode}`))
    })
  watch()
  const log = await serve(t, folders[version] ?? version, port, {
    NUXT_PUBLIC_WORKPULSE_SESSION: way,
    NUXT_PUBLIC_API_BASE: `http://${apiHost}:${to ?? apiPort}`,
    NUXT_API_BASE: `http://127.0.0.1:${to ?? apiPort}`
  })
  const browser = await chromium.launch({
    executablePath: process.env.WORKPULSE_TEST_CHROMIUM,
    args: flags
  })
  t.teardown(() => browser.close())
  const context = await browser.newContext({ locale: 'en-GB' })
  const complaints: string[] = []

  async function newPage (of: BrowserContext): Promise<Page> {
    const page = await of.newPage()
    page.setDefaultTimeout(patience)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    return page
  }

  return {
    app,
    apiPort,
    origin,
    context,
    calls,
    complaints,
    log,
    async restart () {
      await app.app.close()
      app.app = await buildApp(app.deps, { extend: app.judge.attach })
      await app.app.listen({ host: '127.0.0.1', port: apiPort })
      t.teardown(() => app.app.close())
      watch()
    },
    async open (path) {
      const page = await newPage(context)
      await page.goto(`${origin}${path}`)
      return page
    },
    visitor: async () => newPage(await browser.newContext())
  }
}

/** Starts what Nuxt has built, and ends it with the test. @returns what it has written. */
async function serve (t: Test, folder: string, port: number, environment: Record<string, string>): Promise<() => string> {
  const server: ChildProcess = spawn(process.execPath, [join(folder, 'server/index.mjs')], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let written = ''
  for (const stream of [server.stdout!, server.stderr!]) {
    stream.on('data', (chunk) => {
      written += String(chunk)
    })
  }
  t.teardown(async () => {
    server.kill('SIGKILL')
    if (server.exitCode === null) await once(server, 'exit')
  })
  await until('the front end listens', () => fetch(`http://127.0.0.1:${port}/favicon.ico`).then(() => true, () => false), patience)
  return () => written
}

/** As a program reads a page: what the server has rendered. */
export async function rendered (front: Front, path: string): Promise<{ response: Response, html: string }> {
  const cookies = await front.context.cookies(front.origin)
  const response = await fetch(front.origin.replace('work.workpulse.test', '127.0.0.1') + path, {
    redirect: 'manual',
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'user-agent': 'Previewer' }
  })
  return { response, html: await response.text() }
}

/** Waits for the sign-in page that leads back to `next`. */
export const askedToSignIn = (page: Page, next: string): Promise<void> =>
  page.waitForURL(({ pathname, searchParams }) => pathname === '/login' && searchParams.get('next') === next)

export const text = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText()

/** In the form that the page shows, once it is more than HTML. */
export async function fillIn (page: Page, person: PersonName, secret = password): Promise<void> {
  await page.waitForFunction(() => '__vue_app__' in document.querySelector('#__nuxt')!)
  await page.fill('#email', emailOf(person))
  await page.fill('#password', secret)
  await page.click('main form button')
}

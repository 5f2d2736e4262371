/** `nuxt dev`, while somebody edits: the session stays, and no socket is left behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { freePort, testApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { databases } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { emptyApp, installed } from './apps.ts'
import { eventually, fillIn, text } from './support.ts'

/** In milliseconds: it compiles what is asked for first. */
const patience = 120_000

/** @returns where it listens. */
async function develop (t: Test, packages: string, folder: string, port: number, apiBase: string): Promise<string> {
  const server = spawn(process.execPath, [join(packages, 'node_modules/nuxt/bin/nuxt.mjs'), 'dev', '--port', String(port)], {
    cwd: folder,
    // It starts others, which go with it.
    detached: true,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', NUXT_PUBLIC_API_BASE: apiBase, NUXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let written = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (data) => {
      written += String(data)
    })
  }
  t.teardown(async () => {
    process.kill(-server.pid!, 'SIGKILL')
    await once(server, 'close')
  })
  const url = `http://localhost:${port}`
  await until('nuxt dev answers', () => fetch(`${url}/login`).then(({ ok }) => ok, () => false), patience).catch((error: unknown) => {
    throw new Error(written, { cause: error })
  })
  return url
}

for (const version of ['four', 'three'] as const) {
  const packages = installed(version)
  t.test(`Nuxt ${version}: somebody edits`, { skip: packages ? false : `Nuxt ${version} is not installed` }, async (t) => {
    const folder = emptyApp(t, packages!, 'developed')
    for (const name of ['app', 'nuxt.config.ts']) cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true })
    const [port, apiPort] = [await freePort(), await freePort()]
    const app = await testApp(t, databases[0], {
      WORKPULSE_API_ADDR: `127.0.0.1:${apiPort}`,
      WORKPULSE_ALLOWED_ORIGINS: `http://localhost:${port}`
    })
    const changes: string[] = []
    app.app.server.on('request', ({ method, url }) => {
      if (/auth\/(login|refresh|logout)$/.test(url!)) changes.push(`${method} ${url}`)
    })
    const url = await develop(t, packages!, folder, port, `http://localhost:${apiPort}`)
    const page = await (await launchChromium(t)).newPage()
    page.setDefaultTimeout(patience)
    const warnings: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text())
    })
    await page.goto(`${url}/login?next=/team`)
    await fillIn(page, 'lead')
    await eventually('it listens', async () => page.url().endsWith('/team') && await text(page, '#state') === 'open')
    // What Vite finds on the way it makes ready, and loads the page anew; from now on it stays.
    await page.waitForLoadState('networkidle')
    await page.reload()
    await isLive(page)
    await page.evaluate(() => Object.assign(window, { sameAsBefore: true }))
    changes.length = 0

    const edits: [file: string, from: string, to: string][] = [
      ['app/pages/team.vue', '<h1>Reports', '<h1>All reports'],
      ['app/pages/team.vue', 'const { user } = useSession()', `const { user } = useSession()\nconst edited = 'by hand'`],
      ['app/pages/team.vue', '<p id="reason">', '<p id="edited">{{ edited }}</p><p id="reason">'],
      ['app/app.vue', '<header>', '<header id="renamed">']
    ]
    const seen = ['h1:has-text("All reports")', undefined, '#edited:has-text("by hand")', '#renamed']
    for (const [index, [file, from, to]] of edits.entries()) {
      const before = readFileSync(join(folder, file), 'utf8')
      writeFileSync(join(folder, file), before.replace(from, to))
      if (seen[index]) await page.waitForSelector(seen[index])
      await isLive(page)
      await eventually('there is one socket', async () => app.app.websocketServer.clients.size === 1)
    }
    t.equal(await page.evaluate(() => 'sameAsBefore' in window), true, 'without loading the page anew')
    t.same(changes, [], 'nobody had to sign in again')
    t.same(warnings, [], 'Nuxt finds nothing amiss')
    await page.close()
    await eventually('no socket is left', async () => app.app.websocketServer.clients.size === 0)
  })
}

const isLive = (page: Page) =>
  eventually('it is live', async () => await text(page, '#name') === 'Budi' && await text(page, '#state') === 'open')

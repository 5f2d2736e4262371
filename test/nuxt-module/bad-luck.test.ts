/** What goes wrong around a front end: the API is away, or somebody answers in its place; clocks, cookies, two people. */
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import t, { type Test } from 'tap'
import { freePort } from '../support/app.ts'
import { askedToSignIn, eventually, fillIn, flags, type Front, serveFront, text, versions, ways } from './support.ts'

const minute = 60_000
const day = 24 * 60 * minute

function closing (t: Test, server: Server): Server {
  t.teardown(() => server.close())
  return server
}

/** What a browser has from another day: who has none is known to be nobody, without asking. */
const expired = ({ origin }: Front) => ({ name: 'access_token', value: 'of.another.day', url: origin })

/** Passes on what comes to `port`. */
async function forward (t: Test, port: number, to: number): Promise<void> {
  const server = closing(
    t,
    createServer((socket) => {
      const other = connect(to, '127.0.0.1')
      socket.pipe(other).pipe(socket)
      for (const end of [socket, other]) end.on('error', () => [socket, other].forEach((each) => each.destroy()))
      t.teardown(() => socket.destroy())
    })
  )
  await once(server.listen(port, '127.0.0.1'), 'listening')
}

for (const version of versions) {
  for (const way of ways) {
    t.test(`Nuxt ${version}, ${way}: an API that is away says so, and comes back`, async (t) => {
      const port = await freePort()
      const front = await serveFront(t, version, way, { to: port })
      await front.context.addCookies([expired(front)])
      const page = await front.open('/team')
      await page.waitForSelector('[role=alert]:has-text("The server cannot be reached")')
      t.equal(page.url(), `${front.origin}/team`)
      await forward(t, port, front.apiPort)
      await askedToSignIn(page, '/team')
      await fillIn(page, 'employee')
      await page.waitForSelector('h1:has-text("Sari")')
    })

    t.test(`Nuxt ${version}, ${way}: somebody answers in HTML`, async (t) => {
      const port = await freePort()
      const server = createHttpServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end('<h1>Welcome to the hotel</h1>')
      })
      await once(closing(t, server).listen(port, '127.0.0.1'), 'listening')
      const front = await serveFront(t, version, way, { to: port })
      await front.context.addCookies([expired(front)])
      const page = await front.open('/team')
      await page.waitForSelector('[role=alert]:has-text("The server cannot be reached")')
      await page.goto(`${front.origin}/login`)
      await fillIn(page, 'employee')
      await eventually('the form says so', async () => await text(page, '#problem') === 'UNREACHABLE')
    })
  }

  t.test(`Nuxt ${version}: a clock that is wrong by a day`, async (t) => {
    const front = await serveFront(t, version, 'direct')
    for (const wrong of [-day, day]) {
      await front.context.clearCookies()
      await front.context.addInitScript((wrong) => {
        const { now } = Date
        Date.now = () => now() + wrong
      }, wrong)
      const page = await front.open('/login')
      await fillIn(page, 'employee')
      await page.waitForURL(`${front.origin}/`)
      front.app.clock.advance(11 * minute)
      await page.goto(`${front.origin}/team`)
      await page.waitForSelector('h1:has-text("Sari")')
      await page.close()
    }
  })

  t.test(`Nuxt ${version}: two tabs sign in as two people`, async (t) => {
    const front = await serveFront(t, version, 'direct')
    const first = await front.open('/login?next=/team')
    await fillIn(first, 'employee')
    await first.waitForSelector('h1:has-text("Sari")')
    const second = await front.open('/login?next=/team')
    await fillIn(second, 'lead')
    await second.waitForSelector('h1:has-text("Budi")')
    await first.bringToFront()
    await first.waitForSelector('h1:has-text("Budi")')
    t.equal(await text(first, '#name'), 'Budi', 'nothing of the first one stays')
  })

  t.test(`Nuxt ${version}: a browser that keeps no cookies`, async (t) => {
    const front = await serveFront(t, version, 'direct')
    const profile = await mkdtemp(join(tmpdir(), 'workpulse-profile-'))
    t.teardown(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }))
    await mkdir(join(profile, 'Default'))
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
    await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.WORKPULSE_TEST_CHROMIUM,
      args: flags,
      headless: true
    })
    t.teardown(() => context.close())
    const page = await context.newPage()
    await page.goto(`${front.origin}/login`)
    await fillIn(page, 'employee')
    await eventually('the form says so', async () => await text(page, '#problem') === 'BLOCKED')
  })
}

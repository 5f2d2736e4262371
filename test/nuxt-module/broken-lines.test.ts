/** Pages that are open while the line to the API breaks; and the way to Google and back. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { freePort, today } from '../support/app.ts'
import { createFaultProxy, type FaultProxy } from '../support/fault-proxy.ts'
import { hostileProvider } from '../support/identity-provider.ts'
import { emailOf } from '../support/people.ts'
import { eventually, fillIn, type Front, serveFront, text, versions, ways } from './support.ts'

const days = ['2026-11-18', '2026-11-19', today]

interface Watched {
  front: Front
  line: FaultProxy
  /** A lead, whose page shows what the team hands in. */
  page: Page
}

async function watched (t: Test, version: string, way: typeof ways[number]): Promise<Watched> {
  const apiPort = await freePort()
  const line = await createFaultProxy(t, apiPort)
  const front = await serveFront(t, version, way, { apiPort, to: line.port })
  return { front, line, page: await openTeam(front) }
}

async function openTeam (front: Front): Promise<Page> {
  const page = await front.open('/login?next=/team')
  await fillIn(page, 'lead')
  await isOpen(page)
  return page
}

const isOpen = (page: Page) => eventually('it listens', async () => page.url().endsWith('/team') && await text(page, '#state') === 'open')
const sockets = ({ app }: Front) => app.app.websocketServer.clients.size

/** At the API, whatever has become of the line. */
async function handIn ({ app }: Front, reportDate: string, summary: string): Promise<void> {
  await (await app.signIn('employee')).createReport({ reportDate, summary, submit: true })
}

const shows = (page: Page, summary: string) =>
  page.waitForSelector(`li[data-state=submitted]:has-text("${summary}")`, { state: 'attached' })

for (const version of versions) {
  for (const way of ways) {
    t.test(`Nuxt ${version}, ${way}: the API restarts, and the network is cut`, async (t) => {
      const { front, line, page } = await watched(t, version, way)
      const visited: string[] = []
      page.on('framenavigated', (frame) => visited.push(frame.url()))
      const unread = Number(await text(page, '#unread'))

      await front.restart()
      await handIn(front, days[0], 'After the restart')
      await shows(page, 'After the restart')

      await line.cut()
      await eventually('the page says so', async () => await text(page, '#state') !== 'open')
      await handIn(front, days[1], 'While nothing got through')
      await page.click('#reread')
      await page.waitForSelector('#error')
      t.match(await text(page, 'ul'), 'After the restart', 'what was read stays')
      await line.heal()
      await shows(page, 'While nothing got through')
      await page.waitForSelector('#error', { state: 'detached' })
      await eventually('the badge has both', async () => Number(await text(page, '#unread')) > unread)
      await isOpen(page)
      t.equal(sockets(front), 1)
      t.same(visited, [], 'and nobody was led anywhere')
    })
  }

  t.test(`Nuxt ${version}: what cannot be read at first is read later`, async (t) => {
    const front = await serveFront(t, version, 'direct')
    await handIn(front, today, 'Seen in the end')
    const page = await front.open('/login')
    await fillIn(page, 'lead')
    await page.waitForURL(`${front.origin}/`)
    const reports = '**/api/v1/reports?*'
    await page.route(reports, (route) => route.abort())
    await page.click('a[href="/team"]')
    await page.waitForSelector('#error')
    await page.unroute(reports)
    await shows(page, 'Seen in the end')
    await page.waitForSelector('#error', { state: 'detached' })
  })

  t.test(`Nuxt ${version}: Google, through the front end's server`, async (t) => {
    const google = await hostileProvider(t)
    google.claims = { sub: 'of-sari', email: emailOf('employee'), email_verified: true, hd: 'workpulse.test' }
    await google.start()
    const front = await serveFront(t, version, 'proxy', {
      environment: (origin) => ({
        ...google.client.environment,
        WORKPULSE_PUBLIC_URL: origin
      })
    })
    const page = await front.open('/login?next=/team')
    await page.waitForFunction(() => '__vue_app__' in document.querySelector('#__nuxt')!)
    await page.click('#google')
    await page.waitForSelector('h1:has-text("Sari")')
    t.equal(page.url(), `${front.origin}/team`)
    t.ok((await front.context.cookies()).every(({ domain }) => domain === 'work.workpulse.test'), 'the session is of the front end’s host')
  })
}

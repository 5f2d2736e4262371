/** Three tabs of one browser have one socket; whichever of them goes, and however, the others miss nothing. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { today } from '../support/app.ts'
import { holderOf } from '../support/front-end.ts'
import { eventually, fillIn, type Front, serveFront, text, versions } from './support.ts'

const days = ['2026-11-18', '2026-11-19', today]

/** What each tab shows of the team, in order. */
const shown = (page: Page): Promise<string[]> => page.locator('li').allInnerTexts()

for (const version of versions) {
  t.test(`Nuxt ${version}: the tab that leads goes`, async (t) => {
    const front = await serveFront(t, version, 'direct', { isLocal: true })
    const pages = [await front.open('/login?next=/team')]
    await fillIn(pages[0], 'lead')
    await isOpen(pages[0])
    for (let tab = 1; tab < 4; tab++) pages.push(await front.open('/team'))
    await Promise.all(pages.map(isOpen))
    await oneSocket(front)
    const handedIn: string[] = []
    const lead = await front.app.signIn('lead')

    /** Somebody hands in, and these tabs show it, once, with all that came before. */
    async function handIn (person: 'employee' | 'colleague', reportDate: string, summary: string, to: Page[]): Promise<void> {
      await (await front.app.signIn(person)).createReport({ reportDate, summary, submit: true })
      handedIn.push(summary)
      const unread = (await lead.listInbox({ unread: 'true', limit: 50 })).items.length
      for (const page of to) {
        await eventually(`a tab shows ${summary}`, async () => (await shown(page)).toSorted().join() === handedIn.toSorted().join())
        await eventually('its badge counts it', async () => Number(await text(page, '#unread')) === unread)
      }
    }

    async function leader (): Promise<[leading: Page, others: Page[]]> {
      const leading = await holderOf(pages)
      return [leading, pages.filter((page) => page !== leading)]
    }

    await t.test('it is closed', async () => {
      const [leading, others] = await leader()
      pages.splice(pages.indexOf(leading), 1)
      const closing = leading.close()
      await handIn('employee', days[0], 'As it was closed', others)
      await closing
      await oneSocket(front)
    })

    await t.test('it is frozen, and thawed', async () => {
      const [leading, others] = await leader()
      const devtools = await front.context.newCDPSession(leading)
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
      await handIn('colleague', days[0], 'While it was frozen', others)
      await devtools.send('Page.setWebLifecycleState', { state: 'active' })
      await handIn('employee', days[1], 'When it was thawed', pages)
      await oneSocket(front)
    })

    await t.test('it crashes', async () => {
      const [leading, others] = await leader()
      pages.splice(pages.indexOf(leading), 1)
      const devtools = await front.context.newCDPSession(leading)
      const crashed = leading.waitForEvent('crash')
      devtools.send('Page.crash').catch(() => {}) // Whoever is gone does not answer.
      await crashed
      await handIn('colleague', days[1], 'After it crashed', others)
      await oneSocket(front)
    })

    await pages[0].bringToFront() // A tab that is not seen draws nothing.
    await pages[0].click('#out')
    await eventually('no socket is left', async () => front.app.app.websocketServer.clients.size === 0)
    t.same(front.complaints, [])
  })
}

const isOpen = (page: Page) => eventually('it listens', async () => page.url().endsWith('/team') && await text(page, '#state') === 'open')
const oneSocket = ({ app }: Front) => eventually('there is one socket', async () => app.app.websocketServer.clients.size === 1)

/** Networks that say nothing: what a page notices, and when. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { today } from '../support/app.ts'
import { skip } from '../support/chromium.ts'
import { frontEnd, type FrontEnd, openSignedIn, type Tab } from '../support/front-end.ts'
import { line4 } from '../support/people.ts'
import { timeUntil } from '../support/until.ts'

declare const tab: Tab

/** They wait, each with a front end of its own. */
const beside = { buffered: true }

async function live (shop: FrontEnd): Promise<Page> {
  const page = await openSignedIn(shop, 'lead')
  await page.evaluate(async (team) => {
    await tab.live()
    await tab.realtime.followTeam(team)
  }, line4.id)
  return page
}

/** As many connections as the browser keeps. */
const fillPool = (page: Page) =>
  page.evaluate(async () => {
    await Promise.all(Array.from({ length: 6 }, () => tab.client.listReports({ range: 'week' } as never).catch(() => tab.client.getMe())))
  })

async function submit ({ app }: FrontEnd, person: 'employee' | 'colleague', reportDate: string): Promise<string> {
  return (await (await app.signIn(person)).createReport({ reportDate, summary: 'Collars', submit: true })).id
}

const heard = (page: Page, id: string) => page.evaluate((id) => tab.heard.includes(id), id)

t.test('connections that die silently', { skip, timeout: 240_000, jobs: 3 }, async (t: Test) => {
  t.test('are noticed, calls end, and nothing is lost', beside, async (t) => {
    const shop = await frontEnd(t, true)
    const page = await live(shop)
    await fillPool(page)
    shop.proxy!.strand()
    const id = await submit(shop, 'employee', today)
    const settles = page.evaluate(async () => {
      const begun = performance.now()
      const outcome = await tab.client.getMe().then(() => 'answered', (error) => `${error.name} ${error.kind}`)
      return { outcome, took: Math.round(performance.now() - begun) }
    })
    const took = await timeUntil('it is heard', () => heard(page, id), 60_000)
    const call = await settles
    console.error(`silence: unnoticed by the page, live again after ${took} ms; getMe ${call.outcome} after ${call.took} ms`)
    t.equal(call.outcome, 'answered')
    t.ok(call.took < 30_000)
    t.ok(took < 45_000)
    t.equal(await page.evaluate(() => tab.unread.at(-1)), 1)
    t.equal(await page.evaluate(() => tab.resyncs), 0)
    t.match(await page.evaluate(() => tab.states), ['open', 'waiting timeout'], 'it said why')
  })

  t.test('and sooner when the page is told that something has changed', beside, async (t) => {
    const shop = await frontEnd(t, true)
    const page = await live(shop)
    const days = ['2026-11-18', '2026-11-19', today]
    for (const [index, event] of ['online', 'visibilitychange', 'pageshow'].entries()) {
      await fillPool(page)
      shop.proxy!.strand()
      const id = await submit(shop, 'employee', days[index])
      await page.evaluate((event) => (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event)), event)
      const took = await timeUntil('it is heard', () => heard(page, id), 30_000)
      console.error(`silence: after ${event}, live again after ${took} ms`)
      t.ok(took < 15_000)
    }
  })

  t.test('under a stream too', beside, async (t) => {
    const shop = await frontEnd(t, true)
    const page = await openSignedIn(shop, 'lead')
    await page.evaluate(() => {
      tab.client.followUnread({ onUnread: (count) => tab.unread.push(count) })
    })
    await timeUntil('it has begun', () => page.evaluate(() => tab.unread.length > 0), 10_000)
    shop.proxy!.strand()
    await submit(shop, 'employee', today)
    const took = await timeUntil('the number is known', () => page.evaluate(() => tab.unread.at(-1) === 1), 60_000)
    console.error(`silence: the number over a stream is known again after ${took} ms`)
    t.ok(took < 50_000)
  })
})

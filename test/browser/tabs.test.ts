/** Eight tabs of one browser over HTTP/1.1: they share one stream or one socket, whichever of them goes. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { today } from '../support/app.ts'
import { skip } from '../support/chromium.ts'
import { everywhere, frontEnd, type FrontEnd, holderOf, signIn, type Tab } from '../support/front-end.ts'
import { line4 } from '../support/people.ts'
import { timeUntil, until } from '../support/until.ts'

declare const tab: Tab

const tabs = 8
const days = ['2026-11-18', '2026-11-19', today]

async function openTabs (shop: FrontEnd): Promise<Page[]> {
  const pages: Page[] = []
  for (let index = 0; index < tabs; index++) pages.push(await shop.open())
  await signIn(pages[0], 'lead')
  await everywhere(pages, () => tab.client.restoreSession())
  return pages
}

/** A report of somebody in the team, which everybody who follows it hears of. */
async function submit ({ app }: FrontEnd, person: 'employee' | 'colleague', reportDate: string): Promise<string> {
  const client = await app.signIn(person)
  return (await client.createReport({ reportDate, summary: 'Collars', submit: true })).id
}

const heardBy = async (pages: Page[], ids: string[]) =>
  (await everywhere(pages, () => tab.heard)).every((heard) => ids.every((id) => heard.includes(id)))
const unreadIs = async (pages: Page[], count: number) => (await everywhere(pages, () => tab.unread.at(-1))).every((last) => last === count)
const goLive = (page: Page) =>
  page.evaluate(async (team) => {
    await tab.live()
    await tab.realtime.followTeam(team)
  }, line4.id)

t.test('eight tabs', { skip, timeout: 240_000 }, async (t: Test) => {
  const shop = await frontEnd(t)
  const pages = await openTabs(shop)

  t.test('have one stream, and everything else answers', async (t) => {
    await everywhere(pages, () => {
      const follow = () => tab.client.followUnread({ onUnread: (count) => tab.unread.push(count) })
      follow()
      follow()
    })
    await timeUntil(
      'each is told the number',
      async () => (await everywhere(pages, () => tab.unread.length)).every((length) => length > 0),
      10_000
    )
    const took = await everywhere(pages, async () => {
      const begun = performance.now()
      await tab.client.getMe()
      return performance.now() - begun
    })
    console.error(`tabs: with ${shop.streams()} stream, getMe answers in ${tabs} tabs within ${Math.round(Math.max(...took))} ms`)
    t.equal(shop.streams(), 1)
    t.equal(shop.sockets(), 0)
  })

  const ids: string[] = []
  t.test('have one socket, which brings the number too', async (t) => {
    for (const page of pages) await goLive(page)
    await timeUntil('the stream is over', () => shop.streams() === 0, 10_000)
    t.equal(shop.sockets(), 1)
    ids.push(await submit(shop, 'employee', days[0]))
    await timeUntil('all have heard', () => heardBy(pages, ids), 10_000)
    await timeUntil('all know the number', () => unreadIs(pages, 1), 10_000)
    t.equal(shop.streams(), 0)
    t.same(await everywhere(pages, () => tab.heard.length), Array(tabs).fill(1), 'each once')
  })

  t.test('the tab that holds the socket is closed', async (t) => {
    const [holder] = pages.splice(0, 1)
    const closing = holder.close()
    ids.push(await submit(shop, 'colleague', days[1]))
    await closing
    const took = await timeUntil('the others have heard', () => heardBy(pages, ids), 20_000)
    await timeUntil('and know the number', () => unreadIs(pages, 2), 10_000)
    console.error(`tabs: after the holder was closed, heard by all within ${took} ms`)
    t.same(await everywhere(pages, () => tab.heard), Array(pages.length).fill(ids), 'each once and in order')
    t.equal(shop.sockets(), 1)
  })

  t.test('the tab that holds the socket is frozen, and thawed', async (t) => {
    const holder = await holderOf(pages)
    const others = pages.filter((page) => page !== holder)
    const devtools = await shop.context.newCDPSession(holder)
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
    ids.push(await submit(shop, 'employee', days[1]))
    const took = await timeUntil('the others have heard', () => heardBy(others, ids), 20_000)
    console.error(`tabs: after the holder was frozen, heard by the others within ${took} ms`)
    ids.push(await submit(shop, 'colleague', days[0]))
    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
    await timeUntil('all have heard', () => heardBy(pages, ids), 20_000)
    t.same(await everywhere(pages, () => tab.heard), Array(pages.length).fill(ids), 'each once and in order, the thawed one too')
    await timeUntil('there is one socket', () => shop.sockets() === 1, 10_000)
  })

  t.test('the tab that holds the socket hangs', async (t) => {
    const holder = await holderOf(pages)
    const others = pages.filter((page) => page !== holder)
    const hanging = holder.evaluate(() => {
      const end = performance.now() + 20_000
      while (performance.now() < end);
    })
    ids.push(await submit(shop, 'employee', days[2]))
    const took = await timeUntil('the others have heard', () => heardBy(others, ids), 20_000)
    console.error(`tabs: while the holder hung, heard by the others within ${took} ms`)
    await hanging
    await timeUntil('all have heard', () => heardBy(pages, ids), 20_000)
    t.same(await everywhere(pages, () => tab.heard), Array(pages.length).fill(ids), 'each once and in order')
    await timeUntil('there is one socket', () => shop.sockets() === 1, 20_000)
    t.same(await everywhere(pages, () => tab.resyncs), Array(pages.length).fill(0), 'nothing had to be read anew')
  })

  t.test('signing out in one ends it in all', async () => {
    await pages[0].evaluate(() => tab.client.logout())
    await until('all are closed', async () => (await everywhere(pages, () => tab.state)).every((state) => state === 'closed'))
    await until('nothing is left', () => shop.sockets() === 0 && shop.streams() === 0)
  })
})

t.test('somebody else signs in, in another tab', { skip, timeout: 120_000 }, async (t: Test) => {
  const shop = await frontEnd(t)
  const pages = [await shop.open(), await shop.open()]
  await signIn(pages[0], 'lead')
  await goLive(pages[0])
  await signIn(pages[1])
  await pages[1].evaluate(() => tab.live())
  await submit(shop, 'colleague', today)
  await timeUntil(
    'what is of the first reaches nobody',
    async () => (await everywhere(pages, () => tab.state)).every((state) => state === 'open'),
    10_000
  )
  t.same(await pages[1].evaluate(() => tab.unread.filter((count) => count > 0)), [], 'the number of the lead is not told to the employee')
  t.equal(shop.sockets(), 1)
})

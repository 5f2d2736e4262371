/** What is written without a network, in a real browser: the page may be closed, and other tabs and devices write too. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import type { Outbox, Outcome } from '../../generated/sdk/dist/src/sdk/outbox/index.js'
import { today } from '../support/app.ts'
import { skip } from '../support/chromium.ts'
import { everywhere, type FrontEnd, frontEnd, signIn, type Tab } from '../support/front-end.ts'
import { people } from '../support/people.ts'
import { until } from '../support/until.ts'

declare const tab: Tab & { outbox: Outbox, outcomes: Outcome[] }

const [dayBefore, yesterday] = ['2026-11-18', '2026-11-19']

async function openOutbox (page: Page, userId = people.employee.id): Promise<void> {
  await page.evaluate(async (userId) => {
    const entry = '/sdk/src/sdk/outbox/index.js'
    const { createOutbox } = await import(entry)
    tab.outcomes = []
    tab.outbox = createOutbox(tab.client, { userId })
    tab.outbox.onOutcome((outcome: Outcome) => tab.outcomes.push(outcome))
    void tab.outbox.flush()
  }, userId)
}

const keep = (page: Page, date: string, summary: string, baseVersion: number | null = null) =>
  page.evaluate(
    ([date, summary, baseVersion]) =>
      tab.outbox.keep(date as string, { baseVersion: baseVersion as number | null, content: { summary: summary as string } }),
    [date, summary, baseVersion]
  )
const waiting = (page: Page) =>
  page.evaluate(async () =>
    (await tab.outbox.list()).map(({ date, draft, refused }) => `${date} ${draft.content.summary} ${refused?.code ?? ''}`.trim())
  )
const flush = (page: Page) => page.evaluate(() => tab.outbox.flush())
const outcomes = (page: Page) =>
  page.evaluate(() =>
    tab.outcomes.map((outcome) =>
      `${outcome.date} ${outcome.kind === 'sent' ? `sent at ${outcome.report.version}` : outcome.draft.refused!.code}`
    )
  )
const stored = async ({ app: { deps: { db } } }: FrontEnd) =>
  (await db.selectFrom('reports').select(['report_date', 'summary', 'version']).orderBy('report_date').execute())
    .map(({ report_date: date, summary, version }) => `${date} ${summary} ${version}`)
const puts = ({ counts }: FrontEnd) => [...counts].filter(([key]) => key.startsWith('PUT ')).map(([key]) => key.slice(-10))

t.test('drafts that are written offline', { skip, timeout: 240_000 }, async (t: Test) => {
  const shop = await frontEnd(t)
  const { app, context, counts } = shop
  t.beforeEach(async () => {
    await context.setOffline(false)
    await app.deps.db.deleteFrom('reports').execute()
    counts.clear()
  })
  const first = await shop.open()
  await signIn(first)
  await openOutbox(first)

  t.test('outlive the page, and are sent in order when the network is back', async (t) => {
    const page = await shop.open()
    await openOutbox(page)
    await context.setOffline(true)
    await keep(page, yesterday, 'Sleeves')
    await keep(page, today, 'Collars')
    await keep(page, dayBefore, 'Seams')
    await keep(page, yesterday, 'Sleeves and cuffs')
    t.same(await stored(shop), [])
    await page.close()
    await context.setOffline(false)
    const again = await shop.open()
    await openOutbox(again)
    await until('they are sent', async () => (await stored(shop)).length === 3)
    t.same(await stored(shop), [`${dayBefore} Seams 1`, `${yesterday} Sleeves and cuffs 1`, `${today} Collars 1`])
    t.same(puts(shop), [yesterday, today, dayBefore], 'in the order in which they were first written')
    await until('nothing waits', async () => (await waiting(again)).length === 0)
    await again.close()
  })

  t.test('are sent by themselves when the browser says that it is online again, and all tabs are told', async (t) => {
    const other = await shop.open()
    await openOutbox(other)
    await first.evaluate(() => {
      tab.outcomes = []
    })
    await context.setOffline(true)
    await keep(first, today, 'Collars')
    t.same(await waiting(other), [`${today} Collars`], 'what one keeps the others see')
    await context.setOffline(false)
    await until('both are told', async () => (await everywhere([first, other], () => tab.outcomes.length)).every((count) => count === 1))
    t.same(await outcomes(first), [`${today} sent at 1`])
    t.same(await outcomes(other), [`${today} sent at 1`])
    t.same([await stored(shop), await waiting(first)], [[`${today} Collars 1`], []])
    t.equal(counts.get(`PUT /api/v1/reports/by-date/${today}`), 1, 'once, of both')
    await other.close()
  })

  t.test('never overwrite what another device has written: the page decides', async (t) => {
    const employee = await app.signIn('employee')
    await context.setOffline(true)
    await keep(first, today, 'Collars')
    await first.evaluate(() => {
      tab.outcomes = []
    })
    const { id } = await employee.createReport({ reportDate: today, summary: 'From the desk' })
    await context.setOffline(false)
    await until('it is refused', async () => (await outcomes(first)).length > 0)
    t.same(await outcomes(first), [`${today} VERSION_CONFLICT`])
    t.same(await waiting(first), [`${today} Collars VERSION_CONFLICT`])
    t.match(await first.evaluate(async () => (await tab.outbox.list())[0].refused?.meta), {
      reportId: id,
      currentVersion: 1,
      state: 'draft'
    })
    counts.clear()
    await flush(first)
    t.same(puts(shop), [], 'it waits for the page')
    await keep(first, yesterday, 'Sleeves')
    await flush(first)
    t.equal((await stored(shop)).length, 2, 'and the others do not wait for it')
    await keep(first, today, 'Collars, from the desk', 1)
    await flush(first)
    t.same(await stored(shop), [`${yesterday} Sleeves 1`, `${today} Collars, from the desk 2`])
    await context.setOffline(true)
    await keep(first, today, 'Never mind', 1)
    await first.evaluate((date) => tab.outbox.discard(date), today)
    await context.setOffline(false)
    await flush(first)
    t.same([await waiting(first), (await stored(shop)).length], [[], 2])
  })

  t.test('go on from what was stored though its answer was lost', async (t) => {
    const route = `**/api/v1/reports/by-date/${today}`
    await first.route(route, async (route) => {
      if (route.request().method() === 'PUT') await route.fetch()
      await route.abort()
    })
    await keep(first, today, 'Collars')
    await flush(first)
    t.same(await stored(shop), [`${today} Collars 1`])
    await first.unroute(route)
    await keep(first, today, 'Collars and cuffs')
    await flush(first)
    t.same([await stored(shop), await waiting(first)], [[`${today} Collars and cuffs 2`], []])
  })

  t.test('wait for whoever wrote them', async (t) => {
    await context.setOffline(true)
    await keep(first, today, 'Collars')
    await first.evaluate(() => tab.outbox.close())
    await context.setOffline(false)
    await first.evaluate(() => tab.client.logout())
    await signIn(first, 'colleague')
    await openOutbox(first, people.colleague.id)
    await flush(first)
    t.same([await stored(shop), await waiting(first)], [[], []])
    await signIn(first)
    await openOutbox(first)
    await flush(first)
    t.same(await stored(shop), [`${today} Collars 1`])
  })
})

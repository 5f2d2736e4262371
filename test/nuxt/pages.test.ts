/** Each page of the front end at a phone's width and at a desk's: nothing is out of sight, and axe finds nothing. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { today } from '../support/app.ts'
import { owing } from '../support/owing.ts'
import { built, serveFront } from '../nuxt-module/support.ts'
import { signIn } from './support.ts'

const folder = join(built, 'front-direct')
const widths = [390, 1280]
const open = ['/login', '/register', '/forgot-password', '/reset-password#token=x', '/verify-email#token=x', '/confirm-email#token=x']
const pages = ['/', '/team', '/team?view=review', '/report', '/calendar', '/notifications', '/analytics', '/settings', '/profile']

interface Finding {
  id: string
  nodes: { html: string }[]
}
declare const axe: { run: () => Promise<{ violations: Finding[] }> }

/** What axe finds, each with the first place. */
async function violations (page: Page): Promise<string[]> {
  await page.addScriptTag({ path: join(built, 'axe.min.js') })
  const { violations } = await page.evaluate(() => axe.run())
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)
}

/** What reaches beyond the page, or is scrolled sideways to. */
const hidden = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('.scroll')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className || 'the page'}: ${element.scrollWidth} of ${element.clientWidth}`)
  )

if (!existsSync(folder)) t.fail('The front end is not built: npm run test:nuxt -- --front')

t.test('each page, at both widths', async (t) => {
  const front = await serveFront(t, folder, 'direct')
  await owing(front.app.deps, today)
  const employee = await front.app.signIn('employee')
  await employee.createReport({ reportDate: today, summary: 'Two hundred collars', submit: true })
  await employee.createLeave({ kind: 'annual', startDate: '2026-11-23', endDate: '2026-11-24', note: 'A wedding' })
  const page = await front.open('/login')

  async function look (page: Page, path: string, these = widths): Promise<void> {
    for (const width of these) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(front.origin + path)
      await page.locator('main h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      t.same(await violations(page), [], `${path} at ${width}`)
      // A table of many days may be scrolled in itself.
      if (path !== '/analytics') t.same(await hidden(page), [], `${path} at ${width}: nothing is out of sight`)
    }
  }

  for (const path of open) await look(page, path)
  await page.goto(`${front.origin}/login?next=/team`)
  await signIn(page, 'lead')
  await page.locator('[data-member=Sari]').waitFor()
  for (const path of pages) await look(page, path)
  for (const [person, colorScheme] of [['employee', 'dark'], ['manager', 'light'], ['hr', 'dark']] as const) {
    const other = await front.visitor()
    await other.emulateMedia({ colorScheme })
    await other.goto(`${front.origin}/login?next=/settings`)
    await signIn(other, person)
    await other.waitForURL(`${front.origin}/settings`)
    t.comment(`${person}, ${colorScheme}`)
    for (const path of pages) await look(other, path, [390])
    await other.context().close()
  }
  t.same(front.complaints, [])
})

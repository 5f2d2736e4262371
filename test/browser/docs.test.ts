import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { freePort, testApp, today, type TestApp } from '../support/app.ts'
import { launchChromium, skip } from '../support/chromium.ts'
import { databases } from '../support/databases.ts'
import { operations } from '../support/judge.ts'
import { emailOf, password } from '../support/people.ts'

interface Docs {
  page: Page
  /** Fills an operation's body, executes it and answers the status and the body that Swagger UI shows. */
  execute: (operation: string, body?: unknown) => Promise<{ status: number, body: any }>
  /** What the browser complained of, and asked of other hosts. */
  complaints: string[]
  foreign: string[]
  /** The paths that it asked this host for. */
  asked: string[]
}

async function openDocs (t: Test, app: TestApp): Promise<Docs> {
  const browser = await launchChromium(t)
  const page = await browser.newPage()
  const complaints: string[] = []
  const foreign: string[] = []
  const asked: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (request.url().startsWith(app.url)) asked.push(new URL(request.url()).pathname)
    else if (!request.url().startsWith('data:')) foreign.push(request.url())
  })
  await page.goto(`${app.url}/docs`)
  await page.locator('.opblock-tag').first().waitFor()

  async function execute (operation: string, body?: unknown) {
    await page.getByLabel('Find an operation').fill(operation)
    const block = page.locator(`[id$="-${operation}"]`)
    await block.waitFor()
    if (await block.locator('.execute').count() === 0) await block.locator('.opblock-summary-control').click()
    if (body !== undefined) await block.locator('textarea.body-param__text').fill(JSON.stringify(body))
    const answered = page.waitForResponse((response) =>
      new URL(response.url()).pathname.startsWith('/api/') || response.url().endsWith('z')
    )
    await block.locator('.execute').click()
    const response = await answered
    const shown = block.locator('.live-responses-table tbody .response-col_status').first()
    await shown.getByText(String(response.status())).waitFor()
    return { status: Number.parseInt(await shown.innerText()), body: await response.json() }
  }
  return { page, execute, complaints, foreign, asked }
}

t.test('a tester signs in and tries operations of each kind, with nothing from elsewhere', {
  skip
}, async (t) => {
  const app = await testApp(t, databases[0], { WORKPULSE_API_ADDR: `127.0.0.1:${await freePort()}` })
  const { page, execute, complaints, foreign } = await openDocs(t, app)
  t.equal(await openAll(page), operations.size, 'every operation is there')

  t.equal((await execute('login', { email: emailOf('employee'), password })).status, 200)
  t.match(await execute('getMe'), { status: 200, body: { data: { email: emailOf('employee') } } }, 'the cookie signs in')
  const created = await execute('createReport', { reportDate: today, summary: 'Collars' })
  t.match(created, { status: 201, body: { data: { state: 'draft' } } })
  t.match(await execute('listReports'), { status: 200, body: { data: { items: [{ id: created.body.data.id }] } } })
  t.match(await execute('markAllNotificationsRead'), { status: 200, body: { data: { ok: true } } })
  t.match(await execute('createWsTicket'), { status: 201 })
  t.match(await execute('getHealth'), { status: 200 })
  t.same(complaints, [])

  await page.getByLabel('Find an operation').fill('createReport')
  const example = await page.locator('[id$="-createReport"] textarea.body-param__text').inputValue()
  t.match(JSON.parse(example), { summary: String })
  await page.getByLabel('Find an operation').fill('login')
  t.match(await page.locator('[id$="-login"]').innerText(), /INVALID_CREDENTIALS/, 'the errors are shown too')

  await page.context().clearCookies()
  t.equal((await execute('getMe')).status, 401)
  const { accessToken } = await app.anonymous().login({ email: emailOf('lead'), password })
  await page.locator('.btn.authorize').first().click()
  await page.locator('.auth-container input').first().fill(accessToken)
  await page.locator('.auth-btn-wrapper .authorize').first().click()
  await page.locator('.btn-done').first().click()
  t.match(await execute('getMe'), { status: 200, body: { data: { email: emailOf('lead') } } }, 'and so does the bearer token')

  const { token } = await (await app.signIn('employee')).createApiToken({
    name: 'Tester',
    scopes: ['directory:read'],
    expiresAt: '2027-01-01T00:00:00.000Z'
  })
  await page.locator('.btn.authorize').first().click()
  await page.locator('.auth-container', { hasText: 'bearerAuth' }).getByRole('button', { name: 'Remove authorization' }).click()
  const pasting = page.locator('.auth-container', { hasText: 'tokenAuth' })
  await pasting.locator('input').fill(token)
  await pasting.locator('button.authorize').click()
  await page.locator('.btn-done').first().click()
  t.match(await execute('getMe'), { status: 200, body: { data: { email: emailOf('employee') } } }, 'and so does a token, where it is taken')
  t.match(await execute('listReports'), { status: 403 }, 'and not without the scope')

  t.same(foreign, [], 'nothing left the host')
  t.same(complaints.filter((text) => !/40[13]/.test(text)), [], 'nothing went wrong but the calls that were to be refused')
})

t.test('it carries the name of the project, shows the one document, and finds operations by what is typed', { skip }, async (t) => {
  const app = await testApp(t, databases[0], { WORKPULSE_API_ADDR: `127.0.0.1:${await freePort()}` })
  const { page, asked } = await openDocs(t, app)
  t.equal(await page.title(), 'WorkPulse API')
  t.notMatch(await page.content(), /fastify|topbar|smartbear/i)
  t.equal(await page.locator('.opblock').count(), 0, 'every tag is closed')
  t.same(asked.filter((path) => /json|yaml/.test(path)), ['/openapi.json'])

  const search = page.getByLabel('Find an operation')
  const found = async (text: string) => {
    await search.fill(text)
    return page.locator('.opblock').evaluateAll((blocks) => blocks.map(({ id }) => id.split('-').at(-1)))
  }
  t.same(await found('submitReport'), ['submitReport'], 'by its name')
  t.same(await found('/reports/{reportId}/sub'), ['submitReport'], 'by its path')
  t.same(await found('POST draft day'), ['createReport'], 'by its method and words of its summary')
  t.same(await found('nothing of the kind'), [])
  t.ok((await found('audit')).includes('listAuditEntries'), 'by its tag')
  t.ok((await found('reports:write')).includes('submitReport'), 'by the scope of a token')
  t.same((await found('token:reports:write')).sort(), ['createReport', 'submitReport', 'updateReport', 'upsertReportByDate'])
  t.same(await found(''), [], 'closed as before')

  await page.locator('.btn.authorize').first().click()
  const dialog = await page.locator('.modal-ux-content').innerText()
  t.match(dialog, /Nothing need be entered here/)
  t.match(dialog, /calendar:read: .*listCalendarEvents/, 'what a token opens')
})

/** Every tag and every operation, with its form and its example. @returns how many operations there are. */
async function openAll (page: Page): Promise<number> {
  await page.locator('.opblock-tag[data-is-open="false"]').evaluateAll((headings) => {
    for (const heading of headings) (heading as HTMLElement).click()
  })
  await page.locator('.opblock-tag[data-is-open="false"]').first().waitFor({ state: 'detached' })
  // Of many only those are drawn that are in sight.
  const found = new Set<string>()
  for (let top = 0; top >= 0;) {
    for (const id of await page.locator('.opblock').evaluateAll((blocks) => blocks.map(({ id }) => id))) found.add(id)
    top = await page.evaluate(async (from) => {
      window.scrollTo(0, from + innerHeight / 2)
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return scrollY > from ? scrollY : -1
    }, top)
  }
  await page.evaluate(() => window.scrollTo(0, 0))
  return found.size
}

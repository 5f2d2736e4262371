/** Who is signed in, on pages that a server renders, on two host names, both ways. */
import t from 'tap'
import { today } from '../support/app.ts'
import { password } from '../support/people.ts'
import { askedToSignIn, eventually, fillIn, type Front, rendered, serveFront, text, versions, ways } from './support.ts'

const minute = 60_000

const refreshes = ({ calls }: Front) => calls.filter((call) => call.startsWith('POST /api/v1/auth/refresh'))

if (versions.length === 0) t.fail('No app is built: npm run test:nuxt')

for (const version of versions) {
  for (const way of ways) {
    t.test(`Nuxt ${version}, ${way}`, async (t) => {
      const front = await serveFront(t, version, way)
      const { context, complaints, calls, origin, app } = front
      const visited: string[] = []
      const page = await front.open('/')
      // A page that is still opening its line when the clock jumps refreshes for itself.
      const nobodyOpen = () => page.goto('about:blank')
      page.on('framenavigated', (frame) => visited.push(frame.url().replace(origin, '')))

      t.test('a visitor who was never signed in', async (t) => {
        await eventually('it is known', async () => await text(page, '#status') === 'out')
        t.equal(await text(page, '#health'), 'ok', 'what is public is there')
        t.same(complaints, [], 'with no red line in the console')
        await page.goto(`${origin}/team?week=47`)
        await askedToSignIn(page, '/team?week=47')
        await fillIn(page, 'employee', 'wrong')
        await eventually('it is refused', async () => await text(page, '#problem') === 'INVALID_CREDENTIALS')
        complaints.length = 0 // The browser writes a line for each 401.
        await fillIn(page, 'employee')
        await page.waitForSelector('h1:has-text("Sari")')
        t.equal(page.url(), `${origin}/team?week=47`)
      })

      t.test('stays on the page that was asked for, after ten minutes too', async (t) => {
        for (const later of [0, 11 * minute]) {
          await nobodyOpen()
          app.clock.advance(later)
          visited.length = calls.length = 0
          await page.goto(`${origin}/team`)
          await page.waitForSelector('h1:has-text("Sari")')
          t.same([...new Set(visited)], ['/team'], 'and sees no other on the way')
          t.equal(refreshes(front).length, later === 0 ? 0 : 1)
        }
        t.same(complaints.filter((line) => /hydration/i.test(line)), [])
        complaints.length = 0
      })

      t.test('what the server renders', async (t) => {
        const { response, html } = await rendered(front, '/team')
        t.equal(response.status, 200)
        t.equal(html.includes('Reports of Sari'), way === 'proxy')
        t.equal(response.headers.getSetCookie().length, 0)
        if (way === 'proxy') t.equal(response.headers.get('cache-control'), 'private, no-store', 'what is for one alone is kept by nobody')
      })

      t.test('what a page costs in calls to the API', async (t) => {
        calls.length = 0
        const { html } = await rendered(front, '/team')
        t.match(html, '<div id="__nuxt">')
        // Who is there, what they may do, and what the page is of.
        const asked = ['GET /api/v1/auth/session 200', 'GET /api/v1/me/summary 200', 'GET /api/v1/reports 200']
        t.same(calls.sort(), way === 'proxy' ? asked : [], 'while it is rendered')
      })

      if (way === 'proxy') {
        t.test('how the API is can be asked there', async (t) => {
          t.match(await page.evaluate(() => fetch('/healthz').then((response) => response.json())), { data: { status: 'ok' } })
        })

        t.test('a page that never arrives costs no session', async (t) => {
          await nobodyOpen()
          app.clock.advance(11 * minute)
          calls.length = 0
          const { response, html } = await rendered(front, '/team')
          t.match(html, 'Reports of Sari', 'it is rendered signed in')
          t.same(refreshes(front), ['POST /api/v1/auth/refresh 200'], 'after one refresh')
          const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
          t.same(names, ['access_token', 'refresh_token'], 'whose tokens are handed on, once')
          t.ok(response.headers.getSetCookie().every((line) => line.includes('; Path=/;')), 'for each page')
          app.clock.advance(minute)
          await page.goto(`${origin}/team`)
          await page.waitForSelector('h1')
          t.match(await text(page, 'h1'), 'Sari')
        })
      }

      t.test('the session shows the browser, not the server that renders', async (t) => {
        const { items } = await (await app.signIn('employee')).listSessions()
        const mine = items.filter(({ current }) => !current)
        t.equal(mine.length, 1)
        t.match(JSON.stringify(mine), /Chrom|Previewer/)
      })

      t.test('an error is what the API said, on both sides', async (t) => {
        complaints.length = 0
        await page.goto(`${origin}/report/01JD2V6M7Q8R9S0T1V2W3X4Y68`)
        await eventually('it is shown', async () => await text(page, '#problem') === 'NOT_FOUND true')
        t.same(complaints.filter((line) => /hydration/i.test(line)), [])
        if (way === 'proxy') t.match((await rendered(front, '/report/01JD2V6M7Q8R9S0T1V2W3X4Y68')).html, 'NOT_FOUND true')
      })

      t.test('a page for others', async (t) => {
        await page.goto(`${origin}/admin`)
        await page.waitForSelector('text=403')
        t.notMatch(await page.content(), 'For admins')
      })

      t.test('what others do is seen at once, and the badge counts it', async (t) => {
        const lead = await front.visitor()
        await lead.goto(`${origin}/login?next=/team`)
        await fillIn(lead, 'lead')
        await eventually('it listens', async () => lead.url().endsWith('/team') && await text(lead, '#state') === 'open')
        t.equal(await text(lead, '#reviews'), 'Review', 'who reviews is shown the way')
        const unread = Number(await text(lead, '#unread'))
        const employee = await app.signIn('employee')
        const draft = await employee.createReport({ reportDate: today, summary: 'Two hundred collars' })
        calls.length = 0
        await employee.submitReport(draft.id, { version: draft.version })
        await lead.waitForSelector('li[data-state=submitted]:has-text("Two hundred collars")')
        await eventually('the badge counts it', async () => Number(await text(lead, '#unread')) === unread + 1)
        await employee.withdrawReport(draft.id, { version: draft.version + 1 })
        await lead.waitForSelector('li:has-text("Two hundred collars")', { state: 'detached' })
        await employee.deleteReport(draft.id)
        await lead.context().close()
      })

      t.test('nothing typed is lost when the session ends', async (t) => {
        await page.goto(`${origin}/login`)
        await fillIn(page, 'employee')
        await page.waitForURL(`${origin}/`)
        await page.goto(`${origin}/write`)
        await page.waitForSelector('#save')
        await page.click('#save')
        await eventually('the form says what is wrong', async () => await text(page, '#fault') === 'Wajib diisi.')
        await page.fill('#summary', 'Half a day of hemming')
        await (await app.signIn('employee')).revokeAllSessions()
        await page.click('#save')
        await page.waitForSelector('#expired[open]')
        t.equal(await page.inputValue('#summary'), 'Half a day of hemming')
        await page.fill('#again', password)
        await page.click('#expired button')
        await page.waitForSelector('#expired:not([open])', { state: 'attached' })
        await page.click('#save')
        await eventually('it is saved', async () => await text(page, '#saved') !== '')
      })

      t.test('signs out here and there', async (t) => {
        const other = await front.open('/team')
        await other.waitForSelector('h1')
        await page.bringToFront() // A tab that is not seen draws nothing.
        await page.click('#out')
        await page.waitForURL(`${origin}/login`)
        await askedToSignIn(other, '/team')
        const left = (await context.cookies()).filter(({ name }) => name.endsWith('_token'))
        t.same(left, [])
        await eventually('no socket is left', async () => app.app.websocketServer.clients.size === 0)
      })
    })
  }
}

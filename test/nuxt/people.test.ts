/** The front end as people use it: several browsers side by side, each of somebody else, on one API. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { freePort, today } from '../support/app.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { owing } from '../support/owing.ts'
import { emailOf, password, people } from '../support/people.ts'
import { askedToSignIn, built, eventually, serveFront, ways } from '../nuxt-module/support.ts'
import { signIn } from './support.ts'

/** The working day before `today`, and the one after it. */
const [before, monday] = ['2026-11-19', '2026-11-23']
const wednesday = '2026-11-18'
/** In milliseconds: from one browser's "Handed in" to another's. What it was is printed; this is when somebody would ask. */
const patience = 5000

/** What a browser writes by itself for each request that fails. */
const refused = /Failed to load resource: the server responded with a status of 401/
const cut = /Failed to load resource: net::|WebSocket connection to .* failed|status of 50[23]/

/** @returns when, by the browser's clock, the text stands in what the selector finds. */
const shownAt = (page: Page, selector: string, text: string): Promise<number> =>
  page.evaluate(([where, what]) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (![...document.querySelectorAll(where)].some((element) => element.textContent.includes(what))) return
        observer.disconnect()
        resolve(Date.now())
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      look()
    }), [selector, text])

/** What the badge at the notices counts. */
async function unread (page: Page): Promise<number> {
  // It may go between a look whether it is there and one at what it says.
  const [text] = await page.locator('[data-unread]:visible').allInnerTexts()
  return text === undefined ? 0 : Number.parseInt(text)
}

/** A link of the navigation, as somebody who does not type addresses. */
const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main pages' }).getByRole('link', { name, exact: name !== 'Notices' }).click()

for (const way of ways) {
  t.test(`a day at work, ${way}`, async (t) => {
    const folder = join(built, `front-${way}`)
    if (!existsSync(folder)) throw new Error('The front end is not built: npm run test:nuxt -- --front')
    const apiPort = await freePort()
    const line = await createFaultProxy(t, apiPort)
    const front = await serveFront(t, folder, way, { apiPort, to: line.port })
    const { app, context, complaints, origin } = front
    await owing(app.deps, before)
    const sari = await front.open('/report')
    const budi = await front.visitor()
    const colleague = await app.signIn('colleague')

    /** Nothing but what the circumstances bring about. */
    const calm = (allowed?: RegExp) => {
      t.same(complaints.filter((line) => !allowed?.test(line)), [])
      complaints.length = 0
    }

    await t.test('signs in, at the second try, and is where she wanted to be', async (t) => {
      await askedToSignIn(sari, '/report')
      await signIn(sari, 'employee', 'wrong')
      await sari.getByRole('alert').waitFor()
      t.match(await sari.getByRole('alert').innerText(), /password/i)
      t.equal(await sari.getByLabel('E-mail address').inputValue(), emailOf('employee'), 'what was typed stays')
      await signIn(sari, 'employee')
      await sari.getByRole('heading', { name: 'Your report', exact: true }).waitFor()
      t.equal(sari.url(), `${origin}/report`)
      calm(refused)
    })

    await t.test('hands in while the lead watches', async (t) => {
      await budi.goto(`${origin}/login?next=/team`)
      await signIn(budi, 'lead')
      const row = budi.locator('[data-member=Sari]')
      await row.getByText('Due').waitFor()
      await eventually('she is shown as being here', async () => (await row.innerText()).includes('is using WorkPulse now'))
      const known = await unread(budi)
      await sari.getByLabel('What have you done?').fill('Two hundred collars')
      await sari.getByRole('button', { name: 'Add an item' }).click()
      await sari.getByLabel('Title').fill('Collars')
      await sari.getByLabel('Minutes').fill('240')
      await sari.locator('[data-draft]').getByText('Saved', { exact: true }).waitFor()
      const seen = shownAt(budi, '[data-member=Sari]', 'Handed in')
      const said = shownAt(sari, '.toast', 'Handed in.')
      const clicked = await sari.evaluate(() => Date.now())
      await sari.getByRole('button', { name: 'Hand in' }).click()
      const took = [await said - clicked, await seen - clicked]
      t.comment(`From the click: ${took[0]} ms until "Handed in", ${took[1]} ms until the lead saw it`)
      t.ok(await seen - await said < patience)
      await eventually('the badge counts it', async () => await unread(budi) === known + 1)
      await sari.locator('article').getByText('Handed in').waitFor()
      calm()
    })

    await t.test('is reviewed, with others at once, and sees that where she is', async (t) => {
      await budi.getByRole('button', { name: 'To review' }).click()
      await budi.locator('[data-waiting=Sari]').waitFor()
      const known = await unread(sari)
      const draft = await colleague.createReport({ reportDate: today, summary: 'Ninety hems' })
      await colleague.submitReport(draft.id, { version: draft.version })
      await budi.locator('[data-waiting=Wati]').waitFor()
      await budi.getByLabel('Choose all').check()
      await budi.getByRole('button', { name: 'Approve' }).click()
      await budi.getByText('2 reports approved.').waitFor()
      await budi.getByText('Nothing waits for your review.').waitFor()
      await sari.locator('article .badge').getByText('Approved').waitFor()
      await eventually('the badge counts it', async () => await unread(sari) === known + 1)
      t.equal((await colleague.getReport(draft.id)).state, 'approved')
      await goTo(sari, 'Notices')
      await sari.getByRole('button', { name: 'Mark all as read' }).click()
      await eventually('nothing is unread', async () => await unread(sari) === 0)
      calm()
    })

    await t.test('asks for leave, which is approved', async (t) => {
      await goTo(budi, 'Calendar')
      await budi.getByText('Nobody waits for your decision.').waitFor()
      await goTo(sari, 'Calendar')
      await sari.getByRole('button', { name: 'Ask for leave' }).click()
      const dialog = sari.getByRole('dialog')
      t.equal(await dialog.getByLabel('From').inputValue(), monday, 'the next day that is worked is proposed')
      await dialog.getByLabel('Note').fill('A wedding')
      await dialog.getByRole('button', { name: 'Ask for leave' }).click()
      await sari.locator('[data-own-leave]').getByText('Waiting').waitFor()
      const asked = budi.locator('[data-leave-of=Sari]')
      await asked.getByText('A wedding').waitFor()
      await asked.getByRole('button', { name: 'Approve' }).click()
      await budi.getByText('The leave is approved.').waitFor()
      await sari.locator('[data-own-leave]').getByText('Approved').waitFor()
      calm()
    })

    await t.test('writes where there is no network, and loses nothing', async (t) => {
      await goTo(sari, 'Report')
      await sari.getByLabel('Day', { exact: true }).fill(before)
      await sari.getByLabel('What have you done?').waitFor()
      await context.setOffline(true)
      await sari.getByLabel('What have you done?').fill('Written in the train')
      await sari.locator('[data-draft]').getByText('Kept on this device').waitFor()
      const lead = await app.signIn('lead')
      const { items: [read] } = await lead.listReports({ userId: people.employee.id, date: today })
      await lead.createComment(read.id, { body: 'Well done' })
      await eventually('she cannot read what is new', async () => complaints.some((line) => line.includes('/me/summary')))
      t.equal(
        await sari.getByLabel('What have you done?').inputValue(),
        'Written in the train',
        'what happens meanwhile takes nothing away'
      )
      await sari.getByRole('button', { name: 'Hand in' }).click()
      await sari.getByText('There is no connection. Your draft is kept').waitFor()
      const employee = await app.signIn('employee')
      t.same((await employee.listReports({ view: 'mine', date: before })).items, [])
      await context.setOffline(false)
      await sari.locator('[data-draft]').getByText('Saved', { exact: true }).waitFor()
      t.equal((await employee.listReports({ view: 'mine', date: before })).items[0]?.summary, 'Written in the train')
      await sari.getByRole('button', { name: 'Hand in' }).click()
      await sari.locator('article').getByText('Handed in').waitFor()
      calm(cut)
    })

    await t.test('the API starts anew, and what happens then is seen', async (t) => {
      await goTo(budi, 'Team')
      await budi.locator('[data-member=Wati]').getByText('Approved').waitFor()
      await front.restart()
      const { items: [report] } = await colleague.listReports({ view: 'mine', date: today })
      const lead = await app.signIn('lead')
      await lead.reopenReport(report.id, { version: report.version, note: 'Which hems?' })
      const open = budi.locator('[data-member=Wati]')
      await open.getByText('Approved').waitFor({ state: 'detached' })
      t.match(await open.innerText(), 'Wati')
      await eventually('nothing says that there is no connection', async () => await budi.locator('.away').count() === 0)
      calm(cut)
    })

    await t.test('the network is cut, and what was read stays', async () => {
      await line.cut()
      await budi.locator('.away').waitFor()
      const row = budi.locator('[data-member=Wati]')
      await row.waitFor()
      const { items: [report] } = await colleague.listReports({ view: 'mine', date: today })
      await colleague.submitReport(report.id, { version: report.version })
      await line.heal()
      await row.getByText('Handed in').waitFor()
      await budi.locator('.away').waitFor({ state: 'detached' })
      calm(cut)
    })

    await t.test('the session ends while she writes', async (t) => {
      await goTo(sari, 'Report')
      await sari.getByLabel('Day', { exact: true }).fill(wednesday)
      await sari.getByLabel('What have you done?').fill('Half a day of hemming')
      await sari.locator('[data-draft]').getByText('Saved', { exact: true }).waitFor()
      const lately = await sari.locator('[aria-labelledby=lately] li').count()
      await (await app.signIn('employee')).revokeAllSessions()
      const dialog = sari.getByRole('dialog')
      await dialog.getByLabel('Password').waitFor()
      t.equal(await sari.locator('textarea').first().inputValue(), 'Half a day of hemming', 'what was typed stays')
      t.equal(await sari.locator('[aria-labelledby=lately] li').count(), lately, 'and what was read')
      await dialog.getByLabel('Password').fill(password)
      await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      await sari.getByLabel('What have you done?').fill('A whole day of hemming')
      await sari.locator('[data-draft]').getByText('Saved', { exact: true }).waitFor()
      calm(refused)
    })

    await t.test('an export arrives as a file', async (t) => {
      const ratna = await front.visitor()
      await ratna.goto(`${origin}/login?next=/analytics`)
      await signIn(ratna, 'manager')
      const [download] = await Promise.all([
        ratna.waitForEvent('download'),
        ratna.getByRole('button', { name: 'Export' }).click()
      ])
      t.match(download.suggestedFilename(), /^reports .*2026-11-20\.csv$/)
      t.match(await readFile(await download.path(), 'utf8'), 'Two hundred collars')
      await ratna.getByRole('button', { name: 'Sign out' }).click()
      await ratna.waitForURL(`${origin}/login`)
      await ratna.context().close()
      calm(refused) // What is still being read when she signs out.
    })

    await t.test('settings in the other language', async (t) => {
      await budi.getByRole('link', { name: 'Settings' }).click()
      await budi.getByLabel('Language', { exact: true }).selectOption('id')
      await budi.getByRole('button', { name: 'Save' }).first().click()
      await budi.getByRole('heading', { name: 'Pengaturan' }).waitFor()
      await budi.reload()
      await budi.getByRole('heading', { name: 'Pengaturan' }).waitFor()
      t.equal(await budi.locator('html').getAttribute('lang'), 'id')
      calm()
    })

    await t.test('signs out, in the other tab too', async (t) => {
      const other = await front.open('/team')
      await other.locator('[data-member=Wati]').waitFor()
      await sari.bringToFront() // A tab that is not seen draws nothing.
      await sari.getByRole('button', { name: 'Sign out' }).click()
      await sari.waitForURL(`${origin}/login`)
      await askedToSignIn(other, '/team')
      t.same((await context.cookies()).filter(({ name }) => name.endsWith('_token')), [])
      await budi.getByRole('button', { name: 'Keluar' }).click()
      await budi.waitForURL(`${origin}/login`)
      await eventually('no socket is left', async () => app.app.websocketServer.clients.size === 0)
      calm()
    })
  })
}

/**
 * A notice on a browser in which no page is open. Chromium's own push service is on the internet, so `pushManager.subscribe` of the page
 * is replaced by one that answers with an address at the test's service and real keys, and what comes there is handed to the service
 * worker by the protocol of the developer's tools, which is also how the click is made. All else is as it is: the switch in the settings,
 * the module, the API's encrypted message, the service worker, and what the browser shows.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core'
import t from 'tap'
import { newPushKey } from '../../src/push/vapid.ts'
import { today } from '../support/app.ts'
import { claimsOf, decrypt, startPushService } from '../support/push-service.ts'
import { built, eventually, serveFront } from '../nuxt-module/support.ts'
import { signIn } from './support.ts'

const folder = join(built, 'front-direct')
const workerFile = /\/workpulse-push\.js$/

/** What a browser's push service would give it. */
const subscribeTo = (context: BrowserContext, given: { endpoint: string, keys: { p256dh: string, auth: string } }) =>
  context.addInitScript((asked) => {
    const held = 'test:subscribed'
    const bytesOf = (text: string | null) => {
      const letters = atob((text ?? '').replaceAll('-', '+').replaceAll('_', '/'))
      return Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer
    }
    const made = () => ({
      endpoint: asked.endpoint,
      options: { applicationServerKey: bytesOf(localStorage.getItem(held)), userVisibleOnly: true },
      toJSON: () => ({ ...asked, expirationTime: null }),
      unsubscribe: async () => {
        localStorage.removeItem(held)
        return true
      }
    })
    const there = async () => localStorage.getItem(held) === null ? null : made()
    PushManager.prototype.getSubscription = there as unknown as PushManager['getSubscription']
    PushManager.prototype.subscribe = async function (options?: PushSubscriptionOptionsInit) {
      const key = new Uint8Array(options!.applicationServerKey as ArrayBuffer)
      localStorage.setItem(held, btoa(String.fromCharCode(...key)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''))
      return made() as unknown as PushSubscription
    }
  }, given)

/** Hands messages to the service worker as the browser does with what its push service sends. */
async function deliveries (page: Page, origin: string) {
  const tools: CDPSession = await page.context().newCDPSession(page)
  let registrationId = ''
  tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.find(({ scopeURL }) => scopeURL === `${origin}/workpulse-push/`)?.registrationId ?? registrationId
  })
  await tools.send('ServiceWorker.enable')
  await eventually('the browser knows the service worker', async () => registrationId !== '')
  return (data: string) => tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
}

const shown = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({
      title,
      body,
      tag,
      data: data as { url: string }
    }))
  })

/** @returns where it opened a page: a browser lets none be opened but by a real click, so it is only told. */
const click = (worker: Worker) =>
  worker.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration,
      clients: { openWindow: (url: string) => Promise<unknown> },
      dispatchEvent: (event: Event) => boolean,
      NotificationEvent: new(type: string, init: object) => Event
    }
    const [notification] = await scope.registration.getNotifications()
    const opened = Promise.withResolvers<string>()
    scope.clients.openWindow = async (url) => opened.resolve(url)
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
    return opened.promise
  })

/** The browser has no subscription any more. */
const lose = (page: Page) => page.evaluate(() => localStorage.removeItem('test:subscribed'))

/** The browser says that something became of the subscription. */
const changed = (worker: Worker) =>
  worker.evaluate(() => {
    const scope = self as unknown as { dispatchEvent: (event: Event) => boolean, ExtendableEvent: new(type: string) => Event }
    scope.dispatchEvent(new scope.ExtendableEvent('pushsubscriptionchange'))
  })

if (!existsSync(folder)) t.fail('The front end is not built: npm run test:nuxt -- --front')

t.test('told while no page is open', async (t) => {
  const service = await startPushService(t)
  const { asked, keys, path } = service.newBrowser()
  const front = await serveFront(t, folder, 'direct', {
    isLocal: true,
    environment: () => ({ WORKPULSE_PUSH_PRIVATE_KEY: newPushKey(), WORKPULSE_PUSH_NETWORKS: '127.0.0.0/8' })
  })
  const { app, context, complaints, origin } = front
  await context.grantPermissions(['notifications'], { origin })
  await subscribeTo(context, asked)
  const sari = await front.open('/login?next=/settings')
  await signIn(sari, 'employee')
  const works = context.waitForEvent('serviceworker', { predicate: (one) => workerFile.test(one.url()) })
  const turn = sari.getByLabel('Show notices in this browser')
  t.notOk(await turn.isChecked())
  await turn.click()
  await eventually('the switch is on', () => turn.isChecked())
  await sari.getByText('Saved.').waitFor()
  t.ok(await sari.getByLabel('Report returned: Push').isChecked(), 'what comes by mail comes so too')
  const worker = await works
  const deliver = await deliveries(sari, origin)

  const [employee, lead] = await app.signInEach('employee', 'lead')
  const report = await employee.createReport({ reportDate: today, summary: 'Two hundred collars', submit: true })
  await sari.goto('about:blank')
  await lead.returnReport(report.id, { version: report.version, note: 'How many hems?' })
  const [{ body, headers }] = await service.received(path)
  t.equal(claimsOf(headers.authorization!).claims.aud, service.origin)
  const said = decrypt(body, keys)
  t.notMatch(said, /hems|Budi|Sari|collars/)
  await deliver(said)
  await eventually('the browser shows it', async () => (await shown(worker)).length === 1)
  const [notice] = await shown(worker)
  t.match(notice, { title: 'WorkPulse', body: 'A report of yours was returned.', data: { url: `/report?id=${report.id}` } })
  await deliver(said)
  t.equal((await shown(worker)).length, 1, 'one that comes twice is one')

  const address = await click(worker)
  t.equal(address, `${origin}/report?id=${report.id}`)
  t.same(await shown(worker), [])
  await sari.goto(address)
  await sari.getByText('How many hems?').waitFor()

  await sari.goto(`${origin}/settings`)
  await eventually('it is still on', () => turn.isChecked())
  await lose(sari)
  const subscriptions = () => app.deps.db.selectFrom('push_subscriptions').select('id').execute()
  await app.deps.db.deleteFrom('push_subscriptions').execute()
  await sari.reload()
  await eventually('what the browser took away it has again', async () => (await subscriptions()).length === 1)
  await lose(sari)
  await app.deps.db.deleteFrom('push_subscriptions').execute()
  await changed(worker)
  await eventually('and without a page that is loaded anew', async () => (await subscriptions()).length === 1)
  t.ok(await turn.isChecked())
  await turn.click()
  await eventually('it is off', async () => !await turn.isChecked())
  await eventually('the API knows', async () => (await subscriptions()).length === 0)
  t.same(complaints.filter((line) => !/status of 401/.test(line)), [])
})

t.test('where no key is configured there is no switch', async (t) => {
  const front = await serveFront(t, folder, 'direct', { isLocal: true })
  const page = await front.open('/login?next=/settings')
  await signIn(page, 'employee')
  await page.getByLabel('Report returned: Mail').waitFor()
  await eventually('the column is gone', async () => await page.getByLabel('Report returned: Push').count() === 0)
  t.equal(await page.locator('[data-push]').count(), 0)
})

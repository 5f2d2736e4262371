/** Visits to the realtime console. */
import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Test } from 'tap'
import { freePort, testApp, today, type TestApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { databases } from '../support/databases.ts'
import { emailOf, line4, password, people, type PersonName } from '../support/people.ts'

export const folder = new URL('../../src/docs/realtime/', import.meta.url)
export const document = JSON.parse(readFileSync(new URL('../../generated/asyncapi.json', import.meta.url), 'utf8'))
export const team = `team:${line4.id}`

export interface Console {
  app: TestApp
  page: Page
  /** What the browser complained of, and asked of other hosts. */
  complaints: string[]
  foreign: string[]
  press: (name: string) => Promise<void>
  signIn: (person: PersonName) => Promise<void>
  connect: () => Promise<void>
  /** Sends what is written into the editor. */
  send: (text: string) => Promise<void>
  /** The line of the newest frame of a type, waited for; in a channel, if one is named. */
  frame: (type: string, text?: string) => Locator
}

export async function openConsole (
  t: Test,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<void>,
  environment: Record<string, string> = {}
): Promise<Console> {
  const app = await testApp(t, databases[0], { WORKPULSE_API_ADDR: `127.0.0.1:${await freePort()}`, ...environment })
  const browser = await launchChromium(t)
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const foreign: string[] = []
  const host = new URL(app.url).host
  const note = (url: string) => {
    if (!url.startsWith('data:') && new URL(url).host !== host) foreign.push(url)
  }
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  await prepare?.(page)
  await page.goto(`${app.url}/docs/realtime`)
  await page.locator('[data-ready]').waitFor()

  const editor = page.getByRole('textbox', { name: 'The frame' })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  return {
    app,
    page,
    complaints,
    foreign,
    press,
    async signIn (person) {
      await page.getByLabel('E-mail').fill(emailOf(person))
      await page.getByLabel('Password').fill(password)
      await press('Sign in')
      await page.locator('#who', { hasText: people[person].name }).waitFor()
    },
    async connect () {
      await press('Connect')
      await page.locator('#state', { hasText: 'open, subprotocol workpulse.v1' }).waitFor()
    },
    async send (text) {
      await editor.fill(text)
      await press('Send')
    },
    frame: (type, text = '') =>
      page.locator('#frames summary').filter({ has: page.locator('.type', { hasText: new RegExp(`^${type.replace('.', '\\.')}$`) }) })
        .filter({ hasText: text }).first()
  }
}

/** A colleague hands in a report, through the SDK. */
export async function handIn (app: TestApp, person: PersonName): Promise<string> {
  const client = await app.signIn(person)
  const draft = await client.createReport({ reportDate: today, summary: 'Collars' })
  await client.submitReport(draft.id, { version: draft.version })
  return draft.id
}

import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { freePort, testApp, today, type TestApp } from '../support/app.ts'
import { launchChromium, skip } from '../support/chromium.ts'
import { databases } from '../support/databases.ts'
import { emailOf, line4, password, people, type PersonName } from '../support/people.ts'
import { change } from '../support/values/changes.ts'
import { valuesOf } from '../support/values/values.ts'

const folder = new URL('../../src/docs/realtime/', import.meta.url)
const document = JSON.parse(readFileSync(new URL('../../generated/asyncapi.json', import.meta.url), 'utf8'))
const team = `team:${line4.id}`

interface Console {
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

async function openConsole (
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
async function handIn (app: TestApp, person: PersonName): Promise<string> {
  const client = await app.signIn(person)
  const draft = await client.createReport({ reportDate: today, summary: 'Collars' })
  await client.submitReport(draft.id, { version: draft.version })
  return draft.id
}

t.test('a tester follows a team', { skip }, async (t) => {
  const { app, page, complaints, foreign, press, signIn, connect, send, frame } = await openConsole(t)

  await signIn('lead')
  t.match(await page.locator('#who').innerText(), `Budi, employee, ${emailOf('lead')}`)
  await connect()
  await frame('hello', 'valid').waitFor()
  await frame('subscribed', `user:${people.lead.id}`).waitFor()
  t.match(await page.locator('#hello-facts').textContent(), 'frameBytes16384')

  t.test("a colleague's report appears, and is as documented", async (t) => {
    t.equal(await page.getByLabel('Channel', { exact: true }).first().inputValue(), team, 'the own team is offered')
    await press('Subscribe')
    await frame('subscribed', team).waitFor()
    const id = await handIn(app, 'colleague')
    const line = frame('report.submitted', team)
    await line.waitFor()
    t.match(await line.innerText(), /seq 1\s+pos \d+\s+valid/)
    await line.click()
    const json = await page.locator('#frames details[open] pre').innerText()
    t.match(JSON.parse(json), { channel: team, data: { id, userId: people.colleague.id, state: 'submitted' } })
    t.match(await page.locator('#counts').innerText(), 'report.submitted 1')
    t.match(await page.locator('#channel-rows').innerText(), /Line 4 \(team, led by Budi\)\s+followed/)
  })

  t.test('what is malformed is refused, and both frames are judged', async (t) => {
    await send('{"type":"dance"}')
    await frame('error', 'valid').waitFor()
    t.match(await frame('dance').innerText(), '1 fault')
    await send(JSON.stringify({ type: 'subscribe', channel: 'team:ELSEWHERE', since: -1, why: 1 }))
    await frame('subscribe', '2 faults').click()
    t.match(await page.locator('#frames .faults').first().innerText(), /since must be 0 at least\s+\/why is not known/)
    await send('{"type":"ping"}')
    await frame('pong', 'valid').waitFor()
  })

  t.test('one goes on from where one was', async (t) => {
    await press('Disconnect')
    await page.locator('#state', { hasText: 'closed 1000' }).waitFor()
    await press('Clear')
    const id = await handIn(app, 'employee')
    await connect()
    await frame('report.submitted', team).click()
    t.match(await page.locator('#frames details[open] pre').innerText(), id, 'it was replayed')
    await page.locator('#frames summary', { hasText: 'subscribed' }).filter({ hasText: team }).click()
    t.match(await page.locator('#frames details[open] pre').allInnerTexts(), [/"recovered": true/])
    t.equal(await page.locator('#warnings li').count(), 0, 'nothing is missing')
  })

  t.test('or from a position that one gives', async (t) => {
    await page.getByLabel('After that, go on from the last positions').uncheck()
    await press('Last position seen')
    const last = await page.locator('#since').inputValue()
    await press('Position of')
    await page.locator('#channel-said', { hasText: 'X-Realtime-Position of /api/v1/reports is' }).waitFor()
    t.equal(await page.locator('#since').inputValue(), last, 'both are where the log ends')
    await press('Reconnect')
    await frame('hello').nth(0).waitFor()
    await page.locator('#state.open').waitFor()
    await press('Clear')
    await page.locator('#since').fill('0')
    await press('Subscribe')
    await frame('subscribed', team).waitFor()
    t.equal(
      await page.locator('#frames summary', { hasText: 'report.submitted' }).filter({ hasText: 'again' }).count(),
      2,
      'both come again, and are known'
    )
    await page.getByLabel('After that, go on from the last positions').check()
  })

  t.test('a lost connection comes back by itself, without a gap', async (t) => {
    await press('Clear')
    for (const socket of app.app.websocketServer.clients) socket.terminate()
    await page.locator('#state', { hasText: /closed 1006: lost.*comes back in/ }).waitFor()
    await handIn(app, 'lead')
    await page.locator('#state.open').waitFor()
    await frame('report.submitted', team).waitFor()
    t.equal(await page.locator('#warnings li').count(), 0)
  })

  t.test('a close says what it means', async (t) => {
    await send('this is not JSON')
    await page.locator('#state', { hasText: 'closed 4400 badFrame: a message was not a JSON object' }).waitFor()
    t.ok(await page.locator('#state.closed').count(), 'and it does not come back')
  })

  t.test('an access token in the first message serves too', async () => {
    await page.getByLabel('Authentication').selectOption({ label: 'Access token in the first message' })
    await press('Show my own')
    await connect()
    await frame('auth', 'valid').waitFor()
    await frame('hello', 'valid').waitFor()
  })

  t.test('frames are filtered, held, and turned round', async (t) => {
    const shown = () => page.locator('#frames > li:visible').count()
    await press('Pause')
    await send('{"type":"ping"}')
    await page.getByRole('button', { name: 'Go on (2)' }).click()
    await page.getByRole('button', { name: /^pong \d+$/ }).click()
    t.equal(await shown(), 1)
    await page.getByRole('button', { name: /^all \d+$/ }).click()
    await page.locator('#filter-channel').selectOption(team)
    t.equal(await shown(), await page.locator('#frames summary', { hasText: team }).count())
    await page.locator('#filter-channel').selectOption('')
    await page.getByLabel('Order').selectOption('oldest')
    t.match(await page.locator('#frames > li').last().innerText(), 'pong')
  })

  t.test('the stream of unread notifications', async (t) => {
    await press('Follow')
    await page.locator('#events li', { hasText: /unread \d+ id \d+/ }).first().waitFor()
    t.equal(await page.locator('#stream-state').innerText(), 'open')
    const events = await page.locator('#events li').count()
    await handIn(app, 'neighbour')
    await (await app.signIn('lead')).markAllNotificationsRead()
    await page.locator('#events li').nth(events).waitFor()
    await press('Stop')
  })

  t.test('signing out ends what is open', async (t) => {
    await press('Sign out')
    await page.locator('#state', { hasText: 'closed 4401' }).waitFor()
    await page.getByLabel('E-mail').waitFor()
    t.equal(await page.locator('#offer option').count(), 1)
  })

  t.same(foreign, [], 'nothing left the host')
  t.same(
    complaints.filter((text) => !/401.*\/auth\/(me|refresh)$/.test(text)),
    [],
    'nothing went wrong but the question whether somebody is signed in'
  )
})

t.test('a frame that is lost on the way is missed', { skip }, async (t) => {
  const { app, page, press, signIn, connect, frame } = await openConsole(
    t,
    { viewport: { width: 400, height: 800 }, colorScheme: 'dark' },
    async (page) => {
      await page.routeWebSocket(/\/api\/v1\/ws/, (client) => {
        const server = client.connectToServer()
        let reports = 0
        server.onMessage((text) => {
          if (!/"report.submitted"/.test(String(text)) || ++reports !== 2) client.send(text)
        })
      })
    }
  )
  await signIn('manager')
  t.ok(await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= 400), 'it fits a phone')
  await connect()
  await page.getByLabel('Offered').selectOption({ label: 'Line 4 (team, led by Budi)' })
  await press('Subscribe')
  await frame('subscribed', team).waitFor()
  for (const person of ['employee', 'colleague', 'lead'] as const) await handIn(app, person)
  await page.locator('#warnings', { hasText: `seq of ${team} jumped from 1 to 3: 1 event missing` }).waitFor()
  t.match(await frame('report.submitted', 'gap').innerText(), 'seq 3')
})

t.test('the document is there to read, and to point at', { skip }, async (t) => {
  const { app, page } = await openConsole(t)
  t.equal(
    await page.locator('#reference details').count(),
    Object.values<any>(document.operations).flatMap(({ messages }) => messages).length
  )

  await page.goto(`${app.url}/docs/realtime#team.presence`)
  const presence = page.locator('#about-teamPresence')
  await presence.locator('table').waitFor()
  t.match(await presence.innerText(), /from the server[^]*team:\{teamId\}[^]*data\.online[^]*Example[^]*"team\.presence"/)
  await page.goto(`${app.url}/docs/realtime#subscribe`)
  await page.locator('#about-subscribe[open]').waitFor()
  t.equal(await page.evaluate(() => globalThis.document.activeElement?.parentElement?.id), 'about-subscribe', 'the keyboard is there too')
  await page.getByText('How it works').click()
  t.match(await page.locator('#introduction table').innerText(), /4409\s+the person has ten connections already/)

  const editor = page.getByRole('textbox', { name: 'The frame' })
  await page.getByLabel('Message', { exact: true }).selectOption('subscribe')
  const [{ payload: example }] = document.channels.connection.messages.subscribe.examples
  t.same(JSON.parse(await editor.inputValue()), example)
  await page.getByLabel('since optional', { exact: true }).fill('')
  await page.locator('#field-channel').fill('team:1')
  const { since, ...rest } = example
  t.same(JSON.parse(await editor.inputValue()), { ...rest, channel: 'team:1' })

  // The link is there before Swagger UI has begun.
  await page.goto(`${app.url}/docs`, { waitUntil: 'commit' })
  const link = page.getByRole('link', { name: /Realtime console/ })
  t.equal(await link.evaluate((anchor) => (anchor as HTMLAnchorElement).href), `${app.url}/docs/realtime`, 'Swagger UI leads here')
})

t.test('the page judges frames as Ajv does', { skip }, async (t) => {
  const { page } = await openConsole(t)
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'asyncapi')
  const values = valuesOf(document)
  const all = Object.entries<any>(document.channels).flatMap(([channel, { messages }]) =>
    Object.entries<any>(messages).flatMap(([key, { payload, examples }]) => {
      const validate = ajv.compile({ $ref: `asyncapi#/channels/${channel}/messages/${key}/payload` })
      const sample = values.sample(payload)
      const changed = [...values.variants(payload), ...values.breakages(payload)].map((each) => change(sample, each))
      // Each as the text that comes over a socket: 1e400 is another value once it was read.
      const texts = [sample, values.bare(payload), examples[0].payload, ...changed].map((frame) => JSON.stringify(frame))
      return texts.map((text) => ({ channel, key, text, valid: validate(JSON.parse(text)) }))
    })
  )
  t.ok(all.filter(({ valid }) => valid).length > 100 && all.filter(({ valid }) => !valid).length > 500)

  // As text too: Playwright would take a minute to hand over so many values.
  const differing = await page.evaluate(async (given) => {
    const { document, all } = JSON.parse(given)
    const { faultsOf } = await import('/docs/realtime/validate.js' as string)
    return all.filter(({ channel, key, text, valid }: any) =>
      (faultsOf(document, document.channels[channel].messages[key].payload, JSON.parse(text)).length === 0) !== valid
    )
  }, JSON.stringify({ document, all }))
  t.same(differing, [])
})

t.test('the page comes with a strict policy', async (t) => {
  const app = await testApp(t, databases[0])
  const answers = await Promise.all(
    ['', ...readdirSync(folder).filter((name) => name !== 'index.html').map((name) => `/${name}`)].map((name) =>
      fetch(`${app.url}/docs/realtime${name}`)
    )
  )
  for (const answer of answers) {
    t.equal(answer.status, 200)
    const policy = answer.headers.get('content-security-policy')!
    t.match(policy, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
    t.notMatch(policy, /unsafe|\*|http/)
  }
  for (const name of readdirSync(folder)) {
    t.notMatch(
      readFileSync(new URL(name, folder), 'utf8'),
      /innerHTML|insertAdjacentHTML|document\.write|\bhttps?:\/\/(?!www\.w3\.org\/2000\/svg)/,
      `${name} shows texts as texts, and names no other host`
    )
  }
  t.equal((await fetch(`${app.url}/docs/realtime/nothing.js`)).status, 404)
})

t.test('developing, the accounts of the demo are choices, and the first message works', { skip }, async (t) => {
  const { page, signIn, connect, press, frame } = await openConsole(t, {}, undefined, { NODE_ENV: 'development' })
  const choices = await page.getByLabel('Demo account').locator('option').allInnerTexts()
  t.match(choices, ['Choose …', 'Dewi Lestari, member of Line 4', 'Budi Santoso, leads Line 4'])
  await page.getByLabel('Demo account').selectOption({ label: 'Budi Santoso, leads Line 4' })
  t.equal(await page.getByLabel('E-mail').inputValue(), 'lead@workpulse.test')
  await page.locator('#said', { hasText: 'INVALID_CREDENTIALS' }).waitFor()
  // The small company of the tests has a password of its own.
  await signIn('lead')
  await connect()
  await press('Send')
  await frame('subscribed', team).waitFor()
})

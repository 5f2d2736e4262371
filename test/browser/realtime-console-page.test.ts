/** The page of the realtime console: its documents, its judgement, its policy, and the accounts that it offers. */
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { skip } from '../support/chromium.ts'
import { databases } from '../support/databases.ts'
import { change } from '../support/values/changes.ts'
import { valuesOf } from '../support/values/values.ts'
import { folder, document, team, openConsole } from './realtime-console-visits.ts'

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

import t from 'tap'
import { createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'

const minute = 60_000

/** The pairs of Set-Cookie lines, as a browser sends them back. */
const headerOf = (lines: string[]) => lines.map((line) => line.split(';')[0]).filter((pair) => !pair.endsWith('=')).join('; ')

t.test('a server that renders for a visitor', async (t) => {
  const app = await testApp(t, databases[0])
  const asked: { path: string, headers: Headers }[] = []
  const watched: typeof fetch = (input, init) => {
    asked.push({ path: new URL(String(input)).pathname, headers: new Headers(init?.headers) })
    return fetch(input, init)
  }
  const paths = () => asked.splice(0).map(({ path }) => path.replace('/api/v1/auth/', ''))

  async function signIn (): Promise<string> {
    const lines: string[] = []
    const cookies = { get: () => undefined, set: (given: string[]) => lines.push(...given) }
    await createClient({ baseUrl: app.url, cookies }).login({ email: emailOf('employee'), password })
    return headerOf(lines)
  }

  t.test('hands on what a refresh brings, and goes on with it', async (t) => {
    const cookie = await signIn()
    const handedOn: string[][] = []
    app.clock.advance(11 * minute)
    const client = createClient({ baseUrl: app.url, fetch: watched, cookies: { get: () => cookie, set: (lines) => handedOn.push(lines) } })
    t.match(await client.restoreSession(), { id: people.employee.id })
    t.match(await Promise.all([client.getMe(), client.getMySummary()]), [{ name: 'Sari' }, {}])
    t.same(paths(), ['session', 'refresh', 'me', 'me', '/api/v1/me/summary'])
    t.equal(handedOn.length, 1, 'once')
    const next = createClient({ baseUrl: app.url, cookies: { get: () => headerOf(handedOn[0]) } })
    t.match(await next.restoreSession(), { id: people.employee.id }, 'which is good')
  })

  t.test('loses no session with an answer that never arrives', async (t) => {
    const cookie = await signIn()
    for (let page = 0; page < 3; page++) {
      app.clock.advance(11 * minute)
      const client = createClient({ baseUrl: app.url, cookies: { get: () => cookie, set: () => {} } })
      t.match(await client.restoreSession(), { id: people.employee.id })
    }
  })

  t.test('refreshes nothing that it cannot hand on', async (t) => {
    const cookie = await signIn()
    app.clock.advance(11 * minute)
    let signedOut = 0
    const client = createClient({ baseUrl: app.url, fetch: watched, onSignedOut: () => signedOut++, cookies: { get: () => cookie } })
    await t.rejects(client.getMe(), { code: 'UNAUTHENTICATED' })
    t.equal(await client.restoreSession(), undefined)
    t.same(paths(), ['me', 'session'])
    t.equal(signedOut, 0, 'and takes it for no loss')
  })

  t.test('is told whose limits these are', async (t) => {
    const headers = () => ({
      'x-forwarded-for': '203.0.113.7',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    })
    const lines: string[] = []
    const client = createClient({ baseUrl: app.url, headers, cookies: { get: () => undefined, set: (given) => lines.push(...given) } })
    await client.login({ email: emailOf('colleague'), password })
    t.match(await client.listSessions(), { items: [{ current: true, device: /Firefox/ }] })
  })

  t.test('knows who is there when somebody else has asked', async (t) => {
    const cookie = await signIn()
    const client = createClient({ baseUrl: app.url, fetch: watched, cookies: { get: () => cookie } })
    client.adopt(people.employee)
    t.same(paths(), [])
    t.match(await client.getMySummary(), {})
    t.same(paths(), ['/api/v1/me/summary'])
  })
})

/** What clients share by their storage, and what they do not. */
import t from 'tap'
import type { Tokens } from '../../generated/sdk/dist/src/sdk/index.js'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'
import { until } from '../support/until.ts'
import { minute, credentials, refreshPath, openBrowser, memoryStorage, openTab, failing } from './session-tabs.ts'

t.test('alike on each database', async (t) => {
  const app = await testApp(t, databases[0])

  t.test('in bearer mode clients with one storage share tokens, refresh and end', async (t) => {
    const { fetch, storage, counts } = openBrowser()
    const pairs: (Tokens | undefined)[] = []
    const one = openTab(t, app, { fetch, storage }, { mode: 'bearer', onTokens: (tokens) => pairs.push(tokens) })
    const another = openTab(t, app, { fetch, storage }, { mode: 'bearer' })
    const stranger = openTab(t, app, { fetch, storage: memoryStorage() }, { mode: 'bearer' })
    await one.client.login(credentials)
    await stranger.client.login(credentials)
    t.match(await another.client.getMe(), { id: people.employee.id })
    app.clock.advance(11 * minute)
    counts.clear()
    await Promise.all([one, another].flatMap(({ client }) => [client.getMe(), client.getMe()]))
    t.equal(counts.get(refreshPath), 1)
    await another.client.logout()
    await until('the other knows', () => one.signedOut > 0)
    t.same([one.signedOut, another.signedOut, stranger.signedOut], [1, 0, 0])
    await t.rejects(one.client.getMe(), { code: 'UNAUTHENTICATED' })
    t.match(await stranger.client.getMe(), { id: people.employee.id }, 'another storage is another browser')
  })

  t.test('two clients of a server that renders share nothing', async (t) => {
    const [sari, maya] = [openBrowser(), openBrowser()].map(({ fetch }) => openTab(t, app, { fetch }))
    await sari.client.login(credentials)
    await maya.client.login({ email: emailOf('hr'), password })
    await sari.client.logout()
    t.match(await maya.client.getMe(), { name: 'Maya' })
    t.equal(maya.signedOut, 0)
  })

  t.test('calls that answer 401 by themselves refresh nothing', async (t) => {
    const browser = openBrowser()
    const { client } = openTab(t, app, browser)
    const token = 'x'.repeat(43)
    const newPassword = 'five orders of blue collars'
    await Promise.allSettled([
      client.login({ ...credentials, password: 'wrong' }),
      client.logout(),
      client.forgotPassword({ email: credentials.email }),
      client.resetPassword({ token, password: newPassword }),
      client.verifyEmail({ token }),
      client.register({ email: 'new@workpulse.test', name: 'New', password: newPassword })
    ])
    t.equal(browser.counts.get(refreshPath), undefined)
    await t.rejects(client.refreshSession(), { code: 'UNAUTHENTICATED' })
    t.equal(browser.counts.get(refreshPath), 1, 'but the one that was asked for')
  })

  t.test('a storage that throws', async (t) => {
    const browser = openBrowser()
    const full = { ...memoryStorage(), setItem: failing.setItem }
    const foreign = { ...memoryStorage(), getItem: () => '{nonsense' }
    for (
      const [mode, storage] of [['cookie', failing], ['cookie', full], ['cookie', foreign], ['bearer', failing], ['bearer', full]] as const
    ) {
      const tab = openTab(t, app, { fetch: browser.fetch, storage }, { mode })
      await tab.client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      t.match(await Promise.all([tab.client.getMe(), tab.client.getMe()]), [{ name: 'Sari' }, { name: 'Sari' }])
      t.equal(browser.counts.get(refreshPath), 1)
      t.equal(tab.signedOut, 0)
    }
  })

  t.test('a tab that was frozen hears of an end that is long over', async (t) => {
    const browser = openBrowser()
    const tab = openTab(t, app, browser)
    await tab.client.login(credentials)
    const channel = new BroadcastChannel(`workpulse:${app.url}#${browser.storage.getItem(`workpulse.id:${app.url}`)}`)
    t.teardown(() => channel.close())
    for (const told of ['1 out', 'nonsense', '', `${Date.now() + 1000} in`]) channel.postMessage(told)
    await new Promise((resolve) => setTimeout(resolve, 50))
    t.equal(tab.signedOut, 0)
    channel.postMessage(`${Date.now() + 2000} out`)
    await until('it is told', () => tab.signedOut === 1)
  })
})

/** A session that several tabs, streams and sockets share. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { append } from '../../src/repositories/platform/events.ts'
import { scopeChanged } from '../../src/rules/platform/channels.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'
import { until } from '../support/until.ts'
import { minute, credentials, refreshPath, mePath, openBrowser, openTab, openTabs, revokeElsewhere } from './session-tabs.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)

    t.test('calls, streams and sockets of three tabs share one refresh', async (t) => {
      const browser = openBrowser()
      const tabs = openTabs(t, app, browser)
      await tabs[0].client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      const answers = tabs.map((tab) => [tab.live().ready(), ...Array.from({ length: 10 }, () => tab.client.getMe())])
      await Promise.all(answers.flat())
      await until('each stream has begun', () => tabs.every(({ unread }) => unread.length > 0))
      t.equal(browser.counts.get(refreshPath), 1)
      t.same(tabs.map(({ signedOut }) => signedOut), [0, 0, 0])
      const before = browser.counts.get(mePath)!
      await Promise.all(tabs.map(({ client }) => client.getMe()))
      t.equal(browser.counts.get(mePath), before + 3, 'and then they are signed in')
    })

    t.test('a session that ends elsewhere is told of once in each tab, and again after the next', async (t) => {
      const browser = openBrowser()
      const tabs = openTabs(t, app, browser)
      for (const round of [1, 2]) {
        await tabs[0].client.login(credentials)
        await Promise.all(tabs.map((tab) => tab.live().ready()))
        await until('each stream has begun', () => tabs.every(({ unread }) => unread.length >= round))
        browser.counts.clear()
        await revokeElsewhere(app, browser)
        const answers = await Promise.allSettled(tabs.flatMap(({ client }) => Array.from({ length: 10 }, () => client.getMe())))
        for (const answer of answers) t.match(answer, { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } })
        await until('the connections are closed', () => tabs.every(({ sockets }) => sockets.every(({ state }) => state === 'closed')))
        t.equal(browser.counts.get(refreshPath), 1)
        t.same(tabs.map(({ signedOut, revoked }) => [signedOut, revoked]), Array(3).fill([round, round]))
      }
    })

    t.test('a session that ends while nobody calls is noticed by the live connections alone', async (t) => {
      const browser = openBrowser()
      const [tab, idle] = openTabs(t, app, browser, 2)
      await tab.client.login(credentials)
      await tab.live().ready()
      await revokeElsewhere(app, browser)
      await until('both tabs know', () => tab.signedOut > 0 && idle.signedOut > 0)
      await until('the connection is closed', () => tab.sockets[0].state === 'closed')
      t.same([tab.signedOut, tab.revoked, idle.signedOut], [1, 1, 1])
    })

    t.test('signing out in one tab', async (t) => {
      const browser = openBrowser()
      const [tab, other, idle] = openTabs(t, app, browser)
      await tab.client.login(credentials)
      await Promise.all([tab.live().ready(), other.live().ready()])
      browser.counts.clear()
      await tab.client.logout()
      await until('the others know', () => other.signedOut > 0 && idle.signedOut > 0)
      await until('the connections are closed', () => tab.sockets[0].state === 'closed' && other.sockets[0].state === 'closed')
      await Promise.allSettled([tab.client.getMe(), other.client.getMe()])
      t.same([tab, other, idle].map(({ signedOut }) => signedOut), [0, 1, 1], 'who signs out knows')
      t.same([tab.revoked, other.revoked], [1, 1])

      await other.client.login(credentials)
      await other.client.revokeAllSessions()
      await until('the others know', () => tab.signedOut > 0 && idle.signedOut > 1)
      t.same([tab, other, idle].map(({ signedOut }) => signedOut), [1, 1, 2], 'everywhere is here too')
    })

    t.test('who signs out does not ask for a stream again, however late the answer comes', async (t) => {
      const browser = openBrowser()
      const late: typeof fetch = async (input, init) => {
        const response = await browser.fetch(input, init)
        if (String(input).endsWith('/auth/logout')) await sleep(300)
        return response
      }
      const tab = openTab(t, app, { ...browser, fetch: late })
      await tab.client.login(credentials)
      t.teardown(tab.client.followUnread({ onUnread: (count) => tab.unread.push(count), onRevoked: () => tab.revoked++ }))
      await until('the stream has begun', () => tab.unread.length > 0)
      await tab.client.logout()
      t.equal(tab.revoked, 1)
      t.equal(browser.counts.get('/api/v1/stream/notifications'), 1)
    })

    t.test('signing in in one tab signs out no other', async (t) => {
      const browser = openBrowser()
      const [tab, other] = openTabs(t, app, browser, 2)
      await tab.client.login(credentials)
      const socket = other.live()
      await socket.ready()
      let resyncs = 0
      socket.onResync(() => resyncs++)
      const calls = Array.from({ length: 10 }, () => other.client.getMe())
      await tab.client.login({ email: emailOf('colleague'), password })
      await Promise.all(calls)
      await until('the connection is back', () => resyncs === 1)
      t.match(await other.client.getMe(), { id: people.colleague.id })
      const count = other.unread.length
      await until('so is the stream', () => other.unread.length > count || count > 1)
      t.same([tab.signedOut, other.signedOut, other.revoked], [0, 0, 0])
    })

    t.test('a change of role closes the connection, which comes back', async (t) => {
      const tab = openTab(t, app, openBrowser())
      await tab.client.login(credentials)
      const socket = tab.live()
      await socket.ready()
      let resyncs = 0
      socket.onResync(() => resyncs++)
      await append(app.deps.db, app.clock.now(), 'request', [scopeChanged(people.employee.id)])
      await until('the connection is back', () => resyncs === 1)
      t.same([tab.signedOut, tab.revoked, socket.state], [0, 0, 'open'])
    })

    t.test('restoring a session', async (t) => {
      const browser = openBrowser()
      t.same(
        await Promise.all(openTabs(t, app, browser).map(async (tab) => [await tab.client.restoreSession(), tab.signedOut])),
        Array(3).fill([undefined, 0]),
        'there is none'
      )
      t.equal(browser.counts.get(refreshPath), undefined, 'and nothing to refresh, which would be a red line in the console')
      await openTab(t, app, browser).client.login(credentials)
      const reloaded = openTab(t, app, browser)
      t.match(await reloaded.client.restoreSession(), { id: people.employee.id, name: 'Sari' })
      app.clock.advance(11 * minute)
      t.match(await openTab(t, app, browser).client.restoreSession(), { id: people.employee.id }, 'the access token is over')

      const down = async (): Promise<Response> => {
        throw new TypeError('Failed to fetch')
      }
      const offline = openTab(t, app, { ...browser, fetch: down })
      await t.rejects(offline.client.restoreSession(), { name: 'ConnectionError' })
      t.equal(offline.signedOut, 0)
      const refreshIsDown: typeof fetch = (input, init) => String(input).endsWith(refreshPath) ? down() : browser.fetch(input, init)
      app.clock.advance(11 * minute)
      await t.rejects(openTab(t, app, { ...browser, fetch: refreshIsDown }).client.restoreSession(), { name: 'ConnectionError' })

      await revokeElsewhere(app, browser)
      t.equal(await reloaded.client.restoreSession(), undefined)
      t.equal(reloaded.signedOut, 1, 'one that was known is a loss')
    })

    t.test('a call from before a refresh of another tab is made again, without another', async (t) => {
      const browser = openBrowser()
      const late = Promise.withResolvers<void>()
      const slow = openTab(t, app, {
        ...browser,
        async fetch (input, init) {
          const response = await browser.fetch(input, init)
          if (response.status === 401) await late.promise
          return response
        }
      })
      const tab = openTab(t, app, browser)
      await tab.client.login(credentials)
      app.clock.advance(11 * minute)
      const waiting = slow.client.getMe()
      await tab.client.getMe()
      late.resolve()
      t.match(await waiting, { id: people.employee.id })
      t.equal(browser.counts.get(refreshPath), 1)
    })

    t.test('in bearer mode each client refreshes once for itself', async (t) => {
      const browser = openBrowser()
      const tabs = Array.from({ length: 2 }, () => openTab(t, app, { fetch: browser.fetch }, { mode: 'bearer' }))
      for (const { client } of tabs) await client.login(credentials)
      app.clock.advance(11 * minute)
      browser.counts.clear()
      await Promise.all(tabs.flatMap((tab) => [tab.live().ready(), ...Array.from({ length: 10 }, () => tab.client.getMe())]))
      t.equal(browser.counts.get(refreshPath), 2)
      await tabs[0].client.logout()
      t.match(await tabs[1].client.getMe(), { id: people.employee.id })
      t.same(tabs.map(({ signedOut }) => signedOut), [0, 0])
    })
  })
}

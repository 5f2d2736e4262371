/** Proxies that let no sockets through, and servers that ask to wait. */
import t, { type Test } from 'tap'
import { skip } from '../support/chromium.ts'
import { everywhere, frontEnd, openSignedIn, type Tab } from '../support/front-end.ts'
import { line4 } from '../support/people.ts'
import { timeUntil } from '../support/until.ts'

declare const tab: Tab

/** They wait, each with a front end of its own. */
const beside = { buffered: true }
t.jobs = 2

t.test('a proxy that lets no sockets through', { skip, timeout: 60_000, ...beside }, async (t: Test) => {
  const shop = await frontEnd(t, true)
  const page = await openSignedIn(shop, 'lead')
  shop.proxy!.answer((request) => {
    if (/^GET .*upgrade: websocket/is.test(request)) return 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'
  })
  const outcome = await page.evaluate(async (team) => {
    const states: string[] = []
    tab.client.followUnread({ onUnread: (count) => tab.unread.push(count) })
    const realtime = tab.client.connect({ patience: 3000 })
    realtime.onState((state, reason) => states.push(`${state} ${(reason as { kind?: string })?.kind}`))
    const told = (error: { name: string, kind: string }) => `${error.name} ${error.kind}`
    const [ready, team4] = await Promise.all([realtime.ready().then(String, told), realtime.followTeam(team).then(String, told)])
    return { states, ready, team4 }
  }, line4.id)
  t.equal(outcome.ready, 'ConnectionError refused')
  t.equal(outcome.team4, 'ConnectionError refused')
  t.ok(outcome.states.includes('waiting refused'), outcome.states.join())
  await timeUntil('the number comes over a stream', () => page.evaluate(() => tab.unread.length > 0), 10_000)
  t.equal(shop.streams(), 1)
  shop.proxy!.answer(undefined)
  await timeUntil('sockets get through again', () => shop.sockets() === 1, 30_000)
  await timeUntil('the stream is over', () => shop.streams() === 0, 10_000)
})

t.test('a service that asks to wait', { skip, timeout: 120_000, ...beside }, async (t: Test) => {
  const shop = await frontEnd(t, true)
  const pages = [await openSignedIn(shop, 'lead'), await shop.open(), await shop.open(), await shop.open()]
  const origin = new URL(pages[0].url()).origin
  const headers =
    `access-control-allow-origin: ${origin}\r\naccess-control-allow-credentials: true\r\naccess-control-expose-headers: Retry-After\r\n`
  const body = JSON.stringify({ ok: false, data: null, error: { code: 'UNAVAILABLE', message: 'Not now', requestId: 'r' } })
  shop.proxy!.answer((request) => {
    if (!/^(GET|POST) /.test(request)) return
    return `HTTP/1.1 503 Service Unavailable\r\n${headers}retry-after: 20\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`
  })
  await everywhere(pages, () => {
    tab.client.followUnread({ onUnread: (count) => tab.unread.push(count) })
    tab.realtime = tab.client.connect()
    tab.realtime.onState((state, reason) => tab.states.push(`${state} ${(reason as { code?: string })?.code}`))
  })
  await new Promise((resolve) => setTimeout(resolve, 30_000))
  console.error(`silence: ${shop.proxy!.answered} requests in half a minute from ${pages.length} pages with a stream and a socket each`)
  t.ok(shop.proxy!.answered <= 6, String(shop.proxy!.answered))
  t.ok((await pages[3].evaluate(() => tab.states)).includes('waiting UNAVAILABLE'))
})

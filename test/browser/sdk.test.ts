import t from 'tap'
import { skip } from '../support/chromium.ts'
import { everywhere, type FrontEnd, frontEnd, loaded, signIn, type Tab } from '../support/front-end.ts'
import { until } from '../support/until.ts'

const minute = 60_000
declare const tab: Tab

const restore = () => tab.client.restoreSession()
const signedOut = () => tab.signedOut
const refreshes = ({ counts }: FrontEnd) => counts.get('POST /api/v1/auth/refresh') ?? 0

t.test('three tabs of one browser', { skip }, async (t) => {
  const shop = await frontEnd(t)
  const { app, context, counts } = shop
  const pages = [await shop.open(), await shop.open(), await shop.open()]
  const [first, ...others] = pages

  t.same(await everywhere(pages, restore), [undefined, undefined, undefined], 'nobody is there')
  t.same(await everywhere(pages, signedOut), [0, 0, 0], 'which is no loss')

  await signIn(first)
  t.match(await everywhere(pages, restore), Array(3).fill({ name: 'Sari' }), 'signing in in one is signing in in all')
  t.ok(
    await first.evaluate(() =>
      document.cookie === '' && Object.keys(localStorage).every((key) => key.startsWith('workpulse.session:http://localhost:'))
    ),
    'no token is within reach of a script'
  )

  t.test('refresh once for all', async (t) => {
    for (const round of Array(10).keys()) {
      if (round % 2 === 0) await context.clearCookies({ name: 'access_token' })
      else app.clock.advance(11 * minute)
      counts.clear()
      const users = await everywhere(pages, () => Promise.all(Array.from({ length: 8 }, () => tab.client.getMe())))
      t.same(users.flat().map(({ name }) => name), Array(24).fill('Sari'))
      t.equal(refreshes(shop), 1, `round ${round}`)
    }
    t.same(await everywhere(pages, signedOut), [0, 0, 0])
  })

  t.test('with their streams and sockets too', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    counts.clear()
    await everywhere(pages, () => (tab as unknown as { live: () => Promise<void> }).live())
    await until('each stream has begun', async () => (await everywhere(pages, () => tab.unread.length)).every((count) => count > 0))
    t.equal(refreshes(shop), 1)
    t.same(await everywhere(pages, () => tab.state), ['open', 'open', 'open'])
    const told = await everywhere(pages, async () => {
      const another = tab.client.connect()
      const states: string[] = []
      another.onState((state) => states.push(state))
      await another.ready()
      const soFar = [...states]
      another.close()
      return soFar
    })
    t.same(told, Array(3).fill(['open']), 'another connection of a page is told that it is open')
  })

  t.test('a page that is loaded anew', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    await first.reload()
    await loaded(first)
    t.match(await first.evaluate(restore), { name: 'Sari' })
    t.equal(await first.evaluate(signedOut), 0)
    await first.evaluate(() => (tab as unknown as { live: () => Promise<void> }).live())
  })

  t.test('a storage that is emptied only costs a repeat', async (t) => {
    await context.clearCookies({ name: 'access_token' })
    await first.evaluate(() => localStorage.clear())
    t.match(await everywhere(pages, () => tab.client.getMe()), Array(3).fill({ name: 'Sari' }))
  })

  t.test('sign out together', async (t) => {
    await first.evaluate(() => tab.client.logout())
    await until('the others are told', async () => (await everywhere(others, signedOut)).every((times) => times > 0))
    await until('the connections are closed', async () => (await everywhere(pages, () => tab.state)).every((state) => state === 'closed'))
    await everywhere(pages, () => tab.client.getMe().catch(() => {}))
    t.same(await everywhere(pages, signedOut), [0, 1, 1])
    t.same(await everywhere(pages, () => tab.revoked), [1, 1, 1])
    t.same((await context.cookies()).map(({ name }) => name).filter((name) => name.endsWith('_token')), [])
  })

  t.test('and lose the next session together', async (t) => {
    await signIn(others[0])
    await everywhere(pages, restore)
    await (await app.signIn('employee')).revokeAllSessions()
    counts.clear()
    await everywhere(pages, () => Promise.allSettled(Array.from({ length: 8 }, () => tab.client.getMe())))
    t.same(await everywhere(pages, signedOut), [1, 2, 2])
    t.equal(refreshes(shop), 1)
  })
})

t.test('tabs that hear late of each other', { skip }, async (t) => {
  const shop = await frontEnd(t)
  await shop.context.addInitScript(() => {
    const late = (work: () => void) => setTimeout(work, 1000)
    const seen = new Map(Object.entries(localStorage))
    Storage.prototype.getItem = (key) => seen.get(key) ?? null
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (key, value) {
      seen.set(key, value)
      setItem.call(this, key, value)
    }
    window.addEventListener('storage', ({ key, newValue }) => late(() => seen.set(key!, newValue!)))
    const hearing = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'onmessage')!
    Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
      get: () => null,
      set (hear: (event: MessageEvent) => void) {
        hearing.set!.call(this, (event: MessageEvent) => late(() => hear(event)))
      }
    })
  })
  const pages = [await shop.open(), await shop.open(), await shop.open()]
  await signIn(pages[0])
  await everywhere(pages, restore)
  for (const round of [1, 2, 3]) {
    await shop.context.clearCookies({ name: 'access_token' })
    shop.counts.clear()
    await everywhere(pages, () => Promise.all([tab.client.getMe(), tab.client.getMe()]))
    t.equal(refreshes(shop), 1, `round ${round}: one that was told of in its turn`)
  }
  await pages[0].evaluate(() => tab.client.logout())
  await until('the others are told', async () => (await everywhere(pages.slice(1), signedOut)).every((times) => times === 1))
})

t.test('pages that have channels and no locks, as on http', { skip }, async (t) => {
  const shop = await frontEnd(t)
  await shop.context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  const pages = [await shop.open(), await shop.open()]
  await signIn(pages[0])
  await everywhere(pages, restore)
  await everywhere(pages, () => (tab as unknown as { live: () => Promise<void> }).live())
  shop.counts.clear()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  t.same(await everywhere(pages, () => tab.state), ['open', 'open'], 'each has its own')
  t.same([...shop.counts], [], 'and keeps it')
})

t.test('a page without locks, channels and storage', { skip }, async (t) => {
  const shop = await frontEnd(t)
  await shop.context.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined })
    Object.defineProperty(window, 'localStorage', {
      get () {
        throw new DOMException('Denied', 'SecurityError')
      }
    })
  })
  const pages = [await shop.open(), await shop.open()]
  await signIn(pages[0])
  t.match(await everywhere(pages, restore), Array(2).fill({ name: 'Sari' }))
  await shop.context.clearCookies({ name: 'access_token' })
  t.match(
    await everywhere(pages, () => Promise.all([tab.client.getMe(), tab.client.getMe()])),
    Array(2).fill([{ name: 'Sari' }, { name: 'Sari' }])
  )
  t.ok(refreshes(shop) <= 2, 'at most one for each tab')
  await pages[0].evaluate(() => tab.client.logout())
  t.same(await everywhere(pages, () => tab.client.getMe().catch(({ code }) => code)), ['UNAUTHENTICATED', 'UNAUTHENTICATED'])
  t.same(await everywhere(pages, signedOut), [0, 1])
})

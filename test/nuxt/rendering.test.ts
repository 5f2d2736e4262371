/** What a page asks the API while the front end's server renders it, both ways. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { built, eventually, rendered, serveFront, ways } from '../nuxt-module/support.ts'
import { signIn } from './support.ts'

/** Who is there, and what stands on the page and in its frame. */
const asked: Record<string, string[]> = {
  '/': ['GET /api/v1/auth/session 200', 'GET /api/v1/blockers 200', 'GET /api/v1/me/summary 200'],
  '/notifications': ['GET /api/v1/auth/session 200', 'GET /api/v1/me/inbox 200', 'GET /api/v1/me/summary 200']
}

for (const way of ways) {
  t.test(`what a page costs while it is rendered, ${way}`, async (t) => {
    const folder = join(built, `front-${way}`)
    if (!existsSync(folder)) throw new Error('The front end is not built: npm run test:nuxt -- --front')
    const front = await serveFront(t, folder, way)
    const { calls, origin } = front
    const page = await front.open('/login?next=/settings')
    await signIn(page, 'employee')
    await page.waitForURL(`${origin}/settings`)
    await page.close()
    await eventually('nobody else asks anything', async () => {
      calls.length = 0
      await sleep(500)
      return calls.length === 0
    })
    for (const [path, expected] of Object.entries(asked)) {
      calls.length = 0
      const { html } = await rendered(front, path)
      t.match(html, '<div id="__nuxt">')
      t.same(calls.toSorted(), way === 'proxy' ? expected : [], path)
    }
  })
}

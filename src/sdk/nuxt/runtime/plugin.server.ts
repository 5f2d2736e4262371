import { defineNuxtPlugin, useRequestEvent, useRuntimeConfig } from '#imports'
import { type Client, createClient } from '../../client.ts'
import { apiBaseOf, isProxied } from './base.ts'
import { createSessionControl } from './session.ts'
import { forThePage, forwarded } from './server/headers.ts'

/** In milliseconds: a page does not wait longer for the API. */
const timeout = 5000

export default defineNuxtPlugin({
  name: 'workpulse',
  enforce: 'pre',
  async setup () {
    const event = useRequestEvent()!
    const { apiBase, public: { apiBase: publicBase, workpulse } } = useRuntimeConfig()
    const session = createSessionControl(() => client)
    const isProxy = isProxied(workpulse.session)
    const cookie = isProxy ? event.node.req.headers.cookie ?? '' : ''
    const client: Client = createClient({
      baseUrl: apiBaseOf(apiBase || publicBase),
      timeout,
      headers: () => forwarded(event.node.req),
      cookies: {
        get: () => cookie,
        ...(isProxy && {
          set: (lines: string[]) => {
            for (const line of lines) event.node.res.appendHeader('set-cookie', forThePage(line))
          }
        })
      }
    })
    // A page that is rendered while the app is built is for everybody.
    if (isProxy && !import.meta.prerender) {
      if (/(^|;\s*)(__Host-)?(access|refresh)_token=/.test(cookie)) await session.settled()
      else session.know(undefined)
    }
    // It has what is only for this one's eyes.
    if (session.user.value) event.node.res.setHeader('cache-control', 'private, no-store')
    return { provide: { workpulse: client, workpulseSession: session } }
  }
})

import { defineNuxtPlugin, useNuxtApp, useRuntimeConfig } from '#imports'
import { type Client, createClient } from '../../client.ts'
import { apiBaseOf, isProxied } from './base.ts'
import { createSessionControl } from './session.ts'

export default defineNuxtPlugin({
  name: 'workpulse',
  enforce: 'pre',
  setup () {
    const app = useNuxtApp()
    const { realtimeUrl, apiBase, workpulse } = useRuntimeConfig().public
    const session = createSessionControl(() => client)
    const client: Client = createClient({
      baseUrl: isProxied(workpulse.session) ? location.origin : apiBaseOf(apiBase),
      realtimeUrl: realtimeUrl || apiBase || undefined,
      locale: () => document.documentElement.lang || undefined,
      onSignedOut: session.lose,
      onSignedIn: session.compare
    })
    // That nobody is there may have been said of another visitor, by a page that is kept for all.
    if (session.user.value) client.adopt(session.user.value)
    else begin()

    /** Asks at once, and changes nothing before the browser has taken over what the server rendered. */
    function begin (): void {
      if (!app.isHydrating || !app.payload.serverRendered) return void session.retry()
      app.hook('app:suspense:resolve', () => void session.retry())
    }

    return { provide: { workpulse: client, workpulseSession: session } }
  }
})

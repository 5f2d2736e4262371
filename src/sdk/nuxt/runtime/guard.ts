import { abortNavigation, createError, navigateTo, type Route, showError, useNuxtApp, useRoute } from '#imports'
import { options, waiting } from '#build/workpulse.mjs'
import { type AsyncComponentLoader, type Component, computed, defineAsyncComponent, defineComponent, h, Suspense, watch } from 'vue'
import type { User } from '../../client.ts'
import { type Session, useSession } from './session.ts'

type Verdict = 'pass' | 'wait' | 'sign in' | 'forbidden'

/** Its role is not among those that the page is for. */
const forbidden = { statusCode: 403, statusMessage: 'Forbidden' }

function judge ({ status, user, expired }: Session, { roles }: Route['meta']): Verdict {
  if (status.value === 'out' && !expired.value) return 'sign in'
  if (!user.value) return 'wait'
  return !roles || (roles as User['role'][]).includes(user.value.role) ? 'pass' : 'forbidden'
}

const signInFor = ({ fullPath }: Route) => ({ path: options.signIn, query: { next: fullPath } })

/**
 * Lets through who may see a page. While it is not known who is there, another component stands in the page's place, on the server
 * and in the browser alike, and the address stays as it was asked for.
 */
export async function admit (to: Route): Promise<unknown> {
  const app = useNuxtApp()
  const session = useSession()
  // What the server has rendered is taken over first.
  const isTakingOver = app.isHydrating && app.payload.serverRendered
  if (import.meta.client && session.status.value === 'unknown' && !isTakingOver) await session.settled()
  const verdict = judge(session, to.meta)
  return app.runWithContext(() => {
    if (verdict === 'sign in') return navigateTo(signInFor(to), { replace: true })
    if (verdict === 'forbidden') return abortNavigation(forbidden)
    if (verdict === 'wait') cover(to)
  })
}

const covers = new WeakSet<object>()

function cover ({ matched: [record] }: Route): void {
  const page = record?.components?.default
  if (!page || covers.has(page)) return
  record.components!.default = coverOf(page as Component | AsyncComponentLoader, (found) => {
    // Nuxt, in development, looks for whoever says `definePageMeta` among these.
    record.components!.covered = found
  })
  covers.add(record.components!.default as object)
}

/** Stands in the place of a page until it is known who is there. @param onFound the page's own component. */
function coverOf (page: Component | AsyncComponentLoader, onFound: (component: Component) => void): Component {
  async function load (): Promise<Component> {
    const found = await (page as AsyncComponentLoader)()
    const component = 'default' in found ? found.default : found
    onFound(component)
    return component
  }
  // Vue's compiler makes objects; a function is one that loads.
  const Page = typeof page === 'function' ? defineAsyncComponent(load) : page
  if (typeof page !== 'function') onFound(page)
  return defineComponent({
    name: 'WorkPulseCover',
    inheritAttrs: false,
    setup (_props, { attrs }) {
      const app = useNuxtApp()
      const session = useSession()
      const route = useRoute()
      const { meta } = route
      const verdict = computed(() => judge(session, meta))
      if (import.meta.client) {
        watch(verdict, (now) =>
          app.runWithContext(() => {
            if (now === 'sign in' && !app.$workpulseSession.isLeaving) void navigateTo(signInFor(route), { replace: true })
            if (now === 'forbidden') showError(createError({ ...forbidden, fatal: true }))
          }))
      }
      const wait = () => h(waiting, { status: session.status.value, retry: session.retry })
      return () => verdict.value === 'pass' ? h(Suspense, null, { default: () => h(Page, attrs), fallback: wait }) : wait()
    }
  })
}

import { navigateTo, useNuxtApp, useRouter, useState } from '#imports'
import { options } from '#build/workpulse.mjs'
import { type Ref, readonly } from 'vue'
import type { Methods } from '../../../../generated/sdk/operations.ts'
import type { Client, User } from '../../client.ts'
import { ConnectionError } from '../../errors.ts'
import { pause } from '../../pause.ts'

/**
 * `unknown`: on a server that cannot see the session, and in the browser until the API has answered. `unreachable`: the API could not
 * be asked; it is asked again by itself.
 */
export type SessionStatus = 'unknown' | 'in' | 'out' | 'unreachable'

export interface Session {
  /** Who is signed in; or was, while `expired`. */
  user: Readonly<Ref<User | undefined>>
  status: Readonly<Ref<SessionStatus>>
  /** The session has ended while this page was open, and the page stays: ask for the password over it. */
  expired: Readonly<Ref<boolean>>
  /**
   * Signs in, and leads from the sign-in page to the page that was asked for, or to `to`.
   * @throws ApiError as `login` does, and ConnectionError; of the kind `blocked` where the browser keeps no cookies.
   */
  signIn: (credentials: Parameters<Methods['login']>[0], way?: { to?: string }) => Promise<User>
  /** Leaves for Google, which comes back to the page that was asked for, or to `to`. */
  signInWithGoogle: (way?: { to?: string }) => Promise<void>
  /** Signs out, in every tab of the browser, and leads to the sign-in page. */
  signOut: () => Promise<void>
  /** Asks again who is there. */
  retry: () => Promise<SessionStatus>
  /** Resolves once it is known who is there, or that the API cannot be asked. */
  settled: () => Promise<SessionStatus>
}

/** What the plugins know of it beside. */
export interface SessionControl extends Session {
  /** The server that rendered the page, or the API, says who is there. */
  know: (user: User | undefined) => void
  /** The session is over, whoever noticed. */
  lose: () => void
  /** Whoever was signed in is leaving by themselves: nobody has to lead them anywhere. */
  readonly isLeaving: boolean
  /** Another tab has signed in: what this one shows may be another person's. */
  compare: () => void
}

/** Who is signed in, and what changes that. */
export function useSession (): Session {
  return useNuxtApp().$workpulseSession
}

/** In milliseconds: a page that is rendered waits no longer. */
const renderingPatience = 4000

/** In milliseconds, after which the API is asked again while it cannot be reached: at first, and at most. */
const [firstPause, longestPause] = [2000, 30_000]

/** @param client to be called later only: it is made with `lose`. */
export function createSessionControl (client: () => Client): SessionControl {
  const app = useNuxtApp()
  const router = useRouter()
  const user = useState<User | undefined>('workpulse:user')
  const status = useState<SessionStatus>('workpulse:status', () => 'unknown')
  const expired = useState('workpulse:expired', () => false)
  let asking: Promise<SessionStatus> | undefined
  let isLeaving = false

  const go = (to: Parameters<typeof navigateTo>[0], way?: Parameters<typeof navigateTo>[1]) => app.runWithContext(() => navigateTo(to, way))
  const asked = (to?: string) => to ?? pathOf(router.currentRoute.value.query.next) ?? options.home

  function know (found: User | undefined): void {
    user.value = found
    status.value = found ? 'in' : 'out'
    expired.value = false
  }

  async function ask (): Promise<SessionStatus> {
    try {
      know(await client().restoreSession(import.meta.server ? { signal: AbortSignal.timeout(renderingPatience) } : {}))
    } catch {
      status.value = 'unreachable'
      if (import.meta.client) void askLater()
    }
    return status.value
  }

  function retry (): Promise<SessionStatus> {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  async function askLater (wait = firstPause): Promise<void> {
    await pauseUntilOnline(wait * (0.5 + Math.random()))
    if (status.value !== 'unreachable') return
    try {
      know(await client().restoreSession())
    } catch {
      return askLater(Math.min(wait * 2, longestPause))
    }
  }

  return {
    user: readonly(user) as Readonly<Ref<User | undefined>>,
    status: readonly(status),
    expired: readonly(expired),
    async signIn (credentials, { to } = {}) {
      await client().login(credentials)
      // What the answer set may not have been kept.
      const found = await client().restoreSession()
      if (!found) throw new ConnectionError('The browser keeps no cookies of the API', { kind: 'blocked' })
      know(found)
      const here = router.currentRoute.value.path
      if (to !== undefined || here === options.signIn) await go(asked(to), { replace: here === options.signIn })
      return found
    },
    async signInWithGoogle ({ to } = {}) {
      const { url } = await client().startGoogleSignIn({ return_to: asked(to) })
      await go(url, { external: true })
    },
    async signOut () {
      await client().logout()
      isLeaving = true
      know(undefined)
      await go(options.signIn)
      isLeaving = false
    },
    get isLeaving () {
      return isLeaving
    },
    retry,
    settled: () => status.value === 'in' || status.value === 'out' ? Promise.resolve(status.value) : retry(),
    know,
    compare () {
      const before = user.value?.id
      client().restoreSession().then((found) => {
        // Nothing of somebody else stays on the page.
        if (found && before !== undefined && found.id !== before) location.reload()
        else if (found) know(found)
      }, () => {})
    },
    lose () {
      const { path, fullPath, meta } = router.currentRoute.value
      const wasIn = status.value === 'in'
      status.value = 'out'
      if (!wasIn) return
      if ((meta.sessionEnd ?? options.sessionEnd) === 'stay') {
        expired.value = true
        return
      }
      user.value = undefined
      if (path !== options.signIn) void go({ path: options.signIn, query: { next: fullPath } })
    }
  }
}

/** Shorter where the network comes back meanwhile. */
async function pauseUntilOnline (milliseconds: number): Promise<void> {
  const back = new AbortController()
  globalThis.addEventListener('online', () => back.abort(), { once: true, signal: back.signal })
  await pause(milliseconds, back.signal)
  back.abort()
}

/** A path of this app, from the address; what leads elsewhere is none. */
function pathOf (text: unknown): string | undefined {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : undefined
}

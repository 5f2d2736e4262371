import { useRuntimeConfig, useState } from '#imports'
import { type Ref, getCurrentScope, onScopeDispose, readonly, watch } from 'vue'
import { apiErrorOf } from '../../errors.ts'
import { useWorkPulse } from './client.ts'
import { useSession } from './session.ts'

/**
 * `unknown`: nobody is signed in, or the API has not answered yet. `unsupported`: this browser cannot, or the API has no key. `denied`: the
 * person has told the browser to show nothing of this site, and only they can change that, in its settings.
 */
export type PushState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on'

export interface Push {
  /** Of this browser. */
  state: Readonly<Ref<PushState>>
  /** Asks the person, where they were not asked yet: call it from a click. @throws ApiError and ConnectionError as a call does. */
  subscribe: () => Promise<PushState>
  unsubscribe: () => Promise<PushState>
}

/** Below the root of the app. The worker's scope is a path that no page has, so that it stands in no other's way. */
const [file, scope] = ['workpulse-push.js', 'workpulse-push/']
/** Who asked to be told in this browser: whoever signs in after them is not, unless they ask. The service worker says it of a change. */
const kept = 'workpulse:push'

/** Whether this browser is told of notices while no page is open, and the switch for it. */
export function usePush (): Push {
  const state = useState<PushState>(kept, () => 'unknown')
  const { user, status } = useSession()
  const client = useWorkPulse()
  const root = useRuntimeConfig().app.baseURL

  function become (now: PushState): PushState {
    state.value = now
    return now
  }

  /** Undefined where the service pushes nothing. */
  async function keyOf (): Promise<string | undefined> {
    try {
      return (await client.getPushKey()).publicKey
    } catch (error) {
      if (apiErrorOf(error)?.code === 'NOT_CONFIGURED') return undefined
      throw error
    }
  }

  /** The browser subscribes, and the API is told; both do nothing where it is so already. */
  async function agree (registration: ServiceWorkerRegistration, key: string): Promise<PushState> {
    const known = await registration.pushManager.getSubscription()
    // One that was made with another key gets nothing.
    const isOurs = known && base64url(known.options.applicationServerKey) === key
    if (known && !isOurs) await known.unsubscribe()
    const subscription = isOurs ? known : await subscribeIn(registration, key)
    const { endpoint, keys } = subscription.toJSON()
    await client.subscribeToPush({ endpoint: endpoint!, keys: { p256dh: keys!.p256dh, auth: keys!.auth } })
    localStorage.setItem(kept, user.value!.id)
    return become('on')
  }

  /**
   * Looks how it is, and tells the API anew of a browser whose subscription went with the session before. One that the browser itself
   * took away it is asked for again: the person still wants it.
   */
  async function look (): Promise<void> {
    if (status.value !== 'in') return void become('unknown')
    // Nothing is other than the server rendered it before the page stands.
    const key = await (isAble() ? keyOf() : undefined)
    if (key === undefined) return void become('unsupported')
    if (Notification.permission === 'denied') return void become('denied')
    const registration = await registered(root + scope)
    const isWanted = localStorage.getItem(kept) === user.value?.id && Notification.permission === 'granted'
    const isThere = isWanted && registration &&
      (await registration.pushManager.getSubscription() ?? await subscribeIn(registration, key).catch(() => undefined))
    if (!isThere) return void become('off')
    await agree(registration, key)
  }

  if (import.meta.client) {
    // What cannot be asked now stays as it was known.
    const again = () => void look().catch(() => {})
    watch([status, () => user.value?.id], again, { immediate: true })
    if (isAble()) {
      const onChange = ({ data }: MessageEvent) => data === kept && again()
      navigator.serviceWorker.addEventListener('message', onChange)
      if (getCurrentScope()) onScopeDispose(() => navigator.serviceWorker.removeEventListener('message', onChange))
    }
  }

  return {
    state: readonly(state),
    async subscribe () {
      const key = await keyOf()
      if (key === undefined || !isAble()) return become('unsupported')
      const permission = await Notification.requestPermission()
      if (permission !== 'granted') return become(permission === 'denied' ? 'denied' : 'off')
      const registration = await navigator.serviceWorker.register(root + file, { scope: root + scope })
      await activated(registration)
      return agree(registration, key)
    },
    async unsubscribe () {
      localStorage.removeItem(kept)
      const registration = await registered(root + scope)
      await (await registration?.pushManager.getSubscription())?.unsubscribe()
      become('off')
      const { items } = await client.listPushSubscriptions()
      for (const { id, current } of items) if (current) await client.unsubscribeFromPush(id)
      return state.value
    }
  }
}

const isAble = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const subscribeIn = ({ pushManager }: ServiceWorkerRegistration, key: string): Promise<PushSubscription> =>
  pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })

/** Ours: a path is also answered with the registration of whatever is above it. */
async function registered (path: string): Promise<ServiceWorkerRegistration | undefined> {
  const registration = await navigator.serviceWorker.getRegistration(path)
  return registration?.scope === new URL(path, location.origin).href ? registration : undefined
}

async function activated ({ installing, waiting, active }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting ?? active
  if (!worker || worker.state === 'activated') return
  await new Promise<void>((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve()
    })
  })
}

const bytesOf = (key: string) => Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const base64url = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? []))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/**
 * The service worker that shows what is pushed while no page is open. It controls no page, so that an app may have one of its own, and it
 * is a script as every browser takes it, not a module: what it declares stays within.
 */
{
  /** As much of a service worker as this one is; the types of the DOM have none. */
  interface Worker {
    registration: ServiceWorkerRegistration
    location: Location
    clients: {
      matchAll: (options: { type: 'window', includeUncontrolled: boolean }) => Promise<Page[]>,
      openWindow: (url: string) => Promise<unknown>
    }
    addEventListener: <Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void) => void
    skipWaiting: () => Promise<void>
  }
  interface Page {
    url: string
    focus: () => Promise<unknown>
    postMessage: (message: string) => void
  }
  interface Extendable {
    waitUntil: (work: Promise<unknown>) => void
  }
  interface Events {
    install: Extendable
    push: Extendable & { data: { json: () => unknown } | null }
    notificationclick: Extendable & { notification: Notification }
    pushsubscriptionchange: Extendable & { oldSubscription?: PushSubscription | null, newSubscription?: PushSubscription | null }
  }
  /** What the API pushes. */
  interface Pushed {
    id: string
    title: string
    body: string
    /** A path of the front end. */
    url: string
  }

  const worker = self as unknown as Worker
  /** Where the app is: this file is at its root. */
  const base = new URL('.', worker.location.href)

  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))

  worker.addEventListener('push', (event) => {
    const { id, title, body, url } = (event.data?.json() ?? {}) as Partial<Pushed>
    // Browsers want to see something for each; one that comes twice is one.
    event.waitUntil(
      worker.registration.showNotification(title ?? 'WorkPulse', { body: body ?? '', tag: id ?? '', data: { url: url ?? '/' } })
    )
  })

  worker.addEventListener('notificationclick', (event) => {
    const { notification } = event
    notification.close()
    const { url } = notification.data as { url: string }
    event.waitUntil(open(new URL(url.replace(/^\/+/, ''), base).href))
  })

  worker.addEventListener('pushsubscriptionchange', (event) => {
    event.waitUntil(renew(event.oldSubscription, event.newSubscription))
  })

  const pagesOf = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

  /** Pages tell the API where the browser is told from now on; where none is open, the next one does. */
  async function renew (before?: PushSubscription | null, now?: PushSubscription | null): Promise<void> {
    const { pushManager } = worker.registration
    if (!now && before && !await pushManager.getSubscription()) await pushManager.subscribe(before.options as PushSubscriptionOptionsInit)
    for (const page of await pagesOf()) page.postMessage('workpulse:push')
  }

  async function open (address: string): Promise<void> {
    const page = (await pagesOf()).find((one) => one.url === address)
    await (page ? page.focus() : worker.clients.openWindow(address))
  }
}

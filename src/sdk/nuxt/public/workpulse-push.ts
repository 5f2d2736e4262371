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
      matchAll: (options: { type: 'window', includeUncontrolled: boolean }) => Promise<{ url: string, focus: () => Promise<unknown> }[]>,
      openWindow: (url: string) => Promise<unknown>
    }
    addEventListener: <Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void) => void
    skipWaiting: () => Promise<void>
  }
  interface Extendable {
    waitUntil: (work: Promise<unknown>) => void
  }
  interface Events {
    install: Extendable
    push: Extendable & { data: { json: () => unknown } | null }
    notificationclick: Extendable & { notification: Notification }
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

  async function open (address: string): Promise<void> {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const page = pages.find((one) => one.url === address)
    await (page ? page.focus() : worker.clients.openWindow(address))
  }
}

import type { ClientOptions } from './options.ts'
import { createSharing, type Sharing } from './sharing.ts'

export interface Session extends Pick<Sharing, 'name' | 'read' | 'write' | 'exclusively'> {
  /** Another after each change of the tokens, in whichever tab. To be taken before a request is sent. */
  mark: () => string
  /**
   * After a 401: refreshes, unless somebody has since the mark was taken. All callers share it.
   * @returns is it worth repeating the request?
   * @throws ApiError or ConnectionError when the service cannot tell just now.
   */
  renew: (mark: string, refresh: () => Promise<boolean>) => Promise<boolean>
  /** A request sent at `mark` was answered as a signed-in person's. */
  confirm: (mark: string) => void
  /** Within `exclusively`: there are new tokens. */
  begin: () => Promise<void>
  /** Within `exclusively`: one has signed out here. */
  leave: () => Promise<void>
  /** There is no session any more. `quiet`: unless one was known, nobody is told. */
  lose: (quiet?: boolean) => void
  /** @returns a function that ends it. */
  onEnd: (listener: () => void) => () => void
}

/** When the tokens last changed, and how: `1763607600000 in`. Each is later than the one before, whatever the clock does. */
const timeOf = (mark: string): number => Number.parseInt(mark) || 0
const isIn = (mark: string): boolean => mark.endsWith('in')

/** Whether one is signed in, as the client, the tabs and the live connections agree on it. */
export function createSession (options: ClientOptions): Session {
  const sharing = createSharing(options, hear)
  const listeners = new Set<() => void>()
  let state: 'unknown' | 'in' | 'out' = 'unknown'
  let newest = ''
  let renewing: Promise<boolean> | undefined

  /** What was told may be ahead of the storage, and the other way round. */
  function mark (): string {
    const stored = sharing.read('session') ?? ''
    return timeOf(stored) > timeOf(newest) ? stored : newest
  }

  /** What another tab wrote, or told, may arrive here long after its turn is over. */
  async function catchUp (): Promise<void> {
    for (const published of await sharing.published()) {
      if (timeOf(published) > timeOf(mark())) newest = published
    }
  }

  async function change (to: 'in' | 'out'): Promise<string> {
    await catchUp()
    const changed = newest = `${Math.max(Date.now(), timeOf(mark()) + 1)} ${to}`
    sharing.write('session', changed)
    await sharing.publish(changed)
    return changed
  }

  async function begin (): Promise<void> {
    const changed = await change('in')
    state = 'in'
    sharing.tell(changed)
  }

  function end (): void {
    state = 'out'
    for (const listener of [...listeners]) listener()
  }

  /** A tab that was frozen hears of what is long over. */
  function hear (told: string): void {
    if (timeOf(told) === 0 || timeOf(told) < timeOf(mark())) return
    newest = told
    if (isIn(told)) {
      state = 'in'
      options.onSignedIn?.()
    } else if (state !== 'out') {
      end()
      options.onSignedOut?.()
    }
  }

  return {
    ...sharing,
    mark,
    begin,

    async renew (sent, refresh) {
      if (sent !== mark()) return isIn(mark())
      renewing ??= sharing.exclusively(async () => {
        await catchUp()
        if (sent !== mark()) return isIn(mark())
        const renewed = await refresh()
        await (renewed ? begin() : change('out'))
        return renewed
      }).finally(() => {
        renewing = undefined
      })
      return renewing
    },

    confirm (sent) {
      if (sent === mark()) state = 'in'
    },

    async leave () {
      sharing.tell(await change('out'))
      end()
    },

    lose (quiet = false) {
      if (state === 'out') return
      const silent = quiet && state === 'unknown'
      end()
      if (silent) return
      sharing.tell(mark())
      options.onSignedOut?.()
    },

    onEnd (listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    }
  }
}

import type { Downward, Upward } from './messages.ts'

/** What the clients of one browser say to each other. `self`: which client says it. */
export type Spoken =
  /** Who leads? */
  | { kind: 'who', self: string }
  /** I do, from now on. */
  | { kind: 'lead', self: string }
  /** I do not any more. */
  | { kind: 'gone', self: string }
  | { kind: 'ping', self: string, wake: boolean }
  | { kind: 'pong', self: string }
  | { kind: 'up', self: string, message: Upward }
  | { kind: 'down', self: string, message: Downward, to?: string }

export interface TabChannel {
  post: (spoken: Spoken) => void
  close: () => void
}

/** Undefined where there are none. */
export function openTabChannel (name: string, hear: (spoken: Spoken) => void): TabChannel | undefined {
  try {
    const channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }) => hear(data as Spoken)
    ;(channel as { unref?: () => void }).unref?.() // In Node it would keep the process alive.
    return {
      post (spoken) {
        try {
          channel.postMessage(spoken)
        } catch {
          // Closed.
        }
      },
      close: () => channel.close()
    }
  } catch {
    return undefined // What a page may not use throws already when it is looked at.
  }
}

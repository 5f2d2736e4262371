import type { Presence } from './presence.ts'

/** Who is online in one way or another. Whoever changes from one to the other neither comes nor goes. */
export type Together = Pick<Presence, 'isOnline' | 'onChange'>

export function together (ways: Together[]): Together {
  return {
    isOnline: (userId) => ways.some((way) => way.isOnline(userId)),
    onChange (listener) {
      const stops = ways.map((way) =>
        way.onChange((change) => {
          if (!ways.some((other) => other !== way && other.isOnline(change.userId))) listener(change)
        })
      )
      return () => {
        for (const stop of stops) stop()
      }
    }
  }
}

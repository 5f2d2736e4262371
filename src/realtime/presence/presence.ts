/** Who came or went, as teams see it. */
export interface PresenceChange {
  userId: string
  online: boolean
  teamIds: string[]
}

/** How long somebody whose last connection ended still counts as online: a page that is loaded anew. In milliseconds. */
export const linger = 15_000

/** Who is online, over all replicas. */
export interface Presence {
  /** One more connection of a person. Returns at once. @returns how many they have, over all replicas, as far as is known here. */
  enter: (userId: string, teamIds: string[]) => number
  leave: (userId: string) => void
  isOnline: (userId: string) => boolean
  /** @returns a function that ends the subscription. */
  onChange: (listener: (change: PresenceChange) => void) => () => void
  close: () => Promise<void>
}

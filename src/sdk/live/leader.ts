import type { Spoken } from './channel.ts'

/** The client that leads this browser, when it is another than this one, and whether it still says something. */
export interface Leader {
  /** Of its term; undefined while it is not known. */
  readonly name: string | undefined
  /** @returns whether it is another than before. */
  follow: (name: string) => boolean
  /** It has said something. */
  heard: () => void
  /** Asks whether it is there, or who leads. */
  ask: (wake: boolean) => void
  /** Has it been asked too often in vain? */
  isSilent: () => boolean
  forget: () => void
}

const mostUnanswered = 2

export function createLeader (self: string, post: (spoken: Spoken) => void): Leader {
  let name: string | undefined
  let unanswered = 0
  return {
    get name () {
      return name
    },
    follow (next) {
      unanswered = 0
      if (name === next) return false
      name = next
      return true
    },
    heard () {
      unanswered = 0
    },
    ask (wake) {
      unanswered++
      post(name === undefined ? { kind: 'who', self } : { kind: 'ping', self, wake })
    },
    isSilent: () => unanswered >= mostUnanswered,
    forget () {
      name = undefined
    }
  }
}

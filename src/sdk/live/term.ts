import type { Spoken } from './channel.ts'
import { createExchange, type Exchange, type ExchangeDeps } from './exchange.ts'
import type { Members } from './members.ts'
import type { Upward } from './messages.ts'

/** A client's terms as the leader of its browser: as long as one lasts, the exchange is here. */
export interface Term {
  readonly isOn: boolean
  begin: () => void
  end: () => void
  take: (message: Upward) => void
  /** What the other clients say to the leader. */
  hear: (spoken: Spoken) => void
}

export interface TermDeps {
  exchange: Omit<ExchangeDeps, 'send'>
  self: string
  members: Members
  post: (spoken: Spoken) => void
}

export function createTerm ({ exchange: exchangeDeps, self, members, post }: TermDeps): Term {
  let exchange: Exchange | undefined
  /** Each has a name of its own. */
  let name = self
  let terms = 0

  return {
    get isOn () {
      return exchange !== undefined
    },
    begin () {
      name = `${self}.${++terms}`
      exchange = createExchange({
        ...exchangeDeps,
        send (message, to) {
          members.deliver(message, to)
          // Everybody who is not of this client hears it too.
          if (to === undefined || !members.has(to)) post({ kind: 'down', self: name, message, ...(to !== undefined && { to }) })
        }
      })
      post({ kind: 'lead', self: name })
    },
    end () {
      exchange?.close()
      exchange = undefined
      post({ kind: 'gone', self: name })
    },
    take: (message) => exchange?.take(message),
    hear (spoken) {
      if (spoken.kind === 'who') return post({ kind: 'lead', self: name })
      if (spoken.kind === 'up') return exchange?.take(spoken.message)
      if (spoken.kind !== 'ping') return
      post({ kind: 'pong', self: name })
      if (spoken.wake) exchange?.take({ kind: 'wake' })
    }
  }
}

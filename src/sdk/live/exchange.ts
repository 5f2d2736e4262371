import type { SdkError } from '../errors.ts'
import { openCounter, type CounterDeps } from './counter.ts'
import { createGreeting, type Greeting } from './greeting.ts'
import { openLine, type Line, type LineDeps } from './line.ts'
import type { Downward, Upward, Want } from './messages.ts'
import { createSubscriptions, type Subscriptions } from './subscriptions.ts'
import { createTally, type Tally } from './tally.ts'

/** The one socket and the one stream of a browser, and what its members have asked for over them. */
export interface Exchange {
  take: (message: Upward) => void
  close: () => void
}

export interface ExchangeDeps
  extends Pick<LineDeps, 'createSocket' | 'createTicket' | 'clearConnections'>, Pick<CounterDeps, 'openStream'> {
  refresh: () => Promise<unknown>
  /** Who is signed in, as far as this client knows. */
  person: () => string | undefined
  /** @param to one member; everybody without it. */
  send: (message: Downward, to?: string) => void
}

export function createExchange (deps: ExchangeDeps): Exchange {
  const { send } = deps
  const members = new Map<string, Want>()
  let line: Line | undefined
  let person: string | undefined
  const greeting = createGreeting()
  const subscriptions = createSubscriptions({ line: () => line, send })
  const tally = createTally({
    isWanted: () => isWanted('unread'),
    hasLine: () => line !== undefined,
    openStream (onUnread) {
      person ??= deps.person()
      return openCounter({ ...deps, onUnread })
    },
    send
  })
  const isWanted = (want: Want) => [...members.values()].includes(want)

  function onPerson (id: string): void {
    person = id
  }

  function onOver (): void {
    line = undefined
  }

  function join (id: string, want: Want, who: string | undefined): void {
    members.set(id, want)
    if (who !== undefined && person !== undefined && who !== person) {
      person = who
      renew()
    }
    if (want === 'unread') {
      if (tally.count !== undefined) send({ kind: 'unread', count: tally.count }, id)
      return tally.consider()
    }
    line ??= dial({ deps, greeting, subscriptions, tally, onPerson, onOver })
    if (!greeting.isComplete) {
      return send({ kind: 'down', state: line.state === 'waiting' ? 'waiting' : 'connecting', ...withReason(line.reason) }, id)
    }
    for (const frame of greeting.frames()) send({ kind: 'frame', frame }, id)
  }

  function leave (id: string): void {
    members.delete(id)
    subscriptions.leave(id)
    if (isWanted('events')) return tally.consider()
    line?.close()
    line = undefined
    greeting.forget()
    tally.lose()
  }

  /** Perhaps somebody else is signed in by now. */
  function renew (): void {
    tally.forget()
    line?.renew()
    tally.consider()
  }

  return {
    take (message) {
      switch (message.kind) {
        case 'join':
          return join(message.id, message.want, message.person)
        case 'leave':
          return leave(message.id)
        case 'ask':
          return subscriptions.ask(message.id, message.ref, message.question)
        case 'redial':
          return line?.comeBack()
        case 'renew':
          person = undefined
          return renew()
        case 'wake':
          line?.wake()
          tally.wake()
      }
    },
    close () {
      tally.close()
      line?.close()
      members.clear()
    }
  }
}

interface DialDeps {
  deps: ExchangeDeps
  greeting: Greeting
  subscriptions: Subscriptions
  tally: Tally
  onPerson: (id: string) => void
  onOver: () => void
}

/** The socket of an exchange, and who is told of what comes over it. */
function dial ({ deps, greeting, subscriptions, tally, onPerson, onOver }: DialDeps): Line {
  const { send } = deps
  const line = openLine({
    ...deps,
    onTold (frame) {
      if (frame.type === 'auth.expiring') return void deps.refresh().catch(() => {}) // Its loss is told by the transport, or by the close.
      if (frame.type === 'subscribed' && !greeting.isComplete) onPerson(frame.channel.replace(/^user:/, ''))
      greeting.hear(frame)
      if (frame.type === 'notification.unread') tally.tell(frame.data.count)
      const askers = subscriptions.askersOf(frame)
      if (!askers) return send({ kind: 'frame', frame })
      for (const id of askers) send({ kind: 'frame', frame }, id)
    },
    onOpen () {
      if (subscriptions.isEmpty) line.settled()
    },
    onDown (state, code, reason) {
      greeting.forget()
      subscriptions.lose()
      send({ kind: 'down', state, ...(code !== undefined && { code }), ...withReason(reason) })
      tally.lose()
    },
    onOver (reason) {
      onOver()
      greeting.forget()
      send({ kind: 'over', ...withReason(reason) })
      tally.lose()
    }
  })
  return line
}

const withReason = (reason: SdkError | undefined) => reason && { reason: reason.toJSON() }

import { createExchange, type Exchange, type ExchangeDeps } from './exchange.ts'
import { openTabChannel, type Spoken, type TabChannel } from './channel.ts'
import { createLeadership, type Leadership } from './leadership.ts'
import type { Downward, Question, Upward, Want } from './messages.ts'
import { onPageChange } from './page.ts'

/** A client's part in the connections of its browser. */
export interface Live {
  join: (want: Want, deliver: (message: Downward) => void) => Membership
  /** Somebody has signed in here: whoever holds the connections makes them anew. */
  renew: () => void
}

export interface Membership {
  ask: (ref: string, question: Question) => void
  /** The connection cannot be used as it is. */
  redial: () => void
  leave: () => void
}

export interface LiveDeps extends Omit<ExchangeDeps, 'send'> {
  /** What the clients that share a socket and a stream have in common; undefined for one that shares nothing. */
  name: string | undefined
}

/** In milliseconds: how often a leader that is silent is asked, and after how many questions in vain another takes its place. */
const watchInterval = 2500
const mostUnanswered = 2

interface Member {
  want: Want
  deliver: (message: Downward) => void
}

/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export function createLive (deps: LiveDeps): Live {
  const self = randomId()
  const members = new Map<string, Member>()
  let exchange: Exchange | undefined
  let channel: TabChannel | undefined
  let leadership: Leadership | undefined
  let leader: string | undefined
  /** Names this client's leadership; each has a name of its own. */
  let term = self
  let terms = 0
  let unanswered = 0
  let timer: ReturnType<typeof setInterval> | undefined
  let forgetPage = () => {}
  let isStarted = false

  const post = (spoken: Spoken) => channel?.post(spoken)

  function say (message: Upward): void {
    if (exchange) exchange.take(message)
    else if (leader !== undefined) post({ kind: 'up', self, message })
  }

  function joinAll (): void {
    for (const [id, { want }] of members) say({ kind: 'join', id, want, person: deps.person() })
  }

  function deliver (message: Downward, to?: string): void {
    if (to !== undefined) return members.get(to)?.deliver(message)
    for (const member of [...members.values()]) member.deliver(message)
  }

  /** Everybody who is not of this client hears it too. */
  function send (message: Downward, to?: string): void {
    deliver(message, to)
    if (to === undefined || !members.has(to)) post({ kind: 'down', self: term, message, ...(to !== undefined && { to }) })
  }

  function lead (): void {
    if (exchange || members.size === 0) return
    leader = undefined
    term = `${self}.${++terms}`
    exchange = createExchange({ ...deps, send })
    post({ kind: 'lead', self: term })
    deliver({ kind: 'down', state: 'connecting' })
    joinAll()
  }

  function stepDown (): void {
    if (!exchange) return
    exchange.close()
    exchange = undefined
    post({ kind: 'gone', self: term })
    deliver({ kind: 'down', state: 'connecting' })
  }

  function follow (next: string): void {
    unanswered = 0
    if (leader === next) return
    if (exchange) depose() // Whoever was elected later leads.
    leader = next
    deliver({ kind: 'down', state: 'connecting' })
    joinAll()
  }

  function hear (spoken: Spoken): void {
    if (spoken.kind === 'lead') return follow(spoken.self)
    if (exchange) return answer(spoken)
    if (spoken.self !== leader) return
    unanswered = 0
    if (spoken.kind === 'down') deliver(spoken.message, spoken.to)
    else if (spoken.kind === 'gone') leader = undefined
  }

  /** As the leader. */
  function answer (spoken: Spoken): void {
    if (spoken.kind === 'who') return post({ kind: 'lead', self: term })
    if (spoken.kind === 'up') return exchange!.take(spoken.message)
    if (spoken.kind !== 'ping') return
    post({ kind: 'pong', self: term })
    if (spoken.wake) exchange!.take({ kind: 'wake' })
  }

  function ask (wake: boolean): void {
    if (exchange) return wake ? exchange.take({ kind: 'wake' }) : undefined
    unanswered++
    post(leader === undefined ? { kind: 'who', self } : { kind: 'ping', self, wake })
  }

  function watch (): void {
    if (exchange) return
    if (unanswered >= mostUnanswered) {
      unanswered = 0
      leader = undefined
      return leadership?.seize()
    }
    ask(false)
  }

  function start (): void {
    isStarted = true
    if (deps.name !== undefined) channel = openTabChannel(deps.name, hear)
    const locks = channel && locksOf()
    forgetPage = onPageChange({ onWake: () => ask(true), onSleep: sleep, onReturn: stand })
    if (!channel || !locks) return lead()
    leadership = createLeadership({ locks, name: deps.name!, onElected: lead, onDeposed: depose })
    stand()
    timer = setInterval(watch, watchInterval)
    ;(timer as { unref?: () => void }).unref?.()
  }

  function stand (): void {
    if (members.size === 0) return
    if (!leadership) return lead()
    leadership.stand()
    post({ kind: 'who', self })
  }

  function depose (): void {
    leadership?.withdraw()
    stepDown()
    stand()
  }

  /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
  function sleep (): void {
    leadership?.withdraw()
    if (exchange) stepDown()
    else for (const id of members.keys()) say({ kind: 'leave', id })
    leader = undefined
  }

  function end (): void {
    isStarted = false
    forgetPage()
    clearInterval(timer)
    leadership?.withdraw()
    stepDown()
    channel?.close()
    channel = leadership = leader = undefined
    unanswered = 0
  }

  return {
    join (want, deliver) {
      const id = randomId()
      members.set(id, { want, deliver })
      queueMicrotask(() => {
        if (!members.has(id)) return
        if (isStarted) say({ kind: 'join', id, want, person: deps.person() })
        else start()
      })
      return {
        ask: (ref, question) => say({ kind: 'ask', id, ref, question }),
        redial: () => say({ kind: 'redial' }),
        leave () {
          if (!members.delete(id)) return
          say({ kind: 'leave', id })
          if (members.size === 0) end()
        }
      }
    },
    renew () {
      if (exchange || leader !== undefined) return say({ kind: 'renew' })
      if (deps.name === undefined) return
      const passing = channel ?? openTabChannel(deps.name, () => {})
      passing?.post({ kind: 'up', self, message: { kind: 'renew' } })
      if (!channel) passing?.close()
    }
  }
}

const randomId = (): string => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2)

function locksOf (): LockManager | undefined {
  try {
    return navigator.locks ?? undefined
  } catch {
    return undefined
  }
}

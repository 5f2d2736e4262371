import { openTabChannel, type Spoken, type TabChannel } from './channel.ts'
import type { ExchangeDeps } from './exchange.ts'
import { createLeader } from './leader.ts'
import { createLeadership, type Leadership } from './leadership.ts'
import { createMembers, randomId } from './members.ts'
import type { Downward, Question, Upward, Want } from './messages.ts'
import { onPageChange } from './page.ts'
import { createTerm } from './term.ts'

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

/** In milliseconds: how often it is looked whether the leader is still there. */
const watchInterval = 2500

/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export function createLive (deps: LiveDeps): Live {
  const self = randomId()
  let channel: TabChannel | undefined
  let leadership: Leadership | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let forgetPage = () => {}
  let isStarted = false
  const post = (spoken: Spoken) => channel?.post(spoken)
  const members = createMembers()
  const term = createTerm({ exchange: deps, self, members, post })
  const leader = createLeader(self, post)

  function say (message: Upward): void {
    if (term.isOn) term.take(message)
    else if (leader.name !== undefined) post({ kind: 'up', self, message })
  }

  /** The connections are another's now: members hear that, and say anew what they want. */
  function joinAll (): void {
    members.deliver({ kind: 'down', state: 'connecting' })
    members.introduce((id, want) => say({ kind: 'join', id, want, person: deps.person() }))
  }

  function lead (): void {
    if (term.isOn || members.isEmpty) return
    leader.forget()
    term.begin()
    joinAll()
  }

  function stepDown (): void {
    if (!term.isOn) return
    term.end()
    members.deliver({ kind: 'down', state: 'connecting' })
  }

  function stand (): void {
    if (members.isEmpty) return
    if (!leadership) return lead()
    leadership.stand()
    post({ kind: 'who', self })
  }

  function depose (): void {
    leadership?.withdraw()
    stepDown()
    stand()
  }

  function follow (next: string): void {
    if (leader.name !== next && term.isOn) depose() // Whoever was elected later leads.
    if (leader.follow(next)) joinAll()
  }

  function hear (spoken: Spoken): void {
    if (spoken.kind === 'lead') return follow(spoken.self)
    if (term.isOn) return term.hear(spoken)
    if (spoken.self !== leader.name) return
    leader.heard()
    if (spoken.kind === 'down') members.deliver(spoken.message, spoken.to)
    else if (spoken.kind === 'gone') leader.forget()
  }

  function wake (): void {
    if (term.isOn) term.take({ kind: 'wake' })
    else leader.ask(true)
  }

  function watch (): void {
    if (term.isOn) return
    if (!leader.isSilent()) return leader.ask(false)
    leader.heard()
    leader.forget()
    leadership?.seize()
  }

  function start (): void {
    isStarted = true
    const locks = deps.name === undefined ? undefined : locksOf()
    // Without locks, as on http, nobody could be elected: each tab has connections of its own, and speaks to no other.
    if (locks) channel = openTabChannel(deps.name!, hear)
    forgetPage = onPageChange({ onWake: wake, onSleep: sleep, onReturn: stand })
    if (!channel || !locks) return lead()
    leadership = createLeadership({ locks, name: deps.name!, onElected: lead, onDeposed: depose })
    stand()
    timer = setInterval(watch, watchInterval)
    ;(timer as { unref?: () => void }).unref?.()
  }

  /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
  function sleep (): void {
    leadership?.withdraw()
    if (term.isOn) stepDown()
    else for (const id of members.ids()) say({ kind: 'leave', id })
    leader.forget()
  }

  function end (): void {
    isStarted = false
    forgetPage()
    clearInterval(timer)
    leadership?.withdraw()
    stepDown()
    channel?.close()
    channel = leadership = undefined
    leader.heard()
    leader.forget()
  }

  function join (want: Want, deliver: (message: Downward) => void): Membership {
    const id = members.add({ want, deliver })
    queueMicrotask(() => {
      if (!members.has(id)) return
      if (isStarted) say({ kind: 'join', id, want, person: deps.person() })
      else start()
    })
    return {
      ask: (ref, question) => say({ kind: 'ask', id, ref, question }),
      redial: () => say({ kind: 'redial' }),
      leave () {
        if (!members.remove(id)) return
        say({ kind: 'leave', id })
        if (members.isEmpty) end()
      }
    }
  }

  function renew (): void {
    if (term.isOn || leader.name !== undefined) return say({ kind: 'renew' })
    if (deps.name === undefined) return
    const passing = channel ?? openTabChannel(deps.name, () => {})
    passing?.post({ kind: 'up', self, message: { kind: 'renew' } })
    if (!channel) passing?.close()
  }

  return { join, renew }
}

function locksOf (): LockManager | undefined {
  try {
    return navigator.locks ?? undefined
  } catch {
    return undefined
  }
}

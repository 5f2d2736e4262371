import { openTabChannel, type TabChannel } from './channel.ts'
import type { ExchangeDeps } from './exchange.ts'
import { createMembers, randomId } from './members.ts'
import type { Downward, Question, Want } from './messages.ts'
import { onPageChange } from './page.ts'
import { createRole } from './role.ts'

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
  const { name, person } = deps
  const self = randomId()
  let channel: TabChannel | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let forgetPage = () => {}
  let isStarted = false
  const members = createMembers()
  const role = createRole({ exchange: deps, self, members, post: (spoken) => channel?.post(spoken), person })

  function start (): void {
    isStarted = true
    const locks = name === undefined ? undefined : locksOf()
    // Without locks, as on http, nobody could be elected: each tab has connections of its own, and speaks to no other.
    if (locks) channel = openTabChannel(name!, role.hear)
    forgetPage = onPageChange({ onWake: role.wake, onSleep: role.sleep, onReturn: role.stand })
    if (!channel || !locks) return role.begin(undefined)
    role.begin({ locks, name: name! })
    timer = setInterval(role.watch, watchInterval)
    ;(timer as { unref?: () => void }).unref?.()
  }

  function end (): void {
    isStarted = false
    forgetPage()
    clearInterval(timer)
    role.end()
    channel?.close()
    channel = undefined
  }

  function join (want: Want, deliver: (message: Downward) => void): Membership {
    const id = members.add({ want, deliver })
    queueMicrotask(() => {
      if (!members.has(id)) return
      if (isStarted) role.say({ kind: 'join', id, want, person: person() })
      else start()
    })
    return {
      ask: (ref, question) => role.say({ kind: 'ask', id, ref, question }),
      redial: () => role.say({ kind: 'redial' }),
      leave () {
        if (!members.remove(id)) return
        role.say({ kind: 'leave', id })
        if (members.isEmpty) end()
      }
    }
  }

  function renew (): void {
    if (role.isFilled) return role.say({ kind: 'renew' })
    if (name === undefined) return
    const passing = channel ?? openTabChannel(name, () => {})
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

import type { Spoken } from './channel.ts'
import { createLeader } from './leader.ts'
import { createLeadership, type Leadership, type LeadershipDeps } from './leadership.ts'
import type { Upward } from './messages.ts'
import { createTerm, type TermDeps } from './term.ts'

/** What a client is to the others of its browser: the one that holds the connections, or one that speaks to it. */
export interface Role {
  /** Is there somebody who holds them? */
  readonly isFilled: boolean
  /** To whoever leads. */
  say: (message: Upward) => void
  hear: (spoken: Spoken) => void
  /** Is there where the members are. @param election undefined where nobody can be elected: it leads itself alone. */
  begin: (election: Pick<LeadershipDeps, 'locks' | 'name'> | undefined) => void
  /** Waits for its turn, and asks who leads meanwhile. */
  stand: () => void
  /** Time has passed unnoticed, or the network has changed. */
  wake: () => void
  /** Looks whether the leader is still there, and takes its place where it is not. */
  watch: () => void
  /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
  sleep: () => void
  end: () => void
}

export function createRole ({ exchange, self, members, post, person }: TermDeps & { person: () => string | undefined }): Role {
  const term = createTerm({ exchange, self, members, post })
  const leader = createLeader(self, post)
  let leadership: Leadership | undefined

  function say (message: Upward): void {
    if (term.isOn) term.take(message)
    else if (leader.name !== undefined) post({ kind: 'up', self, message })
  }

  /** The connections are another's now: members hear that, and say anew what they want. */
  function joinAll (): void {
    members.deliver({ kind: 'down', state: 'connecting' })
    members.introduce((id, want) => say({ kind: 'join', id, want, person: person() }))
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

  return {
    get isFilled () {
      return term.isOn || leader.name !== undefined
    },
    say,
    hear (spoken) {
      if (spoken.kind === 'lead') return follow(spoken.self)
      if (term.isOn) return term.hear(spoken)
      if (spoken.self !== leader.name) return
      leader.heard()
      if (spoken.kind === 'down') members.deliver(spoken.message, spoken.to)
      else if (spoken.kind === 'gone') leader.forget()
    },
    begin (election) {
      leadership = election && createLeadership({ ...election, onElected: lead, onDeposed: depose })
      stand()
    },
    stand,
    wake () {
      if (term.isOn) term.take({ kind: 'wake' })
      else leader.ask(true)
    },
    watch () {
      if (term.isOn) return
      if (!leader.isSilent()) return leader.ask(false)
      leader.heard()
      leader.forget()
      leadership?.seize()
    },
    sleep () {
      leadership?.withdraw()
      if (term.isOn) stepDown()
      else for (const id of members.ids()) say({ kind: 'leave', id })
      leader.forget()
    },
    end () {
      leadership?.withdraw()
      stepDown()
      leadership = undefined
      leader.heard()
      leader.forget()
    }
  }
}

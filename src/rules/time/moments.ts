/** What happens by itself to an obligation, and when. All instants are milliseconds since 1970. */
import type { Terms } from './obligations.ts'

const minute = 60_000

export interface Moment {
  at: number
  /** `reminder`: as long before the deadline as the schedule says. `grace`: from then on it is late. `close`: and then missed. */
  kind: 'reminder' | 'deadline' | 'grace' | 'close'
}

interface Awaited {
  terms: Terms
  /** Before the deadline. */
  remindMinutes: number[]
  /** Is something to be handed in still? Else only figures change. */
  open: boolean
}

/** Every one, in order. */
function momentsOf ({ terms, remindMinutes, open }: Awaited): Moment[] {
  const moments: Moment[] = [
    ...open ? remindMinutes.map((minutes) => ({ at: terms.deadlineAt - minutes * minute, kind: 'reminder' as const })) : [],
    { at: terms.deadlineAt, kind: 'deadline' },
    { at: terms.graceUntil, kind: 'grace' },
    ...open ? [{ at: terms.closesAt, kind: 'close' as const }] : []
  ]
  return moments.sort((a, b) => a.at - b.at)
}

/** When the next one is; null when there is none any more. */
export function nextMoment (awaited: Awaited, now: number): number | null {
  return momentsOf(awaited).find(({ at }) => at > now)?.at ?? null
}

/** The same of an obligation that has just been noted: what it comes too late for is made up for, as far as it still matters. */
export function firstMoment (awaited: Awaited, now: number): number {
  const moments = momentsOf(awaited)
  return (moments.findLast(({ at }) => at <= now) ?? moments[0]).at
}

/** What has happened from one of its moments to another. */
export function momentsPassed (awaited: Awaited, from: number, now: number): Set<Moment['kind']> {
  return new Set(momentsOf(awaited).filter(({ at }) => from <= at && at <= now).map(({ kind }) => kind))
}

/** What somebody is told who has not handed in: only of what came last. */
export function tellOf (passed: ReadonlySet<Moment['kind']>): 'missed' | 'overdue' | 'due' | undefined {
  if (passed.has('close')) return 'missed'
  if (passed.has('grace')) return 'overdue'
  return passed.has('reminder') && !passed.has('deadline') ? 'due' : undefined
}

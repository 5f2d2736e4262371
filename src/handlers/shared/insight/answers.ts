/** Answers about the whole organisation, which are one for all who may see it: made once for as long as nothing has changed. */
import type { Deps } from '../../../deps.ts'
import { readStanding, type Reach } from '../../../repositories/platform/changes.ts'
import { leadershipScope, type Viewer } from '../../../rules/identity/viewer.ts'
import { localDate } from '../../../rules/time/calendar.ts'

/** The oldest is forgotten first; a large one has some hundred kilobytes. */
const mostKept = 64
/** Of one person each, of some kilobytes. */
const mostOwn = 2000

/** Whose changes can change what is told of the organisation; nobody's own are told by themselves. */
const organisation: Reach = { userId: null, teamIds: [], divisionIds: [], everything: true }

/**
 * @param question all that the answer follows from, beside what is stored and the time.
 * @param answer makes it. What it rejects with is not kept.
 */
export type Shared = <Answer>(viewer: Viewer, question: unknown, answer: () => Promise<Answer>) => Promise<Answer>

export function createShared ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Shared {
  const kept = new Map<string, Promise<unknown>>()

  return async <Answer>(viewer: Viewer, question: unknown, answer: () => Promise<Answer>) => {
    if (!leadershipScope(viewer).everything) return answer()
    // Read before the answer is made: what is committed meanwhile may be in it, and the next one is another all the same.
    const now = clock.now()
    const standing = await readStanding(db, organisation, now, (timeZone) => localDate(now, timeZone))
    const name = JSON.stringify([question, standing])
    const known = kept.get(name)
    if (known) return known as Promise<Answer>
    const made = answer()
    kept.set(name, made)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    made.catch(() => kept.delete(name))
    return made
  }
}

/** What is made for one person, made once for as long as it holds. @param name of the ETag; null where nobody knows how things stand. */
export type Own<Answer> = (name: string | null | undefined, answer: () => Promise<Answer>) => Promise<Answer>

/** Whoever asks by that name knows of nothing that an answer of it does not: they may share it, on its way too. */
export function createOwn<Answer> (most = mostOwn): Own<Answer> {
  const kept = new Map<string, Promise<Answer>>()

  return (name, answer) => {
    const known = name ? kept.get(name) : undefined
    if (known || !name) return known ?? answer()
    const made = answer()
    kept.set(name, made)
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    made.catch(() => kept.delete(name))
    return made
  }
}

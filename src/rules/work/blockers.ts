/** What becomes of what keeps somebody from going on. Instants are milliseconds since 1970. */
import type { Blocker, BlockerStatus } from '../../../generated/schemas.ts'
import { rightOver } from '../identity/stand-ins.ts'
import type { Standing, Viewer } from '../identity/viewer.ts'
import type { Rungs } from '../ladder.ts'

const day = 86_400_000

/** What the newest hand-in says of the work. */
export interface Told {
  blocked: boolean
  handedInAt: number
}

/** What somebody decided last. */
export interface BlockerDecision {
  status: BlockerStatus
  at: number
}

/**
 * Whoever spoke last is right, a hand-in or somebody who decided; what was dismissed stays so until somebody decides otherwise.
 * @returns when it stopped being open, too.
 */
export function settled (told: Told | undefined, decision: BlockerDecision | undefined): { status: BlockerStatus, since: number | null } {
  const decides = decision && (decision.status === 'dismissed' || told === undefined || decision.at >= told.handedInAt)
  if (decides) return { status: decision.status, since: decision.status === 'open' ? null : decision.at }
  return told?.blocked ? { status: 'open', since: null } : { status: 'resolved', since: told?.handedInAt ?? null }
}

/** A blocker as it is kept, with the place of the work that it is about, which says who may see it. */
export type KeptBlocker = Omit<Blocker, 'ageDays'> & { divisionId: string }

/** With its age: whole days, until it stopped being open or `now`. */
export function blockerAt (now: number, { divisionId, ...blocker }: KeptBlocker): Blocker {
  const { openedAt, resolvedAt } = blocker
  const until = resolvedAt === null ? now : Date.parse(resolvedAt)
  return { ...blocker, ageDays: Math.max(0, Math.floor((until - Date.parse(openedAt)) / day)) }
}

export function seesBlocker (viewer: Standing & { id: string }, blocker: KeptBlocker): boolean {
  return blocker.author.id === viewer.id || seesToWorkOf(viewer, blocker)
}

const seesToWorkOf = (viewer: Standing & { id: string }, { author, team, divisionId }: KeptBlocker) =>
  rightOver(viewer, { userId: author.id, teamId: team.id, divisionId }) !== undefined

/** Can somebody be asked to clear it? Whoever may read the report that tells of it. */
export function canOwn (person: Standing & { id: string, disabledAt: string | null }, blocker: KeptBlocker): boolean {
  return person.disabledAt === null && seesBlocker(person, blocker)
}

/** What deciding about one asks for. @param version the one that the viewer saw. */
export function blockerChange (viewer: Viewer, version: number): Rungs<KeptBlocker> {
  return {
    sees: (blocker) => seesBlocker(viewer, blocker),
    may: (blocker) => blocker.owner?.id === viewer.id || seesToWorkOf(viewer, blocker),
    version
  }
}

/** Who decides about a report, and until when what was done can be taken back. Instants are milliseconds since 1970. */
import type { ErrorMeta, Person, Report, ReportAbilities } from '../../../generated/schemas.ts'
import { lentBy, rightOver, type WorkScope } from '../identity/stand-ins.ts'
import type { Standing, Viewer } from '../identity/viewer.ts'
import { mayClimb, type Rungs } from '../ladder.ts'
import { mayWithdraw, type Terms } from '../time/obligations.ts'
import { canSee, deletion, edit, isAuthor, submission } from './reports.ts'

const hour = 3_600_000
/** In hours: so long after its approval a report can be reopened. */
const reopenable = 7 * 24

/** What decides beside the report itself. */
export interface Circumstances {
  now: number
  /** The local date at `now`. */
  today: string
  /** By when its author owed it; undefined where nothing is owed. */
  terms: Terms | undefined
  /** It is a draft on which somebody else has commented. */
  commented: boolean
  /** Why the ledger would not take it, if it is a draft that cannot be handed in. */
  refused: 'future' | 'windowClosed' | 'tooOld' | undefined
  /** Its fields are not what its template asks for, if it could be handed in. */
  unfit: boolean
}

/** May the person decide about the report? Never about their own, nor in the place of somebody about theirs. */
export function mayReview (person: Standing & { id: string, disabledAt?: string | null }, report: Report): boolean {
  return !person.disabledAt && rightToReview(person, report) !== undefined
}

/** In whose right the person decides about the report; who filed it for its author is as the author here. */
export function rightToReview (person: Standing & { id: string }, report: Report): { onBehalfOf: Person | null } | undefined {
  const { filedBy } = report
  if (filedBy?.id === person.id) return undefined
  return rightOver({ ...person, standsInFor: person.standsInFor?.filter(({ id }) => id !== filedBy?.id) }, report)
}

/** To whom it is addressed, and, where it is not the viewer, what of it the viewer sees to in their place. */
export interface Addressee {
  /** Null stands for nobody, which is HR's to see to. */
  id: string | null
  lent?: WorkScope['lent']
}

/** To whom what waits for the viewer's decision is addressed. */
export function addresseesOf ({ id, role, standsInFor = [] }: Viewer): Addressee[] {
  return [
    { id },
    ...standsInFor.map((standIn) => ({ id: standIn.id, lent: lentBy([standIn], standsInFor) })),
    ...(role === 'hr' || role === 'admin' ? [{ id: null }] : [])
  ]
}

/** What approving or returning one asks for. @param version the one that the viewer saw. */
export function decision (viewer: Viewer, version?: number): Rungs<Report> {
  return {
    sees: (report) => canSee(viewer, report),
    may: (report) => mayReview(viewer, report),
    state: ({ state }) => state === 'submitted',
    conflict: decided,
    version
  }
}

/** What reopening one asks for. @param version the one that the viewer saw. */
export function reopening (viewer: Viewer, version: number | undefined, now: number): Rungs<Report> {
  return {
    ...decision(viewer, version),
    state: ({ state }) => state === 'approved',
    policy: ({ lastDecision, updatedAt }) =>
      now - Date.parse(lastDecision?.at ?? updatedAt) > reopenable * hour
        ? { path: '/body', rule: 'reopenTooLate', limit: reopenable / 24 }
        : undefined
  }
}

/** Has it waited for a decision since before then? */
export function waitsSince ({ state, submittedAt }: Report, time: number): boolean {
  return state === 'submitted' && submittedAt !== null && Date.parse(submittedAt) < time
}

/** What taking back one that was handed in asks for. @param version the one that the viewer saw. */
export function withdrawal (viewer: Viewer, version: number | undefined, { terms, now }: Circumstances): Rungs<Report> {
  return {
    ...edit(viewer, version),
    may: (report) => isAuthor(viewer, report),
    // Whatever was returned once has been decided on.
    state: ({ state, lastDecision }) => state === 'submitted' && lastDecision === null,
    conflict: decided,
    policy: () => mayWithdraw(terms, now) ? undefined : { path: '/body', rule: 'deadlinePassed' }
  }
}

/** Who has decided what, and when: for those who come second. */
function decided ({ state, version, lastDecision }: Report): ErrorMeta {
  return { currentVersion: version, state, ...(lastDecision && pick(lastDecision)) }
}

const pick = ({ action, actor, at }: NonNullable<Report['lastDecision']>) => ({ action, actor, at })

/** What the viewer can do to the report: what the operations ask for themselves. */
export function abilities (viewer: Viewer, report: Report, circumstances: Circumstances): ReportAbilities {
  const { now, today, refused, unfit } = circumstances
  // No token withdraws, deletes or decides, whatever its scopes.
  const [writes, signedIn] = [viewer.scopes?.includes('reports:write') !== false, viewer.scopes === undefined]
  return {
    edit: writes && mayClimb(report, edit(viewer)),
    submit: writes && refused === undefined && !unfit && mayClimb(report, submission(viewer, undefined, today)),
    withdraw: signedIn && mayClimb(report, withdrawal(viewer, undefined, circumstances)),
    delete: signedIn && mayClimb(report, deletion(viewer, circumstances)),
    review: signedIn && mayClimb(report, decision(viewer)),
    reopen: signedIn && mayClimb(report, reopening(viewer, undefined, now))
  }
}

/** Who decides about a report, and until when what was done can be taken back. Instants are milliseconds since 1970. */
import type { ErrorMeta, Report, ReportAbilities } from '../../../generated/schemas.ts'
import { leadershipScope, leads, type Standing, type Viewer } from '../identity/viewer.ts'
import { mayClimb, type Rungs } from '../ladder.ts'
import { mayWithdraw, type Terms } from '../time/obligations.ts'
import { canSee, deletion, edit, submission } from './reports.ts'

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
}

/** May the person decide about the report? Never about their own. */
export function mayReview (person: Standing & { id: string, disabledAt?: string | null }, report: Report): boolean {
  return !person.disabledAt && person.id !== report.userId && leads(person, report)
}

/** Is there anything that the viewer may decide about? */
export function reviewsAnything (viewer: Viewer): boolean {
  const { everything, divisionId, teamIds } = leadershipScope(viewer)
  return everything || divisionId !== null || teamIds.length > 0
}

/** To whom what waits for the viewer's decision is addressed; null stands for nobody, which is HR's to see to. */
export function addresseesOf (viewer: Viewer): (string | null)[] {
  return viewer.role === 'hr' || viewer.role === 'admin' ? [viewer.id, null] : [viewer.id]
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
  const { now, today } = circumstances
  return {
    edit: mayClimb(report, edit(viewer)),
    submit: mayClimb(report, submission(viewer, undefined, today)),
    withdraw: mayClimb(report, withdrawal(viewer, undefined, circumstances)),
    delete: mayClimb(report, deletion(viewer, circumstances)),
    review: mayClimb(report, decision(viewer)),
    reopen: mayClimb(report, reopening(viewer, undefined, now))
  }
}

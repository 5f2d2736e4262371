/** Who may say something about a report, react to it, and take that back. */
import type { Comment, Report } from '../../../generated/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Rungs } from '../ladder.ts'
import { canSee, isAuthor } from './reports.ts'

/** What saying something about one, or reacting to it, asks for: a draft is its author's alone. */
export function commenting (viewer: Viewer): Rungs<Report> {
  return { sees: (report) => canSee(viewer, report), state: ({ state }) => state !== 'draft' }
}

/** What changing it asks for, of a report that one may comment on. @param version the one that the viewer saw. */
export function commentEdit (viewer: Viewer, version: number): Rungs<Comment> {
  return { may: ({ author }) => author.id === viewer.id, state: ({ deletedAt }) => deletedAt === null, version }
}

/** What taking it back asks for. @param version the one that the viewer saw, where they say so. */
export function commentDeletion (viewer: Viewer, version?: number): Rungs<Comment> {
  const looksAfter = viewer.role === 'hr' || viewer.role === 'admin'
  return {
    may: ({ author }) => looksAfter || author.id === viewer.id,
    state: ({ deletedAt }) => deletedAt === null,
    version
  }
}

/** What saying that one has read it asks for: its author has written it. */
export function reading (viewer: Viewer): Rungs<Report> {
  return { sees: (report) => canSee(viewer, report), may: (report) => !isAuthor(viewer, report) }
}

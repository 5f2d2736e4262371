/** Who may attach files to a report, read them, and take them away. */
import type { File, Report } from '../../../generated/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Rungs } from '../ladder.ts'
import { canSee, edit, isEditable } from './reports.ts'

const mostFiles = 20
/** Of a person on a day, in bytes. */
export const mostBytes = 200 * 1024 * 1024

/** What attaching one more asks for. @param path of what names the report. */
export function attaching (viewer: Viewer, path: string): Rungs<Report> {
  return {
    ...edit(viewer),
    policy: ({ filesCount }) => filesCount < mostFiles ? undefined : { path, rule: 'tooMany', limit: mostFiles }
  }
}

/** One that is attached to no report is its sender's alone; else whoever may read that may read it. */
export function seesFile (viewer: Viewer, { owner }: File, report: Report | undefined): boolean {
  return report ? canSee(viewer, report) : owner.id === viewer.id
}

/** What attaching it asks for, beside what the report does. */
export function attachment (viewer: Viewer, report: Report | undefined): Rungs<File> {
  return {
    sees: (file) => seesFile(viewer, file, report),
    may: ({ owner }) => owner.id === viewer.id,
    state: ({ reportId }) => reportId === null
  }
}

/** What taking it away asks for. */
export function fileRemoval (viewer: Viewer, report: Report | undefined): Rungs<File> {
  const looksAfter = viewer.role === 'hr' || viewer.role === 'admin'
  return {
    sees: (file) => seesFile(viewer, file, report),
    may: ({ owner }) => looksAfter || owner.id === viewer.id,
    state: () => looksAfter || !report || isEditable(report.state)
  }
}

import type { Report } from '../../../generated/schemas.ts'

const longestExcerpt = 140

/** What a notification says. */
export interface Notice {
  type: string
  title: string
  body: string | null
  reportId: string | null
}

/** For the reviewer of a report that was handed in. */
export function submittedNotice (report: Report): Notice {
  return {
    type: 'report.submitted',
    title: `${report.author.name} submitted the report of ${report.reportDate}`,
    body: excerpt(report.summary),
    reportId: report.id
  }
}

/** The beginning of a text, cut between characters. */
export function excerpt (text: string): string {
  const characters = [...text]
  return characters.length <= longestExcerpt ? text : `${characters.slice(0, longestExcerpt - 1).join('')}…`
}

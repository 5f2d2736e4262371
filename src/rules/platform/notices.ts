import type { Account, Report } from '../../../generated/schemas.ts'

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

/** For the admins: the address of an account is another person's by now, or somebody has two identities. */
export function otherIdentityNotice ({ name, email }: Pick<Account, 'name' | 'email'>): Notice {
  return {
    type: 'identity.refused',
    title: `Another Google account asks for ${name}’s`,
    body: `${email} is linked to another Google account. If the address has changed hands, give the new person an account of their own; ` +
      'if it is the same person, unlink the old one. The audit log says more.',
    reportId: null
  }
}

/** The beginning of a text, cut between characters. */
export function excerpt (text: string): string {
  const characters = [...text]
  return characters.length <= longestExcerpt ? text : `${characters.slice(0, longestExcerpt - 1).join('')}…`
}

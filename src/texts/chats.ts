/** What chats are told. The first line is what it is about. */
import { dayIn } from './dates.ts'
import { joined } from './notice-text.ts'
import type { Locale, Translated } from './locale.ts'

/** A team's day in figures that everybody of the team can see; nobody is named. */
export interface TeamDayTold {
  team: string
  date: string
  /** Who owes a report and is not excused. */
  expected: number
  handedIn: number
  /** Reports that have waited for a review for more than a day. */
  waiting: number
}

export function teamDayText ({ team, date, expected, handedIn, waiting }: TeamDayTold, locale: Locale): string {
  const missing = expected - handedIn
  const lines: Translated<string[]> = {
    en: [
      `${team}, ${dayIn('en', date)}: ${handedIn} of ${expected} reports`,
      joined(
        missing === 0 ? '' : `${missing} ${missing === 1 ? 'is' : 'are'} missing.`,
        waiting === 0 ? '' : `${waiting} ${waiting === 1 ? 'has' : 'have'} waited for a review for more than a day.`
      )
    ],
    id: [
      `${team}, ${dayIn('id', date)}: ${handedIn} dari ${expected} laporan`,
      joined(
        missing === 0 ? '' : `${missing} belum melapor.`,
        waiting === 0 ? '' : `${waiting} laporan menunggu tinjauan lebih dari sehari.`
      )
    ]
  }
  return lines[locale].filter((line) => line !== '').join('\n')
}

export const chatTest: Translated = {
  en: 'WorkPulse\nThis is a trial. Each day of work is told here once its deadline has passed.',
  id: 'WorkPulse\nIni percobaan. Setiap hari kerja akan dikabarkan di sini setelah batas waktunya lewat.'
}

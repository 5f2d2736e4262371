/** What the lines of a dashboard say. */
import { dayIn } from './dates.ts'
import type { Locale, Translated } from './locale.ts'

const ofReport: Translated<(day: string) => string> = { en: (day) => `Report of ${day}`, id: (day) => `Laporan ${day}` }
const returned: Translated = { en: 'returned', id: 'dikembalikan' }

/** `Report of 20 November 2026` */
export function reportTitle (locale: Locale, date: string): string {
  return ofReport[locale](dayIn(locale, date))
}

export function returnedTitle (locale: Locale, date: string): string {
  return `${reportTitle(locale, date)}, ${returned[locale]}`
}

/** Of somebody else's. */
export function authorsTitle (locale: Locale, author: string, date: string): string {
  return `${author}, ${dayIn(locale, date)}`
}

const leaveOf: Translated<(person: string, days: string) => string> = {
  en: (person, days) => `Leave of ${person}, ${days}`,
  id: (person, days) => `Cuti ${person}, ${days}`
}

/** What somebody asks for; of one day or several. */
export function leaveTitle (locale: Locale, person: string, from: string, to: string): string {
  return leaveOf[locale](person, from === to ? dayIn(locale, from) : `${dayIn(locale, from)} – ${dayIn(locale, to)}`)
}

import { leaveKinds, type LeaveKind } from './leave-kinds.ts'
import type { Translated } from './locale.ts'

const both = (make: (locale: 'en' | 'id') => string): Translated => ({ en: make('en'), id: make('id') })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const asked: Translated = { en: ' (requested)', id: ' (diajukan)' }
const away: Translated = { en: 'away', id: 'tidak masuk' }

/** What the calendar calls what has no name of its own. */
export const calendarTexts = {
  /** @param name whose it is; null for the reader's own. @param kind null for who is not to know. */
  leave: ({ name, kind, pending }: { name: string | null, kind: LeaveKind | null, pending: boolean }): Translated =>
    both((locale) => {
      const what = kind === null ? leaveKinds.other[locale] : leaveKinds[kind][locale]
      return (name === null ? capital(what) : `${name}: ${what}`) + (pending ? asked[locale] : '')
    }),
  /** The same for other programs: that somebody is not there, and nothing else. */
  away: (name: string): Translated => both((locale) => `${name}: ${away[locale]}`),
  deadline: { en: 'Report due', id: 'Batas waktu laporan' } satisfies Translated
}

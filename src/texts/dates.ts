import { regions, type Locale, type Translated } from './locale.ts'

/** Made when the first date is written: each takes some milliseconds of a start. */
const long: Partial<Translated<Intl.DateTimeFormat>> = {}

/** Some years of days: writing one anew takes longer than all else that is done to a notice. */
const mostWritten = 2000
const written: Translated<Map<string, string>> = { en: new Map(), id: new Map() }

/** `20 November 2026`, of `2026-11-20`. */
export function dayIn (locale: Locale, date: string): string {
  const day = date.slice(0, 10)
  const known = written[locale].get(day)
  if (known !== undefined) return known
  long[locale] ??= new Intl.DateTimeFormat(regions[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const text = long[locale].format(new Date(`${day}T00:00:00Z`))
  if (written[locale].size >= mostWritten) written[locale].clear()
  written[locale].set(day, text)
  return text
}

/** `20 November 2026`, or `20 November 2026 – 24 November 2026`. */
export function daysIn (locale: Locale, from: string, to: string): string {
  return from === to ? dayIn(locale, from) : `${dayIn(locale, from)} – ${dayIn(locale, to)}`
}

const clock: Translated<(time: string) => string> = { en: (time) => time, id: (time) => time.replace(':', '.') }

/** `18:00` on `date`, else `21 November 2026, 02:00`. @param local `2026-11-21T02:00`, as clocks of the organisation show it. */
export function timeIn (locale: Locale, local: string, date?: string): string {
  const time = clock[locale](local.slice(11, 16))
  return local.slice(0, 10) === date ? time : `${dayIn(locale, local)}, ${time}`
}

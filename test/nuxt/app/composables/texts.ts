import { en } from '~/texts/en'
import { id } from '~/texts/id'

const texts = { id, en }

export type Language = keyof typeof texts

const isLanguage = (text: unknown): text is Language => typeof text === 'string' && text in texts

/** Of the languages that a browser asks for, the first that there is; else the company's. */
function preferred (languages: readonly string[]): Language {
  return languages.map((language) => language.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'id'
}

/**
 * The words of the page, and how it writes days and numbers. The language is the person's from their settings, once these are known,
 * and kept in a cookie, so that the server renders in it.
 */
export function useTexts () {
  const cookie = useCookie<string | undefined>('language', { maxAge: 365 * 24 * 60 * 60, sameSite: 'lax' })
  const header = useRequestHeader('accept-language')
  const language = useState<Language>('language', () => {
    if (isLanguage(cookie.value)) return cookie.value
    return preferred(import.meta.server ? header?.split(',') ?? [] : navigator.languages)
  })
  /** Where the company is: what its clocks say. */
  const zone = useState('zone', () => 'Asia/Jakarta')

  function setLanguage (next: Language): void {
    language.value = next
    cookie.value = next
  }

  const formatted = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'id-ID', options).format(at)
  const onDay = (date: string) => new Date(`${date}T00:00:00Z`)

  return {
    t: computed(() => texts[language.value]),
    language,
    setLanguage,
    zone,
    /** Of `2026-11-20`. */
    day: (date: string) => formatted({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }, onDay(date)),
    longDay: (date: string) => formatted({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }, onDay(date)),
    month: (date: string) => formatted({ month: 'long', year: 'numeric', timeZone: 'UTC' }, onDay(date)),
    weekday: (date: string) => formatted({ weekday: 'short', timeZone: 'UTC' }, onDay(date)),
    /** Of an instant, on the company's clocks. */
    time: (instant: string) => formatted({ hour: '2-digit', minute: '2-digit', timeZone: zone.value }, new Date(instant)),
    moment: (instant: string) =>
      formatted({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone.value }, new Date(instant)),
    number: (value: number) => new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(value),
    percent: (value: number | null) =>
      value === null ? '–' : new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 0 }).format(value),
    hours: (minutes: number) => texts[language.value].units.hours(Math.floor(minutes / 60), minutes % 60)
  }
}

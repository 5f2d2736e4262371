/** The languages that the service speaks. */
export type Locale = 'en' | 'id'

/** A text in each of them. */
export type Translated<Text = string> = Record<Locale, Text>

/** Whose way each has of writing dates and numbers. */
export const regions: Translated = { en: 'en-GB', id: 'id-ID' }

/** The language of the first range of Accept-Language that we speak; English otherwise. */
export function localeOf (acceptLanguage: string | undefined): Locale {
  if (acceptLanguage === undefined) return 'en'
  const ranges = acceptLanguage.split(',').map((range) => range.trim().slice(0, 2).toLowerCase())
  return ranges.find((range) => range === 'en' || range === 'id') as Locale | undefined ?? 'en'
}

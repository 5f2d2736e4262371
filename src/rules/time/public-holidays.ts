/** The public holidays of a country, as a library knows them; movable ones are decreed each year. */
export interface PublicHoliday {
  date: string
  /** In the country's language. */
  name: string
}

/**
 * The days of a year without work, the earliest first, each once.
 * @param country ISO 3166-1, two letters. Empty for one that is not known.
 */
export async function publicHolidays (country: string, year: number): Promise<PublicHoliday[]> {
  // Megabytes of rules, for a page that HR opens once a year.
  const { default: Holidays } = await import('date-holidays')
  const days = new Map<string, string>()
  for (const { date, name, type } of new Holidays(country).getHolidays(year)) {
    const day = date.slice(0, 10)
    if (type === 'public' && !days.has(day)) days.set(day, name)
  }
  return [...days].map(([date, name]) => ({ date, name })).sort((a, b) => a.date < b.date ? -1 : 1)
}

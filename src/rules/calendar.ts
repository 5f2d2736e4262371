const formatters = new Map<string, Intl.DateTimeFormat>()

/** The date that it is at `time` in a time zone, as `YYYY-MM-DD`. */
export function localDate (time: Date, timeZone: string): string {
  let formatter = formatters.get(timeZone)
  // Swedish writes dates as ISO 8601 does.
  if (!formatter) formatters.set(timeZone, formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }))
  return formatter.format(time)
}

/** The date `days` after a date; before it when negative. */
export function addDays (date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** How many days a range has, both ends included. */
export function daysBetween (from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
}

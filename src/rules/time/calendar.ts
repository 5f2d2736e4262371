/** In milliseconds; a date has no time zone, so none of its days is shorter. */
const dayLength = 86_400_000

const minuteLength = 60_000
/** Since 1973 days have begun on a whole minute everywhere; before, some clocks were seconds off. */
const wholeMinutes = Date.UTC(1973, 0) / minuteLength

const formatters = new Map<string, Intl.DateTimeFormat>()
/** Each request asks for today, and writing a date takes long. */
const lastAsked = new Map<string, { minute: number, date: string }>()

/** The date that it is at `time` in a time zone, as `YYYY-MM-DD`. */
export function localDate (time: Date, timeZone: string): string {
  const minute = Math.floor(time.getTime() / minuteLength)
  const last = lastAsked.get(timeZone)
  if (last?.minute === minute && minute >= wholeMinutes) return last.date
  let formatter = formatters.get(timeZone)
  // Swedish writes dates as ISO 8601 does.
  if (!formatter) formatters.set(timeZone, formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }))
  const date = formatter.format(time)
  lastAsked.set(timeZone, { minute, date })
  return date
}

/** The date that it is at `time` in a time zone, and the next. */
export function daysAt (time: Date, timeZone: string): { today: string, tomorrow: string } {
  const today = localDate(time, timeZone)
  return { today, tomorrow: addDays(today, 1) }
}

const firstDate = '0000-01-01'
const lastDate = '9999-12-31'
const [firstTime, lastTime] = [Date.parse(firstDate), Date.parse(lastDate)]

/** The date `days` after a date; before it when negative. Stops at the ends of what a date can be written for. */
export function addDays (date: string, days: number): string {
  const time = Date.parse(date) + days * dayLength
  if (time < firstTime) return firstDate
  if (time > lastTime) return lastDate
  return new Date(time).toISOString().slice(0, 10)
}

/** How many days a range has, both ends included. */
export function daysBetween (from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayLength + 1
}

/** Is the text a date that there is? */
export function isDay (text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
}

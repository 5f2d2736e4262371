/** @returns the day so many days after `date`, both `2026-11-20`. */
export function addDays (date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** @returns 0 for Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** @returns the first day after `date` that is no Saturday and no Sunday. */
export function nextWeekday (date: string): string {
  const next = addDays(date, 1)
  return [0, 6].includes(weekdayOf(next)) ? nextWeekday(next) : next
}

/** @returns the first day of the month so many months after that of `date`. */
export function addMonths (date: string, months: number): string {
  const at = new Date(`${date.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 10)
}

/** @returns the days of whole weeks that show the month of `date`. @param firstDay 0 for Sunday. */
export function weeksOf (date: string, firstDay: number): string[] {
  const first = `${date.slice(0, 7)}-01`
  const start = addDays(first, -((weekdayOf(first) - firstDay + 7) % 7))
  const days: string[] = []
  for (let at = start; at < addMonths(date, 1) || days.length % 7 !== 0; at = addDays(at, 1)) days.push(at)
  return days
}

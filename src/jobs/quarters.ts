/** In milliseconds: clocks of all time zones differ by whole quarters of an hour. */
const quarter = 900_000

/** The next quarter of an hour after `now`. @param past in milliseconds: the next time that is so long past one. */
export function nextQuarter (now: Date, past = 0): Date {
  return new Date(Math.floor((now.getTime() - past) / quarter + 1) * quarter + past)
}

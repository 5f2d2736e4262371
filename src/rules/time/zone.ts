/** Local time and instants: the one place where a time zone is reckoned with. */
import { Temporal } from 'temporal-polyfill'

/** What a gap and an overlap of the clock mean is RFC 5545's answer: the offset before the gap, the first of two. */
const disambiguation = 'compatible'

/** Of few days all ask, and reckoning takes long. */
const mostInstants = 1000
const instants = new Map<string, number>()

/**
 * The instant of a local time, in milliseconds since 1970.
 * @param date `YYYY-MM-DD`, @param time `HH:MM`, @param timeZone an IANA name. @throws RangeError for what is none.
 */
export function instantOf (date: string, time: string, timeZone: string): number {
  const name = `${date} ${time} ${timeZone}`
  let instant = instants.get(name)
  if (instant === undefined) {
    instant = reckonInstant(date, time, timeZone)
    if (instants.size >= mostInstants) instants.clear()
    instants.set(name, instant)
  }
  return instant
}

function reckonInstant (date: string, time: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(timeZone, { disambiguation })
    .epochMilliseconds
}

/** The first instant of a date, which need not be midnight, in milliseconds since 1970. */
export function startOfDay (date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** ISO: 1 is Monday, 7 Sunday. */
export function weekdayOf (date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** `HH:MM`, as clocks there show it. */
export function localTime (time: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(timeZone).toPlainTime().toString({
    smallestUnit: 'minute'
  })
}

/** What clocks show at an instant, `2026-11-20T18:00`. @param instant milliseconds since 1970. */
export function localDateTime (instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
    .toString({ smallestUnit: 'minute', roundingMode: 'floor' })
}

const quarter = 900_000

/** What clocks show, for many instants: as `localDateTime`, and cheap. No offset begins in the middle of a quarter of an hour. */
export function localClock (timeZone: string): (instant: number) => string {
  const offsets = new Map<number, number>()
  return (instant) => {
    const begin = Math.floor(instant / quarter) * quarter
    let offset = offsets.get(begin)
    if (offset === undefined) {
      offset = Date.parse(`${localDateTime(begin, timeZone)}Z`) - begin
      offsets.set(begin, offset)
    }
    return new Date(instant + offset).toISOString().slice(0, 16)
  }
}

/** What is counted of days: each day of each division once, while neither its rows have changed nor the clock what comes of them. */
import type { Database } from '../../../database/tables.ts'
import type { CountedDay, DaysAsked } from '../../../repositories/insight/day-figures.ts'
import type { DayNumbers } from '../../../repositories/platform/changes.ts'

/** In one statement: of two thousand people some fourteen thousand rows of the ledger, and a hundred thousand items. */
const longestRun = 7
/** Numbers of eight bytes: of two thousand people what a year and the one before it have. */
const mostKept = 2_000_000
/** As much as so many numbers each day of a division takes, beside its own. */
const overhead = 16

/** How days are counted, what of a group is kept, and how many numbers that has. */
export interface Counting<Group, Part> {
  count: (db: Database, asked: DaysAsked & { now: Date }) => Promise<CountedDay<Group>[]>
  partOf: (groups: Group[]) => Part
  sizeOf: (part: Part) => number
}

export interface DayParts<Part> {
  day: string
  divisionId: string
  parts: { key: string, part: Part }[]
}

interface KeptDay<Part> extends DayParts<Part>, Pick<CountedDay<unknown>, 'during'> {
  number: number
  size: number
}

/** All divisions of a day, at the sum of their numbers. */
interface WholeDay<Part> extends Pick<CountedDay<unknown>, 'during'> {
  sum: number
  divisions: KeptDay<Part>[]
}

interface Day<Part> {
  all?: WholeDay<Part>
  /** The number of all days when all divisions were counted: those that are not there have nothing. Undefined where not all were. */
  whole: number | undefined
  divisions: Map<string, KeptDay<Part>>
}

export interface Asked {
  days: string[]
  /** Undefined: of all. */
  divisionId: string | undefined
  /** Read before: what is committed after that may be in what is counted, and makes it be counted again. */
  numbers: DayNumbers
  now: Date
}

/** Which divisions of a day are to be counted. */
type Missing = string[] | 'all'

/** What is kept, up to a size. */
class Store<Part> {
  /** Those that were asked for last are last. */
  readonly #kept = new Map<string, Day<Part>>()
  #size = 0

  /** All of a day, where nothing of it has changed. */
  wholeOf (date: string, { numbers, now }: Asked): DayParts<Part>[] | undefined {
    const day = this.#kept.get(date)
    if (!day?.all || day.whole !== numbers.least || day.all.sum !== numbers.sumOn(date) || !holds(day.all, now)) return undefined
    this.#kept.delete(date)
    this.#kept.set(date, day)
    return day.all.divisions
  }

  keepWhole (date: string, divisions: KeptDay<Part>[], { numbers }: Asked): void {
    const day = this.#kept.get(date)
    if (day?.whole !== numbers.least) return
    const sum = [...numbers.divisionsOn(date)].reduce((total, id) => total + numbers.at(date, id) - numbers.least, 0)
    const those = divisions.map(({ during }) => during).filter((during) => during !== undefined)
    const during = { from: Math.max(...those.map(({ from }) => from)), to: Math.min(...those.map(({ to }) => to)) }
    day.all = { sum, divisions, ...those.length > 0 && { during } }
  }

  /** What is known of a day. @param found to which it is added. */
  #look (date: string, { divisionId, numbers, now }: Asked, found: KeptDay<Part>[]): Missing {
    const day = this.#kept.get(date)
    if (!day) return divisionId === undefined ? 'all' : [divisionId]
    this.#kept.delete(date)
    this.#kept.set(date, day)
    const isWhole = day.whole === numbers.least
    if (divisionId === undefined && !isWhole) return 'all'
    const missing: string[] = []
    for (const id of divisionId === undefined ? new Set([...day.divisions.keys(), ...numbers.divisionsOn(date)]) : [divisionId]) {
      const [known, number] = [day.divisions.get(id), numbers.at(date, id)]
      if (known?.number === number && holds(known, now)) found.push(known)
      else if (known || !isWhole || number !== numbers.least) missing.push(id)
    }
    return missing
  }

  lookAt (asked: Asked, found: KeptDay<Part>[]): Map<string, Missing> {
    return new Map(asked.days.map((date) => [date, this.#look(date, asked, found)] as const).filter(([, missing]) => missing.length > 0))
  }

  keep (date: string, missing: Missing, counted: KeptDay<Part>[], { numbers }: Asked): void {
    if (missing === 'all') this.#forget(date)
    const day = this.#kept.get(date) ??
      { whole: missing === 'all' ? numbers.least : undefined, divisions: new Map<string, KeptDay<Part>>() }
    this.#kept.set(date, day)
    const none = (divisionId: string) => ({ day: date, divisionId, parts: [], number: numbers.at(date, divisionId), size: overhead })
    const those = new Map(
      (missing === 'all' ? [...numbers.divisionsOn(date)] : missing).map((id): [string, KeptDay<Part>] => [id, none(id)])
    )
    for (const each of counted) those.set(each.divisionId, each)
    for (const [id, each] of those) {
      this.#size += each.size - (day.divisions.get(id)?.size ?? 0)
      day.divisions.set(id, each)
    }
  }

  #forget (date: string): void {
    for (const each of this.#kept.get(date)?.divisions.values() ?? []) this.#size -= each.size
    this.#kept.delete(date)
  }

  /** Those that nobody has asked for longest go first. */
  trim (): void {
    while (this.#size > mostKept) this.#forget(this.#kept.keys().next().value!)
  }
}

/** @returns by day. Of a day that is asked for again the list is the same, for as long as nothing of it has changed. */
export type KeptDays<Part> = (asked: Asked) => Promise<Map<string, DayParts<Part>[]>>

/** @param by under what it is counted. */
export function createKeptDays<Group, Part> (
  db: Database,
  { count, partOf, sizeOf }: Counting<Group, Part>,
  by: DaysAsked['by']
): KeptDays<Part> {
  const store = new Store<Part>()
  /** One after the other: who asks the same meanwhile finds it there. */
  let last: Promise<unknown> = Promise.resolve()

  async function countRun (days: string[], missing: Missing, asked: Asked): Promise<KeptDay<Part>[]> {
    const counted = await count(db, { days, divisionIds: missing === 'all' ? undefined : missing, by, now: asked.now })
    return counted.map(({ day, divisionId, byKey, during }) => {
      const parts = byKey.map(({ key, groups }) => ({ key, part: partOf(groups) }))
      const number = asked.numbers.at(day, divisionId)
      return { day, divisionId, parts, during, number, size: parts.reduce((sum, { part }) => sum + sizeOf(part), overhead) }
    })
  }

  async function countMissing (asked: Asked): Promise<KeptDay<Part>[]> {
    const found: KeptDay<Part>[] = []
    for (const { days, missing } of runsOf(store.lookAt(asked, found))) {
      const counted = await countRun(days, missing, asked)
      const byDay = Map.groupBy(counted, ({ day }) => day)
      for (const date of days) store.keep(date, missing, byDay.get(date) ?? [], asked)
      store.trim()
      for (const each of counted) found.push(each)
    }
    return found
  }

  /** Each division that is asked for of these days, known or counted. */
  async function readDays (asked: Asked): Promise<KeptDay<Part>[]> {
    const found: KeptDay<Part>[] = []
    const missing = store.lookAt(asked, found)
    if (missing.size === 0) return found
    const rest = last.then(() => countMissing({ ...asked, days: [...missing.keys()] }))
    last = rest.catch(() => undefined)
    return [...found.filter(({ day }) => !missing.has(day)), ...await rest]
  }

  return async (asked) => {
    const days = new Map<string, DayParts<Part>[]>()
    for (const date of asked.days) {
      const whole = store.wholeOf(date, asked)
      if (whole) days.set(date, whole)
    }
    const others = asked.days.filter((date) => !days.has(date))
    if (others.length === 0) return days
    await asked.numbers.read(others)
    const byDay = Map.groupBy(await readDays({ ...asked, days: others }), ({ day }) => day)
    for (const date of others) {
      const divisions = byDay.get(date) ?? []
      if (asked.divisionId === undefined) store.keepWhole(date, divisions, asked)
      days.set(date, divisions)
    }
    return days
  }
}

const holds = ({ during }: Pick<CountedDay<unknown>, 'during'>, now: Date) =>
  !during || (during.from <= now.getTime() && now.getTime() <= during.to)

/** Days of which the same divisions are missing, as many as are counted at once. */
function runsOf (missing: Map<string, Missing>): { days: string[], missing: Missing }[] {
  const runs: { days: string[], missing: Missing }[] = []
  for (const alike of Map.groupBy(missing, ([, those]) => String(those)).values()) {
    const days = alike.map(([date]) => date)
    for (let at = 0; at < days.length; at += longestRun) runs.push({ days: days.slice(at, at + longestRun), missing: alike[0][1] })
  }
  return runs
}

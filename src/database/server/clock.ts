import { readTime } from './inquiry.ts'
import type { Database } from '../tables.ts'

/** In milliseconds. */
const interval = 10_000
/** What a question may take and still say what the time is, in milliseconds. */
const longestQuestion = 1000
/** How long a start waits for the first answer, in milliseconds. */
const patience = 2000

export interface DatabaseClock {
  /** This process's time, corrected. */
  now: () => Date
  /** In milliseconds: how far the database's clock is ahead of this process's. Undefined until it was measured. */
  difference: () => number | undefined
  /** Measures now and again. Resolves after the first time, or soon where the database does not answer. */
  start: () => Promise<void>
  stop: () => void
}

/**
 * One time for all replicas, whose own clocks may differ: that of the database, which they share. It is measured, not asked for each time.
 * @param machine this machine's time, in milliseconds.
 */
export function createDatabaseClock (db: Database, machine: () => number = Date.now): DatabaseClock {
  let difference: number | undefined
  let timer: NodeJS.Timeout | undefined

  async function measure (): Promise<void> {
    const [askedAt, before] = [performance.now(), machine()]
    const theirs = (await readTime(db)).getTime()
    const took = performance.now() - askedAt
    // The answer is of some moment in between: what is within that says nothing new.
    const measured = theirs - (before + took / 2)
    if (took > longestQuestion || (difference !== undefined && Math.abs(measured - difference) <= took / 2 + 1)) return
    difference = Math.round(measured)
  }

  // Whoever serves requests tells that the database is away.
  const look = () => measure().catch(() => {})

  return {
    now: () => new Date(machine() + (difference ?? 0)),
    difference: () => difference,
    async start () {
      timer ??= setInterval(look, interval).unref()
      let late: NodeJS.Timeout | undefined
      await Promise.race([
        look(),
        new Promise<void>((resolve) => {
          late = setTimeout(resolve, patience)
        })
      ])
      clearTimeout(late)
    },
    stop () {
      clearInterval(timer)
    }
  }
}

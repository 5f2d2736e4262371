/**
 * Questions that many ask at once. Whoever comes while one is on its way does not join it, for it may have been answered before what they
 * know of: they are asked together once it is back. So a crowd costs a few statements, and nobody is told what was.
 */
import type { Database } from '../tables.ts'

/** In one statement: the server reads lists that are longer in another way. */
const mostKeys = 64

interface Waiter<Key, Answer> {
  key: Key
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

interface Crowd<Key, Answer> {
  isAsking: boolean
  waiting: Waiter<Key, Answer>[]
}

/** @param ask answers several, in their order; what it rejects with is told to each of them. A transaction asks for itself alone. */
export function gathered<Key, Answer> (
  ask: (db: Database, keys: Key[]) => Promise<Answer[]>
): (db: Database, key: Key) => Promise<Answer> {
  const crowds = new WeakMap<Database, Crowd<Key, Answer>>()

  async function askAll (db: Database, crowd: Crowd<Key, Answer>): Promise<void> {
    crowd.isAsking = true
    while (crowd.waiting.length > 0) {
      const those = crowd.waiting.splice(0, mostKeys)
      try {
        const answers = await ask(db, those.map(({ key }) => key))
        for (const [index, { resolve }] of those.entries()) resolve(answers[index])
      } catch (error) {
        for (const { reject } of those) reject(error)
      }
    }
    crowd.isAsking = false
  }

  return async (db, key) => {
    if (db.isTransaction) return (await ask(db, [key]))[0]
    let crowd = crowds.get(db)
    if (!crowd) crowds.set(db, crowd = { isAsking: false, waiting: [] })
    const { waiting, isAsking } = crowd
    return new Promise<Answer>((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!isAsking) void askAll(db, crowd)
    })
  }
}

/** Of a question that is the same for many. What it answers is shared, and changed by nobody. @param ask its arguments are plain values. */
export function asOne<Arguments extends unknown[], Answer> (
  ask: (db: Database, ...about: Arguments) => Promise<Answer>
): (db: Database, ...about: Arguments) => Promise<Answer> {
  const flights = new WeakMap<Database, Map<string, { present: Promise<Answer>, next?: Promise<Answer> }>>()

  return async (db, ...about) => {
    if (db.isTransaction) return ask(db, ...about)
    let known = flights.get(db)
    if (!known) flights.set(db, known = new Map())
    const name = JSON.stringify(about)
    const flight = known.get(name)
    if (!flight) return begin()
    flight.next ??= flight.present.then(() => begin(), () => begin())
    return flight.next

    function begin (): Promise<Answer> {
      const present = ask(db, ...about)
      const own = { present }
      known!.set(name, own)
      const end = () => {
        // Where somebody waits for the next one, that takes the place.
        if (known!.get(name) === own && !('next' in own)) known!.delete(name)
      }
      present.then(end, end)
      return present
    }
  }
}

/** When those who ask together ask: as late as the last of them. */
export function latestOf (asked: { now: Date }[]): Date {
  return new Date(Math.max(...asked.map(({ now }) => now.getTime())))
}

/** Keys of an `in (…)`, or rows, up to the next power of two: what is prepared for each number of them is prepared for few. */
export function padded<Key> (keys: readonly Key[]): Key[] {
  if (keys.length === 1) return [keys[0]]
  const all = [...new Set(keys)]
  const size = 2 ** Math.ceil(Math.log2(all.length))
  return Array.from({ length: size }, (_, index) => all[Math.min(index, all.length - 1)])
}

/** Where all ask of one day, or of one of few. @param ask of those of one value of `by`, in their order. */
export function gatheredBy<Key, Answer> (
  ask: (db: Database, keys: Key[]) => Promise<Answer[]>,
  by: (key: Key) => string
): (db: Database, key: Key) => Promise<Answer> {
  return gathered(async (db, keys: Key[]) => {
    const answers: Answer[] = new Array(keys.length)
    for (const places of Map.groupBy(keys.keys(), (place) => by(keys[place])).values()) {
      const those = await ask(db, places.map((place) => keys[place]))
      for (const [index, place] of places.entries()) answers[place] = those[index]
    }
    return answers
  })
}

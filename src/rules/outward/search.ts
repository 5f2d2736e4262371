/** What is looked for, how far back, and how much of it is enough. */
import type { Objection } from '../ladder.ts'
import { addDays } from '../time/calendar.ts'

const mostWords = 8
/** Hits of each kind. */
export const mostHits = 50
/** In days before today; of events after it too. */
const reach = 366
/** In days: what is looked through at a time. */
const stride = 31
/** In milliseconds: what has not been looked through by then is left. */
export const searchTime = 1000

/** The words of a search, or what is wrong with them. */
export function wordsOf (q: string): { words: string[], objection?: Objection } {
  const words = q.split(/\s+/).filter((word) => word !== '')
  if (words.length > mostWords) return { words, objection: { path: '/query/q', rule: 'maxWords', limit: mostWords } }
  if (!words.some((word) => [...word].length > 1)) return { words, objection: { path: '/query/q', rule: 'shortWords' } }
  return { words: [...new Set(words)] }
}

/** Of reports and comments until tomorrow, whose report can be written today. */
export const reachOf = (today: string) => ({ from: addDays(today, -reach), to: addDays(today, 1) })
export const reachOfEvents = (today: string) => ({ from: addDays(today, -reach), to: addDays(today, reach) })

export interface Days {
  from: string
  to: string
}

/** The days in parts, the newest first: whoever has found enough looks no further. */
export function* backwards ({ from, to }: Days): Generator<Days> {
  for (let last = to; last >= from;) {
    const first = addDays(last, 1 - stride)
    yield { from: first < from ? from : first, to: last }
    last = addDays(first, -1)
  }
}

/**
 * Looks through the days, the newest first, until there is enough or the time is over.
 * @param find at most so many of these days, the newest first.
 * @returns `truncated` where there may be more.
 */
export async function searchBack<Hit> (
  days: Days,
  isOver: () => boolean,
  find: (days: Days, limit: number) => Promise<Hit[]>
): Promise<{ hits: Hit[], truncated: boolean }> {
  const hits: Hit[] = []
  for (const part of backwards(days)) {
    if (isOver()) return { hits, truncated: true }
    // One more than is shown tells that there is more.
    hits.push(...await find(part, mostHits + 1 - hits.length))
    if (hits.length > mostHits) return { hits: hits.slice(0, mostHits), truncated: true }
  }
  return { hits, truncated: false }
}

/** A value that is there `count` times. */
export interface Weighted {
  value: number
  count: number
}

/** The middle one; between two, their mean. Null where there is none. */
export function median (values: Weighted[]): number | null {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const [lower, upper] = [Math.ceil(total / 2), Math.floor(total / 2) + 1].map((rank) => valueAt(sorted, rank))
  return (lower + upper) / 2
}

/** @param rank from 1. */
function valueAt (sorted: Weighted[], rank: number): number {
  let passed = 0
  for (const { value, count } of sorted) {
    passed += count
    if (passed >= rank) return value
  }
  throw new RangeError('there are fewer values')
}

/**
 * The same of whole numbers in several lists, each of them ascending, which are not put together: it is asked how many are as small as a
 * number, halfway between those between which the middle has to be.
 */
export function medianOf (lists: Float64Array[]): number | null {
  const there = lists.filter(({ length }) => length > 0)
  if (there.length === 0) return null
  const total = there.reduce((sum, { length }) => sum + length, 0)
  const [least, most] = there.reduce(([least, most], list) => [Math.min(least, list[0]), Math.max(most, list.at(-1)!)], [
    Infinity,
    -Infinity
  ])
  const lower = ranked(there, Math.ceil(total / 2), least, most)
  return (lower + ranked(there, Math.floor(total / 2) + 1, lower, most)) / 2
}

/** @param rank from 1. @param least that it may be. */
function ranked (lists: Float64Array[], rank: number, least: number, most: number): number {
  while (least < most) {
    const middle = least + Math.floor((most - least) / 2)
    if (lists.reduce((sum, list) => sum + countUpTo(list, middle), 0) >= rank) most = middle
    else least = middle + 1
  }
  return least
}

/** How many of a list are not larger. */
function countUpTo (list: Float64Array, value: number): number {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (list[middle] <= value) from = middle + 1
    else to = middle
  }
  return from
}

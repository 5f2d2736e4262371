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

import { isDeepStrictEqual } from 'node:util'

/** What a file of vectors says of each, and what is said of it. */
export interface Judged {
  id: string
  title: string
  expected: object
}

/** Each key of `expected` that is other than expected. Of a vector whose judging fails, why. */
export function faultsOf (
  vector: Judged,
  judge: () => object,
  same: (said: unknown, expected: unknown) => boolean = isDeepStrictEqual
): string[] {
  try {
    const said = judge() as Record<string, unknown>
    return Object.entries(vector.expected).flatMap(([key, value]) =>
      same(said[key], value) ? [] : differences(`${key}`, said[key], value, same)
    )
  } catch (error) {
    return [(error as Error).message]
  }
}

/** As near as what is rounded can be: one unit of the last decimal that is there. */
export function nearly (said: unknown, expected: unknown): boolean {
  if (typeof said === 'number' && typeof expected === 'number') return Math.abs(said - expected) <= unitOf(expected, said) + 1e-9
  if (typeof said !== 'object' || typeof expected !== 'object' || said === null || expected === null) return said === expected
  if (Array.isArray(said) !== Array.isArray(expected)) return false
  const [left, right] = [said as Record<string, unknown>, expected as Record<string, unknown>]
  return Object.keys(left).length === Object.keys(right).length &&
    Object.entries(right).every(([key, value]) => key in left && nearly(left[key], value))
}

/** Whole numbers are counts, and exact. */
function unitOf (...numbers: number[]): number {
  const decimals = Math.max(...numbers.map((number) => String(number).split('.')[1]?.length ?? 0))
  return decimals < 2 ? 0 : 10 ** -decimals
}

/** Where within a value the difference is. */
function differences (path: string, said: unknown, expected: unknown, same: typeof nearly): string[] {
  if (typeof said === 'object' && typeof expected === 'object' && said && expected && Array.isArray(said) === Array.isArray(expected)) {
    const keys = [...new Set([...Object.keys(said), ...Object.keys(expected)])]
    const [left, right] = [said as Record<string, unknown>, expected as Record<string, unknown>]
    return keys.flatMap((key) => same(left[key], right[key]) ? [] : differences(`${path}.${key}`, left[key], right[key], same))
  }
  return [`${path} is ${JSON.stringify(said)}, not ${JSON.stringify(expected)}`]
}

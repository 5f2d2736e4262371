/** What the reports of some days come to, put together. */
import type { DigestItem } from '../../../generated/schemas.ts'

/** An item as a report has it. */
export interface ReportedItem extends Pick<DigestItem, 'id' | 'reportId' | 'title' | 'category' | 'status' | 'progress' | 'unit'> {
  date: string
  minutes: number
  quantity: number | null
  /** What it goes on with, which may be of an earlier day than any of these. */
  carriedFromId: string | null
}

/**
 * Items that go on with each other, or with the same, are one: as the newest says it, with the minutes of all, and the quantity of those
 * that count in its unit. @param items of one person, by date and as they stand in their reports. @returns what began first first.
 */
export function mergedItems (items: ReportedItem[]): DigestItem[] {
  const chainOf = new Map<string, string>()
  for (const { id, carriedFromId } of items) chainOf.set(id, carriedFromId === null ? id : chainOf.get(carriedFromId) ?? carriedFromId)
  return [...Map.groupBy(items, ({ id }) => chainOf.get(id)!).values()].map(merged)
}

function merged (items: ReportedItem[]): DigestItem {
  const { date: to, carriedFromId: _, ...newest } = items.at(-1)!
  const counted = items.flatMap(({ quantity, unit }) => quantity !== null && unit === newest.unit ? quantity : [])
  return {
    ...newest,
    minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
    quantity: counted.length > 0 ? exactSum(counted) : null,
    from: items[0].date,
    to,
    reports: new Set(items.map(({ reportId }) => reportId)).size
  }
}

/** Of numbers with a few decimals, without what binary fractions add to them. */
function exactSum (numbers: number[]): number {
  return Number(numbers.reduce((sum, each) => sum + each, 0).toPrecision(15))
}

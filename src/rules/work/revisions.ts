/** What is different between two hand-ins of a report. */
import { isDeepStrictEqual } from 'node:util'
import type { HistoryChange, RevisionContent } from '../../../generated/schemas.ts'

const parts = ['summary', 'planNext', 'mood', 'templateId', 'fields'] as const

/**
 * Part by part, and of the items each that is new, gone or another than before; where it stands in their order is not told.
 * @param before undefined where nothing was handed in before: nothing has changed then.
 */
export function changesBetween (before: RevisionContent | undefined, after: RevisionContent): HistoryChange[] {
  if (before === undefined) return []
  const changes: HistoryChange[] = parts.map((part) => ({ path: `/${part}`, before: before[part], after: after[part] }))
  const [was, is] = [before, after].map(({ items }) => new Map(items.map((item) => [item.id, item])))
  for (const id of new Set([...is.keys(), ...was.keys()])) {
    changes.push({ path: `/items/${id}`, before: was.get(id) ?? null, after: is.get(id) ?? null })
  }
  return changes.filter((change) => !isDeepStrictEqual(change.before, change.after))
}

/** What of the content of a report the schemas cannot say. */
import type { ReportContent, ReportItem, ReportItemInput } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { ruleRefused, rulesRefused, validationFailed } from '../../../http/errors.ts'
import { fault } from '../../../http/faults.ts'
import * as reports from '../../../repositories/work/reports.ts'
import { dayLength, deepestFields, exceedsDay, faultOfFields, largestFields, strangeItems } from '../../../rules/work/reports.ts'

/** Where a request says when, and what. */
export interface Places {
  date: string
  content: string
}

export const inBody: Places = { date: '/body/reportDate', content: '/body' }
export const byDate: Places = { date: '/params/date', content: '/body/content' }

/** What the schema cannot say of the content. @param at where that is. */
export function checkContent ({ fields, items = [] }: Pick<ReportContent, 'fields' | 'items'>, at = inBody.content): void {
  const limits = { maxBytes: largestFields, maxDepth: deepestFields, text: undefined }
  const rule = fields && faultOfFields(fields)
  const faults = [
    ...(rule ? [fault(`${at}/fields`, rule, limits[rule])] : []),
    ...(exceedsDay(items) ? [fault(`${at}/items`, 'maxMinutes', dayLength)] : [])
  ]
  if (faults.length > 0) throw validationFailed(faults)
}

/** Each item is one of the report's, once, or new. */
export function checkKeptItems (items: ReportItemInput[] = [], present: ReportItem[] = [], { content } = inBody): void {
  const faults = strangeItems(items, present).map(({ index, rule }) => fault(`${content}/items/${index}/id`, rule))
  if (faults.length > 0) throw rulesRefused(faults)
}

/** @param present the report's items as they are: what they go on with, they may go on with, even when that was replaced since. */
export async function checkCarriedItems (
  tx: Database,
  userId: string,
  reportDate: string,
  items: ReportItemInput[] = [],
  present: ReportItem[] = [],
  { content } = inBody
): Promise<void> {
  const known = new Set(present.map((item) => item.carriedFromId))
  const carried = [...new Set(items.flatMap((item) => item.carriedFromId ?? []))].filter((id) => !known.has(id))
  if (carried.length === 0) return
  const own = await reports.countEarlierItems(tx, userId, reportDate, carried)
  if (own < carried.length) throw ruleRefused(`${content}/items`, 'carriedFrom')
}

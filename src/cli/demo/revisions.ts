import type { RevisionContent } from '../../../generated/schemas.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'

type Item = DemoRows['items'][number]

/** What was handed in, once of each report. */
export function revisionsOf ({ reports, items }: Pick<DemoRows, 'reports' | 'items'>): DemoRows['revisions'] {
  const byReport = Map.groupBy(items, (item) => item.report_id)
  return reports.flatMap((report) => {
    if (!report.submitted_at) return []
    const content: RevisionContent = {
      summary: report.summary,
      planNext: report.plan_next,
      mood: report.mood ?? null,
      templateId: report.template_id ?? null,
      templateRevision: report.template_revision ?? null,
      fields: JSON.parse(report.fields),
      items: (byReport.get(report.id) ?? []).map(itemOf)
    }
    return [{ report_id: report.id, number: 1, version: 2, handed_in_at: report.submitted_at, content: JSON.stringify(content) }]
  })
}

function itemOf ({ category = null, quantity = null, unit = null, carried_from_id: carriedFromId = null, ...item }: Item) {
  const { id, title, detail, status, progress, minutes } = item
  return { id, title, detail, category, status, progress, minutes, quantity, unit, carriedFromId }
}

/** Which template a report is written by, and what that asks of it. */
import type { Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as templates from '../../repositories/work/templates.ts'
import type { Objection } from '../../rules/ladder.ts'
import { isChoosable, objectionsToFields } from '../../rules/work/templates.ts'

/** Resolves to undefined where reports of the division cannot be begun with it. Until the transaction ends it is not deleted. */
export async function chosenTemplate (
  tx: Database,
  templateId: string,
  divisionId: string
): Promise<{ id: string, revision: number } | undefined> {
  const template = await templates.hold(tx, templateId)
  return template && isChoosable(template, divisionId) ? { id: template.id, revision: template.revision } : undefined
}

/** What of its fields keeps a report from being handed in; nothing where nothing does. */
export async function objectionsAtHandIn (tx: Database, report: Report): Promise<Objection[]> {
  const { templateId, templateRevision, divisionId } = report
  const begunWith = templateId === null ? undefined : await templates.find(tx, templateId, templateRevision!)
  return objectionsToFields(report, begunWith, await templates.findActive(tx, divisionId))
}

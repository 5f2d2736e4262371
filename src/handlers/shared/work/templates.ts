import type { Report } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import { ruleRefused } from '../../../http/errors.ts'
import { chosenTemplate } from '../../../steps/work/templates.ts'

/**
 * The template that a report is written by from now on, as it is today; undefined where it stays as it is.
 * @param present the report, if it is there already. @param at where the request says so. @throws RULE_REFUSED where it cannot be that one.
 */
export async function templateOf (
  tx: Database,
  divisionId: string,
  templateId: string | null | undefined,
  present: Report | undefined,
  at: string
): Promise<{ id: string, revision: number } | null | undefined> {
  if (templateId === undefined || templateId === present?.templateId) return undefined
  if (templateId === null) return null
  const chosen = await chosenTemplate(tx, templateId, divisionId)
  if (!chosen) throw ruleRefused(`${at}/templateId`, 'unknownTemplate')
  return chosen
}

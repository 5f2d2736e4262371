import type { FastifyRequest } from 'fastify'
import type { ImportResult } from '../../../../generated/schemas.ts'
import { ruleRefused } from '../../../http/errors.ts'
import { describe } from '../../../http/faults.ts'
import type { CsvFault } from '../../../rules/csv.ts'
import { localeOf } from '../../../texts/locale.ts'

/** As openapi/common.yaml says. */
const mostErrors = 100

/** What is done with a file of rows. */
export interface ImportPlan {
  created: unknown[]
  updated: unknown[]
  unchanged: number
  faults: CsvFault[]
}

/**
 * What is answered to an import, in the language of the request. @param count how many lines there are.
 * @throws RULE_REFUSED where it is for real and any line has a fault.
 */
export function importResult (
  request: FastifyRequest,
  { count }: { count: number },
  { created, updated, unchanged, faults }: ImportPlan,
  dryRun: boolean
): ImportResult {
  if (!dryRun && faults.length > 0) throw ruleRefused('/body/csv', 'csv')
  const locale = localeOf(request.headers['accept-language'])
  const errors = faults.slice(0, mostErrors).map(({ line, column, ...fault }) => {
    const { rule, message } = describe({ path: '', ...fault }, locale)
    return { line, column, rule, message }
  })
  return { dryRun, rows: count, created: created.length, updated: updated.length, unchanged, errors }
}

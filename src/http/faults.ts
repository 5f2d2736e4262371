import type { ErrorDetail } from '../../generated/schemas.ts'
import { faultTexts, type FaultRule, type FaultText } from '../texts/faults.ts'
import type { Locale } from '../texts/locale.ts'

/** How many an answer names at most: a small request gets no large answer. */
export const mostFaults = 20

/** One thing that is wrong with a request, not yet in a language. */
export interface Fault {
  path: string
  rule: FaultRule
  limit?: number
}

export function fault (path: string, rule: FaultRule, limit?: number): Fault {
  return { path, rule, ...(limit !== undefined && { limit }) }
}

export function describe ({ path, rule, limit = 0 }: Fault, locale: Locale): ErrorDetail {
  const text: FaultText = faultTexts[rule]
  return { path, rule, message: (typeof text === 'function' ? text(limit) : text)[locale] }
}

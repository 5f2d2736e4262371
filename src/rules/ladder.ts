import type { ErrorCode } from '../../generated/errors.ts'
import type { ErrorMeta } from '../../generated/schemas.ts'
import type { FaultRule } from '../texts/faults.ts'

/** A policy that says no: which, and what of the request it is about. */
export interface Objection {
  path: string
  rule: FaultRule
  limit?: number
}

interface Refused {
  code: ErrorCode
  meta?: ErrorMeta
  objections?: Objection[]
}

/** What the rules say no with; `src/http` knows how that is answered. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  readonly meta: ErrorMeta | undefined
  readonly objections: Objection[]

  constructor ({ code, meta, objections = [] }: Refused) {
    super(code)
    this.code = code
    this.meta = meta
    this.objections = objections
  }
}

/** What stands between a viewer and what they want to do with something; what is left out holds. */
export interface Rungs<Thing> {
  /** Out of scope is as if it were not there: NOT_FOUND. */
  sees?: (thing: Thing) => boolean
  /** FORBIDDEN. */
  may?: (thing: Thing) => boolean
  /** STATE_CONFLICT, or the code that says it better. */
  state?: (thing: Thing) => boolean | ErrorCode
  /** The one that the caller saw: VERSION_CONFLICT. */
  version?: Thing extends { version: number } ? number : never
  /** What whoever meets such a conflict, of state or version, is told of it. */
  conflict?: (thing: Thing) => ErrorMeta
  /** RULE_REFUSED. */
  policy?: (thing: Thing) => Objection | undefined
}

/**
 * Asks one after the other, in the order that the contract promises.
 * @returns the thing.
 * @throws Refusal at the first that does not hold.
 */
export function climb<Thing extends object> (thing: Thing | undefined, rungs: Rungs<Thing>): Thing {
  const refused = refusedAt(thing, rungs)
  if (thing === undefined || refused) throw new Refusal(refused!)
  return thing
}

/** Would it come to the top? */
export function mayClimb<Thing extends object> (thing: Thing, rungs: Rungs<Thing>): boolean {
  return refusedAt(thing, rungs) === undefined
}

function refusedAt<Thing extends object> (thing: Thing | undefined, rungs: Rungs<Thing>): Refused | undefined {
  if (thing === undefined || rungs.sees?.(thing) === false) return { code: 'NOT_FOUND' }
  if (rungs.may?.(thing) === false) return { code: 'FORBIDDEN' }
  const state = rungs.state?.(thing) ?? true
  const meta = rungs.conflict?.(thing)
  if (state !== true) return { code: state || 'STATE_CONFLICT', ...(meta && { meta }) }
  const { version: currentVersion } = thing as { version?: number }
  if (rungs.version !== undefined && currentVersion !== rungs.version) {
    return { code: 'VERSION_CONFLICT', meta: { currentVersion, ...meta } }
  }
  const objection = rungs.policy?.(thing)
  return objection && { code: 'RULE_REFUSED', objections: [objection] }
}

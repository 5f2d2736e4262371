import type { ErrorCode } from '../../generated/errors.ts'
import type { FaultRule } from '../texts/faults.ts'

/** A policy that says no: which, and what of the request it is about. */
export interface Objection {
  path: string
  rule: FaultRule
  limit?: number
}

/** What the rules say no with; `src/http` knows how that is answered. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  readonly currentVersion: number | undefined
  readonly objections: Objection[]

  constructor (code: ErrorCode, { currentVersion, objections = [] }: { currentVersion?: number, objections?: Objection[] } = {}) {
    super(code)
    this.code = code
    this.currentVersion = currentVersion
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
  /** RULE_REFUSED. */
  policy?: (thing: Thing) => Objection | undefined
}

/**
 * Asks one after the other, in the order that the contract promises.
 * @returns the thing.
 * @throws Refusal at the first that does not hold.
 */
export function climb<Thing extends object> (thing: Thing | undefined, rungs: Rungs<Thing>): Thing {
  if (thing === undefined || rungs.sees?.(thing) === false) throw new Refusal('NOT_FOUND')
  if (rungs.may?.(thing) === false) throw new Refusal('FORBIDDEN')
  const state = rungs.state?.(thing) ?? true
  if (state !== true) throw new Refusal(state || 'STATE_CONFLICT')
  const { version: currentVersion } = thing as { version?: number }
  if (rungs.version !== undefined && currentVersion !== rungs.version) throw new Refusal('VERSION_CONFLICT', { currentVersion })
  const objection = rungs.policy?.(thing)
  if (objection) throw new Refusal('RULE_REFUSED', { objections: [objection] })
  return thing
}

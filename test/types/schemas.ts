/**
 * The two generators agree: what TypeBox says of a component is what openapi-typescript says of it.
 * The compiler checks this; there is nothing to run.
 */
import type * as events from '../../generated/events.ts'
import type * as schemas from '../../generated/schemas.ts'
import type { EventFrames, Frames } from '../../generated/sdk/frames.ts'
import type { components } from '../../generated/types.ts'

type Components = components['schemas']
/** `Static` of each component. */
type Schemas = { [K in keyof typeof schemas]: (typeof schemas)[K] extends { static: infer T } ? T : never }

/** Written out, so that an intersection counts as the object that it is. */
type Plain<T> = T extends object ? { [K in keyof T]: Plain<T[K]> } : T

/** The same type in both directions, optional keys and all: assignability alone would miss an optional key that is missing. */
type Equal<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends (<T>() => T extends Plain<B> ? 1 : 2) ? true : false

type Agreement = { [K in keyof Components & keyof Schemas]: Equal<Schemas[K], Components[K]> extends true ? true : { typebox: Schemas[K], openapi: Components[K] } }
declare const agreement: Agreement

export const sameNames: Equal<keyof Schemas, keyof Components> = true
/** An error here names the component that differs. */
export const sameTypes: Record<keyof Components, true> = agreement
export const sameFrames: Equal<events.ServerFrame | events.ClientFrame, Frames[keyof Frames]> = true
export const sameEvents: Equal<events.EventFrame, EventFrames> = true

/** The assertions bite. */
// @ts-expect-error: different components
export const different: Equal<Schemas['Report'], Components['ReportDetail']> = true
// @ts-expect-error: an optional key that one does not have
export const missingOptional: Equal<Omit<Schemas['CreateReport'], 'mood'>, Components['CreateReport']> = true
// @ts-expect-error: a key that may be left out, and one that may not
export const required: Equal<Required<Schemas['UpdateReport']>, Components['UpdateReport']> = true
// @ts-expect-error: null
export const nullable: Equal<Omit<Schemas['User'], 'divisionId'> & { divisionId: string }, Components['User']> = true
// @ts-expect-error: one member of an enumeration less, at some depth
export const narrower: Equal<Omit<Schemas['UserTeam'], 'role'> & { role: 'member' }, Components['UserTeam']> = true
// @ts-expect-error: any
export const anything: Equal<any, Components['User']> = true
// @ts-expect-error: a component that differs
export const differing: Record<keyof Components, true> = agreement as Omit<Agreement, 'User'> & { User: { typebox: string, openapi: number } }
// @ts-expect-error: a component that only one of them has
export const otherNames: Equal<keyof Schemas | 'Order', keyof Components> = true

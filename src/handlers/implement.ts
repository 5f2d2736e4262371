import type { Exactly } from '../../generated/exactly.ts'
import type { Tag, TagHandlers } from '../../generated/operations.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'

type Returns<H> = H extends (...parameters: never[]) => infer R ? Awaited<R> : never

/** What of a tag's handlers answers exactly as documented; `never` for what is not as documented, or not of the tag. */
type AsDocumented<T extends Tag, H> = {
  [K in keyof H]: K extends keyof TagHandlers<T, SessionViewer>
    ? (context: never) => Promise<Exactly<Returns<TagHandlers<T, SessionViewer>[K]>, Returns<H[K]>>> | void
    : never
}

/**
 * Types a tag's handlers by the contract. A plain annotation would let a handler return more keys than its
 * document names; here that does not compile, nor does an operation of another tag.
 */
export function implement<T extends Tag, H extends Partial<TagHandlers<T, SessionViewer>>> (_tag: T, handlers: H & AsDocumented<T, H>): H {
  return handlers
}

type KeysOf<Parts> = Parts extends readonly [infer First, ...infer Rest] ? keyof First | KeysOf<Rest> : never

/** What a tag's files implement twice. */
type Twice<Parts> = Parts extends readonly [infer First, ...infer Rest] ? (keyof First & KeysOf<Rest>) | Twice<Rest> : never

type Joined<Parts> = Parts extends readonly [infer First, ...infer Rest] ? First & Joined<Rest> : unknown

/** The handlers of a tag that has several files. An operation that two of them implement does not compile. */
export function joined<Parts extends object[]> (...parts: [Twice<Parts>] extends [never] ? Parts : never): Joined<Parts> {
  return Object.assign({}, ...parts) as Joined<Parts>
}

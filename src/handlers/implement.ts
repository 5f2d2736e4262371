import type { Handlers } from '../../generated/operations.ts'
import type { Viewer } from '../rules/viewer.ts'

type Returns<H> = H extends (...parameters: never[]) => infer R ? Awaited<R> : never

/** `Actual` with every key that `Declared` does not have turned into `never`, at any depth. */
type Exactly<Declared, Actual> =
  Actual extends readonly (infer A)[] ? Declared extends readonly (infer D)[] ? Exactly<D, A>[] : never
    : Actual extends object
      ? { [K in keyof Actual]: K extends KeyOf<Declared> ? Exactly<ValueOf<Declared, K>, Actual[K]> : never }
      : Actual
type KeyOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, K> = T extends unknown ? K extends keyof T ? T[K] : never : never

/**
 * Types a tag's handlers by the contract. A plain annotation would let a handler return more keys than its
 * document names; here that does not compile.
 */
export function implement<H extends Partial<Handlers<Viewer>>> (
  handlers: H & { [K in keyof H]: K extends keyof Handlers<Viewer> ? (context: never) => Promise<Exactly<Returns<Handlers<Viewer>[K]>, Returns<H[K]>>> | void : never }
): H {
  return handlers
}

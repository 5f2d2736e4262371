import type { Exactly } from '../../generated/exactly.ts'
import type { Handlers } from '../../generated/operations.ts'
import type { Viewer } from '../rules/identity/viewer.ts'

type Returns<H> = H extends (...parameters: never[]) => infer R ? Awaited<R> : never

/**
 * Types a tag's handlers by the contract. A plain annotation would let a handler return more keys than its
 * document names; here that does not compile.
 */
export function implement<H extends Partial<Handlers<Viewer>>> (
  handlers:
    & H
    & {
      [K in keyof H]: K extends keyof Handlers<Viewer>
        ? (context: never) => Promise<Exactly<Returns<Handlers<Viewer>[K]>, Returns<H[K]>>> | void
        : never
    }
): H {
  return handlers
}

import type { Exactly } from '../../generated/exactly.ts'
import type { Handlers } from '../../generated/operations.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'

type Returns<H> = H extends (...parameters: never[]) => infer R ? Awaited<R> : never

/**
 * Types a tag's handlers by the contract. A plain annotation would let a handler return more keys than its
 * document names; here that does not compile.
 */
export function implement<H extends Partial<Handlers<SessionViewer>>> (
  handlers:
    & H
    & {
      [K in keyof H]: K extends keyof Handlers<SessionViewer>
        ? (context: never) => Promise<Exactly<Returns<Handlers<SessionViewer>[K]>, Returns<H[K]>>> | void
        : never
    }
): H {
  return handlers
}

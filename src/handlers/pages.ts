import type { CursorCodec, PageRequest } from '../database/queries/page.ts'
import { validationFailed } from '../http/errors.ts'
import { fault, type Fault } from '../http/faults.ts'

/** As openapi/common.yaml says. */
const defaultLimit = 30

/** Which page of a list a query asks for. @throws VALIDATION_FAILED for what is no cursor of the list, together with `faults`. */
export function pageAsked ({ cursor, limit }: { cursor?: string, limit?: number }, order: CursorCodec, faults: Fault[] = []): PageRequest {
  const after = cursor === undefined ? undefined : order.decode(cursor)
  const all = cursor !== undefined && !after ? [...faults, fault('/query/cursor', 'cursor')] : faults
  if (all.length > 0) throw validationFailed(all)
  return { limit: limit ?? defaultLimit, after }
}

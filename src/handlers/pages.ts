import type { CursorCodec } from '../database/page.ts'
import { validationFailed } from '../http/errors.ts'
import { fault, type Fault } from '../http/faults.ts'

/** As openapi/common.yaml says. */
export const defaultLimit = 30

/** Decodes the cursor of a list's query. @throws VALIDATION_FAILED for what is none of the list's, together with `faults`. */
export function readCursor (cursors: CursorCodec, cursor: string | undefined, faults: Fault[] = []): string[] | undefined {
  const after = cursor === undefined ? undefined : cursors.decode(cursor)
  const all = cursor !== undefined && !after ? [...faults, fault('/query/cursor', 'cursor')] : faults
  if (all.length > 0) throw validationFailed(all)
  return after
}

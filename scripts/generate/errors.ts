import type { OpenApiDocument } from './model.ts'
import { banner } from './schemas.ts'

/** The error catalogue: each code's status and what it says in each language. */
export function emitErrors (document: OpenApiDocument): string {
  const { enum: codes, 'x-catalogue': catalogue } = document.components.schemas.ErrorCode as {
    enum: string[],
    'x-catalogue': Record<string, unknown>
  }
  const differing = new Set(codes).symmetricDifference(new Set(Object.keys(catalogue)))
  if (differing.size > 0) throw new Error(`openapi/common.yaml: ErrorCode's enum and x-catalogue differ in ${[...differing].join(', ')}`)
  return `${banner}export const catalogue = ${
    JSON.stringify(catalogue, null, 2)
  } as const\n\nexport type ErrorCode = keyof typeof catalogue\n`
}

import { jsonType, takesIdempotencyKey } from '../words.ts'
import type { Operation, Root } from './document.ts'

interface CatalogueEntry {
  status: number
  en: string
}

/** The codes that any such operation can answer, beside its own `x-errors`. */
function sharedCodes (method: string, operation: Operation, takesTokens: boolean): string[] {
  const { 'x-access': access, 'x-answer': answer, 'x-credentials': credentials } = operation
  const unsafe = method !== 'get'
  const isPublic = access === 'public'
  // Who has no secret has no address either.
  const addressOnly = credentials.join() === 'address'
  return [
    'VALIDATION_FAILED',
    'RATE_LIMITED',
    'INTERNAL',
    'UNAVAILABLE',
    ...(isPublic ? [] : [addressOnly ? 'NOT_FOUND' : 'UNAUTHENTICATED']),
    ...(unsafe ? ['FORBIDDEN', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] : []),
    ...(answer === 'stream' || Array.isArray(access) ? ['FORBIDDEN'] : []),
    ...(takesIdempotencyKey(operation) ? ['IN_PROGRESS', 'RULE_REFUSED'] : []),
    // A token without the scope, or where none is taken.
    ...(takesTokens && !isPublic && !addressOnly ? ['FORBIDDEN'] : [])
  ]
}

/** Adds the answers of an operation's codes, and puts them by status into `x-errors`. @throws Error for an unknown code. */
export function addErrors (root: Root, method: string, operation: Operation): void {
  const catalogue: Record<string, CatalogueEntry> = root.components.schemas.ErrorCode['x-catalogue']
  const takesTokens = root.components.securitySchemes.tokenAuth !== undefined
  const codes = new Set([...sharedCodes(method, operation, takesTokens), ...(operation['x-errors'] ?? [])])
  for (const code of codes) {
    if (catalogue[code]) continue
    throw new Error(`${operation.operationId}: x-errors names ${code}, which is not in the x-catalogue of openapi/common.yaml`)
  }
  const byStatus = Map.groupBy([...codes].sort(), (code) => String(catalogue[code].status))
  operation['x-errors'] = Object.fromEntries([...byStatus].sort(([a], [b]) => a.localeCompare(b)))
  for (const [status, list] of byStatus) {
    const name = list.map(pascalCase).join('Or')
    root.components.responses[name] ??= errorResponse(list, catalogue)
    operation.responses[status] = { $ref: `#/components/responses/${name}` }
  }
}

function pascalCase (code: string): string {
  return code.split('_').map((word) => word[0] + word.slice(1).toLowerCase()).join('')
}

function errorResponse (codes: string[], catalogue: Record<string, CatalogueEntry>): object {
  const examples = Object.fromEntries(codes.map((code) => [code, {
    value: { ok: false, data: null, error: { code, message: catalogue[code].en, requestId: '01JD2V6M7Q8R9S0T1V2W3X4Y5Z' } }
  }]))
  return {
    description: codes.map((code) => `\`${code}\`: ${catalogue[code].en}`).join(' '),
    content: { [jsonType]: { schema: { $ref: '#/components/schemas/ErrorEnvelope' }, examples } }
  }
}

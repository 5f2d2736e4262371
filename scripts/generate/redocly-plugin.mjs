/**
 * What the bundle adds to each operation of openapi/, so that nobody writes it twenty times:
 * the security that `x-access` means, the responses of the error codes in `x-errors` and of those
 * that every operation of its kind can answer, and the X-Request-Id header.
 */
const methods = ['get', 'put', 'post', 'delete', 'patch']

/** The codes that any such operation can answer, beside its own `x-errors`. */
function sharedCodes (method, operation) {
  const unsafe = method !== 'get'
  const stream = operation.responses['200']?.content?.['text/event-stream'] !== undefined
  const isPublic = operation['x-access'] === 'public'
  return [
    'VALIDATION_FAILED',
    'RATE_LIMITED',
    'INTERNAL',
    'UNAVAILABLE',
    ...(isPublic ? [] : ['UNAUTHENTICATED']),
    ...(unsafe ? ['FORBIDDEN', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] : []),
    ...(stream ? ['FORBIDDEN'] : []),
    ...(Array.isArray(operation['x-access']) ? ['FORBIDDEN'] : [])
  ]
}

/** On what may be shown while events go on. */
const positionHeader = {
  'X-Realtime-Position': {
    description: 'Every event up to this position is in the answer. `subscribe` with it as `since`, and none is missed.',
    schema: { type: 'integer', minimum: 0 }
  }
}

function errorResponse (status, codes, catalogue) {
  const headers = ['429', '503'].includes(status)
    ? { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer', minimum: 1 } } }
    : {}
  const examples = Object.fromEntries(codes.map((code) => [code, {
    value: { ok: false, data: null, error: { code, message: catalogue[code].en, requestId: '01JD2V6M7Q8R9S0T1V2W3X4Y5Z' } }
  }]))
  return {
    description: codes.map((code) => `\`${code}\`: ${catalogue[code].en}`).join(' '),
    headers,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' }, examples } }
  }
}

function addErrors (operation, codes, catalogue) {
  const byStatus = new Map()
  for (const code of [...codes].sort()) {
    const entry = catalogue[code]
    if (!entry) throw new Error(`${operation.operationId}: x-errors names ${code}, which is not in the x-catalogue of openapi/common.yaml`)
    const status = String(entry.status)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  operation['x-errors'] = Object.fromEntries([...byStatus].sort(([a], [b]) => a.localeCompare(b)))
  for (const [status, list] of byStatus) operation.responses[status] = errorResponse(status, list, catalogue)
}

function complete (root) {
  const catalogue = root.components.schemas.ErrorCode['x-catalogue']
  for (const item of Object.values(root.paths)) {
    for (const method of methods) {
      const operation = item[method]
      if (!operation) continue
      if (operation['x-access'] === undefined) {
        throw new Error(`${operation.operationId}: say who may call it: x-access (public, viewer, or a list of roles)`)
      }
      if (operation['x-access'] === 'public') operation.security = []
      addErrors(operation, new Set([...sharedCodes(method, operation), ...(operation['x-errors'] ?? [])]), catalogue)
      if (method === 'get' && operation['x-access'] !== 'public' && operation.responses['200'].content?.['application/json']) {
        operation.responses['200'].headers = { ...operation.responses['200'].headers, ...positionHeader }
      }
      for (const response of Object.values(operation.responses)) {
        response.headers = {
          ...response.headers,
          'X-Request-Id': { description: 'Names the request in the logs.', schema: { type: 'string' } }
        }
      }
    }
  }
}

export default function workpulse () {
  return {
    id: 'workpulse',
    decorators: {
      oas3: { 'shared-responses': () => ({ Root: { leave: complete } }) }
    }
  }
}

/** The documents' own words for what an operation answers and takes, each in one place. */

/** The media type of whatever is not bytes, a stream or a socket. */
export const jsonType = 'application/json'

/**
 * `x-answer`: the envelope, a file or a feed as it is, a stream that the handler writes itself, a socket, or nothing but the address
 * of somewhere else.
 */
export const answers = ['json', 'bytes', 'stream', 'socket', 'redirect'] as const
export type Answer = typeof answers[number]

/** `x-body`: a value, validated, or a file as it is, whole or as it comes. */
export const bodies = ['json', 'bytes', 'stream'] as const
export type Body = typeof bodies[number]

/**
 * `x-credentials`, those that an operation takes: a session; an API token that has the scope; a secret in the address, which whoever
 * has it can use without signing in.
 */
export type Credential = 'session' | 'address' | `token:${string}`
const credential = /^(session|address|token:[a-z]+(:[a-z]+)*)$/

/** In bytes, where `x-body-limit` does not say otherwise. */
export const defaultBodyLimit = 65_536

/** What of an operation decides the words that it does not say. */
interface Said {
  operationId: string
  'x-access'?: 'public' | 'viewer' | string[]
  'x-answer'?: string
  'x-body'?: string
  'x-body-limit'?: number
  'x-credentials'?: string[]
  requestBody?: object
}

/** @throws Error naming the operation when `x-answer` is none of the five words. */
export function answerOf ({ operationId, 'x-answer': answer = 'json' }: Said): Answer {
  if (answers.includes(answer as Answer)) return answer as Answer
  throw new Error(`${operationId}: x-answer is one of ${answers.join(', ')}, not ${answer}`)
}

/** Resolves to undefined where the operation takes no body. @throws Error naming the operation. */
export function bodyOf ({ operationId, requestBody, 'x-body': body = 'json', 'x-body-limit': limit }: Said): Body | undefined {
  if (!bodies.includes(body as Body)) throw new Error(`${operationId}: x-body is one of ${bodies.join(', ')}, not ${body}`)
  if (!requestBody) return undefined
  if (body !== 'json' && limit === undefined) throw new Error(`${operationId}: how many bytes are too many? Say x-body-limit`)
  return body as Body
}

/** None for what is public. @throws Error naming the operation. */
export function credentialsOf ({ operationId, 'x-access': access, 'x-credentials': said }: Said): Credential[] {
  if (access === undefined) throw new Error(`${operationId}: say who may call it: x-access (public, viewer, or a list of roles)`)
  if (access === 'public') {
    if (said?.length) throw new Error(`${operationId}: what is public takes no credentials: leave x-credentials out`)
    return []
  }
  const strange = said?.find((word) => !credential.test(word))
  if (strange !== undefined || said?.length === 0) {
    throw new Error(`${operationId}: x-credentials are of session, token:SCOPE and address, not ${strange ?? 'none'}`)
  }
  return (said ?? ['session']) as Credential[]
}

/**
 * `x-etag`: the answer has an ETag, and whoever sends it back is told when nothing has changed. The keys of `data` that do not count;
 * undefined where it has none. @throws Error naming the operation.
 */
export function untaggedOf (
  { operationId, 'x-etag': keys, 'x-answer': answer = 'json' }: Said & { 'x-etag'?: string[] }
): string[] | undefined {
  if (keys === undefined || (Array.isArray(keys) && answer === 'json')) return keys
  throw new Error(`${operationId}: x-etag is a list of the keys of data that do not count, of an answer in JSON`)
}

/** Is the request carried out once, however often it is sent? Its parameters need not be resolved. */
export function takesIdempotencyKey ({ parameters = [] }: { parameters?: { name?: string, $ref?: string }[] }): boolean {
  return parameters.some(({ name, $ref = '' }) => name === 'Idempotency-Key' || $ref.endsWith('/idempotencyKey'))
}

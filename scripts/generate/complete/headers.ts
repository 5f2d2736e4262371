import { takesIdempotencyKey, untaggedOf } from '../words.ts'
import type { Operation, Root } from './document.ts'

type Headers = Record<string, { description: string, schema: object }>

/** On every answer. */
const everywhere: Headers = {
  'Access-Control-Allow-Origin': {
    description: 'The origin that asks, where it is one of the front ends.',
    schema: { type: 'string', maxLength: 300 }
  },
  'X-Request-Id': { description: 'Names the request in the logs.', schema: { type: 'string', maxLength: 36 } }
}

const patience: Headers = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer', minimum: 1, maximum: 86_400 } } }

/** On what may be shown while events go on. */
const position: Headers = {
  'X-Realtime-Position': {
    description: 'Every event up to this position is in the answer. `subscribe` with it as `since`, and none is missed.',
    schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
  }
}

const replayed: Headers = {
  'Idempotency-Replayed': { description: 'The answer that the same request got before.', schema: { type: 'string', const: 'true' } }
}

const tagged: Headers = {
  ETag: {
    description: 'Of what the answer says. Sent back as `If-None-Match`, it is answered with 304 as long as that is the same.',
    schema: { type: 'string', maxLength: 100 }
  }
}

const fileName: Headers = {
  'Content-Disposition': { description: 'What to call the file.', schema: { type: 'string', maxLength: 1000 } }
}

const challenge: Headers = {
  'WWW-Authenticate': {
    description: 'How to sign in by header; `error="invalid_token"` where a token was refused.',
    schema: { type: 'string', maxLength: 100 }
  }
}

const upgrade: Headers = { Upgrade: { description: 'What the address takes.', schema: { type: 'string', const: 'websocket' } } }

/** Where two cookies of a name were sent, or the refresh token is dead. */
const clearing = { description: 'Takes away cookies that serve nobody.', schema: { type: 'string', maxLength: 4096 } }

/** Each header stands once, among the components. */
export function addHeaders (root: Root, operations: { method: string, operation: Operation }[]): void {
  const { components } = root
  const add = (response: any, headers: Headers): void => {
    for (const [name, header] of Object.entries(headers)) {
      components.headers[name] ??= header
      response.headers = { ...response.headers, [name]: { $ref: `#/components/headers/${name}` } }
    }
  }
  for (const { method, operation } of operations) {
    const { responses, 'x-access': access, 'x-answer': answer } = operation
    for (const [status, response] of Object.entries<any>(responses)) {
      if (response.$ref) continue
      const isShown = status === '200' || status === '304'
      if (isShown && method === 'get' && answer === 'json' && access !== 'public') add(response, position)
      if (isShown && untaggedOf(operation)) add(response, tagged)
      if (takesIdempotencyKey(operation) && Number(status) < 300) add(response, replayed)
      if (answer === 'bytes' && Number(status) < 300) add(response, fileName)
      add(response, everywhere)
    }
  }
  for (const response of Object.values<any>(components.responses)) {
    if (/^`(RATE_LIMITED|UNAVAILABLE)`/.test(response.description)) add(response, patience)
    if (/`(VALIDATION_FAILED|REFRESH_SUPERSEDED)`/.test(response.description)) {
      components.headers.ClearedCookies ??= clearing
      response.headers = { ...response.headers, 'Set-Cookie': { $ref: '#/components/headers/ClearedCookies' } }
    }
    if (/^`(UNAUTHENTICATED|INVALID_CREDENTIALS|REFRESH_SUPERSEDED)`/.test(response.description)) add(response, challenge)
    if (response.description.startsWith('`UPGRADE_REQUIRED`')) add(response, upgrade)
    add(response, everywhere)
  }
}

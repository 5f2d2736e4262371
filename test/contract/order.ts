/** The rungs that every operation has, by its document alone: who, from where, which role, what kind of body, its form. */
import {
  bodyLimitOf,
  bodySchemaOf,
  bytesTypeOf,
  isPublic,
  isSocket,
  isStream,
  idParametersOf,
  queryParametersOf,
  rolesOf,
  takesAnyQuery,
  takesFile,
  type Operation
} from '../support/document.ts'
import { refusal, type Outcome, type RawRequest } from '../support/raw.ts'
import { requestOf, varied } from './stage.ts'
import type { Asked } from './subject.ts'

export const frontEnd = 'http://localhost:3000'
export const foreign = 'https://evil.example'

export interface Step {
  name: string
  request: RawRequest
  expected: Outcome
}

const text = { 'content-type': 'text/plain' }
const json = { 'content-type': 'application/json' }

/**
 * A browser tells from where what changes something comes, and what opens a connection; what it is sent to by others comes
 * from anywhere.
 */
const looksAtOrigin = (operation: Operation) => operation.method !== 'get' || isStream(operation) || isSocket(operation)

/**
 * Each repairs what the one before was told of, and keeps the rest that is wrong.
 * @param cookie of somebody who may, without and of another role.
 */
export function stepsOf (
  operation: Operation,
  valid: Asked,
  cookie: { may: RawRequest['headers'], employee: RawRequest['headers'] }
): Step[] {
  const takesBodies = operation.method !== 'get'
  const ids = Object.fromEntries(idParametersOf(operation).map(({ name }) => [name, 'no id']))
  const body = bodySchemaOf(operation) && { ...valid.body, other: 1 }
  const wrong = { params: ids, query: { other: '1' } }
  const request = (headers: RawRequest['headers']): RawRequest => ({
    ...requestOf(operation, { params: { ...valid.params, ...ids }, query: wrong.query }, headers)
  })
  const unread = takesBodies ? { ...text, 'content-length': 2 ** 21 } : {}
  const who = isPublic(operation) ? {} : cookie.may
  const own = takesFile(operation) ? { 'content-type': bytesTypeOf(operation) } : json
  return [
    ...(isPublic(operation)
      ? []
      : [{ name: 'who', request: request({ origin: foreign, ...unread }), expected: refusal('UNAUTHENTICATED') }]),
    ...(looksAtOrigin(operation)
      ? [{ name: 'origin', request: request({ ...who, origin: foreign, ...unread }), expected: refusal('FORBIDDEN') }]
      : []),
    ...(rolesOf(operation)
      ? [{ name: 'role', request: request({ ...cookie.employee, origin: frontEnd, ...unread }), expected: refusal('FORBIDDEN') }]
      : []),
    ...(takesBodies
      ? [
        { name: 'media type', request: request({ ...who, origin: frontEnd, ...unread }), expected: refusal('UNSUPPORTED_MEDIA_TYPE') },
        {
          name: 'size',
          request: request({ ...who, origin: frontEnd, ...own, 'content-length': bodyLimitOf(operation) + 1 }),
          expected: refusal('PAYLOAD_TOO_LARGE')
        },
        ...(takesFile(operation) ? [] : [{
          name: 'JSON',
          request: { ...request({ ...who, origin: frontEnd, ...json }), body: '{' },
          expected: refusal('VALIDATION_FAILED', '/body json')
        }])
      ]
      : []),
    // Where any query is taken, nothing is wrong with it.
    ...(takesAnyQuery(operation) ? [] : [{
      name: 'form',
      request: requestOf(operation, { ...varied(valid, wrong), body }, { ...who, origin: frontEnd }),
      expected: refusal('VALIDATION_FAILED', ...formFaults(operation, body !== undefined))
    }])
  ]
}

function formFaults (operation: Operation, hasBody: boolean): string[] {
  return [
    ...idParametersOf(operation).map(({ name }) => `/params/${name} pattern`),
    '/query/other additionalProperties',
    ...queryParametersOf(operation).filter(({ required }) => required).map(({ name }) => `/query/${name} required`),
    ...(hasBody ? ['/body/other additionalProperties'] : [])
  ]
}

/** What a request says, held against its operation's schemas. */
import type { TSchema } from '@sinclair/typebox'
import type { ErrorObject } from 'ajv/dist/2020.js'
import indonesian from 'ajv-i18n/localize/id/index.js'
import type { FastifyRequest } from 'fastify'
import type { Route } from '../../generated/routes.ts'
import type { ErrorDetail } from '../../generated/schemas.ts'
import { localeOf } from '../texts/locale.ts'
import { takesBytes } from './bytes.ts'
import { validationFailed } from './errors.ts'
import { lettersOf } from './letters.ts'
import { fault, type Fault } from './faults.ts'
import { validatorOf, type Validator } from './validator.ts'

// Its types say `default`, its CommonJS module is the function itself.
const localizeIndonesian = indonesian as unknown as typeof indonesian.default

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

type Part = 'params' | 'query' | 'body'

export type InputCheck = (request: FastifyRequest) => Record<Part, unknown>

/** @returns what reads a request. @throws VALIDATION_FAILED from there, with all faults of all parts. */
export function inputCheck (route: Route): InputCheck {
  const faultsIn = {
    params: validatorOf(route.params),
    query: validatorOf(route.query),
    body: route.body && validatorOf(route.body)
  }
  const compose = { query: lettersOf(route.query), body: lettersOf(route.body) }
  return (request) => {
    const { params, body } = request as { params: unknown, body: unknown }
    const query = readValues(route.query, request.query as Record<string, unknown>)
    compose.query(query)
    compose.body(body)
    const faults = [
      ...detailsOf('params', faultsIn.params(params), request),
      ...detailsOf('query', faultsIn.query(query), request),
      ...bodyFaults(route, faultsIn.body, request)
    ]
    if (faults.length > 0) throw validationFailed(faults)
    return { params, query, body }
  }
}

/** An address holds only text. What is written as JSON writes a number, or true and false, is read as that; the schema refuses the rest. */
function readValues (schema: TSchema, query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (schema.properties[name]?.type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
      const isNumber = ['integer', 'number'].includes(schema.properties[name]?.type) && typeof value === 'string' && jsonNumber.test(value)
      const number = isNumber ? Number(value) : Number.NaN
      return [name, Number.isFinite(number) ? number : value]
    })
  )
}

function bodyFaults (route: Route, faultsIn: Validator | undefined, request: FastifyRequest): (ErrorDetail | Fault)[] {
  const { body } = request
  if (body === undefined) {
    return route.bodyRequired ? [fault('/body', 'required')] : []
  }
  if (takesBytes(route)) return []
  if (!faultsIn) return [fault('/body', 'empty')]
  return detailsOf('body', faultsIn(body), request)
}

function detailsOf (part: Part, errors: ErrorObject[], { headers }: FastifyRequest): ErrorDetail[] {
  if (errors.length > 0 && localeOf(headers['accept-language']) === 'id') localizeIndonesian(errors)
  return errors.map((error) => ({
    path: `/${part}${error.instancePath}${pointerOf(error)}`,
    rule: error.keyword,
    message: error.message ?? 'is not valid'
  }))
}

/** A missing or an extra key is pointed at itself, not at the object around it. */
function pointerOf ({ keyword, params }: ErrorObject): string {
  const key = keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined
  return key === undefined ? '' : `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

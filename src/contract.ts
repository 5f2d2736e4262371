/** Binds the generated routes to the handlers: who may call, validation, envelope. */
import { Type, type TSchema } from '@sinclair/typebox'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import indonesian from 'ajv-i18n/localize/id/index.js'
import type {} from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Handlers, OperationId } from '../generated/operations.ts'
import { routes, type Route } from '../generated/routes.ts'
import type { ErrorDetail } from '../generated/schemas.ts'
import { localeOf, methodNotAllowed, upgradeRequired, validationFailed, type Locale } from './errors.ts'
import type { Viewer } from './rules/viewer.ts'
import type { Security } from './security.ts'

// Its types say `default`, its CommonJS module is the function itself.
const localizeIndonesian = indonesian as unknown as typeof indonesian.default

const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
type AnyHandler = (context: unknown) => Promise<unknown>
type SocketHandler = (context: unknown) => void
type InputCheck = ReturnType<typeof inputCheck>

export function bindContract (app: FastifyInstance, security: Security, handlers: Handlers<Viewer>): void {
  const validators = createValidators()
  for (const [id, route] of Object.entries(routes) as [OperationId, Route][]) {
    bind(app, security, route, handlers[id] as AnyHandler, validators, id)
  }
  refuseOtherMethods(app)
}

function bind (app: FastifyInstance, security: Security, route: Route, handler: AnyHandler, validators: Validators, operationId: OperationId): void {
  const check = inputCheck(route, validators)
  if (route.protocol === 'websocket') return bindWebSocket(app, security, route, handler as unknown as SocketHandler, check, operationId)
  app.route({
    method: route.method,
    url: route.url,
    bodyLimit: route.bodyLimit,
    config: { operationId },
    schema: route.data ? { response: { [route.status]: envelope(route.data) } } : {},
    onRequest: (request) => security.admit(request, route),
    async handler (request, reply) {
      const { params, query, body } = check(request)
      const data = await handler({ params, query, body, viewer: request.viewer ?? undefined, request, reply })
      return answer(reply, route, data)
    }
  })
}

/** Everything that can refuse a connection runs before the upgrade; a request without one is refused too. */
function bindWebSocket (app: FastifyInstance, security: Security, route: Route, handler: SocketHandler, check: InputCheck, operationId: OperationId): void {
  app.route({
    method: 'GET',
    url: route.url,
    config: { operationId },
    onRequest: (request) => security.admit(request, route),
    preHandler: async (request) => { check(request) },
    async handler () {
      throw upgradeRequired()
    },
    wsHandler (socket, request) {
      handler({ params: request.params, query: request.query, request, socket })
    }
  })
}

function answer (reply: FastifyReply, route: Route, data: unknown): unknown {
  if (route.protocol !== 'json') return reply
  reply.code(route.status)
  return { ok: true, data, error: null }
}

function envelope (data: TSchema): TSchema {
  return Type.Object({ ok: Type.Literal(true), data, error: Type.Null() }, { additionalProperties: false })
}

/** Fastify answers a wrong method with 404. */
function refuseOtherMethods (app: FastifyInstance): void {
  const byUrl = Map.groupBy(Object.values(routes), (route) => route.url)
  for (const [url, those] of byUrl) {
    const allowed = those.map((route) => route.method as string)
    const allow = allowed.join(', ')
    app.route({
      method: allMethods.filter((method) => !allowed.includes(method)),
      url,
      async onRequest (_request, reply) {
        reply.header('allow', allow)
        throw methodNotAllowed()
      },
      handler () {}
    })
  }
}

type Part = 'params' | 'query' | 'body'
type Validators = Record<Part, Ajv2020>

/** Two ways to read: a body is taken as it is; addresses hold only text, so numbers are read from it. Nothing is stripped. */
function createValidators (): Validators {
  const options = { allErrors: true, removeAdditional: false, useDefaults: false, strict: true, allowUnionTypes: true } as const
  const exact = new Ajv2020(options)
  const textual = new Ajv2020({ ...options, coerceTypes: 'array' })
  for (const ajv of [exact, textual]) addFormats.default(ajv)
  return { params: textual, query: textual, body: exact }
}

function inputCheck (route: Route, validators: Validators) {
  const validate = {
    params: validators.params.compile(route.params),
    query: validators.query.compile(route.query),
    body: route.body && validators.body.compile(route.body)
  }
  return (request: FastifyRequest) => {
    const { params, query, body } = request as { params: unknown, query: unknown, body: unknown }
    const locale = localeOf(request.headers['accept-language'])
    const faults = [
      ...faultsOf('params', validate.params, params, locale),
      ...faultsOf('query', validate.query, query, locale),
      ...bodyFaults(route, validate.body, body, locale)
    ]
    if (faults.length > 0) throw validationFailed(faults)
    return { params, query, body }
  }
}

function bodyFaults (route: Route, validate: ValidateFunction | undefined, body: unknown, locale: Locale): ErrorDetail[] {
  if (body === undefined) {
    return route.bodyRequired ? [{ path: '/body', rule: 'required', message: locale === 'id' ? 'wajib diisi' : 'is required' }] : []
  }
  if (!validate) return [{ path: '/body', rule: 'empty', message: locale === 'id' ? 'harus kosong' : 'must be empty' }]
  return faultsOf('body', validate, body, locale)
}

function faultsOf (part: Part, validate: ValidateFunction, value: unknown, locale: Locale): ErrorDetail[] {
  if (validate(value)) return []
  const errors = validate.errors!
  if (locale === 'id') localizeIndonesian(errors)
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

/** Binds the generated routes to the handlers: who may call, validation, envelope. */
import { Type, type TSchema } from '@sinclair/typebox'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import indonesian from 'ajv-i18n/localize/id/index.js'
import type {} from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bytes, Handlers } from '../../generated/operations.ts'
import { jsonType, type Route, routes as contract } from '../../generated/routes.ts'
import type { ErrorDetail } from '../../generated/schemas.ts'
import { methodNotAllowed, notFound, upgradeRequired, validationFailed } from './errors.ts'
import { localeOf, type Locale } from '../texts/locale.ts'
import { readBytes, sendBytes } from './bytes.ts'
import { fault, type Fault } from './faults.ts'
import { pathOf } from './edge.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import type { Security } from '../security/admission.ts'

// Its types say `default`, its CommonJS module is the function itself.
const localizeIndonesian = indonesian as unknown as typeof indonesian.default

/** One for all apps of a process: what is compiled once is not compiled again. */
const validator = createValidator()
const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

type AnyHandler = (context: unknown) => Promise<unknown>
type SocketHandler = (context: unknown) => void
type InputCheck = ReturnType<typeof inputCheck>

/**
 * Registers a route for every operation.
 * @param position of the newest event that whoever reads the database now sees.
 * @param routes those of the contract, and none other but in tests.
 * @throws Error naming an operation that has no handler, or takes credentials that nothing checks.
 */
export function bindContract (
  app: FastifyInstance,
  security: Security,
  handlers: Handlers<SessionViewer>,
  position: () => number,
  routes: Record<string, Route> = contract
): void {
  const running = new Set<Promise<unknown>>()
  // A client that hung up does not wait for its handler; who closes the database must.
  app.addHook('onClose', async () => {
    await Promise.allSettled(running)
  })
  const known = handlers as unknown as Record<string, Record<string, AnyHandler | undefined> | undefined>
  for (const [id, route] of Object.entries(routes)) {
    // Of the operation's own tag: one of the same name in another tag's file answers nothing.
    const handler = known[route.tag]?.[id]
    if (!handler) throw new Error(`${id} is documented and has no handler: write it in src/handlers/, among those of ${route.tag}`)
    const unchecked = route.credentials.find((credential) => !security.checks(credential))
    if (unchecked) throw new Error(`${id} takes ${unchecked}, and nothing checks it: give createSecurity in src/app.ts a check`)
    bind(app, security, route, tracked(running, handler), id, position)
  }
}

function tracked (running: Set<Promise<unknown>>, handler: AnyHandler): AnyHandler {
  return (context) => {
    const answer = handler(context)
    // A socket's handler answers nothing.
    if (!(answer instanceof Promise)) return answer
    running.add(answer)
    const done = () => {
      running.delete(answer)
    }
    answer.then(done, done)
    return answer
  }
}

function bind (
  app: FastifyInstance,
  security: Security,
  route: Route,
  handler: AnyHandler,
  operationId: string,
  position: () => number
): void {
  const check = inputCheck(route)
  const showsState = route.method === 'GET' && route.answer === 'json' && route.access !== 'public'
  if (route.answer === 'socket') return bindWebSocket(app, security, route, handler as unknown as SocketHandler, check, operationId)
  const register = (scope: FastifyInstance) =>
    scope.route({
      method: methodsOf(route),
      url: route.url,
      bodyLimit: route.bodyLimit,
      config: { operationId },
      schema: route.data ? { response: { [route.status]: envelope(route.data) } } : {},
      onRequest: (request) => security.admit(request, route),
      async handler (request, reply) {
        const { params, query, body } = check(request)
        // Before the data is read: what happens meanwhile may come twice, and is not missed.
        const before = showsState ? position() : undefined
        const data = await handler({ params, query, body, viewer: request.viewer ?? undefined, request, reply })
        if (before !== undefined) reply.header('x-realtime-position', before)
        return answer(request, reply, route, data)
      }
    })
  if (!takesBytes(route)) return void register(app)
  // What a body is read as is one for all routes of a scope.
  app.register(async (scope) => {
    readBytes(scope, route.bodyTypes)
    register(scope)
  })
}

function takesBytes ({ body, bodyTypes }: Route): boolean {
  return !body && bodyTypes.length > 0
}

/** What answers GET answers HEAD too, but for what stays open, and what sends the browser on. */
function methodsOf ({ method, answer, redirect }: Route): string[] {
  return method === 'GET' && ['json', 'bytes'].includes(answer) && redirect === undefined ? ['GET', 'HEAD'] : [method]
}

/** Everything that can refuse a connection runs before the upgrade; a request without one is refused too. */
function bindWebSocket (
  app: FastifyInstance,
  security: Security,
  route: Route,
  handler: SocketHandler,
  check: InputCheck,
  operationId: string
): void {
  app.route({
    method: 'GET',
    url: route.url,
    config: { operationId },
    onRequest: (request) => security.admit(request, route),
    preHandler: async (request) => {
      check(request)
    },
    async handler () {
      throw upgradeRequired()
    },
    wsHandler (socket, request) {
      handler({ params: request.params, query: request.query, request, socket })
    }
  })
}

function answer (request: FastifyRequest, reply: FastifyReply, route: Route, data: unknown): unknown {
  if (route.answer === 'redirect') return reply.redirect(data as string, route.status)
  if (route.answer === 'bytes') return sendBytes(reply, route, data as Bytes)
  if (route.answer !== 'json') return reply
  if (route.redirect !== undefined && !request.headers.accept?.includes(jsonType)) {
    return reply.redirect((data as { url: string }).url, route.redirect)
  }
  reply.code(route.status)
  return { ok: true, data, error: null }
}

function envelope (data: TSchema): TSchema {
  return Type.Object({ ok: Type.Literal(true), data, error: Type.Null() }, { additionalProperties: false })
}

/**
 * Refuses what is no address or no method of one, before anything else is looked at: Fastify would read
 * the body first, and answers a wrong method with 404.
 */
export function refuseUnknownRoutes (app: FastifyInstance): void {
  const allowed = new Map<RegExp, string[]>()
  for (const [url, those] of Map.groupBy(Object.values(contract), (route) => route.url)) {
    allowed.set(new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]*')}$`), those.flatMap(methodsOf))
  }
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    const path = pathOf(request.url)
    const methods = [...allowed].find(([pattern]) => pattern.test(path))?.[1]
    if (!methods) throw notFound()
    reply.header('allow', methods.join(', '))
    throw methodNotAllowed()
  })
}

type Part = 'params' | 'query' | 'body'

/** Takes values as they are: nothing is coerced, stripped or filled in. */
function createValidator (): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, removeAdditional: false, useDefaults: false, strict: true, allowUnionTypes: true })
  addFormats.default(ajv)
  return ajv
}

function inputCheck (route: Route) {
  const validate = {
    params: validator.compile(route.params),
    query: validator.compile(route.query),
    body: route.body && validator.compile(route.body)
  }
  return (request: FastifyRequest) => {
    const { params, body } = request as { params: unknown, body: unknown }
    const query = readNumbers(route.query, request.query as Record<string, unknown>)
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

/** An address holds only text. What is written as JSON writes a number is read as one; the schema refuses the rest. */
function readNumbers (schema: TSchema, query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const isNumber = ['integer', 'number'].includes(schema.properties[name]?.type) && typeof value === 'string' && jsonNumber.test(value)
      const number = isNumber ? Number(value) : Number.NaN
      return [name, Number.isFinite(number) ? number : value]
    })
  )
}

function bodyFaults (route: Route, validate: ValidateFunction | undefined, body: unknown, locale: Locale): (ErrorDetail | Fault)[] {
  if (body === undefined) {
    return route.bodyRequired ? [fault('/body', 'required')] : []
  }
  if (takesBytes(route)) return []
  if (!validate) return [fault('/body', 'empty')]
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

/** Binds the generated routes to the handlers: who may call, validation, envelope. */
import type {} from '@fastify/websocket'
import type { TSchema } from '@sinclair/typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Bytes, Handlers } from '../../generated/operations.ts'
import { jsonType, type Route, routes as contract } from '../../generated/routes.ts'
import { methodNotAllowed, notFound, upgradeRequired } from './errors.ts'
import { readBytes, sendBytes, takesBytes } from './bytes.ts'
import { inputCheck, type InputCheck } from './input.ts'
import { localeOf } from '../texts/locale.ts'
import { pathOf } from './edge.ts'
import { hasAlready, isUnchanged } from './etags.ts'
import { createKeptAnswers, type KeptAnswers } from './kept.ts'
import { envelope, serialiserOf } from './serialiser.ts'
import type { Turns } from '../runtime/turns.ts'
import type { Validated, Validator } from '../security/validators.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import type { Security } from '../security/admission.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the answer is named, where its operation has a validator: how things stand for who asks, as it was before it is made. */
    etag: string | null
    /** How things stood then. */
    standing: Validated['standing'] | null
  }
}

type AnyHandler = (context: unknown) => Promise<unknown>
type SocketHandler = (context: unknown) => void

/**
 * Registers a route for every operation.
 * @param position of the newest event that whoever reads the database now sees.
 * @param validator of the answers that have an ETag.
 * @param turns in which what only reads is answered.
 * @param routes those of the contract, and none other but in tests.
 * @throws Error naming an operation that has no handler, or takes credentials that nothing checks.
 */
export function bindContract (
  app: FastifyInstance,
  security: Security,
  handlers: Handlers<SessionViewer>,
  position: () => number,
  validator: Validator,
  turns: Turns,
  routes: Record<string, Route> = contract
): void {
  const kept = createKeptAnswers()
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
    bind(app, security, route, tracked(running, handler), id, position, validator, turns, kept)
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
  position: () => number,
  validator: Validator,
  turns: Turns,
  kept: KeptAnswers
): void {
  const check = inputCheck(route)
  // All that it says follows from what its ETag is made of; what a token may see, besides, from that.
  const isKept = ({ viewer }: FastifyRequest) => route.untagged?.length === 0 && viewer?.scopes === undefined
  const showsState = route.method === 'GET' && route.answer === 'json' && route.access !== 'public'
  if (route.answer === 'socket') return bindWebSocket(app, security, route, handler as unknown as SocketHandler, check, operationId)
  const register = (scope: FastifyInstance) =>
    scope.route({
      method: methodsOf(route),
      url: route.url,
      bodyLimit: route.bodyLimit,
      config: { operationId },
      ...(route.data && {
        schema: { response: { [route.status]: envelope(route.data) } },
        serializerCompiler: () => writing(route.data!, kept)
      }),
      onRequest: (request) => security.admit(request, route),
      async handler (request, reply) {
        const { params, query, body } = check(request)
        // Before the data is read: what happens meanwhile may come twice, and is not missed.
        const before = showsState ? position() : undefined
        const make = async () => {
          const known = route.untagged && await validator(request.viewer!, {
            operation: operationId,
            tag: route.tag,
            locale: localeOf(request.headers['accept-language'])
          })
          const etag = known?.etag
          request.etag = etag ?? null
          request.standing = known?.standing ?? null
          if (etag !== undefined && hasAlready(request, etag)) return { etag }
          const text = etag !== undefined && isKept(request) ? kept.find(operationId, request.url, etag) : undefined
          if (text !== undefined) return { etag, text }
          const data = await handler({ params, query, body, viewer: request.viewer ?? undefined, request, reply })
          return { etag, data }
        }
        // A crowd asks a few at a time: what all would wait for together comes sooner to most, and to nobody too late.
        const { etag, data, text } = await (showsState ? turns(make) : make()) as Made
        if (before !== undefined) reply.header('x-realtime-position', before)
        if (etag !== undefined && isUnchanged(reply, etag)) return reply.code(304).send()
        if (text !== undefined) return reply.code(route.status).type(`${jsonType}; charset=utf-8`).send(text)
        const made = answer(request, reply, route, data)
        if (etag !== undefined && isKept(request)) kept.expect(made as object, operationId, request.url, etag)
        return made
      }
    })
  if (!takesBytes(route)) return void register(app)
  // What a body is read as is one for all routes of a scope.
  app.register(async (scope) => {
    readBytes(scope, route)
    register(scope)
  })
}

/** An answer, or its text as it went out before; neither where the client has it. */
interface Made {
  etag?: string
  data?: unknown
  text?: string
}

function writing (data: TSchema, kept: KeptAnswers): (answer: unknown) => string {
  const serialise = serialiserOf(data)
  return (answer) => {
    const text = serialise(answer)
    kept.written(answer, text)
    return text
  }
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
    preHandler: async (request, reply) => {
      check(request)
      // The connection would keep the answer that there will not be, and with it the request, for as long as it lives.
      if (request.ws) reply.raw.detachSocket(request.raw.socket)
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

/**
 * Refuses what is no address or no method of one, before anything else is looked at: Fastify would read
 * the body first, and answers a wrong method with 404.
 */
export function refuseUnknownRoutes (app: FastifyInstance): void {
  const addresses = [...Map.groupBy(Object.values(contract), (route) => route.url)].map(([url, those]) => ({
    url,
    pattern: new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]*')}$`),
    methods: those.flatMap(methodsOf)
  }))
  const refuseMethod = (reply: FastifyReply, methods: string[]) => {
    reply.header('allow', methods.join(', '))
    throw methodNotAllowed()
  }
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const path = pathOf(request.url)
    const address = addresses.find(({ pattern }) => pattern.test(path))
    if (!address) throw notFound()
    refuseMethod(reply, address.methods)
  })
  // `GET /users/import` is not a person whose id is `import`.
  for (const { url, methods } of addresses) {
    const ofOthers = addresses.filter((other) => other.url !== url && other.pattern.test(url)).flatMap((other) => other.methods)
    const foreign = [...new Set(ofOthers)].filter((method) => !methods.includes(method))
    const refuse = async (_request: FastifyRequest, reply: FastifyReply) => refuseMethod(reply, methods)
    if (foreign.length > 0) app.route({ method: foreign as HTTPMethods[], url, onRequest: refuse, handler: refuse })
  }
}

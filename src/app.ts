import { setImmediate as nextRound } from 'node:timers/promises'
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest
} from 'fastify'
import type { ErrorCode } from '../generated/errors.ts'
import { routes } from '../generated/routes.ts'
import type { ErrorEnvelope } from '../generated/schemas.ts'
import { arrivalLimits, type ArrivalLimits, limitArrival, longestArrival } from './http/arrival.ts'
import { bindContract, refuseUnknownRoutes } from './http/contract.ts'
import { createValidator } from './security/validators.ts'
import { isUnavailable } from './database/unavailable.ts'
import { explainDatabaseError, notMigrated } from './database/explain.ts'
import { newId } from './database/id.ts'
import { whenMigrated } from './database/migration/migrate.ts'
import { OvertakenError } from './database/queries/writes.ts'
import type { Deps } from './deps.ts'
import { StorageError } from './files/store.ts'
import { serveDocs } from './docs/serve.ts'
import {
  ApiError,
  errorOf,
  internal,
  invalid,
  notFound,
  payloadTooLarge,
  unavailable,
  unsupportedMediaType,
  versionConflict
} from './http/errors.ts'
import { localeOf } from './texts/locale.ts'
import { createHandlers } from './handlers/index.ts'
import { createIdempotency } from './http/idempotency.ts'
import { allJobs } from './jobs/all.ts'
import { followWebhooks } from './jobs/outward/webhook-rounds.ts'
import { isWebSocketRequest, mostHeaders, pathOf, readJsonBodies, receive, refuseMalformedHttp } from './http/edge.ts'
import { setHeaders } from './http/headers.ts'
import { measureRequests } from './http/measure.ts'
import { limitRate } from './http/rate-limit.ts'
import { readOnAfterRefusals } from './http/unread.ts'
import { localDate } from './rules/time/calendar.ts'
import { readDayRules } from './repositories/organisation/settings.ts'
import { isProbeSigned, probeHeader } from './runtime/probe.ts'
import { streamProbe } from './realtime/sse.ts'
import { createTurns } from './runtime/turns.ts'
import { subprotocol } from './realtime/connection/frames.ts'
import { limits } from './realtime/limits.ts'
import { Refusal } from './rules/ladder.ts'
import { createSecurity } from './security/admission.ts'
import { createApiTokens } from './security/api-tokens.ts'
import { createAudit } from './security/audit.ts'
import { createCookies } from './security/cookies.ts'
import { createSessions } from './security/sessions.ts'
import { createThrottle } from './security/throttle.ts'
import { createTokens } from './security/tokens.ts'
import { endConnections, type Linger } from './http/shutdown.ts'

/** Of answers that only read: more at once would wait for each other. */
const answersPerConnection = 2
/** In milliseconds, for the turn of an answer. */
const mostPatience = 10_000

export interface AppOptions {
  /** Runs before the routes are registered: where tests hook in their checks of every answer. */
  extend?: (app: FastifyInstance) => void
  /** For how long requests are still taken once it is told to stop, each answered with `Connection: close`; not at all without. */
  linger?: Linger
  /** How long requests may take to arrive. */
  arrival?: ArrivalLimits
}

/** The whole service, not yet listening. */
export async function buildApp (deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const { config } = deps
  const { arrival = arrivalLimits } = options
  const app = createServer(deps, arrival)
  app.decorateRequest('viewer', null)
  app.decorateRequest('etag', null)
  app.decorateRequest('standing', null)
  // Hooks that wait for nothing are no async functions: each of those costs every request a turn of the loop.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  limitArrival(app, arrival)
  readOnAfterRefusals(app)
  measureRequests(app, deps.metrics)
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      user: request.viewer?.id
    }, 'answered')
    done()
  })
  options.extend?.(app)

  await setHeaders(app, config)
  await limitRate(app, config)
  app.addHook('onRequest', (request, reply, done) => {
    if (isOfDoctor(request, config.passwordPepper)) streamProbe(reply, request.ip)
    else done()
  })
  refuseUnknownRoutes(app)
  const ending = endConnections(app)
  app.addHook('onClose', followWebhooks(deps))
  app.addHook('onReady', async () => {
    await deps.clock.start?.()
    await startOnceMigrated(deps, ending.signal)
  })
  await app.register(cookie)
  await takeSockets(app, deps, ending, options.linger)
  const today = async () => localDate(deps.clock.now(), (await readDayRules(deps.db, deps.clock.now())).timeZone)
  if (config.docs) serveDocs(app, config.environment === 'development' ? today : undefined)
  await bindOperations(app, deps, ending.signal)
  return app
}

/** What takes requests, and says what is wrong with those that reach no operation. */
function createServer (deps: Deps, arrival: ArrivalLimits): FastifyInstance {
  const sendError = errorSender(deps)
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    genReqId: () => newId(),
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    return503OnClosing: false,
    // Longer than Node lets an address be: a long identifier is told what is wrong with it.
    routerOptions: { maxParamLength: 65_536 },
    http: {
      requireHostHeader: false,
      maxHeaderSize: mostHeaders,
      shouldUpgradeCallback: isWebSocketRequest,
      headersTimeout: arrival.longest,
      connectionsCheckingInterval: arrival.lookEvery
    },
    requestTimeout: longestArrival(arrival),
    trustProxy: ['127.0.0.1', '::1'],
    rewriteUrl: receive,
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
    clientErrorHandler: refuseMalformedHttp
  })
  app.setErrorHandler(sendError)
  app.setNotFoundHandler(() => {
    throw notFound()
  })
  readJsonBodies(app)
  return app
}

async function takeSockets (
  app: FastifyInstance,
  deps: Deps,
  ending: ReturnType<typeof endConnections>,
  linger: Linger | undefined
): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: limits.frameBytes,
      maxFragments: limits.fragments,
      perMessageDeflate: false,
      handleProtocols: (offered) => offered.has(subprotocol) && subprotocol
    },
    errorHandler (error, socket, request) {
      request.log.debug({ err: error }, 'a connection failed')
      socket.terminate()
    },
    async preClose () {
      await Promise.all([deps.realtime.connections.drain(), linger && ending.linger(linger)])
      app.websocketServer.close()
      ending.cut()
      // It stops listening right after everybody who was waiting has been let in: the system resets those who are not.
      await nextRound()
    }
  })
}

async function bindOperations (app: FastifyInstance, deps: Deps, closing: AbortSignal): Promise<void> {
  const { config } = deps
  const tokens = await createTokens(app, config, deps.clock)
  const cookies = createCookies(config)
  const apiTokens = createApiTokens(deps)
  const security = createSecurity(deps, tokens, cookies, { token: apiTokens.findHolder })
  const audit = createAudit(deps)
  const sessions = createSessions(deps, tokens, cookies, audit)
  const idempotency = createIdempotency(deps)
  bindContract(
    app,
    security,
    idempotency.around(createHandlers({
      ...deps,
      tokens,
      apiTokens,
      security,
      cookies,
      sessions,
      throttle: createThrottle(config.trustedNetworks),
      audit,
      once: idempotency.once,
      onceEach: idempotency.onceEach,
      closing
    })),
    () => deps.realtime.hub.position,
    createValidator(deps),
    createTurns({ atOnce: answersPerConnection * config.poolSize, patience: mostPatience, refusal: () => unavailable(1) })
  )
}

function isOfDoctor ({ url, headers }: FastifyRequest, pepper: string): boolean {
  return url === routes.streamNotifications.url && isProbeSigned(pepper, headers[probeHeader], Date.now())
}

/** What follows the database in the background begins once its tables are there, and says nothing but that until then. */
async function startOnceMigrated (deps: Deps, ending: AbortSignal): Promise<void> {
  const { promise: looked, resolve } = Promise.withResolvers<void>()
  const start = (migrated: boolean) => {
    if (migrated) {
      deps.realtime.start()
      deps.jobs.start(allJobs(deps))
    }
    resolve()
  }
  whenMigrated(deps.db, ending, (pending) => {
    deps.log.error(pending instanceof Error ? explainDatabaseError(pending) ?? 'The database cannot be asked' : notMigrated)
    resolve()
  }).then(start, (error: unknown) => deps.log.error({ err: error }, 'the background work could not be started'))
  await looked
}

function errorSender ({ report, metrics }: Pick<Deps, 'report' | 'metrics'>) {
  return (error: FastifyError | ApiError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const known = toApiError(error)
    metrics.errors.inc({ code: known.code })
    // Once, here: whoever throws does not log.
    if (known.code === 'INTERNAL') request.log.error({ err: error }, 'request failed')
    else if (known.code === 'UNAVAILABLE' && known !== error) {
      report(error, error instanceof StorageError ? 'files cannot be kept' : 'the database cannot serve')
    }
    answerError(known, request, reply)
  }
}

function answerError (known: ApiError, request: FastifyRequest, reply: FastifyReply): void {
  if (known.cookies.length > 0) reply.header('set-cookie', known.cookies)
  // Of addresses beside the API's, too: what is refused now may be answered a moment later.
  reply.header('cache-control', 'no-store')
  if (known.retryAfter !== undefined) reply.header('retry-after', known.retryAfter)
  if (known.status === 401) reply.header('www-authenticate', challenge(known.code, request.headers.authorization))
  if (known.code === 'UPGRADE_REQUIRED') reply.headers({ upgrade: 'websocket', connection: 'upgrade' })
  const body: ErrorEnvelope = { ok: false, data: null, error: known.body(localeOf(request.headers['accept-language']), request.id) }
  reply.code(known.status).header('x-request-id', request.id).header('content-type', 'application/json; charset=utf-8').serializer(
    JSON.stringify
  ).send(body)
}

/** HTTP wants to know with every 401 how to sign in; a token that was refused is told from one that was not sent. */
function challenge (code: ErrorCode, authorization: string | undefined): string {
  return `Bearer realm="WorkPulse"${code === 'UNAUTHENTICATED' && authorization !== undefined ? ', error="invalid_token"' : ''}`
}

function toApiError (error: FastifyError | ApiError | Error): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof Refusal) return errorOf(error)
  if (error instanceof OvertakenError) return error.currentVersion === undefined ? notFound() : versionConflict(error.currentVersion)
  if (isUnavailable(error) || error instanceof StorageError) return unavailable()
  const { code, statusCode } = error as FastifyError
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return payloadTooLarge()
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType()
  if (code === 'FST_ERR_BAD_URL') return invalid('/params', 'url')
  if (statusCode === 400) return invalid('/body', 'http')
  return internal()
}

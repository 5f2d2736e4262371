import type { IncomingMessage } from 'node:http'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'
import type { Deps } from '../deps.ts'
import { ServerResponse } from '../runtime/http.ts'
import { refuseStrangeRequests } from './edge.ts'

/** What browsers are told with every answer: who may ask, and what may be made of it. */
export async function setHeaders (app: FastifyInstance, { allowedOrigins, environment }: Deps['config']): Promise<void> {
  await app.register(cors, {
    origin: allowedOrigins,
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // As the header has it: a list would be joined for each answer.
    exposedHeaders: 'X-Request-Id, X-Realtime-Position, Retry-After, Idempotency-Replayed, ETag',
    maxAge: 600,
    strictPreflight: false
  })
  const guarding = headersOf(helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Browsers reach the API from the front end's origin, by CORS.
    crossOriginResourcePolicy: { policy: 'same-site' },
    strictTransportSecurity: environment === 'production' && { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'no-referrer' }
  }))
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(guarding)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    // From here on an answer has all its headers.
    refuseStrangeRequests(request.raw)
    done()
  })
}

/** What is the same with each answer is made once: as Helmet makes it, a tenth of a small request went into it. */
function headersOf (set: ReturnType<typeof helmet>): Record<string, string> {
  const response = new ServerResponse({ method: 'GET' } as IncomingMessage)
  set(response.req, response, (error) => {
    if (error) throw error as Error
  })
  // Node's own object is a dictionary, which is slow to go through.
  return { ...response.getHeaders() } as Record<string, string>
}

import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { networkOf } from '../runtime/networks.ts'
import { isProbe } from './edge.ts'
import { rateLimited } from './errors.ts'

/** Of an address that many people share. */
const trustedFactor = 20

/** How much an address may ask, whatever it asks: before anything is asked of the database. */
export async function limitRate (app: FastifyInstance, config: Deps['config']): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    max: ({ ip }) => config.rateLimit * (config.trustedNetworks(ip) ? trustedFactor : 1),
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: (_request, { ttl }) => rateLimited(Math.ceil(ttl / 1000)),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false, 'retry-after': false }
  })
  // The plugin's own hook would come after the route's.
  const limit = app.rateLimit()
  app.addHook('onRequest', (request, reply, done) => {
    // Whoever watches over the service asks often: a probe that is refused ends a good replica.
    return isProbe(request.url) ? done() : limit.call(app, request, reply)
  })
}

import type { FastifyInstance } from 'fastify'
import { routes } from '../../generated/routes.ts'
import type { Metrics } from '../runtime/metrics.ts'

/** What stays open says nothing about how fast we are. */
const staysOpen = new Set(Object.entries(routes).filter(([, { answer }]) => answer === 'stream' || answer === 'socket').map(([id]) => id))

/** Tells Prometheus how long each operation took. What is none of the contract's, pages and addresses that are not there, is `none`. */
export function measureRequests (app: FastifyInstance, { requests }: Pick<Metrics, 'requests'>): void {
  app.addHook('onResponse', ({ routeOptions }, reply, done) => {
    const { operationId: operation = 'none' } = routeOptions.config as { operationId?: string }
    if (!staysOpen.has(operation)) {
      requests.observe({ operation, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000)
    }
    done()
  })
}

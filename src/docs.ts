import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** Nothing from elsewhere; Swagger UI draws its icons from data URLs and sets styles of its own. */
const contentSecurityPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

const generated = join(import.meta.dirname, '../generated')

/** The documents as they are bundled, and Swagger UI over them; everything comes from this host. */
export async function serveDocs (app: FastifyInstance): Promise<void> {
  const openapi = readFileSync(join(generated, 'openapi.json'))
  const asyncapi = readFileSync(join(generated, 'asyncapi.json'))
  app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(openapi))
  app.get('/asyncapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(asyncapi))
  app.get('/', (_request, reply) => reply.redirect('/docs'))

  await app.register(swagger, { mode: 'static', specification: { document: JSON.parse(openapi.toString()) } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    uiConfig: {
      deepLinking: true,
      displayRequestDuration: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      // Would send the document to a server of Swagger's.
      validatorUrl: null
    }
  })
}

import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** Nothing from elsewhere; Swagger UI draws its icons from data URLs and sets styles of its own. */
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The realtime console: its own scripts and styles, its own host, WebSocket included. */
const consolePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const generated = join(import.meta.dirname, '../../generated')
const consoleFolder = join(import.meta.dirname, 'realtime')
const consoleTypes: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** The documents as they are bundled, Swagger UI and the realtime console over them; everything comes from this host. */
export async function serveDocs (app: FastifyInstance): Promise<void> {
  const openapi = readFileSync(join(generated, 'openapi.json'))
  const asyncapi = readFileSync(join(generated, 'asyncapi.json'))
  app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(openapi))
  app.get('/asyncapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(asyncapi))
  app.get('/', (_request, reply) => reply.redirect('/docs'))

  serveConsole(app)

  const externalDocs = { url: '/docs/realtime', description: 'Realtime console: WebSocket and SSE' }
  await app.register(swagger, { mode: 'static', specification: { document: { ...JSON.parse(openapi.toString()), externalDocs } } })
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

/** What Swagger UI cannot do: a page that speaks WebSocket, for testers. */
function serveConsole (app: FastifyInstance): void {
  for (const name of readdirSync(consoleFolder)) {
    const content = readFileSync(join(consoleFolder, name))
    app.get(name === 'index.html' ? '/docs/realtime' : `/docs/realtime/${name}`, (_request, reply) =>
      reply
        .type(`${consoleTypes[extname(name)]}; charset=utf-8`)
        .headers({ 'content-security-policy': consolePolicy, 'cache-control': 'no-cache' })
        .send(content))
  }
}

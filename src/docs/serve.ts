import { readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { withExamplesOf } from './dates.ts'

/** Nothing from elsewhere; Swagger UI draws its icons from data URLs and sets styles of its own. */
const operationsPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The realtime console: its own scripts and styles, its own host, WebSocket included. */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const generated = join(import.meta.dirname, '../../generated')
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/**
 * The documents, Swagger UI and the realtime console over them; everything comes from this host.
 * @param today resolves to the organisation's date. With it the examples are of today, for who tries them; without it the
 * documents are served as they are bundled.
 */
export function serveDocs (app: FastifyInstance, today?: () => Promise<string>): void {
  for (const name of ['openapi.json', 'asyncapi.json']) serveDocument(app, name, today)
  page(app, '/', (_request, reply) => reply.redirect('/docs'))
  page(app, '/docs/', (_request, reply) => reply.redirect('/docs'))

  servePage(app, '/docs', join(import.meta.dirname, 'operations'), operationsPolicy)
  const swaggerUi = createRequire(import.meta.url).resolve('@fastify/swagger-ui/static/swagger-ui.css')
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    serveFile(app, `/docs/${name}`, join(swaggerUi, '..', name), operationsPolicy)
  }
  // What Swagger UI cannot do: a page that speaks WebSocket, for testers.
  servePage(app, '/docs/realtime', join(import.meta.dirname, 'realtime'), consolePolicy)
}

function serveDocument (app: FastifyInstance, name: string, today?: () => Promise<string>): void {
  // At once, unlike the pages: what is served is of the service that runs, whatever the folder holds later. In bytes, half of the text.
  const bundled = readFileSync(join(generated, name))
  let served: { date: string, content: Buffer | string } = { date: '', content: bundled }
  page(app, `/${name}`, async (_request, reply) => {
    const date = await today?.()
    if (date !== undefined && date !== served.date) {
      served = { date, content: JSON.stringify(withExamplesOf(date, JSON.parse(bundled.toString()))) }
    }
    return reply.type('application/json; charset=utf-8').send(served.content)
  })
}

/** Answers HEAD too. */
function page (app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.route({ method: ['GET', 'HEAD'], url, handler })
}

/** A folder, its index.html at the address itself. */
function servePage (app: FastifyInstance, address: string, folder: string, policy: string): void {
  for (const name of readdirSync(folder)) {
    serveFile(app, name === 'index.html' ? address : `${address}/${name}`, join(folder, name), policy)
  }
}

function read (path: string): { content: Buffer, etag: string } {
  const content = readFileSync(path)
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url')}"` }
}

/** Read when somebody comes; asked for anew each time, and sent when it has changed. */
function serveFile (app: FastifyInstance, url: string, path: string, policy: string): void {
  let file: ReturnType<typeof read> | undefined
  page(app, url, (request, reply) => {
    file ??= read(path)
    const { content, etag } = file
    reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-cache', etag })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type(`${types[extname(path)]}; charset=utf-8`).send(content)
  })
}

/**
 * The words of the documents that no operation needs yet: files and feeds as they are, tokens with a scope, secrets in the address.
 * From a small document, through the generator, to an app that answers.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import type { Root } from '../../scripts/generate/complete/document.ts'
import { completeOpenApi } from '../../scripts/generate/complete/openapi.ts'
import { type OpenApiDocument, operationsOf } from '../../scripts/generate/model.ts'
import { emitOperations } from '../../scripts/generate/operations.ts'
import { emitRoutes } from '../../scripts/generate/routes.ts'
import { emitCalls } from '../../scripts/generate/sdk.ts'
import { bindContract } from '../../src/http/contract.ts'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'
import { type CredentialChecks, createSecurity } from '../../src/security/admission.ts'
import { createCookies } from '../../src/security/cookies.ts'
import { createTokens } from '../../src/security/tokens.ts'
import { databases } from '../support/databases.ts'
import { testClock } from '../support/app.ts'
import { emailOf, password, people } from '../support/people.ts'

const bundle = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'))
const bytes = { schema: { type: 'string', format: 'binary' } }
const saysDone = () => ({ description: 'Done.', content: { 'application/json': { schema: { type: 'null' }, example: null } } })

/** As it would stand in openapi/, after the bundler. */
function written () {
  return {
    info: { title: 'Small', version: '1.0.0' },
    paths: {
      '/small/files': {
        post: {
          tags: ['small'],
          operationId: 'createFile',
          'x-access': 'viewer',
          'x-credentials': ['session', 'token:files:write'],
          'x-body': 'bytes',
          'x-body-limit': 16,
          requestBody: { required: true, content: { 'application/octet-stream': bytes } },
          responses: { 201: saysDone() }
        }
      },
      '/small/feed': {
        get: {
          tags: ['small'],
          operationId: 'readFeed',
          description: 'A feed.',
          'x-access': 'viewer',
          'x-answer': 'bytes',
          'x-credentials': ['address'],
          parameters: [{ name: 'token', in: 'query', schema: { type: 'string', maxLength: 100 } }],
          responses: { 200: { description: 'The feed.', content: { 'text/calendar': bytes } } }
        }
      },
      '/small/secret': {
        get: { tags: ['small'], operationId: 'readSecret', 'x-access': ['admin'], responses: { 200: saysDone() } }
      }
    } as Record<string, Record<string, any>>,
    components: {
      schemas: structuredClone(bundle.components.schemas),
      securitySchemes: structuredClone(bundle.components.securitySchemes)
    }
  }
}

function completed (change: (paths: ReturnType<typeof written>['paths']) => void = () => {}): OpenApiDocument {
  const document = written()
  change(document.paths)
  completeOpenApi(document as unknown as Root)
  return document as unknown as OpenApiDocument
}

t.test('what the bundle says of them', async (t) => {
  const { paths, components } = completed() as any
  const [file, feed, secret] = [paths['/small/files'].post, paths['/small/feed'].get, paths['/small/secret'].get]
  t.same(file.security, [{ bearerAuth: [] }, { cookieAuth: [] }, { tokenAuth: ['files:write'] }])
  t.same(feed.security, [{ addressAuth: [] }])
  t.equal(secret.security, undefined, 'a session is what the document asks for as a whole')
  t.equal(feed.description, 'A feed.\n\nTakes the secret in the address.')
  t.equal(file.description, 'For whoever is signed in.\n\nTakes a session, or an API token with the scope `files:write`.')
  t.match(components.securitySchemes, { tokenAuth: { type: 'http' }, addressAuth: { in: 'query' } })
  t.match(components.securitySchemes.tokenAuth.description, /^- `files:write`: createFile$/m, 'what each scope opens')
  t.equal(bundle.components.securitySchemes.addressAuth, undefined, 'only where an operation takes them')

  t.same(feed.responses[200].content, { 'text/calendar': bytes }, 'no envelope')
  t.ok(feed.responses[200].headers['Content-Disposition'])
  t.same(file.responses[201].content['application/json'].example, { ok: true, data: null, error: null })
  t.same(feed['x-errors'], {
    400: ['VALIDATION_FAILED'],
    404: ['NOT_FOUND'],
    429: ['RATE_LIMITED'],
    500: ['INTERNAL'],
    503: ['UNAVAILABLE']
  })
  t.same(secret['x-errors'][403], ['FORBIDDEN'])
})

t.test('what is generated of them', async (t) => {
  const operations = operationsOf(completed())
  const types = emitOperations(operations)
  t.match(types, /createFile: \{\n {4}viewer: 'any'\n {4}answer: 'json'\n.*\n.*\n {4}body: Buffer\n {4}data: null/)
  t.match(types, /readFeed: \{\n {4}viewer: 'any'\n {4}answer: 'bytes'\n.*\n.*\n.*\n {4}data: Bytes/)
  t.match(types, /readSecret: \{\n {4}viewer: 'session'/)
  const calls = emitCalls(operations)
  t.match(calls, 'createFile: (body: Blob, options?: CallOptions) => Promise<null>')
  t.match(calls, /createFile: \{.*"sends":"bytes"\}/)
  t.match(calls, /readFeed: .* => Promise<Blob>/)
})

t.test('what does not fit together is refused', async (t) => {
  const refused = (change: (paths: any) => void) => {
    try {
      operationsOf(completed(change))
    } catch (error) {
      return (error as Error).message
    }
  }
  t.equal(refused(() => {}), undefined)
  t.match(
    refused((paths) => delete paths['/small/feed'].get['x-answer']),
    /^readFeed: x-answer is json, and its success is 200 with text\/calendar/
  )
  t.match(
    refused((paths) => {
      paths['/small/feed'].get['x-answer'] = 'file'
    }),
    /^readFeed: x-answer is one of json, bytes/
  )
  t.match(
    refused((paths) => delete paths['/small/files'].post['x-body']),
    /^createFile: a body that is not application\/json alone is bytes/
  )
  t.match(refused((paths) => delete paths['/small/files'].post['x-body-limit']), /^createFile: how many bytes are too many\?/)
  t.match(
    refused((paths) => {
      paths['/small/feed'].get['x-credentials'] = ['cookie']
    }),
    /^readFeed: x-credentials are of session, token:SCOPE and address, not cookie/
  )
  t.match(
    refused((paths) => {
      paths['/small/feed'].get['x-access'] = 'public'
    }),
    /^readFeed: what is public takes no credentials/
  )
  t.match(refused((paths) => delete paths['/small/feed'].get['x-access']), /^readFeed: say who may call it/)
})

/** Generates the routes of the small document, and serves them beside those of the contract. */
async function smallApp (t: Test, checks: CredentialChecks) {
  const { dsn, drop } = await databases[0].copy('company')
  const config = loadConfig({ NODE_ENV: 'test', WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_LOG_LEVEL: 'silent' })
  const clock = testClock()
  const deps = openDeps(config, clock)
  const app = await buildApp(deps)
  t.teardown(async () => {
    await app.close()
    await deps.close()
    await drop()
  })
  // The same keys, so that the sessions of the one are those of the other.
  const security = createSecurity(deps, await createTokens(Fastify(), config, clock), createCookies(config), checks)
  const got: { viewer: any, body: any }[] = []
  const handlers = {
    async createFile (context: any) {
      got.push(context)
      return null
    },
    readFeed: async (context: any) => {
      got.push(context)
      const file = { type: 'text/calendar', name: 'laporan "Juni" — März.ics' }
      return context.query.token === 'stream'
        ? { ...file, content: Readable.from(['BEGIN:', 'END']) }
        : { ...file, content: Buffer.from('BEGIN') }
    },
    readSecret: async () => null
  }
  const atOnce = <Result>(work: () => Promise<Result>) => work()
  const bind = async () =>
    bindContract(
      app,
      security,
      { small: handlers } as never,
      () => 0,
      async () => ({ etag: '"same"', standing: undefined }),
      atOnce,
      await smallRoutes(t)
    )
  return { app, bind, got }
}

async function smallRoutes (t: Test) {
  const folder = join(t.testdir(), 'generated')
  mkdirSync(folder)
  writeFileSync(join(folder, 'routes.ts'), emitRoutes(operationsOf(completed())))
  writeFileSync(join(folder, 'schemas.ts'), 'export {}')
  return (await import(join(folder, 'routes.ts'))).routes
}

const [employee, admin] = [people.employee, people.admin]
const viewerOf = ({ id, role }: typeof employee | typeof admin) => ({ id, role, name: '', email: '', divisionId: null, teams: [] })
const checks: CredentialChecks = {
  token: async (secret) =>
    secret === 'writes'
      ? { viewer: viewerOf(employee), scopes: ['files:write'] }
      : secret === 'reads'
      ? { viewer: viewerOf(admin), scopes: [] }
      : undefined,
  address: async (secret) => ['good', 'stream'].includes(secret) ? viewerOf(employee) : undefined
}

t.test('bytes in', async (t) => {
  const { app, bind, got } = await smallApp(t, checks)
  await bind()
  const send = async (payload: Buffer | string, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/small/files',
      headers: { authorization: 'Bearer writes', 'content-type': 'application/octet-stream', ...headers },
      payload
    })
    return [answer.statusCode, answer.json().error?.code]
  }
  t.same(await send(Buffer.from([0, 255, 0xd8])), [201, undefined])
  t.same([...got[0].body], [0, 255, 0xd8], 'as they are')
  t.same(await send(Buffer.alloc(16, 1)), [201, undefined], 'up to the limit')
  t.same(await send(Buffer.alloc(17, 1)), [413, 'PAYLOAD_TOO_LARGE'])
  t.same(await send('{}', { 'content-type': 'application/json' }), [415, 'UNSUPPORTED_MEDIA_TYPE'])
  t.same(await send(''), [400, 'VALIDATION_FAILED'], 'it is required')
  t.equal(got.length, 2, 'no other reached the handler')
  const login = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email: emailOf('employee'), password } })
  t.equal(login.statusCode, 200, 'the other operations take JSON as ever')
  t.same(await send('x', { authorization: `Bearer ${login.json().data.accessToken}` }), [201, undefined], 'a session does as well')
  t.ok(got[2].viewer.sessionId)
})

t.test('bytes out', async (t) => {
  const { app, bind, got } = await smallApp(t, checks)
  await bind()
  for (const [token, content] of [['good', 'BEGIN'], ['stream', 'BEGIN:END']]) {
    const answer = await app.inject({ method: 'GET', url: `/small/feed?token=${token}` })
    t.equal(answer.statusCode, 200)
    t.equal(answer.payload, content)
    t.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8')
    t.match(
      answer.headers['content-disposition'],
      /^attachment; filename=".*"; filename\*=UTF-8''laporan%20%22Juni%22%20%E2%80%94%20M%C3%A4rz\.ics$/
    )
  }
  t.equal(got[0].viewer.sessionId, undefined, 'whoever comes by an address has no session')
  for (const url of ['/small/feed', '/small/feed?token=', '/small/feed?token=bad', '/small/feed?token=good&token=good']) {
    const answer = await app.inject({ method: 'GET', url })
    t.same([answer.statusCode, answer.json().error.code], [404, 'NOT_FOUND'], url)
  }
})

t.test('tokens', async (t) => {
  const { app, bind } = await smallApp(t, checks)
  await bind()
  const call = async (method: 'GET' | 'POST', url: string, authorization: string) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization, 'content-type': 'application/octet-stream' },
      ...(method === 'POST' && { payload: 'x' })
    })
    return [answer.statusCode, answer.json().error?.code]
  }
  t.same(await call('POST', '/small/files', 'Bearer writes'), [201, undefined])
  t.same(await call('POST', '/small/files', 'Bearer reads'), [403, 'FORBIDDEN'], 'without the scope')
  t.same(await call('POST', '/small/files', 'Bearer unknown'), [401, 'UNAUTHENTICATED'])
  t.same(await call('GET', '/small/secret', 'Bearer reads'), [403, 'FORBIDDEN'], 'where none is taken, whoever has it')
  t.same(await call('GET', '/small/secret', 'Bearer unknown'), [401, 'UNAUTHENTICATED'])
  t.same(await call('GET', '/api/v1/auth/me', 'Bearer writes'), [401, 'UNAUTHENTICATED'], 'the service itself knows no such token')
})

t.test('credentials that nothing checks do not start', async (t) => {
  for (
    const [without, says] of [['token', /createFile takes token:files:write, and nothing checks it/], [
      'address',
      /readFeed takes address, and/
    ]] as const
  ) {
    const { bind } = await smallApp(t, { ...checks, [without]: undefined })
    await t.rejects(bind(), { message: says })
  }
})

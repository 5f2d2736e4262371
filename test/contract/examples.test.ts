/** The first click of a tester: every example of the served document, sent as it is to the demo by somebody who may. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { demoPassword } from '../../src/cli/demo/people.ts'
import { seedDemo } from '../../src/cli/seed-demo.ts'
import { loadConfig } from '../../src/config.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDeps } from '../../src/deps.ts'
import { testClock, today as writtenOn } from '../support/app.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { judge } from '../support/judge.ts'
import { picture } from '../support/files.ts'
import { startMailbox } from '../support/mailbox.ts'
import { quickPasswords } from '../support/people.ts'

/** What the demo cannot answer with success, and what it answers instead. */
const exceptions: Record<string, { code: string, because: string }> = {
  startGoogleSignIn: { code: 'NOT_CONFIGURED', because: 'signing in with Google needs an account there' },
  linkGoogle: { code: 'NOT_CONFIGURED', because: 'an account at Google is linked there' },
  finishGoogleSignIn: { code: 'NOT_CONFIGURED', because: 'Google leads here, from a sign-in that began there' },
  ...Object.fromEntries(
    ['getPushKey', 'listPushSubscriptions', 'subscribeToPush', 'unsubscribeFromPush'].map((id) => [id, {
      code: 'NOT_CONFIGURED',
      because: 'a key has to be made first, and a browser subscribes with its own'
    }])
  ),
  connectWebSocket: { code: 'UPGRADE_REQUIRED', because: 'a socket is opened by the realtime console, not by a request' }
}

/** These take away what the others need: other devices, and the password that the demo's accounts begin with. */
const last = ['revokeAllApiTokens', 'revokeAllSessions', 'changePassword']

/** Other days than that of the examples in openapi/: a Sunday, and a Wednesday. */
const days = { sqlite: '2027-02-07', mariadb: '2027-02-03' }

interface Operation {
  operationId: string
  'x-access': string | string[]
  'x-body'?: string
  parameters?: any[]
  requestBody?: any
  responses: Record<string, any>
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const today = days[database.name]
    const { url, send, signIn } = await demo(t, database, today)
    const document: any = await (await fetch(`${url}/openapi.json`)).json()
    const resolve = (value: any): any =>
      value?.$ref ? value.$ref.slice(2).split('/').reduce((at: any, key: string) => at[key], document) : value

    t.test('the examples are of today', async (t) => {
      const body = resolve(document.paths['/api/v1/reports'].post.requestBody).content['application/json']
      t.equal(examplesOf(body)[0].reportDate, today)
      t.equal(document.info['x-examples-of'], today)
    })

    const all = Object.entries<any>(document.paths).flatMap(([path, item]) =>
      ['get', 'post', 'put', 'patch', 'delete'].filter((method) => item[method]).map((method) => ({
        path,
        method,
        operation: item[method] as Operation,
        parameters: [...item.parameters ?? [], ...item[method].parameters ?? []].map(resolve)
      }))
    )
    const rank = ({ operation }: typeof all[number]) => last.indexOf(operation.operationId)
    for (const { path, method, operation, parameters } of all.sort((a, b) => rank(a) - rank(b))) {
      t.test(operation.operationId, async (t) => {
        const cookies = await signIn(personFor(operation))
        const content = resolve(operation.requestBody)?.content
        const body = content?.['application/json']
        if (content && !body) {
          return sendsFile(t, await send(method, addressOf(path, parameters), cookies, undefined, Object.keys(content)[0]))
        }
        const { code, because } = exceptions[operation.operationId] ?? {}
        for (const example of body ? examplesOf(body) : [undefined]) {
          const { status, text } = await send(method, addressOf(path, parameters), cookies, example)
          const sent = `${method} ${addressOf(path, parameters)} ${JSON.stringify(example) ?? ''}`
          if (code) t.match(text, `"code":"${code}"`, because)
          else t.ok(Object.keys(operation.responses).includes(String(status)) && status < 400, `${sent} answers ${status} ${text}`)
        }
      })
    }
  })
}

function examplesOf ({ example, examples }: any): any[] {
  return examples ? Object.values<any>(examples).map(({ value }) => value) : [example]
}

/** Swagger UI fills a form with the examples of its parameters. */
function addressOf (path: string, parameters: any[]): string {
  const valueOf = ({ example, schema }: any) => example ?? schema?.example
  const query = parameters.filter((parameter) => parameter.in === 'query' && valueOf(parameter) !== undefined)
  const filled = parameters.filter((parameter) => parameter.in === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, encodeURIComponent(valueOf(parameter))), path)
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query.map((parameter) => [parameter.name, valueOf(parameter)]))}`
}

/** A file has no example in the document: Swagger UI asks for one. */
function sendsFile (t: Test, { status, text }: { status: number, text: string }): void {
  t.ok(status < 400, `a small picture answers ${status} ${text}`)
}

/** Who of those that may sends the examples, where the employee does not. */
const senders: Record<string, string> = Object.fromEntries(
  [
    'markReportRead',
    'updateBlocker',
    'approveReport',
    'reviewReports',
    'returnReport',
    'reopenReport',
    'remindObligations',
    'excuseObligations',
    'restoreObligations',
    'extendObligations',
    'declineObligationRequest',
    'createDelegation',
    'deleteDelegation',
    'approveLeave',
    'rejectLeave'
  ]
    .map((operationId) => [operationId, 'lead'])
)

function personFor ({ operationId, 'x-access': access }: Operation): string {
  if (senders[operationId]) return senders[operationId]
  return typeof access === 'string' ? 'employee' : access[0]
}

interface Demo {
  url: string
  signIn: (person: string) => Promise<string>
  /** @param type sends a small file of it instead. */
  send: (method: string, path: string, cookies: string, body?: unknown, type?: string) => Promise<{ status: number, text: string }>
}

/** The service with the demo, as `npm start` serves it; with a mail server, so that nothing is printed. */
async function demo (t: Test, database: TestDatabase, today: string): Promise<Demo> {
  const { dsn, drop } = await database.create()
  const mail = await startMailbox(t)
  const files = await mkdtemp(join(tmpdir(), 'workpulse-files-'))
  const clock = testClock()
  clock.advance(Date.parse(today) - Date.parse(writtenOn))
  const config = loadConfig({
    NODE_ENV: 'development',
    WORKPULSE_DATABASE_DSN: dsn,
    WORKPULSE_LOG_LEVEL: 'error',
    WORKPULSE_SMTP_URL: mail.url,
    WORKPULSE_FILES_DIR: files,
    WORKPULSE_MAIL_FROM: 'WorkPulse <work@workpulse.test>'
  })
  const deps = { ...openDeps(config, clock), passwords: quickPasswords(config.passwordPepper) }
  await migrateToLatest(deps.db)
  await seedDemo(deps)
  const contractJudge = judge()
  const app = await buildApp(deps, { extend: contractJudge.attach })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await deps.close()
    await drop()
    await rm(files, { recursive: true })
    contractJudge.verdict()
  })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const headers = { origin: config.publicUrl }
  return {
    url,
    async signIn (person) {
      const answer = await fetch(`${url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${person}@workpulse.test`, password: demoPassword })
      })
      if (!answer.ok) throw new Error(`${person} cannot sign in: ${await answer.text()}`)
      return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
    },
    async send (method, path, cookies, body, type) {
      const answer = await fetch(url + path, {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: {
          ...headers,
          cookie: cookies,
          ...(type !== undefined && { 'content-type': type }),
          ...(body !== undefined && { 'content-type': 'application/json' })
        },
        body: type !== undefined ? picture : body === undefined ? undefined : JSON.stringify(body)
      })
      const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
      if (isStream) await answer.body?.cancel()
      return { status: answer.status, text: isStream ? '' : await answer.text() }
    }
  }
}

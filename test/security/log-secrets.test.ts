import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { createLog } from '../../src/runtime/log.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { startMailbox } from '../support/mailbox.ts'
import { emailOf, password, people } from '../support/people.ts'
import { send, sendBytes } from '../support/raw.ts'
import { openSocket, refusedUpgrade } from '../support/socket.ts'
import { until } from '../support/until.ts'

const environment = {
  WORKPULSE_LOG_LEVEL: 'debug',
  WORKPULSE_JWT_SECRET: 'one:jwt-secret-jwt-secret-jwt-secret-1,two:jwt-secret-jwt-secret-jwt-secret-2',
  WORKPULSE_PASSWORD_PEPPER: 'pepper-pepper-pepper-pepper-pepper',
  WORKPULSE_GOOGLE_CLIENT_ID: 'google-client',
  WORKPULSE_GOOGLE_CLIENT_SECRET: 'google-client-secret',
  WORKPULSE_GOOGLE_ISSUER: 'http://127.0.0.1:1'
}
const [wrong, next, registered] = ['w0ng guess of somebody', 'five orders of blue collars', 'six orders of white cuffs']

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const refusing = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData (stream, _session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        // Some servers quote what they refuse.
        stream.on('end', () => done(Object.assign(new Error(Buffer.concat(chunks).toString()), { responseCode: 550 })))
      }
    }).on('error', () => {})
    refusing.listen(0, '127.0.0.1')
    await once(refusing.server, 'listening')
    t.teardown(() => new Promise<void>((resolve) => refusing.close(() => resolve())))

    const lines: string[] = []
    const log = createLog('debug', {
      write: (line: string) => {
        lines.push(line)
      }
    })
    const app = await testApp(t, database, { ...environment, WORKPULSE_SMTP_URL: mailbox.url }, log)
    const { db } = app.deps
    const secrets = new Set<string>([
      password,
      wrong,
      next,
      registered,
      environment.WORKPULSE_PASSWORD_PEPPER,
      environment.WORKPULSE_GOOGLE_CLIENT_SECRET,
      'jwt-secret-jwt-secret',
      'query-string'
    ])

    async function call (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await send(app.url, {
        method,
        path: `/api/v1${path}`,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
      })
      const { data } = JSON.parse(answer.text)
      for (
        const value of [
          data?.accessToken,
          data?.refreshToken,
          data?.ticket,
          ...answer.headers['set-cookie']?.map((line) => line.split(/[=;]/)[1]) ?? []
        ]
      ) if (value) secrets.add(value)
      return { status: answer.status, data, cookies: answer.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? '' }
    }
    async function link (email: string, matches?: RegExp): Promise<string> {
      const secret = await mailbox.linkTo(email, matches)
      secrets.add(secret)
      return secret
    }
    const signIn = (email: string, given = password) => call('POST', '/auth/login', { email, password: given, tokenDelivery: 'body' })
    const bearer = ({ data }: { data: { accessToken: string } }) => ({ authorization: `Bearer ${data.accessToken}` })

    await t.test('everything that has a secret in it', async (t) => {
      for (let index = 0; index < 7; index++) await signIn(emailOf('lead'), wrong)
      await signIn('nobody@workpulse.test', wrong)
      const signedIn = await signIn(emailOf('employee'))
      t.equal(signedIn.status, 200)
      await call('GET', '/auth/me?access_token=query-string', undefined, { cookie: signedIn.cookies })
      await call('GET', `/auth/me`, undefined, { cookie: `${signedIn.cookies}; ${signedIn.cookies}` })
      await call('POST', '/auth/refresh', undefined, { cookie: signedIn.cookies })
      await call('POST', '/auth/refresh', { refreshToken: `${signedIn.data.refreshToken}x` })
      await call('POST', `/auth/login?password=query-string`, `{"email":"${emailOf('employee')}","password":"${password}"`, {})
      await call('POST', '/auth/login', { email: emailOf('employee'), password, extra: password })
      await call('POST', '/nowhere?token=query-string', { password })
      await call('GET', '/%zz?token=query-string')
      await sendBytes(app.url, `GET /?token=query-string HTTP/1.1\r\nauthorization: Bearer ${signedIn.data.accessToken}\r\nbroken\r\n\r\n`)

      const { ticket } = (await call('POST', '/ws/ticket', undefined, bearer(signedIn))).data
      const socket = openSocket(`${app.url}/api/v1/ws?ticket=${ticket}`)
      await socket.frame('subscribed')
      socket.send(`{"type":"auth","token":"${signedIn.data.accessToken}"}`)
      socket.send(`{"password":"${password}"`)
      await socket.closed()
      const used = openSocket(`${app.url}/api/v1/ws`, ['workpulse.v1', `ticket.${ticket}`])
      t.equal(await used.closed(), 4401)
      t.equal(await refusedUpgrade(`${app.url}/api/v1/ws?ticket=${ticket}`, { origin: 'https://evil.test' }), 403)

      await call('POST', '/auth/password/forgot', { email: emailOf('lead') })
      await call('POST', '/auth/password/reset', { token: await link(emailOf('lead'), /Set a new/), password: next })
      await call('POST', '/auth/password/reset', { token: await link(emailOf('lead'), /Set a new/), password: next })
      t.equal((await call('PUT', '/auth/password', { currentPassword: password, newPassword: next }, bearer(signedIn))).status, 200)
      await call('PUT', '/auth/password', { currentPassword: wrong, newPassword: registered }, bearer(signedIn))
      const admin = bearer(await signIn(emailOf('admin')))
      await call('POST', '/invitations', { email: 'rina@workpulse.test' }, admin)
      t.equal(
        (await call('POST', '/auth/register', {
          email: 'rina@workpulse.test',
          name: 'Rina',
          password: registered,
          invitation: await link('rina@workpulse.test')
        })).status,
        200
      )
      await call('POST', '/users', { email: 'rani@workpulse.test', name: 'Rani' }, admin)
      await link('rani@workpulse.test')
      t.equal((await call('PATCH', '/settings', { scope: 'org', version: 1, registrationMode: 'open' }, admin)).status, 200)
      await call('POST', '/auth/register', { email: 'reni@workpulse.test', name: 'Reni', password: registered })
      t.equal((await call('POST', '/auth/verify-email', { token: await link('reni@workpulse.test'), password: registered })).status, 200)
      await send(app.url, { path: '/api/v1/auth/google?return_to=/query-string' })
      await send(app.url, { path: '/api/v1/auth/google/callback?state=query-string&code=query-string' })
      await call('POST', '/auth/logout', {}, { cookie: signedIn.cookies })
    })

    await t.test('a mail server that refuses, and quotes the message', async (t) => {
      const before = lines.length
      const other = await testApp(t, database, {
        ...environment,
        WORKPULSE_SMTP_URL: `smtp://user:smtp-password@127.0.0.1:${(refusing.server.address() as AddressInfo).port}`
      }, log)
      secrets.add('smtp-password')
      await other.anonymous().forgotPassword({ email: emailOf('employee') })
      await until('it says so', () => lines.slice(before).some((line) => line.includes('a job failed') && line.includes('"kind":"mail"')))
      t.notMatch(lines.slice(before).join(''), /#token|reset-password/)
    })

    await t.test('a database that fails', async (t) => {
      const signedIn = await signIn(emailOf('other'))
      for (const table of ['link_tokens', 'attempts', 'ws_tickets']) await db.schema.dropTable(table).execute()
      const before = lines.length
      t.equal((await call('POST', '/auth/password/reset', { token: 'query-string', password: next })).status, 500)
      t.equal((await signIn(emailOf('employee'), wrong)).status, 500)
      t.equal((await call('POST', '/ws/ticket', undefined, bearer(signedIn))).status, 500)
      await call('POST', '/auth/password/forgot', { email: emailOf('employee') })
      const socket = openSocket(`${app.url}/api/v1/ws?ticket=query-string`)
      await until(
        'all five are there',
        () => lines.slice(before).filter((line) => /link_tokens|attempts|ws_tickets/.test(line)).length >= 5
      )
      socket.raw.terminate()
    })

    t.test('no line has any of them', async (t) => {
      for (const { password_hash } of await db.selectFrom('users').select('password_hash').execute()) {
        if (password_hash) secrets.add(password_hash)
      }
      secrets.add('$argon2id')
      t.ok(lines.length > 40, `${lines.length} lines`)
      t.ok(secrets.size > 25, `${secrets.size} secrets`)
      const text = lines.join('')
      for (const secret of secrets) {
        // As it is, as JSON has it, in the parts that a signature has, and as it would be sent.
        for (
          const form of new Set([secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), secret.split('.').at(-1)!])
        ) {
          t.notOk(form.length > 8 && text.includes(form), lines.find((line) => line.includes(form)) ?? 'not there')
        }
      }
      t.match(text, people.employee.id, 'who it was is there')
      t.match(text, '"path":"/api/v1/auth/login"')
    })
  })
}

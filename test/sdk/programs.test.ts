/** The SDK with a token, and the program that its page shows, run as it stands there. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { everyWorkingDay } from '../support/owing.ts'
import { outcomeOfCall, refusal, success } from '../support/raw.ts'

const root = join(import.meta.dirname, '../..')
const expiresAt = '2027-01-01T00:00:00.000Z'

t.test('the program of the page exports a month', async (t) => {
  const app = await testApp(t, databases[0])
  await everyWorkingDay(app.deps.db)
  const employee = await app.signIn('employee')
  await employee.createReport({ reportDate: today, summary: 'Forty collars', submit: true })
  const folder = t.testdir()
  const page = readFileSync(join(root, 'src/sdk/docs/programs.md'), 'utf8')
  const [, program] = /^```js\n(\/\/ export-month\.mjs\n.*?)^```$/ms.exec(page)!
  writeFileSync(join(folder, 'export-month.mjs'), program)
  mkdirSync(join(folder, 'node_modules/@workpulse'), { recursive: true })
  cpSync(join(root, 'generated/sdk'), join(folder, 'node_modules/@workpulse/sdk'), { recursive: true })
  const run = (token: string, month: string) =>
    promisify(execFile)(process.execPath, ['export-month.mjs', month], {
      cwd: folder,
      env: { PATH: process.env.PATH, WORKPULSE_URL: app.url, WORKPULSE_TOKEN: token }
    }).then(({ stdout }) => ({ code: 0, out: stdout, error: '' }), ({ code, stdout, stderr }) => ({ code, out: stdout, error: stderr }))

  const { token } = await employee.createApiToken({ name: 'Export', scopes: ['analytics:read'], expiresAt })
  t.match(await run(token, '2026-11'), { code: 0, out: /^2026-11\.csv: \d+ bytes\n$/ })
  const lines = readFileSync(join(folder, '2026-11.csv'), 'utf8').trimEnd().split('\r\n')
  t.equal(lines.length, 2, 'a heading and the report')
  t.match(lines[1], /Forty collars/)

  const { token: other } = await employee.createApiToken({ name: 'Reader', scopes: ['reports:read'], expiresAt })
  t.match(await run(other, '2026-11'), { code: 1, error: /^FORBIDDEN: / })
  await employee.revokeAllApiTokens()
  t.match(await run(token, '2026-11'), { code: 1, error: /^UNAUTHENTICATED: / })
  t.match(await run('', '2026-11'), { code: 1, error: /apiToken is empty/ })
})

t.test('a client with a token sends it alone, and asks for no other', async (t) => {
  const app = await testApp(t, databases[0])
  const { token } = await (await app.signIn('employee')).createApiToken({ name: 'Program', scopes: ['directory:read'], expiresAt })
  const sent: { path: string, authorization: string | null, credentials?: string }[] = []
  const client = createClient({
    baseUrl: app.url,
    apiToken: token,
    fetch: (input, init) => {
      sent.push({
        path: new URL(String(input)).pathname,
        authorization: new Headers(init?.headers).get('authorization'),
        credentials: init?.credentials
      })
      return fetch(input, init)
    }
  })
  t.same(await outcomeOfCall(() => client.getMe()), success)
  await (await app.signIn('employee')).revokeAllApiTokens()
  t.same(await outcomeOfCall(() => client.getMe()), refusal('UNAUTHENTICATED'))
  const once = { path: '/api/v1/auth/me', authorization: `Bearer ${token}`, credentials: 'omit' }
  t.same(sent, [once, once], 'nothing is refreshed')
  for (const more of [{ mode: 'bearer' as const }, { tokens: { accessToken: 'x' } }, { cookies: { get: () => '' } }]) {
    t.throws(() => createClient({ baseUrl: app.url, apiToken: token, ...more }), { name: 'TypeError', message: /stands alone/ })
  }
})

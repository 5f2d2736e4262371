/** Another process holds the lock of SQLite's file. */
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password } from '../../support/people.ts'
import { send } from '../../support/raw.ts'

t.test('the service answers, and whoever writes is told to come again', async (t) => {
  const app = await testApp(t, databases[0])
  let authorization = ''
  const employee = await app.signIn('employee', {
    onTokens: (tokens) => {
      authorization = `Bearer ${tokens?.accessToken}`
    }
  })
  const other = new DatabaseSync(app.dsn.replace('sqlite:', ''))
  t.teardown(() => other.close())
  other.exec('begin immediate')

  const outcomes: string[] = []
  const post = async (path: string, body: object, headers = {}) => {
    const request = { method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
    const answer = await send(app.url, request)
    outcomes.push(`${path} ${answer.status} ${JSON.parse(answer.text).error?.code} ${answer.headers['retry-after']}`)
  }
  const asked = [
    ...Array.from({ length: 8 }, () => post('/api/v1/reports', { reportDate: today, summary: 'Collars' }, { authorization })),
    post('/api/v1/auth/login', { email: emailOf('employee'), password })
  ]
  for (const path of ['/healthz', '/openapi.json']) t.equal((await send(app.url, { path })).status, 200, path)
  await employee.listReports()
  t.same(outcomes, [], 'reading is quicker than who waits for the lock')
  await Promise.all(asked)
  t.same([...new Set(outcomes)].sort(), ['/api/v1/auth/login 503 UNAVAILABLE 1', '/api/v1/reports 503 UNAVAILABLE 1'])

  other.exec('rollback')
  t.match(await employee.createReport({ reportDate: today, summary: 'Collars' }), { summary: 'Collars' })
})

import t from 'tap'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { send } from '../support/raw.ts'

const paths = ['/', '/docs', '/docs/', '/docs/realtime', '/docs/swagger-ui.css', '/openapi.json', '/asyncapi.json']

t.test('the documents are open to everybody', async (t) => {
  const { url } = await testApp(t, databases[0])
  for (const path of paths) t.ok((await send(url, { path })).status < 400, path)
})

t.test('a variable takes them away, and nothing else', async (t) => {
  const { url } = await testApp(t, databases[0], { WORKPULSE_DOCS: 'false' })
  for (const path of paths) t.equal((await send(url, { path })).status, 404, path)
  t.equal((await send(url, { path: '/healthz' })).status, 200)
})

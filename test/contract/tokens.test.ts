/** Which operations an API token opens: those whose document names one of its scopes, and no other. */
import t from 'tap'
import { databases } from '../support/databases.ts'
import { isPublic, openapi, operations, pathParametersOf, type Operation } from '../support/document.ts'
import { outcomeOf, refusal, send } from '../support/raw.ts'
import { testApp } from '../support/app.ts'

const scopes: string[] = openapi.components.schemas.ApiTokenScope.enum
const expiresAt = '2027-01-01T00:00:00.000Z'
const credentialsOf = ({ document }: Operation): string[] => document['x-credentials'] ?? ['session']
/** Of nothing: what is asked for does not matter before who asks. */
const requestOf = (operation: Operation, token: string) => ({
  method: operation.method.toUpperCase(),
  path: pathParametersOf(operation).reduce((path, { name }) => path.replace(`{${name}}`, 'NONE'), operation.path),
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
})

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    // Who has every role's rights is refused for the token alone.
    const admin = await app.signIn('admin')
    const protectedOnes = [...operations.values()].filter((operation) => !isPublic(operation))
    const ask = async (operation: Operation, token: string) => outcomeOf(await send(app.url, requestOf(operation, token)))

    t.test('each scope opens what names it, and nothing else', async (t) => {
      for (const scope of scopes) {
        const { token } = await admin.createApiToken({ name: scope, scopes: [scope as 'reports:read'], expiresAt })
        const opened: string[] = []
        for (const operation of protectedOnes) {
          const outcome = await ask(operation, token)
          const isOpen = credentialsOf(operation).includes(`token:${scope}`)
          if (isOpen) opened.push(operation.id)
          const refused = JSON.stringify(outcome) === JSON.stringify(refusal('FORBIDDEN'))
          t.equal(refused, !isOpen, `${scope}, ${operation.id}: ${JSON.stringify(outcome)}`)
          t.not(JSON.stringify(outcome), JSON.stringify(refusal('UNAUTHENTICATED')), `${scope}, ${operation.id}`)
        }
        t.ok(opened.length > 0, `${scope} opens something: ${opened.join(', ')}`)
      }
    })

    t.test('one with all scopes opens no more than the document says', async (t) => {
      const { token } = await admin.createApiToken({ name: 'All', scopes: scopes as 'reports:read'[], expiresAt })
      const open: string[] = []
      for (const operation of protectedOnes) {
        if (JSON.stringify(await ask(operation, token)) !== JSON.stringify(refusal('FORBIDDEN'))) open.push(operation.id)
      }
      t.same(
        open,
        protectedOnes.filter((operation) => credentialsOf(operation).some((word) => word.startsWith('token:'))).map(({ id }) => id)
      )
      const writes = protectedOnes.filter(({ id, method }) => open.includes(id) && method !== 'get').map(({ id }) => id)
      t.same(writes.sort(), ['createReport', 'submitReport', 'updateReport', 'upsertReportByDate'], 'what writes, said by hand')
      await admin.revokeAllApiTokens()
      for (const operation of protectedOnes) t.same(await ask(operation, token), refusal('UNAUTHENTICATED'), `revoked, ${operation.id}`)
    })
  })
}

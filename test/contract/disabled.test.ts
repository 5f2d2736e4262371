/** A person who is disabled is out, everywhere, and cannot be told from nobody. */
import t from 'tap'
import { toDateTime } from '../../src/database/dialect.ts'
import { databases } from '../support/databases.ts'
import { isPublic, operations } from '../support/document.ts'
import { emailOf, password, people } from '../support/people.ts'
import { send } from '../support/raw.ts'
import { bearer, openStage } from './stage.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, clients, tokens } = await openStage(t, database)
    const { db } = app.deps

    t.test('a disabled person cannot sign in, and cannot be told from nobody', async (t) => {
      const login = async (email: string, given: string) => {
        const { status, text, headers } = await send(app.url, {
          method: 'POST',
          path: '/api/v1/auth/login',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password: given })
        })
        return { status, text: text.replace(String(headers['x-request-id']), 'ID'), cookies: headers['set-cookie'] }
      }
      const nobody = await login('nobody@workpulse.test', password)
      t.match(nobody, { status: 401, text: /INVALID_CREDENTIALS/, cookies: undefined })
      t.same(await login(emailOf('disabled'), password), nobody)
      t.same(await login(emailOf('disabled'), 'wrong'), nobody)
      t.same(await login(emailOf('employee'), 'wrong'), nobody)
    })

    t.test('a person who is disabled while signed in is out at the next request', async (t) => {
      const disable = (time: string | null) =>
        db.updateTable('users').set({ disabled_at: time }).where('id', '=', people.neighbour.id).execute()
      const { neighbour } = clients
      let refreshToken = ''
      await app.signIn('neighbour', {
        onTokens: (given) => {
          refreshToken = given?.refreshToken ?? refreshToken
        }
      })
      t.match(await neighbour.getMe(), { id: people.neighbour.id })

      await disable(toDateTime(app.clock.now()))
      for (const operation of operations.values()) {
        if (isPublic(operation)) continue
        const { id, method, path } = operation
        const { status, text } = await send(app.url, {
          method: method.toUpperCase(),
          path: path.replaceAll(/\{\w+\}/g, 'ID'),
          headers: bearer(tokens.neighbour)
        })
        t.match([status, text], [401, /UNAUTHENTICATED/], id)
      }
      await t.rejects(app.anonymous().refreshSession({ refreshToken }), { code: 'UNAUTHENTICATED' })
      await t.rejects(app.signIn('neighbour'), { code: 'INVALID_CREDENTIALS' })
      t.notOk(
        (await clients.admin.listTeams()).items.some((team) => team.leads.some((lead) => lead.id === people.neighbour.id)),
        'nor is he listed'
      )
    })
  })
}

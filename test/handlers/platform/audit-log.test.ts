/** The log of what was done: that its chain holds, and how it is read. */
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { pages } from '../../../generated/sdk/dist/src/sdk/index.js'
import { verify } from '../../../src/repositories/platform/audit.ts'
import { databases } from '../../support/databases.ts'
import { people } from '../../support/people.ts'
import { openLog } from './audit-calls.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, auditKey, admin, newest } = await openLog(t, database)

    t.test('the chain holds after writers at the same time, and while they write', async (t) => {
      t.match(await verify(db, auditKey), { broken: undefined })
      const before = await newest()
      const others = (['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr'] as const).map((person) => ({
        person,
        ...people[person]
      }))
      const done = new AbortController()
      const writers = Promise.all(others.map(async ({ person, id }) => {
        for (let round = 0; round < 3; round++) {
          const client = await app.signIn(person)
          await admin.updateUser(id, { version: (await admin.getUser(id)).version, name: `${person} ${round}` })
          await client.logout()
        }
      })).finally(() => {
        done.abort()
      })
      const verdicts = []
      while (!done.signal.aborted) {
        verdicts.push((await verify(db, auditKey)).broken)
        await turn()
      }
      t.same(verdicts.filter((broken) => broken), [])
      await writers
      const { entries, broken } = await verify(db, auditKey)
      t.equal(broken, undefined)
      const ids = (await db.selectFrom('audit_entries').select('id').where('id', '>', before).orderBy('id').execute()).map(({ id }) => id)
      t.same(ids, Array.from({ length: entries - before }, (_, index) => before + index + 1), 'without a gap')
      t.equal(ids.length, 8 * 3 * 3)
    })

    t.test('pages and filters', async (t) => {
      const all = await db.selectFrom('audit_entries').select(['id', 'action', 'actor_id', 'target_id']).orderBy('id', 'desc').execute()
      const list = async (query: object) => {
        const ids = []
        for await (const { id } of pages(admin.listAuditEntries, query)) ids.push(id)
        return ids
      }
      const idsWhere = (matches: (row: typeof all[number]) => boolean) => all.filter(matches).map(({ id }) => id)
      t.same(await list({ limit: 7 }), idsWhere(() => true), 'newest first')
      t.same(await list({ limit: 3, action: 'session.created' }), idsWhere(({ action }) => action === 'session.created'))
      t.same(await list({ limit: 2, actorId: people.hr.id }), idsWhere(({ actor_id }) => actor_id === people.hr.id))
      t.same(await list({ targetId: people.lead.id }), idsWhere(({ target_id }) => target_id === people.lead.id))
      t.same(await list({ action: 'user.updated', actorId: people.hr.id, targetId: people.lead.id }), [])
      for (const query of [{ action: 'x' }, { cursor: 'x' }, { limit: 101 }, { actorId: '' }]) {
        await t.rejects(admin.listAuditEntries(query as never), { code: 'VALIDATION_FAILED' })
      }
      for (const person of ['hr', 'manager', 'employee'] as const) {
        await t.rejects((await app.signIn(person)).listAuditEntries({}), { code: 'FORBIDDEN' })
      }
    })
  })
}

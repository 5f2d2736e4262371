/** Who hands in and who decides, on a service of their own. */
import { emptyTables, ofReports } from '../../support/databases.ts'
import type { Test } from 'tap'
import { ApiError } from '../../../generated/sdk/dist/src/sdk/index.js'
import { testApp, today } from '../../support/app.ts'
import type { TestDatabase } from '../../support/databases.ts'

export const minute = 60_000

export async function openDecisions (t: Test, database: TestDatabase) {
  const app = await testApp(t, database)
  const { db } = app.deps
  const [employee, lead, manager, hr] = await app.signInEach('employee', 'lead', 'manager', 'hr')
  t.beforeEach(() => emptyTables(db, ...ofReports))

  const blocked = { title: 'Order 2211', minutes: 60, status: 'blocked' as const }
  const handIn = (reportDate = today) =>
    employee.createReport({ reportDate, summary: 'Collars.', submit: true, items: [blocked, { title: 'Order 2212', minutes: 30 }] })
  const rowOf = (id: string) => db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const notices = (userId: string) =>
    db.selectFrom('notices').select(['type', 'target_id', 'actor_id']).where('user_id', '=', userId).orderBy('created_at').execute()
  const newestEvent = async () => Number((await db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0)
  const eventsAfter = async (id: number) =>
    (await db.selectFrom('events').select(['channel', 'type', 'payload']).where('id', '>', id).orderBy('id').execute())
      .map(({ channel, type, payload }) => ({ channel, type, data: JSON.parse(payload) }))
  const refusedWith = async (asked: Promise<unknown>) => asked.then(() => undefined, (error: ApiError) => error)
  return { app, db, employee, lead, manager, hr, blocked, handIn, rowOf, notices, newestEvent, eventsAfter, refusedWith }
}

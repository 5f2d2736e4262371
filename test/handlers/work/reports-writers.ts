/** Everybody who writes and reads reports, on a service of their own. */
import type { Test } from 'tap'
import { ApiError, type Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { Report } from '../../../generated/schemas.ts'
import * as reports from '../../../src/repositories/work/reports.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { line4, people, type PersonName } from '../../support/people.ts'
import type { TestDatabase } from '../../support/databases.ts'

export const tomorrow = addDays(today, 1)
export const cannot = { edit: false, submit: false, withdraw: false, delete: false, review: false, reopen: false }
export const daysAgo = (days: number) => addDays(today, -days)
export const idsOf = (items: { id: string }[]) => items.map(({ id }) => id)

/** The codes of the calls that were refused, and the answers of those that were not. */
export function outcomes<T> (settled: PromiseSettledResult<T>[]): { answers: T[], codes: string[], errors: ApiError[] } {
  const errors = settled.flatMap((result) => result.status === 'rejected' ? [result.reason as ApiError] : [])
  return {
    answers: settled.flatMap((result) => result.status === 'fulfilled' ? [result.value] : []),
    codes: errors.map(({ code }) => code),
    errors
  }
}

/** A report of any date and state, past the rules of the API. */
export async function file (
  app: TestApp,
  name: PersonName,
  reportDate: string,
  state: Report['state'] = 'submitted',
  of: { id: string, division_id: string } = line4
): Promise<string> {
  const report = await reports.insert(app.deps.db, {
    userId: people[name].id,
    reportDate,
    teamId: of.id,
    divisionId: of.division_id,
    reviewerId: null,
    summary: `${name} ${reportDate}`,
    planNext: '',
    mood: null,
    fields: {},
    items: [{ title: 'Collars' }]
  }, app.clock.now())
  if (state !== 'draft') await app.deps.db.updateTable('reports').set({ state }).where('id', '=', report!.id).execute()
  return report!.id
}

export async function openReports (t: Test, database: TestDatabase) {
  const app = await testApp(t, database)
  const { db } = app.deps
  const names = ['employee', 'colleague', 'lead', 'neighbour', 'manager', 'other', 'otherManager', 'hr', 'admin'] as const
  const clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await app.signIn(name)]))) as Record<
    typeof names[number],
    Client
  >
  const { employee, colleague, lead, neighbour, manager, other, hr } = clients
  t.beforeEach(async () => {
    for (const table of ['notices', 'report_items', 'reports'] as const) await db.deleteFrom(table).execute()
  })
  return { app, db, clients, employee, colleague, lead, neighbour, manager, other, hr }
}

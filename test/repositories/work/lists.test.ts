/** What a page of reports costs does not grow with the company: 200,000 reports of 4,000 people, half a hundred days. */
import { sql } from 'kysely'
import t from 'tap'
import { dialectOf } from '../../../src/database/dialect.ts'
import type { Database } from '../../../src/database/tables.ts'
import * as notifications from '../../../src/repositories/platform/notifications.ts'
import * as reports from '../../../src/repositories/work/report-lists.ts'
import { databases, migrated } from '../../support/databases.ts'
import { planOf, rowsExamined } from '../../support/plans.ts'

const people = 4000
const reportCount = 200_000
const limit = 50

const nothing = { everything: false, divisionId: null, teamIds: [] }
const roles = {
  employee: nothing,
  lead: { ...nothing, teamIds: ['T9'] },
  manager: { ...nothing, divisionId: 'D1' },
  'manager who leads a team': { ...nothing, divisionId: 'D1', teamIds: ['T9'] },
  hr: { ...nothing, everything: true }
}
const filters = {
  all: {},
  'a common state': { state: 'submitted' },
  'a rare state': { state: 'returned' },
  'a team': { teamId: 'T9' },
  'a division': { divisionId: 'D1' },
  'a person': { userId: 'U13' }
} as const

/** Everybody files each day; one of twenty is a draft, one of five thousand was returned. */
async function company (db: Database): Promise<void> {
  const isSqlite = dialectOf(db) === 'sqlite'
  const run = (text: string) => sql.raw(`/* may wait */ ${text}`).execute(db)
  const numbers = (count: number) =>
    isSqlite
      ? `(with recursive numbers(seq) as (select 0 union all select seq + 1 from numbers where seq < ${
        count - 1
      }) select seq from numbers) as numbers`
      : `seq_0_to_${count - 1}`
  const text = (...parts: string[]) => isSqlite ? parts.map((part) => `(${part})`).join(' || ') : `concat(${parts.join(', ')})`
  const day = isSqlite ? "date('2026-11-20', '-' || (seq / 4000) || ' days')" : "date_sub('2026-11-20', interval floor(seq / 4000) day)"
  const id = isSqlite ? "printf('R%08d', seq)" : "concat('R', lpad(seq, 8, '0'))"
  const now = "'2026-11-20 03:00:00.000'"
  const pick = (yes: string, when: string, no: string) => `case when ${when} then ${yes} else ${no} end`
  if (!isSqlite) await run('set foreign_key_checks = 0, unique_checks = 0')
  await run(`insert into divisions (id, name) select ${text("'D'", 'seq')}, ${text("'division '", 'seq')} from ${numbers(4)}`)
  await run(
    `insert into teams (id, division_id, name) select ${text("'T'", 'seq')}, ${text("'D'", 'seq % 4')}, ${text("'team '", 'seq')} from ${
      numbers(200)
    }`
  )
  await run(`insert into users (id, email, name, role, division_id, created_at, updated_at)
    select ${text("'U'", 'seq')}, ${text("'u'", 'seq')}, ${text("'name '", '(seq * 7919) % 4001')}, 'employee', ${
    text("'D'", 'seq % 4')
  }, ${now}, ${now} from ${numbers(people)}`)
  await run(`insert into team_members select ${text("'T'", 'seq % 200')}, ${text("'U'", 'seq')}, 'member' from ${numbers(people)}`)
  await run(
    `insert into reports (id, user_id, report_date, team_id, division_id, state, summary, plan_next, fields, created_at, updated_at, version)
    select ${id}, ${text("'U'", 'seq % 4000')}, ${day}, ${text("'T'", 'seq % 200')}, ${text("'D'", 'seq % 4')},
    ${pick("'returned'", 'seq % 5000 = 7', pick("'draft'", 'seq % 20 = 3', "'submitted'"))}, 's', '', '{}', ${now}, ${now}, 1 from ${
      numbers(reportCount)
    }`
  )
  await run(
    `insert into notices (id, user_id, type, arguments, created_at) select ${text("'N'", 'seq')}, ${
      text("'U'", 'seq % 20')
    }, 'x', '{}', ${now} from ${numbers(100_000)}`
  )
  if (!isSqlite) await run('set foreign_key_checks = 1, unique_checks = 1')
  for (const table of ['users', 'reports', 'notices', 'team_members', 'teams']) {
    await run(isSqlite ? `analyze ${table}` : `analyze table ${table}`)
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    await db.connection().execute(company)
    for (const [role, scope] of Object.entries(roles)) {
      for (const [name, filter] of Object.entries(filters)) {
        for (const from of ['2026-11-14', '2026-08-21']) {
          const range = { viewerId: 'U9', scope, from, to: '2026-11-21', ...filter }
          const what = `${role}, ${name}, from ${from}`
          if (database.name === 'sqlite') {
            const steps = await planOf(db, (db) => reports.list(db, range, { limit }))
            t.same(steps.filter((step) => step.startsWith('SCAN')), [], what)
            if (name === 'a rare state' && role !== 'lead' && role !== 'employee') {
              t.ok(steps.some((step) => /USING INDEX (reports_by_state|reports_user_date)/.test(step)), what)
            }
          } else {
            // A lead's page is read from the team's days, which are few, and sorted.
            const most = role === 'lead' ? 3000 : 600
            const examined = await db.connection().execute((connection) =>
              rowsExamined(connection, () => reports.list(connection, range, { limit }))
            )
            t.ok(examined <= most, `${what}: ${examined} rows`)
          }
        }
      }
    }
    t.equal(await notifications.countUnread(db, 'U1'), 5000)
  })
}

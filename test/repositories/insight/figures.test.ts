/** Figures are counted in indexes alone, and read what is in their range: half a year of two hundred people. */
import { sql } from 'kysely'
import t from 'tap'
import { dialectOf } from '../../../src/database/dialect.ts'
import type { Database } from '../../../src/database/tables.ts'
import * as figures from '../../../src/repositories/insight/figures.ts'
import { listCategories } from '../../../src/repositories/work/categories.ts'
import { databases, migrated } from '../../support/databases.ts'
import { planOf, rowsExamined } from '../../support/plans.ts'

const [people, days] = [200, 180]
const rows = people * days
const last = '2026-11-20'
const now = new Date('2026-11-21T00:00:00.000Z')

const nothing = { everything: false, divisionId: null, teamIds: [] }
const roles = {
  employee: nothing,
  lead: { ...nothing, teamIds: ['T9'] },
  manager: { ...nothing, divisionId: 'D1' },
  hr: { ...nothing, everything: true }
}

/** Everybody owes a report each day and hands one in, of two items. */
async function company (db: Database): Promise<void> {
  const isSqlite = dialectOf(db) === 'sqlite'
  const run = (text: string) => sql.raw(`/* may wait */ ${text}`).execute(db)
  const numbers = (count: number) =>
    isSqlite
      ? `(with recursive numbers(seq) as (select 0 union all select seq + 1 from numbers where seq < ${
        count - 1
      }) select seq from numbers) as numbers`
      : `seq_0_to_${count - 1}`
  const text = (letter: string, number: string) => isSqlite ? `('${letter}' || (${number}))` : `concat('${letter}', ${number})`
  const day = isSqlite ? `date('${last}', '-' || (seq / ${people}) || ' days')` : `date_sub('${last}', interval floor(seq / ${people}) day)`
  const who = text('U', `seq % ${people}`)
  const where = `${text('T', 'seq % 20')}, ${text('D', 'seq % 4')}`
  const time = "'2026-01-01 03:00:00.000'"
  if (!isSqlite) await run('set foreign_key_checks = 0, unique_checks = 0')
  await run(`insert into users (id, email, name, role, created_at, updated_at)
    select ${who}, ${text('u', 'seq')}, ${text('u', 'seq')}, 'employee', ${time}, ${time} from ${numbers(people)}`)
  await run(`insert into obligations (user_id, work_date, team_id, division_id, schedule_id, deadline_at, grace_until, closes_at, outcome,
    on_leave, inactive, late_minutes, made_at)
    select ${who}, ${day}, ${where}, 'S', ${time}, ${time}, ${time}, case when seq % 10 = 3 then 'late' else 'on_time' end, 0, 0,
    case when seq % 10 = 3 then 30 end, ${time} from ${numbers(rows)}`)
  await run(`insert into reports (id, user_id, report_date, team_id, division_id, state, timing, summary, plan_next, fields, created_at,
    updated_at, version, first_decision_handed_in_at, first_decision_at, items_total,
    items_done, minutes_total)
    select ${text('R', 'seq')}, ${who}, ${day}, ${where}, 'approved', 'on_time', 's', '', '{}', ${time}, ${time}, 1, ${time},
    '2026-01-01 04:30:00.000', 2, 2, 60 from ${numbers(rows)}`)
  await run(
    `insert into report_items (id, report_id, position, title, detail, category, category_key, status, progress, minutes, counted_on,
    team_id, division_id, user_id)
    select ${text('I', 'seq')}, ${text('R', `seq % ${rows}`)}, floor(seq / ${rows}), 't', '', 'Sewing', 'sewing', 'done', 100, 30,
    ${day.replaceAll('seq', `(seq % ${rows})`)}, ${where}, ${who} from ${numbers(rows * 2)}`
  )
  if (!isSqlite) await run('set foreign_key_checks = 1, unique_checks = 1')
  for (const table of ['users', 'obligations', 'reports', 'report_items']) {
    await run(isSqlite ? `analyze ${table}` : `analyze table ${table}`)
  }
}

const ranges = { 'a week': { from: '2026-11-14', days: 7 }, 'a quarter': { from: '2026-08-21', days: 92 } }

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    await db.connection().execute(company)
    for (const [role, scope] of Object.entries(roles)) {
      for (const [name, { from, days: length }] of Object.entries(ranges)) {
        const filter = { viewerId: 'U9', scope, from, to: last }
        const what = `${role}, ${name}`
        const counted = await figures.count(db, filter, 'division', now)
        const share = { employee: 1, lead: 10, manager: 50, hr: people }[role]! * length
        const sum = (groups: object[], key: string) => groups.reduce((total, group) => total + (group as Record<string, number>)[key], 0)
        t.equal(sum(counted.ledger, 'count'), share, what)
        t.equal(sum(counted.reports, 'reviewed'), share, what)
        t.same([...new Set(counted.reviews.map(({ milliseconds }) => milliseconds))], [5_400_000], what)
        t.equal(sum(counted.reports, 'minutes'), share * 60, what)
        t.same(await figures.countCategories(db, filter), [{ category: 'Sewing', items: share * 2, minutes: share * 60 }], what)
        if (database.name === 'sqlite') {
          const steps = await planOf(db, (db) => figures.count(db, filter, 'day', now))
          const read = steps.filter((step) => /^(SCAN|SEARCH) (obligations|reports|report_items)/.test(step))
          t.same(read.filter((step) => step.startsWith('SCAN')), [], `${what}: ${read.join('; ')}`)
        } else {
          const examined = await db.connection().execute((connection) =>
            rowsExamined(connection, () => figures.count(connection, filter, 'day', now))
          )
          // Of the ledger, and of reports twice; each once more where its group is looked up. With all of half a year it would be 140,000.
          const most = people * length * 3 * 2 + 5000
          t.ok(examined <= most, `${what}: ${examined} rows of ${most}`)
        }
      }
    }
    if (database.name === 'sqlite') {
      const steps = await planOf(db, (db) => listCategories(db, ['T9', 'T10'], '2026-08-21'))
      t.ok(steps.some((step) => step.startsWith('SEARCH report_items USING COVERING INDEX')), steps.join('; '))
    }
  })
}

/** `node scripts/bench/queue/main.ts`: what a page of the review queue costs among a million reports, on both databases. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CompiledQuery, sql } from 'kysely'
import { dialectOf } from '../../../src/database/dialect.ts'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { migrateToLatest } from '../../../src/database/migration/migrate.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import * as lists from '../../../src/repositories/work/report-lists.ts'
import { createMariadb, createSqlite, type BenchDatabase } from '../databases.ts'

const { values: options } = parseArgs({
  options: { reports: { type: 'string', default: '1000000' }, help: { type: 'boolean', default: false } }
})
if (options.help) {
  console.log(`Usage: node scripts/bench/queue/main.ts [--reports N]

Loads a million reports (N) of 4,000 people into databases of its own, one of eight waiting for a decision, and reads pages of the
review queue as a lead, a manager's team and HR do. Says the rows that MariaDB looked at, and milliseconds (the median of 40).`)
  process.exit(0)
}

const people = 4000
const count = Number(options.reports)
const limit = 50
const nobody = { everything: false, divisionId: null, teamIds: [] }
const questions: Record<string, Omit<lists.QueueFilter, 'viewerId'>> = {
  'addressed to a lead': { addressees: [{ id: 'U9' }], scope: { ...nobody, teamIds: ['T9'] } },
  'a team, for its manager': { addressees: undefined, teamId: 'T9', scope: { ...nobody, divisionId: 'D1' } },
  'HR: to oneself or nobody': { addressees: [{ id: 'U9' }, { id: null }], scope: { ...nobody, everything: true } },
  'a lead with a text': { addressees: [{ id: 'U9' }], q: 'collars', scope: { ...nobody, teamIds: ['T9'] } }
}

async function fill (db: Database): Promise<void> {
  const isSqlite = dialectOf(db) === 'sqlite'
  const run = (text: string) => sql.raw(`/* may wait */ ${text}`).execute(db)
  const text = (...parts: string[]) => isSqlite ? parts.map((part) => `(${part})`).join(' || ') : `concat(${parts.join(', ')})`
  const numbers = (from: number, to: number) =>
    isSqlite
      ? `(with recursive numbers(seq) as (select ${from} union all select seq + 1 from numbers where seq < ${
        to - 1
      }) select seq from numbers) as numbers`
      : `seq_${from}_to_${to - 1}`
  const days = 'floor(seq / 4000)'
  const day = isSqlite ? "date('2026-11-20', '-' || (seq / 4000) || ' days')" : `date_sub('2026-11-20', interval ${days} day)`
  const at = isSqlite
    ? `${day} || ' 09:' || printf('%02d', seq % 60) || ':00.000'`
    : `concat(${day}, ' 09:', lpad(seq % 60, 2, '0'), ':00.000')`
  const id = isSqlite ? "printf('R%08d', seq)" : "concat('R', lpad(seq, 8, '0'))"
  const now = "'2026-11-20 03:00:00.000'"
  if (!isSqlite) await run('set foreign_key_checks = 0, unique_checks = 0')
  await run(`insert into divisions (id, name) select ${text("'D'", 'seq')}, ${text("'division '", 'seq')} from ${numbers(0, 4)}`)
  await run(
    `insert into teams (id, division_id, name) select ${text("'T'", 'seq')}, ${text("'D'", 'seq % 4')}, ${text("'team '", 'seq')} from ${
      numbers(0, 200)
    }`
  )
  await run(
    `insert into users (id, email, name, role, division_id, created_at, updated_at) select ${text("'U'", 'seq')}, ${text("'u'", 'seq')},
    ${text("'name '", 'seq')}, 'employee', ${text("'D'", 'seq % 4')}, ${now}, ${now} from ${numbers(0, people)}`
  )
  // In parts: one statement has five seconds, and a transaction of a million rows is nothing that a service does.
  for (let from = 0; from < count; from += 50_000) {
    await run(
      `insert into reports (id, user_id, report_date, team_id, division_id, reviewer_id, state, summary, plan_next, fields, search_text,
      submitted_at, first_submitted_at, created_at, updated_at, version)
      select ${id}, ${text("'U'", 'seq % 4000')}, ${day}, ${text("'T'", 'seq % 200')}, ${text("'D'", 'seq % 4')},
      case when seq % 4001 = 1 then null else ${text("'U'", 'seq % 200')} end,
      case when seq % 8 = 1 then 'submitted' else 'approved' end, 'Attached 180 collars.', '', '{}', 'attached 180 collars.',
      ${at}, ${at}, ${now}, ${now}, 2 from ${numbers(from, Math.min(count, from + 50_000))}`
    )
  }
  if (!isSqlite) await run('set foreign_key_checks = 1, unique_checks = 1')
  await run(isSqlite ? 'analyze' : 'analyze table reports')
}

/** Of the session, by the handlers of the storage engine. */
async function rowsRead (db: Database): Promise<number> {
  const { rows } = await sql<{ Value: string }>`show session status like 'Handler_read%'`.execute(db)
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0)
}

async function measure (db: Database, name: BenchDatabase['name']): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = []
  for (const [question, filter] of Object.entries(questions)) {
    const ask = (after?: string[]) => lists.listQueue(db, { viewerId: 'U9', ...filter }, { limit, after })
    const before = name === 'MariaDB' ? await rowsRead(db) : 0
    const first = await ask()
    const examined = name === 'MariaDB' ? await rowsRead(db) - before : undefined
    const times: number[] = []
    // Page by page, as one who works through it.
    let after = first.nextCursor
    for (let page = 0; page < 40; page++) {
      const started = performance.now()
      const { nextCursor } = await ask(after ? lists.longestWaitFirst.decode(after) : undefined)
      times.push(performance.now() - started)
      after = nextCursor
    }
    times.sort((one, other) => one - other)
    found.push({
      question,
      database: name,
      rows: String(first.items.length),
      examined: examined === undefined ? '' : String(examined),
      'p50 ms': times[20].toFixed(2),
      'max ms': times.at(-1)!.toFixed(2)
    })
  }
  return found
}

const folder = mkdtempSync(join(tmpdir(), 'workpulse-queue-'))
try {
  for (const create of [createSqlite, createMariadb]) {
    const database = await create(folder)
    const db = openDatabase(parseDsn(database.dsn))
    try {
      await migrateToLatest(db)
      const started = performance.now()
      await db.connection().execute(async (connection) => {
        await fill(connection)
        console.error(`${database.version}: ${count} reports loaded in ${Math.round((performance.now() - started) / 1000)} s`)
        console.table(await measure(connection, database.name))
      })
      if (database.name === 'SQLite') {
        const { rows } = await db.executeQuery<{ detail: string }>(CompiledQuery.raw(
          `explain query plan select id from reports where state = 'submitted' and user_id <> 'U9' and reviewer_id = 'U9' order by submitted_at, id limit 51`
        ))
        console.log(rows.map(({ detail }) => detail).join('\n'))
      }
    } finally {
      await db.destroy()
      await database.stop()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

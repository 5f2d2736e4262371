import { setImmediate } from 'node:timers/promises'
import { type Insertable, sql } from 'kysely'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { toDateTime } from '../../src/database/dialect.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database, Tables } from '../../src/database/tables.ts'
import { createPasswords } from '../../src/security/passwords.ts'
import { createCompany, dayCount, days, organisation, type Company } from './company.ts'
import type { BenchDatabase } from './databases.ts'
import { say } from './report.ts'
import { password, pepper } from './service.ts'

const chunkSize = 100

/** Migrates a fresh database and fills it. */
export async function load ({ name, dsn }: BenchDatabase, signal: AbortSignal): Promise<Company> {
  const started = performance.now()
  const company = createCompany(new Date())
  const db = openDatabase(parseDsn(dsn))
  try {
    await migrateToLatest(db)
    await insertPeople(db, company)
    let done = 0
    for (const rows of days(company)) {
      signal.throwIfAborted()
      await db.transaction().execute(async (tx) => {
        await insert(tx, 'reports', rows.reports)
        await insert(tx, 'report_items', rows.report_items)
        await insert(tx, 'notices', rows.notices)
      })
      if (++done % 10 === 0) say(`${name}: loading ${Math.round(100 * done / dayCount)} %`, true)
      // SQLite answers at once, so without this no signal would ever be heard.
      await setImmediate()
    }
    // Or the first queries are planned as if the tables were still empty.
    if (name === 'MariaDB') await sql`analyze table reports, report_items, notices, users, team_members`.execute(db)
  } finally {
    await db.destroy()
  }
  say(`${name}: loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return company
}

async function insertPeople (db: Database, { divisions, teams, people }: Company): Promise<void> {
  const hash = await createPasswords(pepper).hash(password)
  const now = toDateTime(new Date())
  await insert(db, 'organisation', [organisation])
  await insert(db, 'divisions', divisions)
  await insert(db, 'teams', teams)
  await insert(
    db,
    'users',
    people.map(({ id, email, name, role, divisionId, teamId }) => ({
      id,
      email,
      email_verified_at: now,
      name,
      role,
      division_id: divisionId,
      primary_team_id: teamId,
      password_hash: hash,
      disabled_at: null,
      created_at: now,
      updated_at: now
    }))
  )
  await insert(
    db,
    'team_members',
    people.map(({ id, teamId, isLead }) => ({ team_id: teamId, user_id: id, role: isLead ? 'lead' as const : 'member' as const }))
  )
}

async function insert<Table extends keyof Tables> (db: Database, table: Table, rows: Insertable<Tables[Table]>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += chunkSize) {
    await db.insertInto(table).values(rows.slice(start, start + chunkSize) as never).execute()
  }
}

/** What the database holds, to show that a refused request changed nothing. */
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Database, Tables } from '../../src/database/tables.ts'
import { jobsTried } from './jobs.ts'

export type Snapshot = Partial<Record<keyof Tables, string[]>>

/** A new table without an entry does not compile. */
const tables = Object.keys(
  {
    organisation: true,
    divisions: true,
    teams: true,
    team_members: true,
    users: true,
    sessions: true,
    reports: true,
    report_items: true,
    notifications: true,
    events: true,
    event_clock: true,
    event_channels: true,
    ws_tickets: true,
    invitations: true,
    link_tokens: true,
    identities: true,
    sign_in_flows: true,
    attempts: true,
    audit_entries: true,
    audit_head: true,
    jobs: true,
    idempotency_keys: true
  } satisfies Record<keyof Tables, true>
) as (keyof Tables)[]

/** Every row as JSON. `except`: only where signing in itself is what is tested. */
export async function snapshot (db: Database, except: (keyof Tables)[] = []): Promise<Snapshot> {
  const entries = tables.filter((table) => !except.includes(table)).map(async (table) => {
    const rows = await db.selectFrom(table).selectAll().execute()
    return [table, rows.map((row) => JSON.stringify(row)).sort()] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** The tables whose rows are not the same. */
export function differences (before: Snapshot, after: Snapshot): string[] {
  return tables.filter((table) => !isDeepStrictEqual(before[table], after[table]))
}

/** Waits until every job has been tried and the sequencer has placed every event, since that changes rows of its own accord. */
export async function settled (db: Database): Promise<void> {
  await jobsTried(db)
  while (await db.selectFrom('events').select('id').where('position', 'is', null).limit(1).executeTakeFirst()) await delay(5)
}

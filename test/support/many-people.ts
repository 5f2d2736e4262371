import { toDateTime } from '../../src/database/dialect.ts'
import { newId } from '../../src/database/id.ts'
import type { Database } from '../../src/database/tables.ts'
import { start } from './clock.ts'
import { line4, production } from './people.ts'

const chunkSize = 200

/** So many people of one team, who have been there for long and cannot sign in. */
export async function manyPeople (db: Database, count: number): Promise<void> {
  const now = toDateTime(start)
  const ids = Array.from({ length: count }, () => newId())
  for (let from = 0; from < count; from += chunkSize) {
    const some = ids.slice(from, from + chunkSize)
    await db.insertInto('users').values(some.map((id, index) => ({
      id,
      email: `person-${from + index}@workpulse.test`,
      email_verified_at: now,
      name: `Person ${from + index}`,
      role: 'employee' as const,
      division_id: production.id,
      password_hash: null,
      disabled_at: null,
      primary_team_id: line4.id,
      created_at: now,
      updated_at: now
    }))).execute()
    await db.insertInto('person_facts').values(some.map((id) => ({
      user_id: id,
      from_day: '2026-01-01',
      division_id: production.id,
      team_id: line4.id,
      required: 1,
      active: 1,
      joined_on: null,
      left_on: null
    }))).execute()
  }
}

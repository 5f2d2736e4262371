import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import type { Holiday } from '../../../generated/schemas.ts'
import { rowOf, update, type NewHoliday } from './holidays.ts'
import { chunks } from '../../runtime/chunks.ts'

const chunkSize = 100

/** Stores what a file brings. */
export async function importHolidays (
  tx: Database,
  { created, updated }: { created: NewHoliday[], updated: { before: Holiday, change: NewHoliday }[] },
  now: Date
): Promise<void> {
  const rows = created.map((holiday) => rowOf(holiday, newId(now.getTime()), now))
  for (const chunk of chunks(rows, chunkSize)) await tx.insertInto('holidays').values(chunk).execute()
  for (const { before, change } of updated) await update(tx, before, change, now)
}

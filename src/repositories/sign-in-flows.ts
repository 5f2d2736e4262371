import { toDateTime } from '../database/dialect.ts'
import type { Database } from '../database/tables.ts'

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_flows').where('expires_at', '<', toDateTime(now)).execute()
}

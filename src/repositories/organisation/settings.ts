import { sql } from 'kysely'
import type { Database } from '../../database/tables.ts'
import type { OrganisationSettings } from '../../../generated/schemas.ts'

/** What the organisation has decided. */
export async function readSettings (db: Database): Promise<OrganisationSettings> {
  const row = await db.selectFrom('organisation').select(['registration_mode', 'allowed_email_domains', 'version']).executeTakeFirst()
  // Before it is set up, nobody registers.
  if (!row) return { registrationMode: 'closed', allowedEmailDomains: [], version: 1 }
  return {
    registrationMode: row.registration_mode,
    allowedEmailDomains: row.allowed_email_domains === null ? [] : JSON.parse(row.allowed_email_domains),
    version: row.version
  }
}

/** Resolves to false when somebody else has changed them since `version`. */
export async function updateSettings (
  tx: Database,
  version: number,
  change: Partial<Pick<OrganisationSettings, 'registrationMode' | 'allowedEmailDomains'>>
): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('organisation').set({
    version: sql<number>`version + 1`,
    ...(change.registrationMode && { registration_mode: change.registrationMode }),
    ...(change.allowedEmailDomains && { allowed_email_domains: JSON.stringify(change.allowedEmailDomains) })
  }).where('version', '=', version).executeTakeFirst()
  return numUpdatedRows === 1n
}

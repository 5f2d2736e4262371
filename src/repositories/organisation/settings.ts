import { dialectOf } from '../../database/dialect.ts'
import { prepare } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/writes.ts'
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

export interface DayRules {
  /** An IANA name. */
  timeZone: string
  /** How many days back a report may be filed. */
  backdateDays: number
}

const dayRules = prepare((db) => db.selectFrom('organisation').select(['time_zone as timeZone', 'backdate_days as backdateDays']))

/** When it is which day in the organisation, and how far back one may file. */
export async function readDayRules (db: Database): Promise<DayRules> {
  const [rules] = await dayRules(db, {})
  return rules
}

/** @throws OvertakenError when somebody else has changed them since `version`. */
export async function updateSettings (
  tx: Database,
  version: number,
  change: Partial<Pick<OrganisationSettings, 'registrationMode' | 'allowedEmailDomains'>>
): Promise<void> {
  await updateAtVersion(tx, 'organisation', 1, version, {
    ...(change.registrationMode && { registration_mode: change.registrationMode }),
    ...(change.allowedEmailDomains && { allowed_email_domains: JSON.stringify(change.allowedEmailDomains) })
  })
}

/** Undefined before there is an organisation. */
export async function findName (db: Database): Promise<string | undefined> {
  return (await db.selectFrom('organisation').select('name').executeTakeFirst())?.name
}

/** How many days back a report may be filed, until the organisation decides. */
const usualBackdateDays = 3

/** Resolves to false when there is one. */
export function create (tx: Database, { name, timeZone }: { name: string, timeZone: string }): Promise<boolean> {
  return insertUnlessThere(tx.insertInto('organisation').values({ id: 1, name, time_zone: timeZone, backdate_days: usualBackdateDays }))
}

/** Until the transaction ends, who else does this waits. */
export async function lock (tx: Database): Promise<void> {
  const row = tx.selectFrom('organisation').select('id').where('id', '=', 1)
  await (dialectOf(tx) === 'mysql' ? row.forUpdate() : row).execute()
}

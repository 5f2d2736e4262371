import { dialectOf, toTimestamp } from '../../database/dialect.ts'
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

/** What the organisation's days go by. */
export interface DayRules {
  /** An IANA name. */
  timeZone: string
  /** How many days back a report may be filed. */
  backdateDays: number
  /** After how many days a report that waits is approved by itself; 0: never. */
  autoApproveDays: number
  /** Is what is handed in reviewed at all? */
  reviewRequired: boolean
  /** Is a day of joint leave free of work? */
  observeJointLeave: boolean
  /** ISO 3166. */
  country: string
}

const dayRules = prepare((db) =>
  db.selectFrom('organisation').select([
    'time_zone',
    'pending_time_zone',
    'pending_from',
    'backdate_days',
    'auto_approve_days',
    'review_required',
    'observe_joint_leave',
    'country'
  ])
)

/** When it is which day in the organisation, and what its days go by. @param now another time zone may be in force from some day on. */
export async function readDayRules (db: Database, now: Date): Promise<DayRules> {
  const [row] = await dayRules(db, {})
  return {
    timeZone: zoneAt(row, now),
    backdateDays: row.backdate_days,
    autoApproveDays: row.auto_approve_days,
    reviewRequired: row.review_required === 1,
    observeJointLeave: row.observe_joint_leave === 1,
    country: row.country
  }
}

interface Zones {
  time_zone: string
  pending_time_zone: string | null
  pending_from: string | null
}

/** No job is waited for: the pending one is in force from its instant on. */
function zoneAt ({ time_zone: present, pending_time_zone: pending, pending_from: from }: Zones, now: Date): string {
  return pending !== null && from !== null && toTimestamp(from) <= now.toISOString() ? pending : present
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

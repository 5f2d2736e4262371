import { dialectOf, toDateTime, toTimestamp } from '../../database/dialect.ts'
import { prepare } from '../../database/queries/prepared.ts'
import { asOne } from '../../database/queries/together.ts'
import type { Database } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { OrganisationSettings } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'

const columns = [
  'name',
  'time_zone',
  'pending_time_zone',
  'pending_from',
  'country',
  'locale',
  'auto_approve_days',
  'review_required',
  'backdate_days',
  'observe_joint_leave',
  'registration_mode',
  'allowed_email_domains',
  'version'
] as const

/** What the organisation has decided; undefined before there is one. @param now another time zone may be in force from some day on. */
export async function readSettings (db: Database, now: Date): Promise<OrganisationSettings | undefined> {
  const row = await db.selectFrom('organisation').select(columns).executeTakeFirst()
  if (!row) return undefined
  const timezone = zoneAt(row, now)
  const isPending = row.pending_time_zone !== null && row.pending_from !== null && timezone !== row.pending_time_zone
  return {
    scope: 'org',
    name: row.name,
    timezone,
    pendingTimezone: isPending ? { zone: row.pending_time_zone!, from: toTimestamp(row.pending_from!) } : null,
    country: row.country,
    defaultLocale: row.locale,
    autoApproveDays: row.auto_approve_days,
    reviewRequired: row.review_required === 1,
    backdateDays: row.backdate_days,
    observeJointLeave: row.observe_joint_leave === 1,
    ...registrationOf(row),
    version: row.version
  }
}

/** Who may register. Before the organisation is set up, nobody. */
export async function readRegistration (db: Database): Promise<Pick<OrganisationSettings, 'registrationMode' | 'allowedEmailDomains'>> {
  const row = await db.selectFrom('organisation').select(['registration_mode', 'allowed_email_domains']).executeTakeFirst()
  return row ? registrationOf(row) : { registrationMode: 'closed', allowedEmailDomains: [] }
}

function registrationOf (row: { registration_mode: OrganisationSettings['registrationMode'], allowed_email_domains: string | null }) {
  return {
    registrationMode: row.registration_mode,
    allowedEmailDomains: row.allowed_email_domains === null ? [] : JSON.parse(row.allowed_email_domains) as string[]
  }
}

/** In which language somebody is written to who has not said. */
export async function readDefaultLocale (db: Database): Promise<OrganisationSettings['defaultLocale']> {
  return (await db.selectFrom('organisation').select('locale').executeTakeFirst())?.locale ?? 'en'
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

const dayRulesRow = prepare((db) =>
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
type RulesRow = Awaited<ReturnType<typeof dayRulesRow>>[number]

/** The row that the rules of any moment are in. */
export const readRules = remembered(asOne(async (db): Promise<RulesRow> => (await dayRulesRow(db, {}))[0]))

/** When it is which day in the organisation, and what its days go by. @param now another time zone may be in force from some day on. */
export async function readDayRules (db: Database, now: Date): Promise<DayRules> {
  return rulesAt(await readRules(db), now)
}

export function rulesAt (row: RulesRow, now: Date): DayRules {
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
export function zoneAt ({ time_zone: present, pending_time_zone: pending, pending_from: from }: Zones, now: Date): string {
  return pending !== null && from !== null && toTimestamp(from) <= now.toISOString() ? pending : present
}

/** What an admin decides. A time zone comes with when it is in force. */
export interface OrganisationChange extends Partial<Omit<OrganisationSettings, 'scope' | 'version' | 'timezone' | 'pendingTimezone'>> {
  zones?: { present: string, pending: { zone: string, from: Date } | null }
}

/** @throws OvertakenError when somebody else has changed them since `version`. */
export async function updateSettings (tx: Database, version: number, change: OrganisationChange): Promise<void> {
  const { name, country, defaultLocale, autoApproveDays, reviewRequired, backdateDays, observeJointLeave, zones } = change
  await updateAtVersion(tx, 'organisation', 1, version, {
    ...(name !== undefined && { name }),
    ...(country !== undefined && { country }),
    ...(defaultLocale !== undefined && { locale: defaultLocale }),
    ...(autoApproveDays !== undefined && { auto_approve_days: autoApproveDays }),
    ...(reviewRequired !== undefined && { review_required: Number(reviewRequired) }),
    ...(backdateDays !== undefined && { backdate_days: backdateDays }),
    ...(observeJointLeave !== undefined && { observe_joint_leave: Number(observeJointLeave) }),
    ...(change.registrationMode && { registration_mode: change.registrationMode }),
    ...(change.allowedEmailDomains && { allowed_email_domains: JSON.stringify(change.allowedEmailDomains) }),
    ...(zones && {
      time_zone: zones.present,
      pending_time_zone: zones.pending?.zone ?? null,
      pending_from: zones.pending && toDateTime(zones.pending.from)
    })
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

import type { ColumnType, Generated } from 'kysely'
import type { Optional } from './optional.ts'

/** The organisation, its people, and who stands in for whom. */
export interface OrganisationTables {
  organisation: OrganisationTable
  divisions: DivisionTable
  teams: TeamTable
  team_members: { team_id: string, user_id: string, role: 'member' | 'lead' }
  users: UserTable
  person_facts: PersonFactsTable
  user_settings: UserSettingsTable
  delegations: DelegationTable
}

/** One row: a database serves one organisation. */
interface OrganisationTable {
  id: number
  name: string
  time_zone: string
  backdate_days: number
  registration_mode: Generated<'invitation' | 'open' | 'closed'>
  /** JSON array; null for none. */
  allowed_email_domains: ColumnType<string | null, string | null | undefined, string>
  /** ISO 3166. */
  country: Generated<string>
  /** Of letters to who has not said. */
  locale: Generated<'en' | 'id'>
  /** After how many days a report that waits is approved by itself; 0: never. */
  auto_approve_days: Generated<number>
  review_required: Generated<number>
  observe_joint_leave: Generated<number>
  /** The time zone from `pending_from` on; null while no other is to come. */
  pending_time_zone: ColumnType<string | null, undefined, string | null>
  pending_from: ColumnType<string | null, undefined, string | null>
  version: Generated<number>
  /** Of `database/changes/holding.ts`. */
  held: Generated<number>
}

interface DivisionTable {
  id: string
  name: string
  code: ColumnType<string | null, string | undefined, string>
  archived_at: Optional<string>
  version: Generated<number>
}

interface TeamTable {
  id: string
  division_id: string
  /** One in its division, archived ones among them. */
  name: string
  archived_at: Optional<string>
  version: Generated<number>
}

export interface UserTable {
  id: string
  /** Normalised: see `rules/email.ts`. */
  email: string
  email_verified_at: string | null
  name: string
  role: 'employee' | 'manager' | 'hr' | 'admin'
  division_id: string | null
  /** PHC string; null for people who sign in elsewhere. */
  password_hash: string | null
  /** 1: nobody has shown that who has the address chose the password. */
  password_unproven: Generated<number>
  disabled_at: string | null
  /** The first and the last day of work. */
  joined_on: Optional<string>
  left_on: Optional<string>
  /** 0: owes no reports. */
  report_required: Generated<number>
  employee_no: Optional<string>
  title: Optional<string>
  phone: Optional<string>
  /** SHA-256 of the picture, in hexadecimal: its name among the files; and its media type. */
  avatar_hash: Optional<string>
  avatar_type: Optional<string>
  /** The team that a day of the person belongs to: one of theirs, null for who is in none. */
  primary_team_id: Optional<string>
  created_at: string
  updated_at: string
  version: Generated<number>
  /** Of `database/changes/holding.ts`. */
  held: Generated<number>
}

/** What holds of a person from a day on, until the next row of theirs. The ledger reads it by day, and nothing else does. */
interface PersonFactsTable {
  user_id: string
  from_day: string
  /** Of the team of that day; of who is in none, the person's own. */
  division_id: string | null
  team_id: string | null
  /** 1: owes reports. */
  required: number
  /** 1: not disabled. */
  active: number
  /** The first and the last day that something may be owed for. */
  joined_on: string | null
  left_on: string | null
}

/** Of who has changed any. */
interface UserSettingsTable {
  /** The person's. */
  id: string
  /** Null: what the browser asks for. */
  locale: 'en' | 'id' | null
  theme: 'system' | 'light' | 'dark'
  week_start: 'monday' | 'saturday' | 'sunday'
  /** JSON: what is otherwise than usual, by type. */
  notifications: string
  quiet_enabled: number
  /** `HH:MM`, as clocks of the organisation show it. */
  quiet_from: string
  quiet_to: string
  digest: 'off' | 'daily' | 'weekly'
  /** `HH:MM` */
  digest_at: string
  version: number
}

/** Local days, both included. */
interface DelegationTable {
  id: string
  from_id: string
  to_id: string
  starts_on: string
  ends_on: string
  note: string
  /** Null until open connections have been told that it began. */
  begun_at: string | null
  /** Null until it is over and they have been told so, or somebody has taken it back. */
  ended_at: string | null
  created_at: string
  version: number
}

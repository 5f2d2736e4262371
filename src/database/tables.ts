/** The columns of every table, as both databases answer them. Times are UTC text, `YYYY-MM-DD HH:MM:SS.mmm`. */
import type { Kysely } from 'kysely'
import type { IdentityTables } from './schema/identity.ts'
import type { OrganisationTables } from './schema/organisation.ts'
import type { OutwardTables } from './schema/outward.ts'
import type { PlatformTables } from './schema/platform.ts'
import type { TimeTables } from './schema/time.ts'
import type { WorkTables } from './schema/work.ts'

/** The connection or, inside a transaction, the transaction. */
export type Database = Kysely<Tables>

export interface Tables extends IdentityTables, OrganisationTables, WorkTables, TimeTables, OutwardTables, PlatformTables {}

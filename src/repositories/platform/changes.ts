import { sql, type RawBuilder } from 'kysely'
import { divisions, everybody, ofDivision, ofTeam, ofUser } from '../../database/changes.ts'
import { toDateTime } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import type { DayRules } from '../organisation/settings.ts'
import { zoneAt } from '../organisation/settings.ts'

/** Whose changes are asked for: always everybody's, and those of these. */
export interface Reach {
  /** Null for nobody by themselves. */
  userId: string | null
  teamIds: string[]
  divisionIds: string[]
  /** Of all divisions, and so of all teams. */
  everything: boolean
}

/** How things stand. What is equal twice has not changed in between, neither by a commit nor by the clock. */
export interface Standing {
  /** How often something has changed; it only grows, with each commit. */
  number: string
  /** The local day. */
  date: string
  /** The last grace that was over, and the last window that closed with nothing handed in; null for none. */
  graceOver: string | null
  closed: string | null
  timeZone: DayRules['timeZone']
}

/** In one statement, so of one moment. */
export async function readStanding (
  db: Database,
  { userId, teamIds, divisionIds, everything }: Reach,
  now: Date,
  dateIn: (timeZone: string) => string
): Promise<Standing | undefined> {
  const names = [
    everybody,
    ...userId === null ? [] : [ofUser(userId)],
    ...teamIds.map(ofTeam),
    ...everything ? [] : divisionIds.map(ofDivision)
  ]
  const named: RawBuilder<unknown> = sql`name in (${sql.join(names)})`
  // All that begin so, by the index: what follows a colon is a semicolon.
  const all = sql`(name >= ${divisions} and name < ${`${divisions.slice(0, -1)};`})`
  const time = toDateTime(now)
  const row = await db.selectFrom('organisation').select([
    'time_zone',
    'pending_time_zone',
    'pending_from',
    sql<string | null>`(select sum(number) from change_numbers where ${everything ? sql`${named} or ${all}` : named})`.as('number'),
    sql<string | null>`(select max(grace_until) from obligations where grace_until < ${time})`.as('grace'),
    sql<string | null>`(select max(closes_at) from obligations where outcome = 'due' and closes_at <= ${time})`.as('closed')
  ]).executeTakeFirst()
  if (!row) return undefined
  const timeZone = zoneAt(row, now)
  return { number: String(row.number ?? 0), date: dateIn(timeZone), graceOver: row.grace, closed: row.closed, timeZone }
}

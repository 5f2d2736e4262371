import { sql, type RawBuilder } from 'kysely'

/** What a list is limited to, as the rules say it: everything, a division, these teams. */
export interface Scope {
  everything: boolean
  divisionId: string | null
  teamIds: string[]
}

/** Whose rows somebody sees. */
export interface Sight {
  viewerId: string
  scope: Scope
}

type Placed = 'obligations' | 'reports' | 'report_items'

/** What holds of a row in the scope, each by itself, by the team and division that the row has. */
export function leading (table: Placed, { everything, divisionId, teamIds }: Scope): RawBuilder<unknown>[] {
  return [
    ...(everything ? [sql`1 = 1`] : []),
    ...(divisionId ? [sql`${sql.ref(`${table}.division_id`)} = ${divisionId}`] : []),
    ...(teamIds.length > 0 ? [sql`${sql.ref(`${table}.team_id`)} in (${sql.join(teamIds)})`] : [])
  ]
}

/** What one leads. */
export function ledIn (table: Placed, scope: Scope): RawBuilder<boolean> {
  const led = leading(table, scope)
  return led.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(led, sql` or `)})`
}

/** One's own rows, and what one leads. */
export function visibleIn (table: Placed, { viewerId, scope }: Sight): RawBuilder<boolean> {
  if (scope.everything) return sql<boolean>`1 = 1`
  return sql<boolean>`(${sql.join([sql`${sql.ref(`${table}.user_id`)} = ${viewerId}`, ...leading(table, scope)], sql` or `)})`
}

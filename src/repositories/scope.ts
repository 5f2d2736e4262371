import { sql, type RawBuilder } from 'kysely'

/** What a list is limited to, as the rules say it: everything, a division, these teams. */
export interface Scope {
  everything: boolean
  divisionId: string | null
  teamIds: string[]
  /** Of work: what the viewer sees to in the place of others. Left out: nothing. */
  lent?: Lent
}

/** Work of these divisions and teams, but of nobody of these. */
export interface Lent {
  divisionIds: string[]
  teamIds: string[]
  except: string[]
}

/** Whose rows somebody sees. */
export interface Sight {
  viewerId: string
  scope: Scope
}

type Placed = 'blockers' | 'obligations' | 'obligation_requests' | 'reports' | 'report_items' | 'leaves'

/** What holds of a row in the scope, each by itself, by the team and division that the row has. */
export function leading (table: Placed, { everything, divisionId, teamIds, lent }: Scope): RawBuilder<unknown>[] {
  return [
    ...(everything ? [sql`1 = 1`] : []),
    ...(divisionId ? [sql`${sql.ref(`${table}.division_id`)} = ${divisionId}`] : []),
    ...(teamIds.length > 0 ? [sql`${sql.ref(`${table}.team_id`)} in (${sql.join(teamIds)})`] : []),
    ...(lent ? lentIn(table, lent) : [])
  ]
}

function lentIn (table: Placed, { divisionIds, teamIds, except }: Lent): RawBuilder<unknown>[] {
  const places = [
    ...(divisionIds.length > 0 ? [sql`${sql.ref(`${table}.division_id`)} in (${sql.join(divisionIds)})`] : []),
    ...(teamIds.length > 0 ? [sql`${sql.ref(`${table}.team_id`)} in (${sql.join(teamIds)})`] : [])
  ]
  if (places.length === 0) return []
  return [sql`((${sql.join(places, sql` or `)}) and ${sql.ref(`${table}.user_id`)} not in (${sql.join(except)}))`]
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

/** The same in parts that have no row in common, so that each is read in order, by its own index. Of tables that say where each row is. */
export function visibleApart (
  table: 'blockers' | 'obligation_requests' | 'obligations',
  { viewerId, scope }: Sight
): RawBuilder<boolean>[] {
  if (scope.everything) return [sql<boolean>`1 = 1`]
  const { lent, ...own } = scope
  const parts = [
    sql`${sql.ref(`${table}.user_id`)} = ${viewerId}`,
    ...own.teamIds.map((id) => sql`${sql.ref(`${table}.team_id`)} = ${id}`),
    ...leading(table, { ...own, teamIds: [] }),
    ...(lent ? lentApart(lent).flatMap((each) => lentIn(table, each)) : [])
  ]
  return apart(parts)
}

/** Each without what is in those before it. */
export function apart (parts: RawBuilder<unknown>[]): RawBuilder<boolean>[] {
  return parts.map((part, index) =>
    // Where a column is null a part is neither true nor false.
    index === 0 ? sql<boolean>`${part}` : sql<boolean>`${part} and (${sql.join(parts.slice(0, index), sql` or `)}) is not true`
  )
}

/** Each division and each team by itself. */
const lentApart = ({ divisionIds, teamIds, except }: Lent): Lent[] => [
  ...divisionIds.map((id) => ({ divisionIds: [id], teamIds: [], except })),
  ...teamIds.map((id) => ({ divisionIds: [], teamIds: [id], except }))
]

/** Of reports: whoever filed one for somebody else does not decide about it. */
export const notFiledBy = (viewerId: string) => sql<boolean>`coalesce(reports.filed_by_id, '') <> ${viewerId}`

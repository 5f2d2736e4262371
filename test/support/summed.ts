/** What a process answers of figures, and the same counted of all rows at once. */
import type { CompiledQuery } from 'kysely'
import type { Deps } from '../../src/deps.ts'
import type { HandlerDeps } from '../../src/handlers/deps.ts'
import { createHandlers } from '../../src/handlers/index.ts'
import * as figures from '../../src/repositories/insight/figures.ts'
import { leadershipScope, type Viewer } from '../../src/rules/identity/viewer.ts'
import { measure, rounded } from '../../src/rules/insight/figures.ts'
import { bucketsOf, previousRange } from '../../src/rules/insight/ranges.ts'
import { byCategory, pointOf, splitBy } from '../../src/rules/insight/summaries.ts'
import { today } from './app.ts'
import { emailOf, line4, packing, people, production, warehouse, type PersonName } from './people.ts'
import { hearingStatements } from './statements.ts'

export const from = '2026-11-16'

const viewerOf = (who: PersonName, teams: object[] = []) => ({ ...people[who], email: emailOf(who), teams }) as unknown as Viewer
export interface Asking {
  viewer: Viewer
  divisionId?: string
}

export const viewers: Record<string, Asking> = {
  hr: { viewer: viewerOf('hr') },
  'hr, of a division': { viewer: viewerOf('hr'), divisionId: warehouse.id },
  manager: { viewer: viewerOf('manager') },
  'manager, of the division': { viewer: viewerOf('manager'), divisionId: production.id },
  // Agus is of the warehouse, and manages production; they lead a team in each.
  'manager who is of another division': {
    viewer: { ...viewerOf('other', [{ ...packing, role: 'lead' }, { ...line4, role: 'lead' }]), role: 'manager', divisionId: production.id }
  },
  'manager, of another division': { viewer: viewerOf('otherManager'), divisionId: production.id }
}

/** What a process answers, which keeps days of its own. */
export function processOf (deps: Deps, hear: (statement: CompiledQuery) => void = () => undefined) {
  const { analytics } = createHandlers({ ...deps, db: hearingStatements(deps.db, hear), apiTokens: {} } as unknown as HandlerDeps)
  const ask = (id: 'getAnalyticsSummary' | 'getAnalyticsTrends', viewer: Viewer, query: object) =>
    (analytics[id] as (context: object) => Promise<Record<string, any>>)({ viewer, query, params: {}, request: { headers: {} } })
  return async ({ viewer, divisionId }: Asking, to = today) => {
    const query = { from, to, ...divisionId && { divisionId } }
    const { figures, previous, byDivision, byTeam, byCategory } = await ask('getAnalyticsSummary', viewer, query)
    const { points } = await ask('getAnalyticsTrends', viewer, { ...query, bucket: 'week' })
    return {
      figures,
      previous,
      byDivision: partsIn(byDivision, 'divisionId'),
      byTeam: byTeam && partsIn(byTeam, 'teamId'),
      byCategory,
      points
    }
  }
}

const partsIn = (parts: Record<string, any>[], id: string) => Object.fromEntries(parts.map((part) => [part[id], part.figures]))

/** The same, of rows that are counted all at once. */
export async function directly ({ db, clock }: Deps, { viewer, divisionId }: Asking, to = today) {
  const now = clock.now()
  const [range, scope] = [{ from, to }, leadershipScope(viewer)]
  const filter = { viewerId: viewer.id, scope, ...range, ...divisionId && { divisionId } }
  const before = previousRange(range)
  const each = async (by: 'division' | 'team') =>
    Object.fromEntries([...splitBy(await figures.count(db, filter, by, now))].map(([key, part]) => [key, rounded(measure(part))]))
  const points = []
  for (const bucket of bucketsOf(range, 'week')) {
    points.push(pointOf(bucket, measure(await figures.count(db, { ...filter, from: bucket.from, to: bucket.to }, 'day', now))))
  }
  return {
    figures: rounded(measure(await figures.count(db, filter, 'division', now))),
    previous: { ...before, figures: rounded(measure(await figures.count(db, { ...filter, ...before }, 'division', now))) },
    byDivision: await each('division'),
    byTeam: divisionId || scope.divisionId ? await each('team') : null,
    byCategory: byCategory(await figures.countCategories(db, filter)),
    points
  }
}

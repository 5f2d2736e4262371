/** Items that go on with each other, from report to report. */
import type { Database, Tables } from '../../database/tables.ts'

/** The first item of what each item of a report goes on with, itself where it begins something; by the item. */
export async function listFirst (db: Database, reportId: string): Promise<Map<string, string>> {
  const rows = await db
    .withRecursive(
      'chain',
      (cte) =>
        cte.selectFrom('report_items').where('report_id', '=', reportId).select(['id as start', 'id', 'carried_from_id'])
          .unionAll(
            cte.selectFrom('chain').innerJoin('report_items as earlier', 'earlier.id', 'chain.carried_from_id')
              .select(['chain.start', 'earlier.id', 'earlier.carried_from_id'])
          )
    )
    .selectFrom('chain').select(['start', 'id', 'carried_from_id']).execute()
  const first = new Map<string, string>()
  for (const [start, steps] of Map.groupBy(rows, (row) => row.start)) {
    const ids = new Set(steps.map(({ id }) => id))
    // The last one goes on with nothing, or with what is not there any more.
    first.set(start, steps.find(({ carried_from_id: from }) => from === null || !ids.has(from))!.id)
  }
  return first
}

export interface CountedItem {
  id: string
  title: string
  status: Tables['report_items']['status']
  reportId: string
  teamId: string
  divisionId: string
  /** Of its report, the latest hand-in, as the database writes times. */
  handedInAt: string
}

/** Of the newest report that is handed in, the items that go on with this first one; the blocked ones first. */
export async function listNewest (db: Database, firstItemId: string): Promise<CountedItem[]> {
  const rows = await db
    .withRecursive('chain', (cte) =>
      cte.selectFrom('report_items')
        // The first one may have been replaced since.
        .where((eb) => eb.or([eb('id', '=', firstItemId), eb('carried_from_id', '=', firstItemId)])).select(['id'])
        .union(
          cte.selectFrom('chain').innerJoin('report_items as later', 'later.carried_from_id', 'chain.id').select(['later.id'])
        ))
    .selectFrom('chain')
    .innerJoin('report_items', 'report_items.id', 'chain.id')
    .innerJoin('reports', 'reports.id', 'report_items.report_id')
    .where('reports.state', '<>', 'draft')
    .select([
      'report_items.id',
      'report_items.title',
      'report_items.status',
      'reports.id as reportId',
      'reports.team_id as teamId',
      'reports.division_id as divisionId',
      'reports.report_date as date',
      'reports.submitted_at as handedInAt'
    ])
    .orderBy('reports.report_date', 'desc').orderBy('report_items.position').execute()
  const newest = rows.filter(({ date }) => date === rows[0].date)
    .map(({ date, handedInAt, ...item }) => ({ ...item, handedInAt: handedInAt! }))
  return [...newest.filter(isBlocked), ...newest.filter((item) => !isBlocked(item))]
}

const isBlocked = ({ status }: CountedItem) => status === 'blocked'

import { sql } from 'kysely'
import { prepare } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { ReportState } from '../../../generated/schemas.ts'

const dashboard = prepare((db, parameter: (name: 'userId' | 'date') => string) =>
  db
    .selectNoFrom((eb) => [
      eb.selectFrom('notices')
        .where('user_id', '=', parameter('userId'))
        .where('read_at', 'is', null)
        .select(sql<number>`count(*)`.as('count'))
        .as('unread'),
      eb.selectFrom('reports').where('user_id', '=', parameter('userId')).where('report_date', '=', parameter('date')).select('id').as(
        'report_id'
      ),
      eb.selectFrom('reports').where('user_id', '=', parameter('userId')).where('report_date', '=', parameter('date')).select('state').as(
        'report_state'
      )
    ])
)

/** What the dashboard shows of one person, in one round trip. */
export async function summarise (
  db: Database,
  userId: string,
  date: string
): Promise<{ unread: number, reportId: string | null, reportState: ReportState | null }> {
  const [row] = await dashboard(db, { userId, date })
  return { unread: Number(row.unread), reportId: row.report_id, reportState: row.report_state }
}

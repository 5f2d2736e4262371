import type { Database } from '../../database/tables.ts'

/** Who is away all day, with leave that is approved: two halves are a day. @param userIds of these people; without, of all. */
export async function listAbsent (db: Database, date: string, userIds?: string[]): Promise<Set<string>> {
  let query = db.selectFrom('leave_days').select('user_id').where('date', '=', date).where('approved', '=', 1)
  if (userIds) query = query.where('user_id', 'in', userIds)
  const rows = await query.groupBy('user_id').having((eb) => eb.fn.countAll<number>(), '=', 2).execute()
  return new Set(rows.map((row) => row.user_id))
}

/** The days of a range on which somebody is away all day, with leave that is approved. */
export async function listAbsentDays (db: Database, userId: string, from: string, to: string): Promise<Set<string>> {
  const rows = await db.selectFrom('leave_days').select('date').where('user_id', '=', userId).where('date', '>=', from).where(
    'date',
    '<=',
    to
  )
    .where('approved', '=', 1).groupBy('date').having((eb) => eb.fn.countAll<number>(), '=', 2).execute()
  return new Set(rows.map(({ date }) => date))
}

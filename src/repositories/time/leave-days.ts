import type { Database, Tables } from '../../database/tables.ts'

/** Who is away all day, with leave that is approved: two halves are a day. @param userIds of these people; without, of all. */
export async function listAbsent (db: Database, date: string, userIds?: string[]): Promise<Set<string>> {
  let query = db.selectFrom('leave_days').select('user_id').where('date', '=', date).where('approved', '=', 1)
  if (userIds) query = query.where('user_id', 'in', userIds)
  const rows = await query.groupBy('user_id').having((eb) => eb.fn.countAll<number>(), '=', 2).execute()
  return new Set(rows.map((row) => row.user_id))
}

/** The leave that excuses, or would with another half, on a date: of a person. */
export async function findOn (
  db: Database,
  userId: string,
  date: string
): Promise<{ kind: Tables['leaves']['kind'], part: Tables['leaves']['part'] } | undefined> {
  return db.selectFrom('leave_days').innerJoin('leaves', 'leaves.id', 'leave_days.leave_id')
    .where('leave_days.user_id', '=', userId).where('leave_days.date', '=', date).where('leave_days.approved', '=', 1)
    .select(['leaves.kind', 'leaves.part']).orderBy('leave_days.half').limit(1).executeTakeFirst()
}

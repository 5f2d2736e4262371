import type { Database } from '../../src/database/tables.ts'
import { until } from './until.ts'

/** Waits until everything that was asked for at once has been tried, and nobody works on anything. */
export async function jobsTried (db: Database): Promise<void> {
  await until('all jobs have been tried', async () => {
    const untried = await db.selectFrom('jobs').select('id')
      .where('state', '=', 'waiting').where((eb) =>
        eb.or([
          eb('lease', 'is not', null),
          eb('attempts', '=', 0).and('job_key', '=', eb.ref('id')).and('due_at', '<=', eb.ref('created_at'))
        ])
      ).executeTakeFirst()
    return untried === undefined
  })
}

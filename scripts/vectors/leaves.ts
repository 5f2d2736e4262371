/** Leave that somebody has, as the service would store it, and what it does to the ledger. */
import { judgeAbsences } from '../../src/steps/time/absences.ts'
import { daysOf } from '../../src/rules/time/ranges.ts'
import type { Stage } from './stage.ts'

interface Leave {
  startDate: string
  endDate: string
  part: 'full' | 'am' | 'pm'
}

const long = '2000-01-01 00:00:00.000'

export async function approve ({ deps }: Stage, userId: string, { startDate, endDate, part }: Leave, id: string): Promise<void> {
  const now = deps.clock.now()
  const halves = part === 'full' ? ['am', 'pm'] as const : [part]
  const dates = daysOf({ from: startDate, to: endDate })
  await deps.transaction(async (tx) => {
    await tx.insertInto('leaves').values({
      id,
      user_id: userId,
      team_id: null,
      division_id: null,
      kind: 'annual',
      start_date: startDate,
      end_date: endDate,
      part,
      half_days: 0,
      status: 'approved',
      note: '',
      decided_by: null,
      decided_at: null,
      decision_note: '',
      created_at: long,
      updated_at: long,
      version: 1
    }).execute()
    const rows = dates.flatMap((date) => halves.map((half) => ({ user_id: userId, date, half, leave_id: id, approved: 1 })))
    await tx.insertInto('leave_days').values(rows).execute()
    await judgeAbsences(tx, userId, dates, now)
  })
}

export async function cancel ({ deps }: Stage, userId: string, { startDate, endDate }: Leave, id: string): Promise<void> {
  await deps.transaction(async (tx) => {
    await tx.deleteFrom('leave_days').where('leave_id', '=', id).execute()
    await judgeAbsences(tx, userId, daysOf({ from: startDate, to: endDate }), deps.clock.now())
  })
}

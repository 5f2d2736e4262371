/** Leave of a person, asked for, approved and cancelled by requests; and, where the service takes none, as it would store it. */
import { newId } from '../../src/database/id.ts'
import { judgeAbsences } from '../../src/steps/time/absences.ts'
import { daysOf } from '../../src/rules/time/ranges.ts'
import type { Answer, Stage } from './stage.ts'

interface Leave {
  startDate: string
  endDate: string
  part: 'full' | 'am' | 'pm'
}

/** One leave, from asking to cancelling; each step at the moment that the clock shows. */
export interface PlayedLeave {
  ask: () => Promise<void>
  approve: () => Promise<void>
  cancel: () => Promise<void>
}

const long = '2000-01-01 00:00:00.000'
/**
 * What cannot be asked for: it began more than thirty days ago, has no working day, takes half-days that another one has, is longer than
 * a year. A file may say all the same that it was approved then; such a leave is a fact of old, and stored.
 */
const neverAsked = ['RULE_REFUSED', 'DUPLICATE', 'VALIDATION_FAILED']

/** @param stored nobody could ask for it at that moment: the person had left. */
export function playLeave (stage: Stage, userId: string, leave: Leave, stored: boolean): PlayedLeave {
  let asked: { id: string, version: number } | undefined
  let fact: string | undefined
  const change = async (act: 'approve' | 'cancel') => {
    asked = taken(await stage.ask('hr', 'POST', `/leaves/${asked!.id}/${act}`, { version: asked!.version }))
  }
  return {
    async ask () {
      if (stored) return
      const { startDate, endDate, part } = leave
      const answer = await stage.ask('employee', 'POST', '/leaves', { kind: 'annual', startDate, endDate, part })
      if (!answer.error || !neverAsked.includes(answer.error.code)) asked = taken(answer)
    },
    async approve () {
      if (asked) await change('approve')
      else await storeApproved(stage, userId, leave, fact = newId())
    },
    async cancel () {
      if (asked) await change('cancel')
      else if (fact) await removeStored(stage, userId, leave, fact)
    }
  }
}

function taken ({ data, error }: Answer): { id: string, version: number } {
  if (error) throw new Error(`leave is refused: ${JSON.stringify(error)}`)
  return data
}

export async function storeApproved ({ deps }: Stage, userId: string, { startDate, endDate, part }: Leave, id: string): Promise<void> {
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

export async function removeStored ({ deps }: Stage, userId: string, { startDate, endDate }: Leave, id: string): Promise<void> {
  await deps.transaction(async (tx) => {
    await tx.deleteFrom('leave_days').where('leave_id', '=', id).execute()
    await judgeAbsences(tx, userId, daysOf({ from: startDate, to: endDate }), deps.clock.now())
  })
}

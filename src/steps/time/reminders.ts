/** Telling people that they owe a report. */
import type { NewEvent } from '../../../generated/events.ts'
import type { Database } from '../../database/tables.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { localDateTime } from '../../rules/time/zone.ts'
import { notify } from '../platform/notify.ts'

/** In milliseconds: nobody is reminded by people more often. */
const pause = 1_800_000

/** Why somebody is not reminded by a person, if not. */
export function reminderRefusal (
  { reasons, firstSubmittedAt, terms, remindedAt }: obligations.Obligation,
  now: number
): 'notOwed' | 'excused' | 'handedIn' | 'closed' | 'recent' | undefined {
  if (reasons.size > 0) return 'excused'
  if (firstSubmittedAt !== null) return 'handedIn'
  if (now >= terms.closesAt) return 'closed'
  return remindedAt !== null && now - remindedAt < pause ? 'recent' : undefined
}

/** @param sender null where the schedule reminds. @returns the events that tell of it. */
export async function remind (
  tx: Database,
  owed: obligations.Obligation[],
  { sender, message, timeZone }: { sender: { id: string, name: string } | null, message: string, timeZone: string },
  now: Date
): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const obligation of owed) {
    await obligations.save(tx, { ...obligation, remindedAt: now.getTime() })
    events.push(
      ...await notify(tx, now, {
        userId: obligation.userId,
        type: 'reminder.due',
        arguments: {
          date: obligation.workDate,
          deadline: localDateTime(obligation.terms.deadlineAt, timeZone),
          sender: sender && sender.name,
          message
        },
        target: null,
        actorId: sender && sender.id
      })
    )
  }
  return events
}

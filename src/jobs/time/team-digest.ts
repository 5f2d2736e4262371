import type { Database } from '../../database/tables.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as events from '../../repositories/platform/events.ts'
import * as leaveDays from '../../repositories/time/leave-days.ts'
import { countWaiting, readTeamDay } from '../../repositories/time/team-digests.ts'
import type { Team } from '../../../generated/schemas.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { notify } from '../../steps/platform/notify.ts'
import type { Job } from '../job.ts'
import { tellChats } from '../outward/chat-digests.ts'
import { usual } from '../retries.ts'
import type { FillDeps } from './fill.ts'

/** In milliseconds: what has waited for a review for so long is told of. */
const patience = 86_400_000
/** How many names a digest has. */
const longest = 5

/**
 * Once nobody of a team can be on time any more for a day: its leads are told who has not handed in, in one message; where there is
 * none, the manager of the division. None where there is nothing to say. Chats that are told of the team have its figures.
 */
export const teamDigest: Job<{ teamId: string, workDate: string }, Pick<FillDeps, 'clock' | 'transaction'>> = {
  kind: 'team-digest',
  atOnce: 2,
  timeout: 60_000,
  retries: usual,
  async work ({ clock, transaction }, { teamId, workDate }, run) {
    await transaction(async (tx) => {
      const now = clock.now()
      const team = await teams.findWhole(tx, teamId)
      const rules = await readDayRules(tx, now)
      const { expected, handedIn, missing } = await readTeamDay(tx, teamId, workDate)
      const waiting = rules.reviewRequired ? await countWaiting(tx, teamId, new Date(now.getTime() - patience)) : 0
      if (team) await tellChats(tx, teamId, { team: team.name, date: workDate, expected, handedIn, waiting }, now)
      if (team && missing.length + waiting > 0) {
        const about = { team: team.name, date: workDate, expected, handedIn, missing: missing.slice(0, longest) }
        const readers = await readersOf(tx, team, { waiting, today: localDate(now, rules.timeZone) })
        await events.append(
          tx,
          now,
          run.id,
          await notify(
            tx,
            now,
            ...readers.map((userId) => ({
              userId,
              type: 'team.digest' as const,
              arguments: { ...about, missingCount: missing.length, waiting },
              target: { kind: 'team' as const, id: teamId },
              actorId: null
            }))
          )
        )
      }
      await run.complete(tx)
    })
  }
}

/** The leads; where there is none, or none who could review what waits, the manager too. */
async function readersOf (
  tx: Database,
  { leads, divisionId }: Team,
  { waiting, today }: { waiting: number, today: string }
): Promise<string[]> {
  const ids = leads.map(({ id }) => id)
  if (ids.length > 0 && (waiting === 0 || await isAnybodyThere(tx, ids, today))) return ids
  const manager = await teams.findManager(tx, divisionId, '')
  return manager === null ? ids : [...ids, manager]
}

/** Is one of them at work, or somebody in their place? */
async function isAnybodyThere (tx: Database, ids: string[], today: string): Promise<boolean> {
  const absent = await leaveDays.listAbsent(tx, today, ids)
  return ids.some((id) => !absent.has(id)) || (await delegations.listStandingIn(tx, today, { fromIds: ids })).length > 0
}

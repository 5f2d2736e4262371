/** What becomes of leave, in the transaction that changes it. */
import { channels, event, type NewEvent } from '../../../generated/events.ts'
import type { Account } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as facts from '../../repositories/organisation/person-facts.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as leaves from '../../repositories/time/leaves.ts'
import type { Work } from '../../rules/identity/stand-ins.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { halvesOf, rightOverLeave, workOf, type StoredLeave } from '../../rules/time/leaves.ts'
import { workOn } from '../../rules/time/obligations.ts'
import { daysOf } from '../../rules/time/ranges.ts'
import { standingInFor } from '../organisation/stand-ins.ts'
import { notify } from '../platform/notify.ts'
import { judgeAbsences, rejudgedEvents, type Rejudged } from './absences.ts'
import { readCalendars } from './ledger.ts'

type Asked = Pick<StoredLeave, 'startDate' | 'endDate' | 'part'>

/** Each half-day of a leave, and whether the person would work then. Of days that have begun, by what was known then. */
export async function halfDaysOf (
  tx: Database,
  userId: string,
  { startDate, endDate, part }: Asked,
  now: Date
): Promise<leaves.LeaveHalf[]> {
  const calendarOf = await readCalendars(tx, { from: startDate, to: endDate }, now, userId)
  const personOn = await facts.readFacts(tx, userId, endDate)
  return daysOf({ from: startDate, to: endDate }).flatMap((date) => {
    const person = personOn(date)
    const worked = person !== undefined && workOn(calendarOf(date), person, date) !== undefined
    return halvesOf(part).map((half) => ({ date, half, worked }))
  })
}

const attempts = 4

interface Whose {
  userId: string
  teamId: string | null
  divisionId: string | null
}

/** Who is asked to decide: a lead of the team, else the manager of the division, else HR, which is null. Never whose leave it is. */
export async function chooseDecider (tx: Database, whose: Whose): Promise<string | null> {
  let chosen = await findDecider(tx, whose)
  // Until the transaction ends the one who is chosen is not disabled or moved.
  for (let attempt = 1; attempt < attempts && chosen !== null; attempt++) {
    await users.lockCredentials(tx, chosen)
    const present = await findDecider(tx, whose)
    if (present === chosen) return chosen
    chosen = present
  }
  return chosen
}

/** The same, as it is at this moment. */
export async function findDecider (tx: Database, { userId, teamId, divisionId }: Whose): Promise<string | null> {
  if (teamId !== null) return teams.findReviewer(tx, teamId, userId)
  return divisionId === null ? null : teams.findManager(tx, divisionId, userId)
}

/** Judges the days of a leave that have begun anew. @returns what has changed, and the events that tell of it. */
export async function applyLeave (
  tx: Database,
  { person, startDate, endDate }: StoredLeave,
  now: Date
): Promise<{ rejudged: Rejudged[], events: NewEvent[] }> {
  const today = localDate(now, (await readDayRules(tx, now)).timeZone)
  const begun = daysOf({ from: startDate, to: endDate < today ? endDate : today })
  const rejudged = await judgeAbsences(tx, person.id, begun, now)
  return { rejudged, events: await rejudgedEvents(tx, rejudged) }
}

/** Who is told that something waits for them: who is asked, and stands in for them today; where nobody is, HR and the admins. */
export async function toldToDecide (tx: Database, deciderId: string | null, work: Work, now: Date): Promise<string[]> {
  if (deciderId !== null) return [deciderId, ...await standingInFor(tx, deciderId, work, now)]
  return (await users.listIdsOfRoles(tx, ['hr', 'admin'])).filter((userId) => userId !== work.userId)
}

/** Tells who is to decide, and who stands in for them today. @returns the events that tell of it. */
export async function tellDeciders (tx: Database, leave: StoredLeave, now: Date): Promise<NewEvent[]> {
  const { id, person, kind, part, startDate, endDate, note } = leave
  const deciders = await toldToDecide(tx, leave.deciderId, workOf(leave), now)
  return notify(
    tx,
    now,
    ...deciders.map((userId) => ({
      userId,
      type: 'leave.requested' as const,
      arguments: { person: person.name, kind, part, startDate, endDate, note },
      target: { kind: 'leave' as const, id },
      actorId: person.id
    }))
  )
}

/** Tells whom a decision concerns: whose leave it is, or, where they cancel it themselves, who had decided or was to. */
export async function tellDecided (
  tx: Database,
  { decidedBy: formerly, deciderId }: Pick<StoredLeave, 'decidedBy' | 'deciderId'>,
  leave: StoredLeave,
  by: { id: string, name: string },
  now: Date
): Promise<NewEvent[]> {
  const { id, person, startDate, endDate, decisionNote: note } = leave
  const status = leave.status as 'approved' | 'rejected' | 'cancelled'
  const own = by.id === person.id
  const userId = own ? formerly?.id ?? deciderId : person.id
  if (userId === null) return []
  return notify(tx, now, {
    userId,
    type: 'leave.decided',
    arguments: { by: by.name, person: own ? person.name : null, status, startDate, endDate, note },
    target: { kind: 'leave', id },
    actorId: by.id
  })
}

/** What tells of a leave that is in the calendars: of the person and, where it is or was approved, of the team. */
export function leaveChanged (
  { id, person, teamId, deciderId, startDate: from, endDate: to, version }: StoredLeave,
  action: 'created' | 'updated' | 'deleted',
  approved: boolean
): NewEvent[] {
  const change = { id, kind: 'leave' as const, action, from, to, version }
  return [
    event(channels.user(person.id), 'calendar.changed', change),
    ...(deciderId === null ? [] : [event(channels.user(deciderId), 'calendar.changed', change)]),
    ...(approved && teamId !== null ? [event(channels.team(teamId), 'calendar.changed', change)] : [])
  ]
}

/** What waits for somebody who may not decide on it any more goes to the next one, who is told. @param holder as they are now. */
export async function passLeavesOn (tx: Database, holder: Account, now: Date): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const leave of await leaves.listAwaiting(tx, holder.id)) {
    if (holder.disabledAt === null && rightOverLeave(holder, leave)) continue
    await leaves.readdress(tx, leave, await findDecider(tx, { ...leave, userId: leave.person.id }), now)
    const passed = (await leaves.find(tx, leave.id))!
    events.push(...leaveChanged(passed, 'updated', false), ...await tellDeciders(tx, passed, now))
  }
  return events
}

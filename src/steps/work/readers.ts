/** The people whom something about a report concerns. */
import { channels, event, type NewEvent, type ReportActivity } from '../../../generated/events.ts'
import type { Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import * as comments from '../../repositories/work/comments.ts'
import * as reactions from '../../repositories/work/reactions.ts'
import * as reports from '../../repositories/work/reports.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { canSee, writersOf } from '../../rules/work/reports.ts'

/** Those of the people who may read the report now, each once. */
export async function readersAmong (db: Database, report: Report, userIds: string[], now: Date): Promise<string[]> {
  const today = localDate(now, (await readDayRules(db, now)).timeZone)
  const ids = [...new Set(userIds)]
  const people = await users.findMany(db, ids)
  const standIns = await delegations.listStandIns(db, ids, today)
  return ids.filter((id) => {
    const person = people.get(id)
    return person?.disabledAt === null && canSee({ ...person, standsInFor: standIns.get(id) }, report)
  })
}

/** Its author, who filed it, its reviewer, and whoever has said something about it or reacted to it: as far as they may read it. */
async function concernedBy (db: Database, report: Report, others: string[], now: Date): Promise<string[]> {
  const participants = [...await comments.listWriters(db, report.id), ...await reactions.listPeople(db, report.id)]
  const addressed = report.reviewerId === null ? [] : [report.reviewerId]
  return readersAmong(db, report, [...writersOf(report), ...addressed, ...participants, ...others], now)
}

export type Activity = Pick<ReportActivity, 'kind' | 'action' | 'id'>

/**
 * @param by who did it: they have other pages open too. @returns the events that tell those whom it concerns of something that
 * left the report as it is.
 */
export async function reportActivity (tx: Database, reportId: string, activity: Activity, now: Date, ...by: string[]): Promise<NewEvent[]> {
  const report = (await reports.findById(tx, reportId))!
  const { commentsCount, filesCount } = report
  const data = { reportId, ...activity, commentsCount, filesCount }
  return (await concernedBy(tx, report, by, now)).map((id) => event(channels.user(id), 'report.activity', data))
}

/** The people whom something about a report concerns. */
import { channels, event, type NewEvent, type ReportActivity } from '../../generated/events.ts'
import type { Report } from '../../generated/schemas.ts'
import type { Database } from '../database/tables.ts'
import * as users from '../repositories/organisation/users.ts'
import * as comments from '../repositories/work/comments.ts'
import * as reports from '../repositories/work/reports.ts'
import { canSee } from '../rules/work/reports.ts'

/** Those of the people who may read the report now, each once. */
export async function readersAmong (db: Database, report: Report, userIds: string[]): Promise<string[]> {
  const readers: string[] = []
  for (const id of new Set(userIds)) {
    const person = await users.find(db, id)
    if (person && person.disabledAt === null && canSee(person, report)) readers.push(id)
  }
  return readers
}

/** Its author, its reviewer, and whoever has said something about it: as far as they may read it. */
async function concernedBy (db: Database, report: Report): Promise<string[]> {
  const writers = await comments.listWriters(db, report.id)
  return readersAmong(db, report, [report.userId, ...(report.reviewerId === null ? [] : [report.reviewerId]), ...writers])
}

type Activity = Pick<ReportActivity, 'kind' | 'action' | 'id'>

/** @returns the events that tell those whom it concerns of something that left the report as it is. */
export async function reportActivity (tx: Database, reportId: string, activity: Activity): Promise<NewEvent[]> {
  const report = (await reports.findById(tx, reportId))!
  const { commentsCount, filesCount } = report
  const data = { reportId, ...activity, commentsCount, filesCount }
  return (await concernedBy(tx, report)).map((id) => event(channels.user(id), 'report.activity', data))
}

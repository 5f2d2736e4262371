/** The reports of some days, put together for a page or a letter. */
import type { DigestPerson, Person, ReportDigest } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import * as digests from '../../repositories/insight/digests.ts'
import * as figures from '../../repositories/insight/figures.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import type { Standing } from '../../rules/identity/viewer.ts'
import { mergedItems } from '../../rules/insight/digests.ts'
import { measure, rounded } from '../../rules/insight/figures.ts'
import { byCategory } from '../../rules/insight/summaries.ts'
import { addDays } from '../../rules/time/calendar.ts'
import type { DateRange } from '../../rules/time/ranges.ts'
import { startOfDay } from '../../rules/time/zone.ts'

const mostReports = 2000
const mostBlockers = 200

/** Of whom, and for whom: it has what that viewer sees. */
export interface DigestAsked {
  viewer: Standing & { id: string }
  range: DateRange
  userId?: string | undefined
  teamId?: string | undefined
  /** What is told of them; null for whom, and for what team, the viewer need not know of. */
  user: Person | null
  team: { id: string, name: string } | null
}

export async function readDigest (
  db: Database,
  { viewer, range, userId, teamId, user, team }: DigestAsked,
  { now, timeZone }: { now: Date, timeZone: string }
): Promise<ReportDigest> {
  const filter: figures.FigureFilter = {
    viewerId: viewer.id,
    scope: workScope(viewer),
    ...range,
    ...(userId !== undefined && { userId }),
    ...(teamId !== undefined && { teamId })
  }
  const newest = await digests.listDays(db, filter, mostReports + 1)
  const days = newest.slice(0, mostReports)
  const items = await digests.listItems(db, days.map(({ reportId }) => reportId))
  const during = { since: instant(range.from, timeZone), until: instant(addDays(range.to, 1), timeZone) }
  return {
    ...range,
    user,
    team,
    figures: rounded(measure(await figures.count(db, filter, 'team', now))),
    people: peopleOf(days.toReversed(), items),
    blockers: await digests.listBlockers(db, filter, during, mostBlockers),
    byCategory: byCategory(await figures.countCategories(db, filter)),
    truncated: newest.length > mostReports
  }
}

const instant = (date: string, timeZone: string) => new Date(startOfDay(date, timeZone))

/** @param days by date. */
function peopleOf (days: digests.FiledDay[], items: Awaited<ReturnType<typeof digests.listItems>>): DigestPerson[] {
  const ofReport = Map.groupBy(items, ({ reportId }) => reportId)
  return [...Map.groupBy(days, ({ author }) => author.id).values()].map((theirs): DigestPerson => {
    const reported = theirs.flatMap(({ reportId, date }) => (ofReport.get(reportId) ?? []).map((item) => ({ ...item, date })))
    return {
      user: theirs[0].author,
      minutes: reported.reduce((sum, { minutes }) => sum + minutes, 0),
      items: mergedItems(reported),
      days: theirs.map(({ author: _, ...day }) => day)
    }
  }).sort(({ user: a }, { user: b }) => a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1)
}

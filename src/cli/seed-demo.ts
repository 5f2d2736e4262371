import type { Deps } from '../deps.ts'
import { type DemoRows, hasOrganisation, insertAll } from '../repositories/platform/demo.ts'
import { addDays, localDate } from '../rules/time/calendar.ts'
import { publicHolidays, type PublicHoliday } from '../rules/time/public-holidays.ts'
import { agenda } from './demo/agenda.ts'
import { blockersOf } from './demo/blockers.ts'
import { buildCompany } from './demo/company.ts'
import { dates, dateTime, daysOfReports, foundedOn, timeAt, workingDays } from './demo/days.ts'
import { keepFiles, type DemoFiles } from './demo/files.ts'
import { demoLeaves } from './demo/leaves.ts'
import { demoLedger, demoRequest } from './demo/ledger.ts'
import { named } from './demo/named.ts'
import { nameNotifications } from './demo/notices.ts'
import { demoPassword, organisation } from './demo/people.ts'
import { addReport, stateOn } from './demo/reports.ts'
import { revisionsOf } from './demo/revisions.ts'
import { createRandom } from './demo/texts.ts'
import { demoWebhooks } from './demo/webhooks.ts'

/**
 * An invented company with sixty days of reports, for development; the same on the same day, but for today's times.
 * Resolves to false, with nothing done, when the database has an organisation.
 */
export async function seedDemo (deps: Deps): Promise<boolean> {
  if (await hasOrganisation(deps.db)) return false
  const now = deps.clock.now()
  const holidays = await holidaysAbout(localDate(now, organisation.time_zone))
  const rows = buildRows(await deps.passwords.hash(demoPassword), now, holidays)
  Object.assign(rows, demoWebhooks(deps.webhooks.newSecret(named.webhook.id).sealed, now))
  nameFiles(rows, await keepFiles(deps.files), now)
  const founded = foundedOn(localDate(now, organisation.time_zone))
  return deps.transaction((tx) => insertAll(tx, rows, { today: founded, tomorrow: addDays(founded, 1) }))
}

/** The employee’s lead shows a picture, and a report of the employee’s has a file. */
function nameFiles ({ users, reports, files }: DemoRows, { picture, note }: DemoFiles, now: Date): void {
  Object.assign(users.find(({ id }) => id === named.users['lead@workpulse.test'])!, {
    avatar_hash: picture.hash,
    avatar_type: picture.type
  })
  const report = reports.find(({ id }) => id === named.returned)!
  const row = {
    owner_id: report.user_id,
    name: note.name,
    type: note.type,
    size: note.size,
    hash: note.hash,
    created_at: dateTime(now.getTime())
  }
  files.push({ id: named.files.attached, report_id: report.id, ...row }, { id: named.files.unattached, report_id: null, ...row })
}

function buildRows (passwordHash: string, now: Date, holidays: PublicHoliday[]): DemoRows {
  const today = localDate(now, organisation.time_zone)
  const random = createRandom(Number(today.replaceAll('-', '')))
  const founded = timeAt(foundedOn(today), '09:00')
  const { rows, authors } = buildCompany({ random, now, today, holidays }, passwordHash, founded)
  const calendar = { random, now, today, days: workingDays(today, holidays) }
  for (const index of calendar.days.keys()) {
    for (const author of authors) {
      const state = stateOn(calendar, author, index)
      if (state) addReport(rows, calendar, author, state, index)
    }
  }
  rows.blockers.push(...blockersOf(rows, random))
  rows.revisions.push(...revisionsOf(rows))
  const absences = demoLeaves(rows, { today, days: calendar.days }, founded, random)
  const ledger = demoLedger({ ...rows, ...absences }, authors, dates(today), now)
  rows.obligationRequests.push(demoRequest(rows, calendar, now))
  nameNotifications(rows)
  rows.calendarEvents.push(...agenda(rows, today, founded, random))
  return { ...rows, ...absences, ...ledger }
}

/** Of this year and, near its ends, of the one beside it. */
async function holidaysAbout (today: string): Promise<PublicHoliday[]> {
  const years = new Set([addDays(today, -daysOfReports), today, addDays(today, 31)].map((date) => Number(date.slice(0, 4))))
  return (await Promise.all([...years].map((year) => publicHolidays(organisation.country, year)))).flat()
}

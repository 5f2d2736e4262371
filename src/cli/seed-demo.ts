import { ulid } from 'ulid'
import { toDateTime } from '../database/dialect.ts'
import { nameKeyOf, searchTextOf } from '../database/search.ts'
import type { Deps } from '../deps.ts'
import { type DemoRows, hasOrganisation, insertAll } from '../repositories/platform/demo.ts'
import { totalsOf } from '../repositories/work/report-rows.ts'
import { aboutSubmitted, type NewNotice } from '../rules/platform/notices.ts'
import { addDays, localDate } from '../rules/time/calendar.ts'
import { publicHolidays, type PublicHoliday } from '../rules/time/public-holidays.ts'
import {
  demoPassword,
  divisions,
  type DivisionKey,
  emptyDivisions,
  emptyTeams,
  employeeEmail,
  organisation,
  people,
  type Person,
  utcOffset
} from './demo/people.ts'
import { agenda } from './demo/agenda.ts'
import { blockersOf } from './demo/blockers.ts'
import { revisionsOf } from './demo/revisions.ts'
import { named } from './demo/named.ts'
import { demoDelegations } from './demo/delegations.ts'
import { demoTemplates } from './demo/templates.ts'
import { demoLedger, demoRequest } from './demo/ledger.ts'
import { demoCalendar, isWorkedSaturday } from './demo/calendar.ts'
import { entrances } from './demo/entrances.ts'
import { keepFiles, type DemoFiles } from './demo/files.ts'
import { demoLeaves } from './demo/leaves.ts'
import { demoWebhooks } from './demo/webhooks.ts'
import { createRandom, type ItemText, type Random, writeReport } from './demo/texts.ts'
import type { ReportState } from '../../generated/schemas.ts'

const minute = 60_000
const daysOfReports = 60
/** Who of a team has done what today, the lead first. */
const todayByPosition: (ReportState | null)[] = [null, 'submitted', 'submitted', 'draft', 'submitted', null]
const returnNotes = [
  'Mohon lengkapi jumlah pcs per order.',
  'Menit kerjanya belum sesuai, tolong dicek lagi.',
  'Tolong jelaskan kendala mesinnya.'
]

type ReportRow = DemoRows['reports'][number]

interface Author extends Person {
  id: string
  division: DivisionKey
  teamId: string
  divisionId: string
  reviewer: { id: string, name: string } | undefined
  position: number
  /** Of the newest report so far. */
  unfinished?: { id: string, item: ItemText }
}

/** The employee account has one of each, so many working days ago. */
const recent: { state: ReportState, id: string }[] = [
  { state: 'draft', id: named.draft.id },
  { state: 'returned', id: named.returned },
  { state: 'submitted', id: named.submitted },
  { state: 'approved', id: named.approved }
]

/** What all the reports have in common. */
interface Calendar {
  random: Random
  now: Date
  today: string
  /** Working days up to and including today. */
  days: string[]
}

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
  const ledger = demoLedger(rows, authors, dates(today), now)
  rows.obligations.push(...ledger.obligations)
  rows.ledgerDays.push(...ledger.ledgerDays)
  rows.obligationRequests.push(demoRequest(rows, today, now))
  nameNotifications(rows)
  rows.calendarEvents.push(...agenda(rows, today, founded, random))
  return { ...rows, ...demoLeaves(rows, today, founded, random) }
}

/** Of this year and, near its ends, of the one beside it. */
async function holidaysAbout (today: string): Promise<PublicHoliday[]> {
  const years = new Set([addDays(today, -daysOfReports), today, addDays(today, 31)].map((date) => Number(date.slice(0, 4))))
  return (await Promise.all([...years].map((year) => publicHolidays(organisation.country, year)))).flat()
}

const foundedOn = (today: string) => addDays(today, -90)

/** Of the employee account's, the unread one and the newest of those that are read get the ids of the examples. */
function nameNotifications ({ users, notices }: DemoRows): void {
  const { id } = users.find(({ email }) => email === employeeEmail)!
  const own = notices.filter(({ user_id: userId }) => userId === id).sort((a, b) => a.created_at < b.created_at ? 1 : -1)
  own.find(({ read_at: readAt }) => !readAt)!.id = named.unreadNotification
  own.find(({ read_at: readAt }) => readAt)!.id = named.readNotification
}

function buildCompany (
  { random, now, today, holidays }: Pick<Calendar, 'random' | 'now' | 'today'> & { holidays: PublicHoliday[] },
  passwordHash: string,
  founded: number
): { rows: DemoRows, authors: Author[] } {
  const newId = () => ulid(founded, random.number)
  const time = dateTime(founded)
  const divisionRows = divisions.map(({ key, name, code }) => ({ key, id: named.division[key] ?? newId(), name, code }))
  const divisionId = (key?: DivisionKey) => divisionRows.find((division) => division.key === key)?.id ?? null
  const teams = divisions.flatMap(({ key, teams }) =>
    teams.map((name) => ({ id: named.team[name] ?? newId(), division_id: divisionId(key)!, name, division: key }))
  )
  const everybody = people.map((person) => {
    const team = teams.find(({ name }) => name === person.team)
    return { ...person, id: named.users[person.email] ?? newId(), division: team?.division ?? person.division, teamId: team?.id }
  })
  const authors = everybody.filter((person) => person.teamId !== undefined).map((person): Author => {
    const colleagues = everybody.filter(({ teamId }) => teamId === person.teamId)
    const reviewer = person.teamRole === 'lead'
      ? everybody.find(({ role, division }) => role === 'manager' && division === person.division)
      : colleagues.find(({ teamRole }) => teamRole === 'lead')
    return {
      ...person,
      division: person.division!,
      teamId: person.teamId!,
      divisionId: divisionId(person.division)!,
      reviewer,
      position: colleagues.indexOf(person)
    }
  })
  const rows: DemoRows = {
    organisation,
    divisions: [
      ...divisionRows.map(({ id, name, code }) => ({ id, name, code })),
      ...emptyDivisions.map((division, index) => ({ id: named.emptyDivisions[index], ...division }))
    ],
    teams: [
      ...teams.map(({ id, division_id, name }) => ({ id, division_id, name })),
      ...emptyTeams.map((name, index) => ({ id: named.emptyTeams[index], division_id: divisionId('production')!, name }))
    ],
    users: everybody.map(({ id, email, name, role, division, teamId, title }) => ({
      id,
      email,
      email_verified_at: time,
      name,
      role,
      division_id: divisionId(division),
      password_hash: passwordHash,
      disabled_at: null,
      primary_team_id: teamId ?? null,
      title,
      created_at: time,
      updated_at: time
    })),
    teamMembers: authors.map(({ id, teamId, teamRole }) => ({ team_id: teamId, user_id: id, role: teamRole! })),
    reports: [],
    items: [],
    history: [],
    revisions: [],
    comments: [],
    reactions: [],
    reads: [],
    blockers: [],
    files: [],
    notices: [],
    noticeReports: [],
    calendarEvents: [],
    obligations: [],
    obligationRequests: [],
    ledgerDays: [],
    ...demoTemplates(divisionId, founded),
    delegations: demoDelegations(everybody, today, founded, newId),
    leaves: [],
    leaveDays: [],
    webhooks: [],
    webhookDeliveries: [],
    ...entrances(passwordHash, now),
    ...demoCalendar({ founded, now, divisionId, newId }, holidays)
  }
  return { rows, authors }
}

/** The days that there are reports of, up to and including today. */
const dates = (today: string) => Array.from({ length: daysOfReports }, (_, index) => addDays(today, index - daysOfReports + 1))

/** Monday to Friday and every third Saturday but for holidays, and today whatever it is: a demo must have something to show. */
function workingDays (today: string, holidays: PublicHoliday[]): string[] {
  return dates(today).filter((date) => {
    const weekday = new Date(date).getUTCDay()
    const isFree = holidays.some((holiday) => holiday.date === date)
    return date === today || (weekday > 0 && weekday < 6 && !isFree) || isWorkedSaturday(date)
  })
}

/** Null when the person files nothing. */
function stateOn ({ random, days, today }: Calendar, author: Author, index: number): ReportState | null {
  const isEmployee = author.email === employeeEmail
  if (days[index] === today) return isEmployee ? null : todayByPosition[author.position]
  const [absent, returned] = [random.chance(author.absence), random.chance(0.05)]
  if (absent || (new Date(days[index]).getUTCDay() === 6 && author.division !== 'production')) return null
  const daysAgo = days.length - 1 - index
  if (isEmployee && daysAgo <= recent.length) return recent[daysAgo - 1].state
  if (!isEmployee && returned && daysAgo >= 2 && daysAgo <= 10) return 'returned'
  return isOld(days[index], today) ? 'approved' : 'submitted'
}

function addReport (rows: DemoRows, calendar: Calendar, author: Author, state: ReportState, index: number): void {
  const { random, days, now } = calendar
  const { created, submitted } = timesOn(random, days[index], now)
  const isReviewed = state === 'returned' || state === 'approved'
  const reviewed = isReviewed ? timeAt(days[index + 1], '08:00') + random.integer(0, 120) * minute : null
  const submittedAt = state === 'draft' ? null : dateTime(submitted)
  const carried = random.chance(0.7) ? author.unfinished : undefined
  const { summary, planNext, mood, fields, items } = writeReport(random, author.division, carried?.item)
  const reportId = namedReport(author, days.length - 1 - index) ?? ulid(created, random.number)
  if (reportId === named.approved) Object.assign(items[0], { status: 'blocked', progress: 40 })
  const note = state === 'returned' ? random.pick(returnNotes) : null
  const report: ReportRow = {
    id: reportId,
    user_id: author.id,
    report_date: days[index],
    team_id: author.teamId,
    division_id: author.divisionId,
    reviewer_id: author.reviewer?.id ?? null,
    state,
    timing: null,
    summary,
    plan_next: planNext,
    mood,
    template_id: null,
    fields: JSON.stringify(fields),
    submitted_at: submittedAt,
    first_submitted_at: submittedAt,
    comments_count: namedReport(author, days.length - 1 - index) === named.returned ? 1 : 0,
    files_count: namedReport(author, days.length - 1 - index) === named.returned ? 1 : 0,
    ...decisionOf(author, state, note, dateTime(submitted), reviewed === null ? null : dateTime(reviewed)),
    ...totalsOf(items),
    blockers_raised: state === 'draft' ? 0 : items.filter(({ status }) => status === 'blocked').length,
    search_text: searchTextOf(summary, planNext, ...items.map(({ title }) => title)),
    created_at: dateTime(created),
    updated_at: dateTime(reviewed ?? (state === 'draft' ? created : submitted)),
    version: state === 'draft' ? 1 : isReviewed ? 3 : 2
  }
  rows.reports.push(report)
  author.unfinished = undefined
  for (const [position, item] of items.entries()) {
    const id = position === 0 ? namedItem(report.id) ?? ulid(created, random.number) : ulid(created, random.number)
    rows.items.push({
      id,
      report_id: report.id,
      position,
      ...item,
      category_key: nameKeyOf(item.category),
      carried_from_id: position === 0 && carried ? carried.id : null,
      counted_on: state === 'draft' ? null : report.report_date,
      division_id: report.division_id,
      team_id: report.team_id,
      user_id: report.user_id
    })
    if (item.status !== 'done' && id !== named.blocker.item) author.unfinished ??= { id, item }
  }
  rows.history.push(...historyOf(random, report, created))
  if (report.id === named.returned) discuss(rows, report, reviewed!)
  const notices = noticesOf(calendar, author, report, submitted, reviewed)
  rows.notices.push(...notices)
  rows.noticeReports.push(
    ...notices.filter(({ type }) => type === 'report.submitted').map(({ id }) => ({ notice_id: id, report_id: report.id }))
  )
}

/** The id that an example of the documents has, if it is about this one. */
function namedReport ({ email }: Author, daysAgo: number): string | undefined {
  if (email === employeeEmail) return recent[daysAgo - 1]?.id
  return daysAgo === 0 ? named.waiting[email] : undefined
}

/** The same of the first item of a report. */
function namedItem (reportId: string): string | undefined {
  return { [named.draft.id]: named.draft.item, [named.approved]: named.blocker.item }[reportId]
}

/** HR stands in where nobody reviews. */
const reviewerOf = ({ reviewer }: Author) =>
  reviewer ?? { id: named.users['hr@workpulse.test'], name: people.find(({ role }) => role === 'hr')!.name }

function decisionOf (author: Author, state: ReportState, note: string | null, submitted: string, decided: string | null) {
  return {
    ever_returned: state === 'returned' ? 1 : 0,
    first_decision_at: decided,
    first_decision_handed_in_at: decided && submitted,
    last_decision: decided === null ? null : state as 'approved' | 'returned',
    last_decision_by: decided && reviewerOf(author).id,
    last_decision_note: note,
    last_decision_at: decided
  }
}

/** Its author's answer to why it was returned, and how its reviewer took that. */
function discuss (rows: DemoRows, { id, user_id: author, reviewer_id: reviewer, version }: ReportRow, reviewed: number): void {
  rows.comments.push({
    id: named.comment,
    report_id: id,
    author_id: author,
    body: 'Benang sudah diganti siang tadi, jumlahnya saya lengkapi.',
    mentions: JSON.stringify([reviewer]),
    created_at: dateTime(reviewed + 20 * minute),
    edited_at: null,
    deleted_at: null,
    version: 1
  })
  const time = dateTime(reviewed + 22 * minute)
  rows.reactions.push({ id: named.reaction, report_id: id, user_id: reviewer!, kind: 'thanks', created_at: time })
  rows.reads.push({ report_id: id, user_id: reviewer!, version: version!, first_read_at: time, read_at: time })
}

function historyOf (random: Random, report: ReportRow, created: number): DemoRows['history'] {
  const entry = (version: number, time: string, actor: string, action: DemoRows['history'][number]['action'], states: ReportState[]) => ({
    id: ulid(created, random.number),
    report_id: report.id,
    version,
    began_at: time,
    time,
    actor_id: actor,
    on_behalf_of_id: null,
    action,
    from_state: states.length > 1 ? states[0] : null,
    to_state: states.at(-1)!,
    note: version === 3 ? report.last_decision_note ?? null : null,
    changed: '[]',
    revision: action === 'submitted' ? 1 : null
  })
  const { user_id: author, created_at: createdAt, submitted_at: submittedAt, last_decision: decision } = report
  return [
    entry(1, createdAt, author, 'created', ['draft']),
    ...(submittedAt ? [entry(2, submittedAt, author, 'submitted', ['draft', 'submitted'])] : []),
    ...(decision ? [entry(3, report.last_decision_at!, report.last_decision_by!, decision, ['submitted', report.state])] : [])
  ]
}

/** What the reviewer was told when it was handed in, and its author when it was reviewed. */
function noticesOf (
  { random, days, today }: Calendar,
  author: Author,
  report: ReportRow,
  submitted: number,
  reviewed: number | null
): DemoRows['notices'] {
  const told = ({ userId, type, arguments: about, target, actorId }: NewNotice, time: number, isRead: boolean) => ({
    id: ulid(time, random.number),
    user_id: userId,
    type,
    arguments: JSON.stringify(about),
    target_kind: target!.kind,
    target_id: target!.id,
    actor_id: actorId,
    open_key: null,
    created_at: dateTime(time),
    read_at: isRead ? dateTime(time + random.integer(30, 90) * minute) : null
  })
  const { state, report_date: date } = report
  const target = { kind: 'report' as const, id: report.id }
  const made: DemoRows['notices'] = []
  if (state !== 'draft' && author.reviewer) {
    const yesterday = addDays(today, -1)
    const isRead = reviewed !== null || date < yesterday || (date === yesterday && random.chance(0.5))
    const about = aboutSubmitted([{ author: author.name, team: author.team!, date, summary: report.summary }])
    made.push(
      told({ userId: author.reviewer.id, type: 'report.submitted', arguments: about, target, actorId: author.id }, submitted, isRead)
    )
  }
  if (reviewed !== null) {
    const reviewer = reviewerOf(author)
    const isRead = state === 'approved' ? !days.filter((day) => isOld(day, today)).slice(-2).includes(date) : isOld(addDays(date, 2), today)
    const about = { reviewer: reviewer.name, date, note: report.last_decision_note ?? '' }
    const type = state === 'returned' ? 'report.returned' : 'report.approved'
    made.push(told({ userId: author.id, type, arguments: about, target, actorId: reviewer.id }, reviewed, isRead))
  }
  return made
}

/** Old enough to have been reviewed. */
const isOld = (date: string, today: string) => date < addDays(today, -3)

/** Written and handed in late in the afternoon; when that is yet to come, in the last quarter of the day so far. */
function timesOn (random: Random, date: string, now: Date): { created: number, submitted: number } {
  const end = Math.min(timeAt(date, '17:45'), now.getTime())
  const span = Math.min(90 * minute, (end - timeAt(date, '00:00')) / 4)
  const submitted = Math.floor(end - random.number() * span)
  return { created: Math.floor(submitted - random.number() * span), submitted }
}

/** Milliseconds since 1970. */
const timeAt = (date: string, time: string) => Date.parse(`${date}T${time}:00${utcOffset}`)

const dateTime = (time: number) => toDateTime(new Date(time))

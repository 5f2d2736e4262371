import { ulid } from 'ulid'
import type { ReportState } from '../../../generated/schemas.ts'
import { nameKeyOf, searchTextOf } from '../../database/queries/search.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { totalsOf } from '../../repositories/work/report-rows.ts'
import type { Author } from './company.ts'
import { type Calendar, dateTime, isOld, minute, timeAt } from './days.ts'
import { named } from './named.ts'
import { mentionOf, noticesOf, reviewerOf } from './notices.ts'
import { employeeEmail } from './people.ts'
import { type Random, writeReport } from './texts.ts'

/** Who of a team has done what today, the lead first. */
const todayByPosition: (ReportState | null)[] = [null, 'submitted', 'submitted', 'draft', 'submitted', null]
const returnNotes = [
  'Mohon lengkapi jumlah pcs per order.',
  'Menit kerjanya belum sesuai, tolong dicek lagi.',
  'Tolong jelaskan kendala mesinnya.'
]

type ReportRow = DemoRows['reports'][number]

/** The employee account has one of each, so many working days ago. */
const recent: { state: ReportState, id: string }[] = [
  { state: 'draft', id: named.draft.id },
  { state: 'returned', id: named.returned },
  { state: 'submitted', id: named.submitted },
  { state: 'approved', id: named.approved }
]

/** Null when the person files nothing. */
export function stateOn ({ random, days, today }: Calendar, author: Author, index: number): ReportState | null {
  const isEmployee = author.email === employeeEmail
  if (days[index] === today) return isEmployee ? null : todayByPosition[author.position]
  const [absent, returned] = [random.chance(author.absence), random.chance(0.05)]
  if (absent || (new Date(days[index]).getUTCDay() === 6 && author.division !== 'production')) return null
  const daysAgo = days.length - 1 - index
  if (isEmployee && daysAgo <= recent.length) return recent[daysAgo - 1].state
  if (!isEmployee && returned && daysAgo >= 2 && daysAgo <= 10) return 'returned'
  return isOld(days[index], today) ? 'approved' : 'submitted'
}

export function addReport (rows: DemoRows, calendar: Calendar, author: Author, state: ReportState, index: number): void {
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
    comments_count: namedReport(author, days.length - 1 - index) === named.returned ? 2 : 0,
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
  if (report.id === named.returned) discuss(rows, report, reviewed!, random)
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

/** Its author's answer to why it was returned, how its reviewer took that, and whom they asked about it. */
function discuss (rows: DemoRows, report: ReportRow, reviewed: number, random: Random): void {
  const { id, user_id: author, reviewer_id: reviewer, version } = report
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
  const office = rows.users.filter(({ role }) => role === 'hr' || role === 'admin').map((user) => user.id)
  const body = 'Benang merek ini sudah tiga kali putus, mohon bantu cek pengadaannya.'
  rows.comments.push({
    id: ulid(reviewed, random.number),
    report_id: id,
    author_id: reviewer!,
    body,
    mentions: JSON.stringify(office),
    created_at: dateTime(reviewed + 25 * minute),
    edited_at: null,
    deleted_at: null,
    version: 1
  })
  rows.notices.push(...office.map((userId) => mentionOf(rows, report, { userId, body, time: reviewed + 25 * minute }, random)))
}

function historyOf (random: Random, report: ReportRow, created: number): DemoRows['history'] {
  const entry = (version: number, time: string, actor: string, action: DemoRows['history'][number]['action'], states: ReportState[]) => ({
    id: ulid(created, random.number),
    report_id: report.id,
    division_id: report.division_id,
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

/** Written and handed in late in the afternoon; when that is yet to come, in the last quarter of the day so far. */
function timesOn (random: Random, date: string, now: Date): { created: number, submitted: number } {
  const end = Math.min(timeAt(date, '17:45'), now.getTime())
  const span = Math.min(90 * minute, (end - timeAt(date, '00:00')) / 4)
  const submitted = Math.floor(end - random.number() * span)
  return { created: Math.floor(submitted - random.number() * span), submitted }
}

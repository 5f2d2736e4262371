/** The people of the benchmark and the rows that they have left behind. */
import type { Insertable } from 'kysely'
import { ulid } from 'ulid'
import { toDateTime } from '../../src/database/dialect.ts'
import type { Tables } from '../../src/database/tables.ts'
import { addDays, localDate } from '../../src/rules/time/calendar.ts'

const divisionCount = 4
const teamCount = 20
const personCount = 200
const daysOfReports = 250
const itemsPerReport = 2
const minutesOfItem = 180
const notificationsPerDay = 2
const daysUnread = 15
/** Far enough that every report of a benchmark has a date of its own. */
const backdateDays = 7300

export const organisation = { id: 1, name: 'Bench Apparel', time_zone: 'Asia/Jakarta', backdate_days: backdateDays }

export interface Person {
  id: string
  email: string
  name: string
  role: 'employee' | 'manager' | 'hr'
  teamId: string
  divisionId: string
  isLead: boolean
  /** The lead of their team. */
  reviewerId: string | null
}

export interface Company {
  divisions: { id: string, name: string }[]
  teams: { id: string, division_id: string, name: string }[]
  people: Person[]
  today: string
  /** The newest date and how many days before it are free of reports. */
  free: { newest: string, days: number }
}

export type DayRows = { [Table in 'reports' | 'report_items' | 'notices']: Insertable<Tables[Table]>[] }

const newId = (time: number) => ulid(time, Math.random)

export function createCompany (now: Date): Company {
  const time = now.getTime()
  const today = localDate(now, organisation.time_zone)
  const divisions = Array.from({ length: divisionCount }, (_, index) => ({ id: newId(time), name: `Division ${index + 1}` }))
  const teams = Array.from(
    { length: teamCount },
    (_, index) => ({ id: newId(time), division_id: divisions[index % divisionCount].id, name: `Line ${index + 1}` })
  )
  const people: Person[] = []
  for (let index = 0; index < personCount; index++) {
    const team = teams[index % teamCount]
    people.push({
      id: newId(time),
      email: `person${index}@bench.test`,
      name: `Person Number ${index}`,
      role: roleOf(index),
      teamId: team.id,
      divisionId: team.division_id,
      isLead: index < teamCount,
      reviewerId: people[index % teamCount]?.id ?? null
    })
  }
  return { divisions, teams, people, today, free: { newest: addDays(today, -daysOfReports), days: backdateDays - daysOfReports } }
}

/** Leads come first; after them a manager for each division and two of HR. */
function roleOf (index: number): Person['role'] {
  const rank = index - teamCount
  if (rank >= 0 && rank < divisionCount) return 'manager'
  return rank >= divisionCount && rank < divisionCount + 2 ? 'hr' : 'employee'
}

/** A day's rows after another, oldest first, as they would have come. */
export function* days ({ people, today }: Company): Generator<DayRows> {
  for (let age = daysOfReports - 1; age >= 0; age--) {
    const date = addDays(today, -age)
    const rows: DayRows = { reports: [], report_items: [], notices: [] }
    for (const [index, person] of people.entries()) addPersonsDay(rows, person, date, age, Date.parse(`${date}T09:00:00Z`) + index * 1000)
    yield rows
  }
}

export const dayCount = daysOfReports

function addPersonsDay (rows: DayRows, person: Person, date: string, age: number, time: number): void {
  const id = newId(time)
  const at = toDateTime(new Date(time))
  rows.reports.push({
    id,
    user_id: person.id,
    report_date: date,
    team_id: person.teamId,
    division_id: person.divisionId,
    reviewer_id: person.reviewerId,
    state: age > 3 ? 'approved' : 'submitted',
    timing: null,
    summary: 'Attached 180 collars; the thread on machine 12 keeps breaking, so order 2211 is a day late.',
    plan_next: 'Finish the order of blue shirts.',
    mood: 1 + age % 5,
    template_id: null,
    fields: '{"shift":"morning"}',
    submitted_at: at,
    first_submitted_at: at,
    items_total: itemsPerReport,
    items_done: itemsPerReport,
    minutes_total: itemsPerReport * minutesOfItem,
    created_at: at,
    updated_at: at,
    version: age > 3 ? 3 : 2
  })
  for (let position = 0; position < itemsPerReport; position++) {
    rows.report_items.push({
      id: newId(time),
      report_id: id,
      position,
      title: `Collars, order ${2211 + position}`,
      detail: 'Machine 12, two people.',
      category: 'sewing',
      category_key: 'sewing',
      status: 'done',
      progress: 100,
      minutes: minutesOfItem,
      quantity: 90,
      unit: 'pcs',
      carried_from_id: null,
      counted_on: date,
      division_id: person.divisionId,
      team_id: person.teamId,
      user_id: person.id
    })
  }
  for (let count = 0; count < notificationsPerDay; count++) {
    rows.notices.push({
      id: newId(time + count),
      user_id: person.id,
      type: 'report.submitted',
      arguments: JSON.stringify({
        authors: [person.name],
        count: 1,
        team: 'Line',
        date,
        excerpt: 'Attached 180 collars; the thread on machine 12 keeps breaking.'
      }),
      target_kind: 'report',
      target_id: id,
      actor_id: person.id,
      open_key: null,
      created_at: toDateTime(new Date(time + count)),
      read_at: age < daysUnread ? null : toDateTime(new Date(time + 3_600_000))
    })
  }
}

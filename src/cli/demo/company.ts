import { ulid } from 'ulid'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import type { PublicHoliday } from '../../rules/time/public-holidays.ts'
import { demoCalendar } from './calendar.ts'
import { type Calendar, dateTime } from './days.ts'
import { demoDelegations } from './delegations.ts'
import { entrances } from './entrances.ts'
import { named } from './named.ts'
import { divisions, type DivisionKey, emptyDivisions, emptyTeams, organisation, people, type Person } from './people.ts'
import { demoRosters } from './rosters.ts'
import { demoTemplates } from './templates.ts'
import type { ItemText } from './texts.ts'

export interface Author extends Person {
  id: string
  division: DivisionKey
  teamId: string
  divisionId: string
  reviewer: { id: string, name: string } | undefined
  position: number
  /** Of the newest report so far. */
  unfinished?: { id: string, item: ItemText }
}

/** Who is there, and where; of what they do nothing yet. */
export function buildCompany (
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
    ...demoRosters(authors.filter(({ division }) => division === 'quality'), { today, founded, newId }),
    ...demoCalendar({ founded, now, divisionId, newId }, holidays)
  }
  return { rows, authors }
}

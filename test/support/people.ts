/** A small company, in which each person stands in another relation to employee@'s reports. */
import { toDateTime } from '../../src/database/dialect.ts'
import type { Database } from '../../src/database/tables.ts'
import { recordFacts } from '../../src/repositories/organisation/person-facts.ts'
import { daysAt } from '../../src/rules/time/calendar.ts'
import { createPasswords, type Passwords } from '../../src/security/passwords.ts'
import { start } from './clock.ts'

export const password = 'correct horse battery staple'

/** As the service's, and three hundred times as quick: what a hash costs, test/security/passwords.test.ts holds. */
export const quickPasswords = (pepper: string): Passwords =>
  createPasswords(pepper, { memory: 256, passes: 1, parallelism: 1, tagLength: 16 })

const divisions = [
  { id: 'DIVISIONPRODUCTION00000001', name: 'Production', code: 'PRODUCTION' },
  { id: 'DIVISIONWAREHOUSE000000002', name: 'Warehouse', code: 'WAREHOUSE' }
]
export const [production, warehouse] = divisions

const teamRows = [
  { id: 'TEAMLINE400000000000000001', division_id: production.id, name: 'Line 4' },
  { id: 'TEAMLINE700000000000000002', division_id: production.id, name: 'Line 7' },
  { id: 'TEAMPACKING00000000000003A', division_id: warehouse.id, name: 'Packing' }
]
export const [line4, line7, packing] = teamRows

type Role = 'employee' | 'manager' | 'hr' | 'admin'
interface Person {
  id: string
  name: string
  role: Role
  divisionId: string | null
  teams: Record<string, 'member' | 'lead'>
}

/** `colleague` shares the team of `employee`; `other` shares nothing. */
export const people = {
  employee: {
    id: 'USEREMPLOYEE00000000000001',
    name: 'Sari',
    role: 'employee',
    divisionId: production.id,
    teams: { [line4.id]: 'member' }
  },
  colleague: {
    id: 'USERCOLLEAGUE0000000000002',
    name: 'Wati',
    role: 'employee',
    divisionId: production.id,
    teams: { [line4.id]: 'member' }
  },
  lead: { id: 'USERLEAD000000000000000003', name: 'Budi', role: 'employee', divisionId: production.id, teams: { [line4.id]: 'lead' } },
  neighbour: { id: 'USERNEIGHBOUR0000000000004', name: 'Joko', role: 'employee', divisionId: production.id, teams: { [line7.id]: 'lead' } },
  manager: { id: 'USERMANAGER000000000000005', name: 'Ratna', role: 'manager', divisionId: production.id, teams: {} },
  other: { id: 'USEROTHER0000000000000006A', name: 'Agus', role: 'employee', divisionId: warehouse.id, teams: { [packing.id]: 'member' } },
  otherManager: { id: 'USEROTHERMANAGER000000007A', name: 'Tono', role: 'manager', divisionId: warehouse.id, teams: {} },
  hr: { id: 'USERHR00000000000000000008', name: 'Maya', role: 'hr', divisionId: null, teams: {} },
  admin: { id: 'USERADMIN00000000000000009', name: 'Dian', role: 'admin', divisionId: null, teams: {} },
  disabled: { id: 'USERDISABLED0000000000010A', name: 'Rudi', role: 'employee', divisionId: production.id, teams: { [line4.id]: 'member' } }
} satisfies Record<string, Person>

export type PersonName = keyof typeof people

export const emailOf = (name: PersonName): string => `${name.toLowerCase()}@workpulse.test`

/** In milliseconds: for so long before `start` they have owed reports. */
const service = 90 * 86_400_000

/** They are there from `start` on. */
export async function insertPeople (db: Database, passwords: Passwords): Promise<void> {
  const now = toDateTime(start)
  const hash = await passwords.hash(password)
  await db.insertInto('organisation').values({ id: 1, name: 'Test Apparel', time_zone: 'Asia/Jakarta', backdate_days: 3 }).execute()
  await db.insertInto('divisions').values(divisions).execute()
  await db.insertInto('teams').values(teamRows).execute()
  const entries = Object.entries(people) as [PersonName, Person][]
  await db.insertInto('users').values(entries.map(([name, person]) => ({
    id: person.id,
    email: emailOf(name),
    email_verified_at: now,
    name: person.name,
    role: person.role,
    division_id: person.divisionId,
    password_hash: hash,
    disabled_at: name === 'disabled' ? now : null,
    primary_team_id: Object.keys(person.teams).at(0) ?? null,
    created_at: now,
    updated_at: now
  }))).execute()
  await db.insertInto('team_members').values(
    entries.flatMap(([, person]) => Object.entries(person.teams).map(([team_id, role]) => ({ team_id, user_id: person.id, role })))
  ).execute()
  await recordFacts(db, entries.map(([, { id }]) => id), daysAt(new Date(start.getTime() - service), 'Asia/Jakarta'))
}

/** What a file of people asks for, line by line. */
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { EmployeeNo, PersonName, Phone, Title, type Account, type Membership } from '../../../generated/schemas.ts'
import type { FaultRule } from '../../texts/faults.ts'
import type { CsvFault, CsvFile, CsvRow } from '../csv.ts'
import { normaliseEmail } from '../identity/email.ts'
import type { OrganisationRole, Viewer } from '../identity/viewer.ts'
import { isDay } from '../time/calendar.ts'
import { mayChange, mayGrant, mostTeams } from './people.ts'

export type PersonColumn = 'email' | 'name' | 'role' | 'division' | 'team' | 'teamRole' | 'joinedOn' | 'title' | 'employeeNo' | 'phone'

export const requiredColumns: PersonColumn[] = ['email', 'name']
export const optionalColumns: PersonColumn[] = ['role', 'division', 'team', 'teamRole', 'joinedOn', 'title', 'employeeNo', 'phone']

/** What a line says of a person; what it leaves empty it does not say. */
export interface PersonWish {
  name: string
  role?: OrganisationRole
  divisionId?: string
  teams?: Membership[]
  joinedOn?: string
  title?: string
  employeeNo?: string
  phone?: string
}

export interface PeoplePlan {
  created: (PersonWish & { email: string | null })[]
  updated: { before: Account, change: PersonWish }[]
  unchanged: number
  faults: CsvFault[]
}

/** What there is in the organisation: where people can be put, and who is there already, by address. */
export interface Present {
  divisions: { id: string, name: string, code: string }[]
  teams: { id: string, name: string, divisionId: string }[]
  accounts: Map<string, Account>
  /** Those without an address, by their number. */
  numbered: Map<string, Account>
}

const roles: readonly string[] = ['employee', 'manager', 'hr', 'admin'] satisfies OrganisationRole[]
const teamRoles: readonly string[] = ['member', 'lead'] satisfies Membership['role'][]
const longestEmail = 254
const emailForm = fullFormats.email as RegExp

/** The addresses that a file names, normalised, each once. */
export function addressesIn ({ rows }: CsvFile<PersonColumn>): string[] {
  return [...new Set(rows.map(({ cells }) => normaliseEmail(cells.email)))].filter((email) => email !== '')
}

/** The numbers of those of whom it names no address, each once. */
export function numbersIn ({ rows }: CsvFile<PersonColumn>): string[] {
  return [...new Set(rows.filter(({ cells }) => cells.email === '').map(({ cells }) => cells.employeeNo))].filter((number) => number !== '')
}

/** @param viewer who imports: may not give what they may not grant, nor change whom they may not change. */
export function planPeople (viewer: Viewer, { rows, faults }: CsvFile<PersonColumn>, present: Present): PeoplePlan {
  const plan: PeoplePlan = { created: [], updated: [], unchanged: 0, faults: [...faults] }
  const seen = new Set<string>()
  for (const row of rows) {
    const email = normaliseEmail(row.cells.email)
    const { employeeNo } = row.cells
    const before = email === '' ? present.numbered.get(employeeNo) : present.accounts.get(email)
    const { wish, wrong } = wishOf(row, before, present)
    const more = [
      ...(email === '' ? faultsOfNumber(employeeNo, wish.role, seen) : faultsOfAddress(email, seen)),
      ...faultsOfRole(viewer, wish.role, before)
    ]
    seen.add(email === '' ? numbered(employeeNo) : email)
    plan.faults.push(...wrong, ...more.map((one) => ({ line: row.line, ...one })))
    if (wrong.length + more.length === 0) add(plan, email === '' ? null : email, wish, before)
  }
  return plan
}

type Wrong = Omit<CsvFault, 'line'>

function faultsOfAddress (email: string, seen: Set<string>): Wrong[] {
  const wrong = (rule: FaultRule): Wrong[] => [{ column: 'email', rule }]
  if (email.length > longestEmail || !emailForm.test(email)) return wrong('email')
  return seen.has(email) ? wrong('unique') : []
}

/** Of an address there is none like it. */
const numbered = (employeeNo: string) => `#${employeeNo}`

/** Whoever has no address is told from others by a number, and never signs in. */
function faultsOfNumber (employeeNo: string, role: OrganisationRole | undefined, seen: Set<string>): Wrong[] {
  if (employeeNo === '' || (role !== undefined && role !== 'employee')) return [{ column: 'email', rule: 'required' }]
  return seen.has(numbered(employeeNo)) ? [{ column: 'employeeNo', rule: 'unique' }] : []
}

function faultsOfRole (viewer: Viewer, role: OrganisationRole | undefined, before: Account | undefined): Wrong[] {
  if (before && !mayChange(viewer, before)) return [{ column: null, rule: 'adminsOnly' }]
  if (role === undefined || role === before?.role) return []
  // The last one cannot be lost by a line in a file.
  return mayGrant(viewer, role) && before?.role !== 'admin' ? [] : [{ column: 'role', rule: 'adminsOnly' }]
}

function wishOf (
  { line, cells }: CsvRow<PersonColumn>,
  before: Account | undefined,
  { divisions, teams }: Present
): { wish: PersonWish, wrong: CsvFault[] } {
  const wrong: CsvFault[] = []
  const refuse = (column: PersonColumn, rule: FaultRule) => {
    wrong.push({ line, column, rule })
  }
  const text = (column: PersonColumn, schema: object): string | undefined => {
    const cell = cells[column]
    if (cell === '') return undefined
    const { pattern = '', maxLength = Infinity } = schema as { pattern?: string, maxLength?: number }
    if ([...cell].length > maxLength || !new RegExp(pattern, 'u').test(cell)) refuse(column, 'text')
    return cell
  }
  const oneOf = <T extends string>(column: PersonColumn, values: readonly string[]): T | undefined => {
    const cell = cells[column].toLowerCase()
    if (cell !== '' && !values.includes(cell)) refuse(column, 'value')
    return cell === '' ? undefined : cell as T
  }
  const name = text('name', PersonName)
  if (name === undefined) refuse('name', 'required')
  if (cells.joinedOn !== '' && !isDay(cells.joinedOn)) refuse('joinedOn', 'date')
  const division = divisions.find(({ name, code }) => cells.division !== '' && [name, code].includes(cells.division))
  if (cells.division !== '' && !division) refuse('division', 'unknownDivision')
  const found = teams.filter((team) => team.name === cells.team && (!division || team.divisionId === division.id))
  if (cells.team !== '' && found.length !== 1) refuse('team', found.length === 0 ? 'unknownTeam' : 'severalTeams')
  const teamRole = oneOf<Membership['role']>('teamRole', teamRoles)
  if (teamRole && cells.team === '') refuse('team', 'required')
  const [team] = cells.team === '' ? [] : found
  const others = before?.teams.filter(({ id }) => id !== team?.id) ?? []
  if (team && others.length >= mostTeams) wrong.push({ line, column: 'team', rule: 'tooManyTeams', limit: mostTeams })
  const given = {
    role: oneOf<OrganisationRole>('role', roles),
    divisionId: division?.id,
    joinedOn: cells.joinedOn || undefined,
    title: text('title', Title),
    employeeNo: text('employeeNo', EmployeeNo),
    phone: text('phone', Phone)
  }
  const role = teamRole ?? before?.teams.find(({ id }) => id === team?.id)?.role ?? 'member'
  const memberships = team && [...others.map(({ id, role }) => ({ id, role })), { id: team.id, role }]
  return { wish: { name: name ?? '', ...said(given), ...(memberships && { teams: memberships }) }, wrong }
}

/** Without what is not said. */
function said<T extends object> (given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

function add (plan: PeoplePlan, email: string | null, wish: PersonWish, before: Account | undefined): void {
  if (!before) {
    plan.created.push({ email, ...wish })
    return
  }
  const { teams, ...rest } = wish
  const change = Object.fromEntries(Object.entries(rest).filter(([key, value]) => before[key as keyof Account] !== value)) as Partial<
    PersonWish
  >
  const isNewPlace = teams?.some(({ id, role }) => !before.teams.some((team) => team.id === id && team.role === role))
  if (isNewPlace) change.teams = teams
  if (Object.keys(change).length === 0) plan.unchanged++
  else plan.updated.push({ before, change: { name: before.name, ...change } })
}

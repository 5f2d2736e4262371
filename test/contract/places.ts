/** Who comes to be, and where nobody can be put. */
import { line4, line7, people, production } from '../support/people.ts'
import type { Refused } from './subject.ts'

export const newName = people.disabled.name
export const newPassword = 'five orders of blue collars'
export const commonPasswords = ['password1234', 'aaaaaaaaaaaa', 'abababababab', '123456789012']

export const places = {
  divisionId: production.id,
  teams: [{ id: line4.id, role: 'member' as const }, { id: line7.id, role: 'lead' as const }]
}

export const unknownPlaces = {
  divisionId: 'NONE',
  teams: [{ id: 'NONE', role: 'member' }, { id: line4.id, role: 'member' }, { id: line4.id, role: 'lead' }]
}
export const unknownPlacesFaults = ['/body/divisionId unknownDivision', '/body/teams/0/id unknownTeam', '/body/teams/2/id unique']

export function placesRefused (): Record<string, Refused> {
  const put = (body: object, ...faults: string[]): Refused => ({ body, code: 'RULE_REFUSED', faults })
  const [first, second] = places.teams
  return {
    'an unknown division': put({ divisionId: 'NONE' }, '/body/divisionId unknownDivision'),
    'a team for a division': put({ divisionId: line4.id }, '/body/divisionId unknownDivision'),
    'an unknown team': put({ teams: [first, { id: 'NONE', role: 'lead' }] }, '/body/teams/1/id unknownTeam'),
    'a team in other letters': put({ teams: [{ ...first, id: first.id.toLowerCase() }] }, '/body/teams/0/id unknownTeam'),
    'a team twice': put({ teams: [first, second, { ...first, role: 'lead' }] }, '/body/teams/2/id unique'),
    'an unknown team twice': put(
      { teams: [{ id: 'NONE', role: 'lead' }, { id: 'NONE', role: 'lead' }] },
      '/body/teams/0/id unknownTeam',
      '/body/teams/1/id unknownTeam',
      '/body/teams/1/id unique'
    ),
    'all of these at once': put(
      { divisionId: 'NONE', teams: [{ id: 'NONE', role: 'lead' }, first, first] },
      '/body/divisionId unknownDivision',
      '/body/teams/0/id unknownTeam',
      '/body/teams/2/id unique'
    )
  }
}

/** Passwords that nobody may have, as the key `name` of a body. */
export const commonRefused = (name: string, passwords: string[] = commonPasswords): Record<string, Refused> =>
  Object.fromEntries(
    passwords.map((password) => [
      `the password ${password}`,
      { body: { [name]: password }, code: 'RULE_REFUSED', faults: [`/body/${name} commonPassword`] }
    ])
  )

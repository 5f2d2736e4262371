/** What tests know of the operations on people. */
import * as identities from '../../../src/repositories/identity/identities.ts'
import { emailOf, line4, line7, packing, people, production } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import { newName, places, placesRefused, unknownPlaces, unknownPlacesFaults } from '../places.ts'
import type { Stage } from '../stage.ts'
import { allowed, forbidden, office, type Refused, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ app: { deps: { db }, clock }, clients: { admin, employee } }: Stage) {
  const link = async (who: 'employee' | 'hr') => {
    await identities.insert(db, { issuer: 'https://accounts.google.com', subject: who }, people[who].id, clock.now())
    return (await identities.listOf(db, people[who].id))[0].id
  }
  return {
    employees: await link('employee'),
    hrs: await link('hr'),
    newcomer: (await admin.createUser({ email: 'newcomer@workpulse.test', name: newName })).id,
    usersCursor: (await admin.listUsers({ limit: 1 })).nextCursor!,
    membersCursor: (await employee.listTeamMembers(line4.id, { limit: 1 })).nextCursor!
  }
}

const user = (userId: string) => ({ params: { userId } })
const change = <B extends object>(userId: string, body: B) => ({ ...user(userId), body })
const { id: employee } = people.employee
const { id: admin } = people.admin
const theAdmin = () => user(admin)
const csv = '\ufeffEmail;Name;TeamRole;Team;Division\r\nguest@workpulse.test;"Guest";lead;Line 7;PRODUCTION\r\n'
const details = {
  title: 'Operator',
  employeeNo: 'RA-0042',
  phone: '+62 812 3456 7890',
  joinedOn: '2024-02-01',
  leftOn: '2026-12-31',
  reportRequired: false
}
const detailsRefused: Record<string, Refused> = {
  'who leaves before they come': { body: { leftOn: '2024-01-31' }, code: 'RULE_REFUSED', faults: ['/body/leftOn leftBeforeJoined'] },
  'a day that is none': { body: { joinedOn: '2026-02-30' }, faults: ['/body/joinedOn format'] }
}

export const subjects: Subjects<Fixture> = {
  listUsers: {
    valid: ({ usersCursor }) => ({
      query: {
        q: 'a',
        role: 'employee',
        divisionId: production.id,
        teamId: line4.id,
        state: 'active',
        cursor: usersCursor,
        limit: 10
      }
    }),
    access: [
      allowed(office, 'everybody', () => ({ items: Array, nextCursor: null }), () => ({ query: { limit: 100 } })),
      allowed(office, 'by every filter', { items: [{ id: employee }], nextCursor: null }, () => ({
        query: { q: 'SARI', role: 'employee', divisionId: production.id, teamId: line4.id, state: 'active' }
      }))
    ],
    refused: ({ usersCursor, membersCursor }) => forgedCursors(usersCursor, membersCursor, strangeNames)
  },
  getUser: {
    valid: () => user(employee),
    access: [allowed(office, 'an admin', { id: admin, role: 'admin', disabledAt: null, hasPassword: true }, theAdmin)]
  },
  createUser: {
    valid: () => ({ body: { email: 'guest@workpulse.test', name: newName, role: 'manager', ...places, ...details } }),
    access: [
      allowed(['hr'], 'one of hers', { role: 'hr', hasPassword: false, emailVerifiedAt: null }, () => ({ body: { role: 'hr' } })),
      allowed(['admin'], 'with places', { role: 'manager', teams: [{ id: line4.id, role: 'member' }, { role: 'lead' }] }),
      allowed(office, 'who is there already', 'DUPLICATE', () => ({ body: { email: emailOf('employee') } })),
      forbidden(['hr'], 'an admin', () => ({ body: { role: 'admin' } }))
    ],
    refused: () => ({ ...placesRefused(), ...detailsRefused }),
    ladder: () => [
      ['may', 'hr', { body: { email: emailOf('employee'), role: 'admin', ...unknownPlaces } }, 'FORBIDDEN'],
      ['state', 'hr', { body: { email: emailOf('employee').toUpperCase(), role: 'hr', ...unknownPlaces } }, 'DUPLICATE'],
      ['policy', 'hr', { body: { role: 'hr', ...unknownPlaces } }, 'RULE_REFUSED', ...unknownPlacesFaults]
    ]
  },
  importUsers: {
    valid: () => ({ body: { csv, dryRun: false, welcome: true } }),
    access: [
      allowed(office, 'for real', { dryRun: false, rows: 1, created: 1, updated: 0, unchanged: 0, errors: [] }),
      allowed(office, 'a dry run', { dryRun: true, rows: 1, created: 1, errors: [] }, { act: ({ client }) => client.importUsers({ csv }) }),
      allowed(['hr'], 'what may not be', {
        dryRun: true,
        created: 0,
        errors: [{ line: 2, column: 'role', rule: 'adminsOnly' }, { line: 3, column: null, rule: 'adminsOnly' }]
      }, {
        act: ({ client }) => client.importUsers({ csv: `email,name,role\nx@workpulse.test,X,admin\n${emailOf('admin')},Dian,\n` })
      })
    ],
    refused: () => ({
      'a file with a fault': { body: { csv: 'email,name\nnobody,X\n' }, code: 'RULE_REFUSED', faults: ['/body/csv csv'] },
      'no file': { body: { csv: ' ' }, code: 'RULE_REFUSED', faults: ['/body/csv csv'] }
    })
  },
  updateUser: {
    valid: ({ newcomer }) =>
      change(newcomer, { version: 1, name: newName, role: 'manager' as const, ...places, ...details, primaryTeamId: line7.id }),
    access: [
      allowed(office, 'somebody', { name: newName, role: 'manager' }),
      allowed(office, 'what somebody changed meanwhile', 'VERSION_CONFLICT', {
        act: async ({ client, clients }, { newcomer }) => {
          await clients.admin.updateUser(newcomer, { version: 1, name: 'x' })
          return client.updateUser(newcomer, { version: 1, name: newName })
        }
      }),
      allowed(['admin'], 'the last admin', 'LAST_ADMIN', () => change(admin, { role: 'employee' })),
      allowed(['admin'], 'the last admin, who stays one', { role: 'admin' }, () => change(admin, { role: 'admin' })),
      forbidden(['hr'], 'an admin', theAdmin),
      forbidden(['hr'], 'to an admin', () => ({ body: { role: 'admin' } })),
      forbidden(['hr'], 'herself to an admin', () => change(people.hr.id, { role: 'admin' }))
    ],
    refused: () => ({
      ...placesRefused(),
      ...detailsRefused,
      'the team of others': { body: { primaryTeamId: packing.id }, code: 'RULE_REFUSED', faults: ['/body/primaryTeamId notTheirTeam'] }
    }),
    ladder: () => {
      const late = { version: 9, ...unknownPlaces }
      return [
        ['no such object', 'hr', change('NONE', { ...late, role: 'admin' }), 'NOT_FOUND'],
        ['may: whom', 'hr', change(admin, { ...late, role: 'employee' }), 'FORBIDDEN'],
        ['may: to what', 'hr', change(employee, { ...late, role: 'admin' }), 'FORBIDDEN'],
        ['state', 'admin', change(admin, { ...late, role: 'employee' }), 'LAST_ADMIN'],
        ['version', 'admin', change(employee, { ...late, role: 'admin' }), 'VERSION_CONFLICT'],
        ['policy', 'admin', change(employee, { ...unknownPlaces, role: 'admin' }), 'RULE_REFUSED', ...unknownPlacesFaults]
      ]
    }
  },
  disableUser: {
    valid: ({ newcomer }) => ({ params: { userId: newcomer } }),
    access: [
      allowed(office, 'somebody', { disabledAt: String }),
      allowed(['admin'], 'the last admin', 'LAST_ADMIN', theAdmin),
      forbidden(['hr'], 'an admin', theAdmin)
    ],
    ladder: () => [
      ['no such object', 'hr', user('NONE'), 'NOT_FOUND'],
      ['may', 'hr', user(admin), 'FORBIDDEN'],
      ['state', 'admin', user(admin), 'LAST_ADMIN']
    ]
  },
  listUserIdentities: {
    valid: () => user(employee),
    access: [
      allowed(['admin'], "somebody's", (_who, { employees }: Fixture) => ({ items: [{ id: employees, provider: 'google', email: null }] })),
      allowed(['admin'], 'of who has none', { items: [] }, theAdmin)
    ]
  },
  unlinkUserIdentity: {
    valid: ({ employees }) => ({ params: { userId: employee, identityId: employees } }),
    access: [
      allowed(['admin'], "somebody's", null),
      allowed(['admin'], 'of another person', 'NOT_FOUND', ({ hrs }) => ({ params: { identityId: hrs } }))
    ],
    ladder: () => [['no such object', 'admin', { params: { userId: 'NONE', identityId: 'NONE' } }, 'NOT_FOUND']]
  },
  enableUser: {
    valid: ({ newcomer }) => ({ params: { userId: newcomer } }),
    access: [
      allowed(office, 'somebody who is', { disabledAt: null }),
      allowed(office, 'somebody who was disabled', { disabledAt: null }, () => user(people.disabled.id)),
      forbidden(['hr'], 'an admin', theAdmin)
    ],
    ladder: () => [['no such object', 'hr', user('NONE'), 'NOT_FOUND'], ['may', 'hr', user(admin), 'FORBIDDEN']]
  }
}

import t from 'tap'
import { changesScope, isLastAdmin, mayChange, mayGrant } from '../../../src/rules/organisation/people.ts'
import type { Viewer } from '../../../src/rules/identity/viewer.ts'
import type { Account } from '../../../generated/schemas.ts'
import { line4, line7, production, warehouse } from '../../support/people.ts'

const roles = ['employee', 'manager', 'hr', 'admin'] as const
const as = (role: Viewer['role']) => ({ role } as Viewer)

t.test('hr makes and changes everybody but admins; admins everybody; others nobody', async (t) => {
  const allowed = { employee: [], manager: [], hr: ['employee', 'manager', 'hr'], admin: [...roles] }
  for (const viewer of roles) {
    t.same(roles.filter((role) => mayGrant(as(viewer), role)), allowed[viewer], `${viewer} makes`)
    t.same(roles.filter((role) => mayChange(as(viewer), { role })), allowed[viewer], `${viewer} changes`)
  }
})

t.test('the last admin is the only one of those who can sign in', async (t) => {
  t.equal(isLastAdmin(['a'], 'a'), true)
  t.equal(isLastAdmin(['a', 'b'], 'a'), false)
  t.equal(isLastAdmin(['b'], 'a'), false, 'one who cannot sign in now is none of them')
  t.equal(isLastAdmin([], 'a'), false)
})

t.test('what changes what a person may see', async (t) => {
  const teams = [{ id: line4.id, name: line4.name, role: 'member' }, { id: line7.id, name: line7.name, role: 'lead' }]
  const before = { role: 'employee', divisionId: production.id, teams } as Account
  const plain = teams.map(({ id, role }) => ({ id, role }))
  for (const same of [{}, { role: 'employee' }, { divisionId: production.id }, { teams: plain }, { teams: plain.toReversed() }]) {
    t.equal(changesScope(before, same), false, JSON.stringify(same))
  }
  for (
    const other of [{ role: 'manager' }, { divisionId: warehouse.id }, { divisionId: null }, { teams: [] }, { teams: plain.slice(1) }, {
      teams: [{ ...plain[0], role: 'lead' }, plain[1]]
    }]
  ) {
    t.equal(changesScope(before, other), true, JSON.stringify(other))
  }
  t.equal(changesScope({ ...before, divisionId: null, teams: [] }, { divisionId: null, teams: [] }), false)
})

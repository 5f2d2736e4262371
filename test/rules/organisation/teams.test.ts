import t from 'tap'
import { canSeeTeam, teamScope } from '../../../src/rules/organisation/teams.ts'
import { leadershipScope, leads, type Viewer } from '../../../src/rules/identity/viewer.ts'
import { line4, line7, packing, people, type PersonName } from '../../support/people.ts'

function viewerOf (name: PersonName): Viewer {
  const { id, role, divisionId, teams } = people[name]
  const teamRoles = Object.entries(teams) as [string, 'member' | 'lead'][]
  return {
    id,
    email: '',
    name,
    role,
    divisionId,
    teams: teamRoles.map(([id, role]) => ({ id, name: '', role }))
  }
}

const teams = [line4, line7, packing].map(({ id, division_id, name }) => ({ teamId: id, divisionId: division_id, name }))
const namesThat = (check: typeof canSeeTeam, name: PersonName) =>
  teams.filter((team) => check(viewerOf(name), team)).map((team) => team.name)

t.test('which teams one sees, and which one leads', async (t) => {
  const all = ['Line 4', 'Line 7', 'Packing']
  for (
    const [name, seen, led] of [
      ['employee', ['Line 4'], []],
      ['colleague', ['Line 4'], []],
      ['lead', ['Line 4'], ['Line 4']],
      ['neighbour', ['Line 7'], ['Line 7']],
      ['manager', ['Line 4', 'Line 7'], ['Line 4', 'Line 7']],
      ['other', ['Packing'], []],
      ['otherManager', ['Packing'], ['Packing']],
      ['hr', all, all],
      ['admin', all, all]
    ] as const
  ) {
    t.same(namesThat(canSeeTeam, name), seen, `${name} sees`)
    t.same(namesThat(leads, name), led, `${name} leads`)
  }
})

t.test('scopes', async (t) => {
  t.same(teamScope(viewerOf('employee')), { everything: false, divisionId: null, teamIds: [line4.id] })
  t.same(leadershipScope(viewerOf('employee')), { everything: false, divisionId: null, teamIds: [] })
  t.same(
    leadershipScope(viewerOf('lead')),
    { everything: false, divisionId: null, teamIds: [line4.id] },
    "a division is its manager's only"
  )
  t.same(leadershipScope(viewerOf('manager')), { everything: false, divisionId: line4.division_id, teamIds: [] })
  t.same(leadershipScope({ ...viewerOf('manager'), divisionId: null }), { everything: false, divisionId: null, teamIds: [] })
  t.match(leadershipScope(viewerOf('hr')), { everything: true })
  t.match(leadershipScope(viewerOf('admin')), { everything: true })
})

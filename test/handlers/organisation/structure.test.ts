/** How an organisation is set up and changed: divisions, teams, and who is in them. */
import t from 'tap'
import { hashOf } from '../../../src/database/secret.ts'
import { findFacts } from '../../../src/repositories/organisation/person-facts.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, line7, packing, people, production, warehouse } from '../../support/people.ts'

const later = '2026-12-01'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const admin = await app.signIn('admin')
    const manager = await app.signIn('manager')
    const account = (userId: string) => admin.getUser(userId)
    const primaryOf = async (userId: string) => (await account(userId)).primaryTeamId
    const scopeChanges = async () =>
      (await db.selectFrom('events').select('channel').where('type', '=', 'scope.changed').orderBy('id').execute()).map(({ channel }) =>
        channel
      )

    t.test('a division with its teams, put away from below and brought back from above', async (t) => {
      const division = await admin.createDivision({ name: 'Dyeing', code: 'DYE' })
      const team = await admin.createTeam({ name: 'Vats', divisionId: division.id })
      const reasonOf = (reason: string) => ({ code: 'STATE_CONFLICT', meta: { reason } })
      await t.rejects(admin.archiveDivision(division.id), reasonOf('teams'))
      await t.rejects(admin.deleteDivision(division.id), reasonOf('referredTo'))
      await admin.setTeamMember(team.id, people.other.id, { role: 'member' })
      await t.rejects(admin.archiveTeam(team.id), reasonOf('members'))
      await admin.removeTeamMember(team.id, people.other.id)
      await admin.archiveTeam(team.id)
      t.notOk((await admin.listTeams()).items.some(({ id }) => id === team.id))
      await admin.updateUser(people.other.id, { version: (await account(people.other.id)).version, divisionId: division.id })
      await t.rejects(admin.archiveDivision(division.id), reasonOf('people'))
      await admin.updateUser(people.other.id, { version: (await account(people.other.id)).version, divisionId: warehouse.id })
      await admin.archiveDivision(division.id)
      await t.rejects(admin.createTeam({ name: 'More', divisionId: division.id }), { code: 'RULE_REFUSED' })
      await t.rejects(admin.setTeamMember(team.id, people.other.id, { role: 'member' }), reasonOf('archived'))
      await t.rejects(admin.restoreTeam(team.id), reasonOf('division'))
      await admin.restoreDivision(division.id)
      await admin.restoreTeam(team.id)
      const day = {
        from_day: '2026-11-01',
        team_id: team.id,
        division_id: division.id,
        required: 1,
        active: 1,
        joined_on: null,
        left_on: null
      }
      await app.deps.db.insertInto('person_facts').values({ user_id: people.other.id, ...day }).execute()
      await t.rejects(admin.deleteTeam(team.id), reasonOf('referredTo'), 'what somebody was in on a day stays')
      await app.deps.db.deleteFrom('person_facts').where('from_day', '=', day.from_day).execute()
    })

    t.test('the disabled leave with a team that is put away', async (t) => {
      const team = await admin.createTeam({ name: 'Night', divisionId: production.id })
      await admin.setTeamMember(team.id, people.neighbour.id, { role: 'member' })
      await admin.disableUser(people.neighbour.id)
      await admin.archiveTeam(team.id)
      t.match(await account(people.neighbour.id), { teams: [{ id: line7.id }], primaryTeamId: line7.id })
      await admin.enableUser(people.neighbour.id)
    })

    t.test('days belong to where one works, and to no other for a name', async (t) => {
      const { id } = people.lead
      t.equal(await primaryOf(id), line4.id)
      await manager.setTeamMember(line7.id, id, { role: 'member' })
      t.equal(await primaryOf(id), line7.id, 'where they work rather than what they lead')
      const third = await manager.createTeam({ name: 'A first one', divisionId: production.id })
      await manager.setTeamMember(third.id, id, { role: 'member' })
      t.equal(await primaryOf(id), line7.id, 'a third one changes nothing')
      await manager.updateTeam(line7.id, { version: 1, name: 'Zzz' })
      t.equal(await primaryOf(id), line7.id)
      await admin.updateUser(id, { version: (await account(id)).version, primaryTeamId: third.id })
      t.match(await findFacts(db, id, later), { teamId: third.id })
      await manager.removeTeamMember(third.id, id)
      t.equal(await primaryOf(id), line7.id)
      await manager.removeTeamMember(line7.id, id)
      t.equal(await primaryOf(id), line4.id)
      t.match(await account(id), { teams: [{ id: line4.id, role: 'lead' }] })
    })

    t.test('a member set raises the version once, and tells the person to begin anew', async (t) => {
      const { version } = await account(people.employee.id)
      const before = (await scopeChanges()).length
      t.same(await manager.setTeamMember(line7.id, people.employee.id, { role: 'member' }), { id: line7.id, role: 'member' })
      await manager.setTeamMember(line7.id, people.employee.id, { role: 'member' })
      t.equal((await account(people.employee.id)).version, version + 1)
      t.same((await scopeChanges()).slice(before), [`account:${people.employee.id}`])
      await manager.removeTeamMember(line7.id, people.employee.id)
      const entries = (await admin.listAuditEntries({ targetId: people.employee.id })).items
      t.match(entries, [
        { action: 'team.member_removed', before: { teamId: line7.id, role: 'member' } },
        { action: 'team.member_set', before: { role: null }, after: { teamId: line7.id, role: 'member' } }
      ])
    })

    t.test('ten teams are the most', async (t) => {
      for (let made = 0; made < 9; made++) {
        const { id } = await manager.createTeam({ name: `Team ${made}`, divisionId: production.id })
        await manager.setTeamMember(id, people.colleague.id, { role: 'member' })
      }
      await t.rejects(manager.setTeamMember(line7.id, people.colleague.id, { role: 'member' }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/params/userId', rule: 'tooManyTeams' }]
      })
      for (const { id, name } of (await account(people.colleague.id)).teams) {
        if (name !== 'Line 4') await manager.removeTeamMember(id, people.colleague.id)
      }
    })

    t.test('a team of another division: the days from tomorrow, and its managers’ view at once', async (t) => {
      const otherManager = await app.signIn('otherManager')
      const before = (await scopeChanges()).length
      const { version } = await admin.getTeam(packing.id)
      await admin.updateTeam(packing.id, { version, divisionId: production.id })
      t.match(await findFacts(db, people.other.id, '2026-11-20'), { divisionId: warehouse.id })
      t.match(await findFacts(db, people.other.id, later), { divisionId: production.id, teamId: packing.id })
      t.match(await manager.getTeam(packing.id), { name: 'Packing' })
      await t.rejects(otherManager.getTeam(packing.id), { code: 'NOT_FOUND' })
      t.same((await scopeChanges()).slice(before).sort(), [people.manager.id, people.otherManager.id].map((id) => `account:${id}`).sort())
      await admin.updateTeam(packing.id, { version: version + 1, divisionId: warehouse.id })
    })

    t.test('an invitation into a team that was put away meanwhile leads into the others', async (t) => {
      const team = await admin.createTeam({ name: 'Short-lived', divisionId: production.id })
      await db.insertInto('invitations').values({
        id: 'INVITATION000000000000001A',
        email: 'late@workpulse.test',
        role: 'employee',
        division_id: production.id,
        teams: JSON.stringify([{ id: team.id, role: 'member' }, { id: line4.id, role: 'member' }]),
        token_hash: hashOf('late'),
        invited_by: people.hr.id,
        created_at: '2026-11-20 03:00:00.000',
        expires_at: '2026-11-23 03:00:00.000',
        accepted_at: null,
        revoked_at: null,
        pending_key: 'late@workpulse.test'
      }).execute()
      await t.rejects(admin.deleteTeam(team.id), { code: 'STATE_CONFLICT', meta: { reason: 'referredTo' } })
      await admin.archiveTeam(team.id)
      await app.anonymous().register({
        email: 'late@workpulse.test',
        name: 'Late',
        password: 'five orders of blue collars',
        invitation: 'late'
      })
      const { items: [late] } = await admin.listUsers({ q: 'late@' })
      t.match(late, { teams: [{ id: line4.id }], primaryTeamId: line4.id, divisionId: production.id })
    })

    t.test('of two who take the same name at once one gets it', async (t) => {
      const wish = { name: 'Twice', divisionId: production.id }
      const results = await Promise.allSettled([manager.createTeam(wish), admin.createTeam(wish), manager.createTeam(wish)])
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) if (result.status === 'rejected') t.match(result.reason, { code: 'DUPLICATE' })
    })
  })
}

import { sql } from 'kysely'
import t from 'tap'
import { down, up } from '../../migrations/0010-people.ts'
import { listFacts } from '../../src/repositories/organisation/person-facts.ts'
import { databases, migrated } from '../support/databases.ts'

const now = '2026-11-20 23:00:00.000'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    await down(db)
    const names = ['Gudang & Logistik', 'Gudang Logistik', '縫製', 'Élan vital of the whole company of the north', 'Zen']
    for (const [index, name] of names.entries()) await db.insertInto('divisions').values({ id: `D${index}`, name }).execute()
    const teams = [['A', 'D0', 'Line 4'], ['B', 'D0', 'Line 4'], ['C', 'D0', 'Line 4 (2)'], ['D', 'D1', 'Line 4'], ['E', 'D1', 'Aux']]
    for (const [id, division_id, name] of teams) await db.insertInto('teams').values({ id, division_id, name }).execute()
    const person = async (id: string, divisionId: string | null, disabled = false) => {
      await sql`insert into users (id, email, name, role, division_id, disabled_at, created_at, updated_at)
        values (${id}, ${`${id}@workpulse.test`}, ${id}, 'employee', ${divisionId}, ${disabled ? now : null}, ${now}, ${now})`.execute(db)
    }
    await person('LEADANDMEMBER', 'D0')
    await person('LEAD', 'D0', true)
    await person('NOWHERE', 'D4')
    await db.insertInto('team_members').values([
      { team_id: 'E', user_id: 'LEADANDMEMBER', role: 'lead' },
      { team_id: 'D', user_id: 'LEADANDMEMBER', role: 'member' },
      { team_id: 'D', user_id: 'LEAD', role: 'lead' },
      { team_id: 'E', user_id: 'LEAD', role: 'lead' }
    ]).execute()

    await up(db)
    await up(db)

    const codes = await db.selectFrom('divisions').select('code').orderBy('id').execute()
    t.same(codes.map(({ code }) => code), ['GUDANG-LOGISTIK', 'GUDANG-LOGISTIK-2', 'DIVISION', 'ELAN-VITAL-OF-THE-WHOLE-', 'ZEN'])
    t.same((await db.selectFrom('teams').select('name').orderBy('id').execute()).map(({ name }) => name), [
      'Line 4',
      'Line 4 (3)',
      'Line 4 (2)',
      'Line 4',
      'Aux'
    ])
    await t.rejects(db.insertInto('teams').values({ id: 'F', division_id: 'D0', name: 'Line 4' }).execute())
    const primary = await db.selectFrom('users').select(['id', 'primary_team_id']).orderBy('id').execute()
    t.same(primary.map(({ id, primary_team_id: team }) => [id, team]), [['LEAD', 'E'], ['LEADANDMEMBER', 'D'], ['NOWHERE', null]])
    const owing = { reportRequired: true, joinedOn: null, leftOn: null }
    t.same(await listFacts(db, '2026-11-20'), [
      { id: 'LEAD', divisionId: 'D1', teamId: 'E', active: false, ...owing },
      { id: 'LEADANDMEMBER', divisionId: 'D1', teamId: 'D', active: true, ...owing },
      { id: 'NOWHERE', divisionId: 'D4', teamId: null, active: true, ...owing }
    ])
    t.same(await listFacts(db, '2026-11-19'), [])
  })
}

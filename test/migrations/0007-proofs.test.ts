import t from 'tap'
import { down, up } from '../../migrations/0007-proofs.ts'
import { append } from '../../src/repositories/platform/audit.ts'
import { start } from '../support/app.ts'
import { databases, migrated } from '../support/databases.ts'

const now = '2026-11-20 03:00:00.000'
const key = Buffer.alloc(32)

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    await down(db)
    const person = async (id: string, hash: string | null = 'x') => {
      await db.insertInto('users').values({
        id,
        email: `${id.toLowerCase()}@workpulse.test`,
        email_verified_at: now,
        name: id,
        role: 'employee',
        division_id: null,
        password_hash: hash,
        disabled_at: null,
        created_at: now,
        updated_at: now
      }).execute()
    }
    const written = (action: 'user.registered' | 'password.reset', targetId: string) =>
      append(db, key, { time: start, actorId: null, action, targetType: 'user', targetId, address: null, requestId: null })
    for (const id of ['SEEDED', 'INVITED', 'OPEN', 'RESET', 'BYGOOGLE']) await person(id, id === 'BYGOOGLE' ? null : 'x')
    for (const id of ['INVITED', 'OPEN', 'RESET', 'BYGOOGLE']) await written('user.registered', id)
    await written('password.reset', 'RESET')
    await db.insertInto('invitations').values({
      id: 'INVITATION',
      email: 'invited@workpulse.test',
      role: 'employee',
      division_id: null,
      teams: '[]',
      token_hash: 'x',
      invited_by: 'SEEDED',
      created_at: now,
      expires_at: now,
      accepted_at: now,
      revoked_at: null,
      pending_key: 'INVITATION'
    }).execute()
    const link = (subject: string, user_id: string, linked_at: string, issuer = 'https://a.test') =>
      db.insertInto('identities').values({ issuer, subject, user_id, linked_at }).execute()
    await link('z-first', 'OPEN', '2026-11-01 00:00:00.000')
    await link('a-second', 'OPEN', '2026-11-02 00:00:00.000')
    await link('elsewhere', 'OPEN', '2026-11-03 00:00:00.000', 'https://b.test')
    await link('other', 'RESET', '2026-11-03 00:00:00.000')

    await up(db)
    await up(db)

    t.same((await db.selectFrom('identities').select('subject').orderBy('subject').execute()).map(({ subject }) => subject), [
      'elsewhere',
      'other',
      'z-first'
    ], 'of two at one issuer the first stays')
    await t.rejects(link('third', 'OPEN', now), 'and no other comes beside it')
    const doubted = await db.selectFrom('users').select('id').where('password_unproven', '=', 1).execute()
    t.same(doubted.map(({ id }) => id), ['OPEN'], 'only who registered openly, and has not set a password by a link since')
    t.match(await db.selectFrom('sessions').select(['refresh_voided', 'refresh_exchanged']).execute(), [])
  })
}

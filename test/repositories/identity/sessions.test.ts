import t, { type Test } from 'tap'
import { toDateTime } from '../../../src/database/dialect.ts'
import * as sessions from '../../../src/repositories/identity/sessions.ts'
import * as tickets from '../../../src/repositories/platform/ws-tickets.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import { newChain } from '../../../src/rules/identity/rotation.ts'
import { sessionExpiry } from '../../../src/rules/identity/sessions.ts'
import { start, testApp, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

const later = (milliseconds: number) => new Date(start.getTime() + milliseconds)
const day = 86_400_000
const elsewhere = { userAgent: 'y'.repeat(400), address: '2001:db8::1' }

let made = 0
async function session (app: TestApp, userId: string = people.employee.id): Promise<string> {
  const id = `SESSION${String(++made).padStart(19, '0')}`
  await sessions.create(app.deps.db, {
    id,
    userId,
    now: start,
    ...sessionExpiry(start),
    userAgent: 'x'.repeat(400),
    address: '::ffff:127.0.0.1'
  })
  return id
}

const rowOf = (app: TestApp, id: string) => app.deps.db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db } = app.deps

    t.test('a new session', async (t) => {
      const id = await session(app)
      t.match(await rowOf(app, id), {
        user_id: people.employee.id,
        refresh_generation: 1,
        revoked_at: null,
        user_agent: 'x'.repeat(255),
        address: '::ffff:127.0.0.1'
      })
      t.match(await sessions.findSignedIn(db, id, start), {
        id: people.employee.id,
        sessionId: id,
        role: 'employee',
        teams: [{ id: line4.id, name: 'Line 4', role: 'member' }]
      })
      t.same(await sessions.findRefreshing(db, id, start), {
        chain: newChain(start.getTime()),
        userAgent: 'x'.repeat(255),
        address: '::ffff:127.0.0.1'
      })
      t.equal(await sessions.findOwner(db, id), people.employee.id)
    })

    t.test('is over when it is idle too long, too old or revoked', async (t) => {
      const id = await session(app)
      t.ok(await sessions.findSignedIn(db, id, later(7 * day - 1)))
      t.equal(await sessions.findSignedIn(db, id, later(7 * day)), undefined)
      t.equal(await sessions.findRefreshing(db, id, later(7 * day)), undefined)
      await sessions.advance(db, id, newChain(start.getTime()), { ...newChain(later(day).getTime()), newest: 2 }, {
        idleExpiresAt: later(60 * day),
        ...elsewhere
      })
      t.ok(await sessions.findSignedIn(db, id, later(30 * day - 1)))
      t.equal(await sessions.findSignedIn(db, id, later(30 * day)), undefined)
      t.equal(await sessions.findRefreshing(db, id, later(30 * day)), undefined)
      t.equal(await sessions.revoke(db, id, 'test', later(1)), true)
      t.equal(await sessions.revoke(db, id, 'again', later(2)), false)
      t.match(await rowOf(app, id), { revoked_reason: 'test' })
      t.equal(await sessions.findSignedIn(db, id, start), undefined)
      t.equal(await sessions.findRefreshing(db, id, start), undefined)
      t.equal(await sessions.findOwner(db, id), undefined)
      t.equal(await sessions.findSignedIn(db, 'nothing', start), undefined)
      t.equal(await sessions.revoke(db, 'nothing', 'test', start), false)
    })

    t.test('of a disabled person is over', async (t) => {
      t.equal(await sessions.findSignedIn(db, await session(app, people.disabled.id), start), undefined)
    })

    t.test('moves on from what was read only, once', async (t) => {
      const id = await session(app)
      const chain = newChain(start.getTime())
      const next = { newest: 3, voided: 1, handedOutAt: later(1000).getTime(), exchanged: [{ token: 1, at: start.getTime() }] }
      const advance = (from: number, to = next) =>
        sessions.advance(db, id, { ...chain, newest: from }, to, { idleExpiresAt: later(8 * day), ...elsewhere })
      t.equal(await advance(2), false)
      t.same((await Promise.all(Array.from({ length: 20 }, () => advance(1)))).filter(Boolean), [true])
      t.equal(await advance(1), false)
      t.same(await sessions.findRefreshing(db, id, later(1000)), { chain: next, userAgent: 'y'.repeat(255), address: '2001:db8::1' })
      t.equal(await advance(3, { ...next, newest: 4, handedOutAt: later(8 * day).getTime() }), false, 'not when it is over')
      await sessions.revoke(db, id, 'test', later(2000))
      t.equal(await advance(3, { ...next, newest: 4 }), false, 'nor when it was revoked')
    })

    t.test('of parallel revocations one did it', async (t) => {
      const id = await session(app)
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => sessions.revoke(db, id, `reason ${index}`, later(index))))
      t.equal(answers.filter(Boolean).length, 1)
      t.equal((await rowOf(app, id)).revoked_reason, `reason ${answers.indexOf(true)}`)
    })

    t.test('a ticket serves once, and in time', async (t) => {
      const id = await session(app)
      const insert = (ticket: string) =>
        tickets.insert(db, { secret: ticket, sessionId: id, userId: people.employee.id, expiresAt: later(30_000) })
      await insert('one')
      t.same(
        (await Promise.all(Array.from({ length: 10 }, () => tickets.consume(db, 'one', start)))).filter((session) => session !== undefined),
        [id]
      )
      t.equal(await tickets.consume(db, 'one', start), undefined)
      t.equal(await tickets.consume(db, 'nothing', start), undefined)
      await insert('two')
      t.equal(await tickets.consume(db, 'two', later(30_000)), undefined)
      await insert('three')
      await tickets.deleteExpired(db, later(30_000))
      t.equal((await db.selectFrom('ws_tickets').select('id').execute()).length, 2, 'not yet')
      await tickets.deleteExpired(db, later(30_001))
      t.equal((await db.selectFrom('ws_tickets').select('id').execute()).length, 0)
    })

    t.test('a password that was changed meanwhile is not overwritten', async (t) => {
      const { passwordHash } = (await users.findCredentials(db, 'colleague@workpulse.test'))!
      await users.replacePasswordHash(db, people.colleague.id, 'another', 'wrong')
      t.equal((await users.findCredentials(db, 'colleague@workpulse.test'))!.passwordHash, passwordHash)
      await users.replacePasswordHash(db, people.colleague.id, passwordHash!, 'new')
      t.same(await users.findCredentials(db, 'colleague@workpulse.test'), {
        id: people.colleague.id,
        passwordHash: 'new',
        disabled: false,
        emailVerified: true
      })
      t.match(await users.findCredentials(db, 'disabled@workpulse.test'), { disabled: true })
      await db.updateTable('users').set({ disabled_at: toDateTime(start) }).where('id', '=', people.colleague.id).execute()
      t.match(await users.findCredentials(db, 'colleague@workpulse.test'), { disabled: true })
    })
  })
}

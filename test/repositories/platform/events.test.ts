import t from 'tap'
import type { NewEvent } from '../../../generated/events.ts'
import { cleanUp } from '../../../src/jobs/platform/retention.ts'
import type { Database } from '../../../src/database/tables.ts'
import * as events from '../../../src/repositories/platform/events.ts'
import { sessionRevoked, unreadChanged } from '../../../src/rules/platform/channels.ts'
import { start } from '../../support/app.ts'
import { databases, migrated } from '../../support/databases.ts'

const day = 86_400_000
const sequence = async (db: Database, limit: number) => (await events.sequence(db, limit)).events

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    const append = (...list: NewEvent[]) => events.append(db, start, 'REQUEST', list)
    const count = async () => (await db.selectFrom('events').select('id').execute()).length

    t.test('the clock of an empty log', async (t) => {
      const { epoch, position } = await events.readClock(db)
      t.match(epoch, /^[0-9A-Z]{26}$/)
      t.strictSame(position, 0)
      t.same(await sequence(db, 10), [])
      await append()
      t.equal(await count(), 0)
    })

    t.test('each event gets its place, over all and in its channel', async (t) => {
      await append(unreadChanged('A'), unreadChanged('B'), unreadChanged('A'))
      await append(sessionRevoked('S'), unreadChanged('A'))
      const first = await sequence(db, 4)
      t.same(first.map(({ position, channel, seq }) => `${position} ${channel} ${seq}`), [
        '1 inbox:A 1',
        '2 inbox:B 1',
        '3 inbox:A 2',
        '4 session:S 1'
      ])
      t.match(first[0], { type: 'unread.changed', payload: '{}', cause: 'REQUEST' })
      t.match(first[0].createdAt, /^2026-11-20 03:00:00/)
      const rest = await sequence(db, 4)
      t.same(rest.map(({ position, channel, seq }) => `${position} ${channel} ${seq}`), ['5 inbox:A 3'])
      t.same(await sequence(db, 4), [])
      t.match(await events.readClock(db), { position: 5 })
    })

    t.test('what was rolled back leaves no gap', async (t) => {
      await t.rejects(
        db.transaction().execute(async (tx) => {
          await events.append(tx, start, 'REQUEST', [unreadChanged('C')])
          throw new Error('no')
        }),
        { message: 'no' }
      )
      await append(unreadChanged('C'))
      t.same((await sequence(db, 10)).map(({ position, channel, seq }) => `${position} ${channel} ${seq}`), ['6 inbox:C 1'])
    })

    t.test('sequencers at the same time give each place once', async (t) => {
      const writers = Array.from({ length: 10 }, (_, writer) => append(unreadChanged(`W${writer % 2}`), unreadChanged('X')))
      const readers = Array.from({ length: 10 }, () => sequence(db, 3))
      await Promise.all(writers)
      const given = (await Promise.all(readers)).flat()
      for (let more = await sequence(db, 3); more.length > 0; more = await sequence(db, 3)) given.push(...more)
      t.same(given.map(({ position }) => position).sort((a, b) => a - b), Array.from({ length: 20 }, (_, index) => index + 7))
      for (const [channel, length] of [['inbox:X', 10], ['inbox:W0', 5], ['inbox:W1', 5]] as const) {
        const seqs = given.filter((event) => event.channel === channel).sort((a, b) => a.position - b.position).map(({ seq }) => seq)
        t.same(seqs, Array.from({ length }, (_, index) => index + 1), channel)
      }
    })

    t.test('old events go, those that nobody has seen stay', async (t) => {
      await append(unreadChanged('late'))
      const before = await count()
      t.equal(await events.deleteBefore(db, start, 100), 0, 'of that moment itself none')
      t.equal(await events.deleteBefore(db, new Date(start.getTime() + 1), 3), 3)
      t.equal(await count(), before - 3)
      const left = await db.selectFrom('events').select((eb) => eb.fn.min('position').as('oldest')).executeTakeFirstOrThrow()
      t.equal(Number(left.oldest), 4, 'the oldest go first')
      await cleanUp({ db, clock: { now: () => new Date(start.getTime() + 7 * day) } })
      t.equal(await count(), before - 3, 'seven days are kept')
      await cleanUp({ db, clock: { now: () => new Date(start.getTime() + 7 * day + 1) } })
      t.equal(await count(), 1)
      t.match(await sequence(db, 10), [{ channel: 'inbox:late', position: 27, seq: 1 }], 'places go on where they were')
      await append(unreadChanged('A'))
      t.match(await sequence(db, 10), [{ channel: 'inbox:A', position: 28, seq: 4 }])
    })
  })
}

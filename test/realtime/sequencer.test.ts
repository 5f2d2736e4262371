import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { Sequencer } from '../../src/realtime/log/sequencer.ts'
import { append, deleteBefore, sequence as sequenceSome, type SequencedEvent } from '../../src/repositories/platform/events.ts'
import type { Database } from '../../src/database/tables.ts'
import { databases, migrated } from '../support/databases.ts'
import { until } from '../support/until.ts'

const now = new Date('2026-11-20T03:00:00.000Z')
const sequence = async (db: Database, limit: number) => (await sequenceSome(db, limit)).events
const made = (channel: string, n: number) => ({ channel, type: 'test', data: { n } })

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('an event that rolls back leaves no gap', async (t) => {
      const { db } = await migrated(t, database)
      await inTransaction(db, (tx) => append(tx, now, 'a', [made('team:1', 1)]))
      await t.rejects(
        inTransaction(db, async (tx) => {
          await append(tx, now, 'b', [made('team:1', 2)])
          throw new Error('change of mind')
        }),
        { message: 'change of mind' }
      )
      await inTransaction(db, (tx) => append(tx, now, 'c', [made('team:1', 3), made('team:2', 1)]))
      const events = await sequence(db, 100)
      t.same(events.map(({ channel, seq, position, cause }) => [channel, seq, position, cause]), [['team:1', 1, 1, 'a'], [
        'team:1',
        2,
        2,
        'c'
      ], ['team:2', 1, 3, 'c']])
      t.same(await sequence(db, 100), [])
    })

    t.test('an event that commits after a later one is not lost', async (t) => {
      const { db, open } = await migrated(t, database)
      if (database.name === 'sqlite') return t.pass('one writer at a time: transactions cannot cross')
      const slow = open()
      const started = Promise.withResolvers<void>()
      const finish = Promise.withResolvers<void>()
      const late = inTransaction(slow, async (tx) => {
        await append(tx, now, 'late', [made('team:1', 1)])
        started.resolve()
        await finish.promise
      })
      await started.promise
      await inTransaction(db, (tx) => append(tx, now, 'early', [made('team:1', 2)]))
      const first = await sequence(db, 100)
      finish.resolve()
      await late
      const second = await sequence(db, 100)
      t.same([...first, ...second].map(({ cause, position, seq }) => [cause, position, seq]), [['early', 1, 1], ['late', 2, 2]])
      t.ok(second[0].id < first[0].id, 'the id of the late one is the smaller: reading past an id would have lost it')
    })

    t.test('many writers and three sequencers: nothing lost, doubled or out of order', async (t) => {
      const { db, open } = await migrated(t, database)
      const published: SequencedEvent[] = []
      const errors: unknown[] = []
      // SQLite's calls block: a second connection of this process would wait for the first, which could not go on.
      const connections = database.name === 'sqlite' ? [db, db, db] : [db, open(), open()]
      const sequencers = connections.map((connection) => {
        const bus = createMemoryBus()
        bus.subscribe(({ events }) => published.push(...events))
        return new Sequencer(connection, bus, (error) => errors.push(error))
      })
      const writers = 6
      const each = 40
      await Promise.all(Array.from({ length: writers }, async (_, writer) => {
        for (let n = 1; n <= each; n++) {
          await inTransaction(db, (tx) => append(tx, now, String(writer), [made(`team:${writer % 3}`, n)]))
          sequencers[n % sequencers.length].wake()
          if (n % 7 === 0) await turn()
        }
      }))
      await until('all are published', () => {
        sequencers[0].wake()
        return published.length >= writers * each
      })
      for (const sequencer of sequencers) await sequencer.close()

      t.same(errors, [])
      const positions = published.map((event) => event.position).sort((a, b) => a - b)
      t.same(positions, Array.from({ length: writers * each }, (_, index) => index + 1))
      for (const [channel, events] of Map.groupBy(published.toSorted((a, b) => a.position - b.position), (event) => event.channel)) {
        t.same(events.map((event) => event.seq), events.map((_, index) => index + 1), `${channel} has no gap`)
      }
      for (const writer of Array.from({ length: writers }, (_, index) => String(index))) {
        const own = published.filter((event) => event.cause === writer).toSorted((a, b) => a.position - b.position)
        t.same(
          own.map((event) => JSON.parse(event.payload).n),
          own.map((_, index) => index + 1),
          `writer ${writer}'s events keep their order`
        )
      }
    })

    t.test('events of a process that crashed before it could wake anybody go out all the same', async (t) => {
      const { db } = await migrated(t, database)
      const bus = createMemoryBus()
      const published: SequencedEvent[] = []
      bus.subscribe(({ events }) => published.push(...events))
      const sequencer = new Sequencer(db, bus, (error) => {
        throw error
      })
      sequencer.start()
      await inTransaction(db, (tx) => append(tx, now, 'a', [made('team:1', 1)]))
      await until('the poll finds it', () => published.length === 1)
      await sequencer.close()
      t.match(published, [{ position: 1, seq: 1, payload: '{"n":1}' }])
    })

    t.test('a sequencer whose database fails goes on when it is back', async (t) => {
      const { db } = await migrated(t, database)
      await inTransaction(db, (tx) => append(tx, now, 'a', [made('team:1', 1)]))
      await db.schema.alterTable('event_clock').renameTo('event_clock_away').execute()
      const bus = createMemoryBus()
      const published: SequencedEvent[] = []
      const errors: unknown[] = []
      bus.subscribe(({ events }) => published.push(...events))
      const sequencer = new Sequencer(db, bus, (error) => errors.push(error))
      sequencer.start()
      sequencer.wake()
      await until('it fails', () => errors.length > 0)
      await db.schema.alterTable('event_clock_away').renameTo('event_clock').execute()
      await until('it goes on', () => published.length === 1)
      await sequencer.close()
      t.equal(published[0].position, 1)
    })

    t.test('old events go, but none that has no position yet', async (t) => {
      const { db } = await migrated(t, database)
      await inTransaction(db, (tx) => append(tx, now, 'old', [made('team:1', 1), made('team:1', 2)]))
      await sequence(db, 100)
      await inTransaction(db, (tx) => append(tx, now, 'unsequenced', [made('team:1', 3)]))
      t.equal(await deleteBefore(db, new Date(now.getTime() + 1000), 1), 1)
      t.equal(await deleteBefore(db, new Date(now.getTime() + 1000), 10), 1)
      t.equal(await deleteBefore(db, new Date(now.getTime() + 1000), 10), 0)
      t.match(await sequence(db, 100), [{ cause: 'unsequenced', position: 3, seq: 3 }])
    })
  })
}

/** What came since a place in the log while others write, and where a replica has less of it than the client. */
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import t from 'tap'
import type { ServerFrame } from '../../generated/events.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { Follower } from '../../src/realtime/log/follower.ts'
import { Hub } from '../../src/realtime/log/hub.ts'
import { Sequencer } from '../../src/realtime/log/sequencer.ts'
import { Corks } from '../../src/realtime/connection/corks.ts'
import { Subscriptions } from '../../src/realtime/connection/subscriptions.ts'
import { append, readClock, sequence } from '../../src/repositories/platform/events.ts'
import { databases, migrated } from '../support/databases.ts'
import { until } from '../support/until.ts'
import { now, turns } from './replay-questions.ts'

for (const database of databases) {
  t.test(`${database.name}: whatever one asks while others write, nothing is missed, doubled or out of order`, async (t) => {
    const { db } = await migrated(t, database)
    const errors: unknown[] = []
    const onError = (error: unknown) => errors.push(error)
    const bus = createMemoryBus()
    const hub = new Hub(onError)
    const follower = new Follower({
      db,
      catchUp: async () => {},
      bus,
      hub,
      corks: new Corks(),
      onRepair: () => {},
      onLag: () => {},
      onError
    })
    const sequencer = new Sequencer(db, bus, onError)
    follower.start()
    sequencer.start()
    t.teardown(async () => {
      await sequencer.close()
      await follower.close()
      hub.close()
    })
    const names = ['team:A', 'team:B']
    const write = async (channel: string, count: number) => {
      await inTransaction(
        db,
        (tx) => append(tx, now, 'test', Array.from({ length: count }, (_, n) => ({ channel, type: 'test', data: { n } })))
      )
      sequencer.wake()
    }
    const step = fc.record({
      act: fc.constantFrom('subscribe', 'since', 'again', 'drop', 'anew', 'forget', 'write', 'write'),
      channel: fc.constantFrom(...names),
      count: fc.integer({ min: 1, max: 9 }),
      wait: fc.nat(4)
    })
    await hub.started()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        /** The newest of each channel that this client has, and from where on it wants all. */
        const has = new Map(names.map((name) => [name, hub.position]))
        const got = new Map<string, number[]>(names.map((name) => [name, []]))
        const from = new Map(has)
        let order = Promise.resolve()
        let connection = open()
        function open () {
          let live = true
          const subscriptions = new Subscriptions({
            get isOpen () {
              return live
            },
            drained: async () => {},
            send: (frame: ServerFrame) => {
              if (frame.type === 'resync') errors.push(frame)
            },
            deliver ({ event: { channel, position } }) {
              if (!live) return errors.push('after the close')
              got.get(channel)!.push(position)
              has.set(channel, position)
            }
          }, { db, hub, turns })
          return {
            subscriptions,
            close () {
              live = false
              subscriptions.dropAll()
            }
          }
        }
        const inTurn = (work: () => Promise<void>) => {
          order = order.then(work)
        }
        const writes: Promise<void>[] = []
        for (const { act, channel, count, wait } of steps) {
          if (act === 'write') writes.push(write(channel, count))
          else if (act === 'forget') hub.restart(hub.epoch!, hub.position)
          else if (act === 'anew') {
            inTurn(async () => {
              connection.close()
              connection = open()
            })
          } else if (act === 'drop') inTurn(async () => connection.subscriptions.drop(channel))
          else if (act === 'subscribe') {
            inTurn(async () => {
              // What it asks for without `since` begins with the present, for one who does not follow already.
              if (connection.subscriptions.has(channel)) return connection.subscriptions.follow(channel, {})
              got.set(channel, [])
              from.set(channel, hub.position)
              has.set(channel, hub.position)
              await connection.subscriptions.follow(channel, {})
            })
          } else inTurn(() => connection.subscriptions.follow(channel, { since: has.get(channel)! }))
          await delay(wait)
        }
        for (const name of names) inTurn(() => connection.subscriptions.follow(name, { since: has.get(name)! }))
        await Promise.all(writes)
        await order
        await until(
          'all is delivered',
          async () => (await sequence(db, 500)).events.length === 0 && (await readClock(db)).position === hub.position
        )
        for (const name of names) {
          const log = await db.selectFrom('events').select('position').where('channel', '=', name).where('position', '>', from.get(name)!)
            .orderBy('position').execute()
          await until('all have come', () => got.get(name)!.length >= log.length)
          t.same(got.get(name), log.map(({ position }) => position))
        }
        connection.close()
      }),
      { numRuns: database.name === 'sqlite' ? 60 : 25 }
    )
    t.same(errors, [])
  })

  t.test(`${database.name}: a client that is ahead of this replica`, async (t) => {
    const { db } = await migrated(t, database)
    const hub = new Hub(() => {})
    t.teardown(() => hub.close())
    await inTransaction(
      db,
      (tx) => append(tx, now, 'test', Array.from({ length: 8 }, (_, n) => ({ channel: 'team:A', type: 'test', data: { n } })))
    )
    const { epoch, events } = await sequence(db, 100)
    hub.restart(epoch, 5)
    const got: number[] = []
    const sent: ServerFrame[] = []
    const subscriptions = new Subscriptions({
      isOpen: true,
      drained: async () => {},
      send: (frame) => sent.push(frame),
      deliver: ({ event: { position } }) => got.push(position)
    }, { db, hub, turns })
    await subscriptions.follow('team:A', { since: 7 })
    t.match(sent, [{ type: 'subscribed', head: 7, recovered: true, replayed: 0 }])
    for (const each of events.slice(5)) await hub.deliver(each)
    t.same(got, [8], 'what it has does not come again')
  })
}

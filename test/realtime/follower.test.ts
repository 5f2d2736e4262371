/** The hub is given the log, whole and in order, whatever the bus does. */
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { inTransaction } from '../../src/database/transaction.ts'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import type { Bus } from '../../src/realtime/bus/bus.ts'
import { Corks } from '../../src/realtime/connection/corks.ts'
import { Follower } from '../../src/realtime/log/follower.ts'
import { Hub } from '../../src/realtime/log/hub.ts'
import { append, changeEpoch, readAfter, readClock, sequence, type SequencedEvent } from '../../src/repositories/platform/events.ts'
import type { Database } from '../../src/database/tables.ts'
import { databases, migrated } from '../support/databases.ts'
import { until } from '../support/until.ts'

const now = new Date('2026-11-20T03:00:00.000Z')

interface Followed {
  db: Database
  bus: Bus
  hub: Hub
  heard: SequencedEvent[]
  errors: unknown[]
  repaired: () => number
  suspected: () => number
  /** Appends and sequences without telling anybody. */
  write: (count: number, channel?: string) => Promise<SequencedEvent[]>
  close: () => Promise<void>
}

async function followed (t: Test, db: Database, reachesOthers = false): Promise<Followed> {
  let [repaired, suspected] = [0, 0]
  const heard: SequencedEvent[] = []
  const errors: unknown[] = []
  const bus: Bus = Object.defineProperty(
    {
      ...createMemoryBus(),
      suspect: () => {
        suspected++
      }
    },
    'reachesOthers',
    { value: reachesOthers }
  )
  const hub = new Hub((error) => errors.push(error))
  hub.subscribeAll(({ event }) => heard.push(event))
  const follower = new Follower({
    db,
    catchUp: async () => {},
    bus,
    hub,
    corks: new Corks(),
    onRepair: (events) => {
      repaired += events
    },
    onLag: () => {},
    onError: (error) => errors.push(error)
  })
  follower.start()
  await hub.started()
  const close = async () => {
    await follower.close()
    hub.close()
  }
  t.teardown(close)
  return {
    db,
    bus,
    hub,
    heard,
    errors,
    close,
    repaired: () => repaired,
    suspected: () => suspected,
    async write (count, channel = 'team:A') {
      await inTransaction(
        db,
        (tx) => append(tx, now, 'test', Array.from({ length: count }, (_, n) => ({ channel, type: 'test', data: { n } })))
      )
      return (await sequence(db, 500)).events
    }
  }
}

const upTo = (position: number) => Array.from({ length: position }, (_, index) => index + 1)

for (const database of databases) {
  t.test(database.name, async (t) => {
    t.test('any order, loss, repetition and foreign log of messages: the same history', async (t) => {
      const { db } = await migrated(t, database)
      const follows = await followed(t, db, true)
      const { bus, hub, heard, errors } = follows
      const epoch = hub.epoch!
      const sent: SequencedEvent[] = []
      const step = fc.record({
        written: fc.integer({ min: 0, max: 6 }),
        channel: fc.constantFrom('team:A', 'team:B', 'inbox:C'),
        // Which of the recent events are said, in which order; some again, some never.
        said: fc.array(fc.nat(11), { maxLength: 12 }),
        together: fc.boolean(),
        foreign: fc.boolean(),
        ahead: fc.boolean(),
        turns: fc.nat(3)
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          for (const { written, channel, said, together, foreign, ahead, turns } of steps) {
            if (written > 0) sent.push(...await follows.write(written, channel))
            const chosen = said.map((index) => sent.at(-1 - index)).filter((event) => event !== undefined)
            if (foreign) bus.publish({ epoch: 'ANOTHERLOG', events: [{ ...made(hub.position + 1), payload: '"foreign"' }] })
            if (ahead) bus.publish({ epoch, events: [made(hub.position + 10_000)] })
            for (const events of together ? [chosen] : chosen.map((event) => [event])) bus.publish({ epoch, events })
            for (let n = 0; n < turns; n++) await delay(0)
          }
          // One that reaches everybody shows what was missed at once.
          const last = await follows.write(1)
          sent.push(...last)
          bus.publish({ epoch, events: last })
          await until('all are heard', () => heard.length >= sent.length)
          t.same(heard.map(({ position }) => position), upTo(sent.length))
          t.same(heard, sent)
        }),
        { numRuns: database.name === 'sqlite' ? 60 : 25 }
      )
      t.same(errors, [])
    })

    t.test('a lost tail is found without any message, and the bus is asked whether it hears', async (t) => {
      const { db } = await migrated(t, database)
      const { write, heard, repaired, suspected } = await followed(t, db, true)
      const started = performance.now()
      await write(3)
      await until('they are heard', () => heard.length === 3)
      t.ok(performance.now() - started < 2500, 'within the net')
      await until('that is counted', () => repaired() === 3)
      t.equal(suspected(), 0, 'once is no suspicion')
      await until('missed again and again, it is', async () => {
        await write(1)
        return suspected() > 0
      })
    })

    t.test('more than a batch is caught up with', async (t) => {
      const { db } = await migrated(t, database)
      const { write, heard, close } = await followed(t, db)
      await close()
      for (let n = 0; n < 3; n++) await write(500)
      t.same(heard, [])
      const late = await followed(t, db)
      t.same([late.hub.position, late.heard.length], [1500, 0], 'who starts begins with the present')
      for (let n = 0; n < 3; n++) await late.write(500)
      await until('all are heard', () => late.heard.length === 1500)
      t.same(late.heard.map(({ position }) => position), upTo(3000).slice(1500))
    })

    t.test('a database that is away for a while', async (t) => {
      const { db } = await migrated(t, database)
      const { bus, hub, write, heard, errors } = await followed(t, db)
      const events = await write(3)
      await until('they are heard', () => heard.length === 3)
      const more = await write(2)
      await db.schema.alterTable('events').renameTo('events_away').execute()
      bus.publish({ epoch: hub.epoch!, events: more.slice(1) })
      await until('it fails', () => errors.length > 0)
      await db.schema.alterTable('events_away').renameTo('events').execute()
      await until('it goes on', () => heard.length === 5)
      t.same(heard, [...events, ...more])
    })

    t.test('another log: from where that one is', async (t) => {
      const { db } = await migrated(t, database)
      const { hub, write, heard } = await followed(t, db)
      let restarts = 0
      hub.onRestart(() => restarts++)
      await write(5)
      await until('they are heard', () => heard.length === 5)
      await changeEpoch(db, 'RESTORED')
      await until('it is noticed', () => hub.epoch === 'RESTORED')
      t.equal(hub.recent('team:A', 0), undefined, 'the rings are empty')
      await write(1)
      await until('it goes on', () => heard.length === 6)
      // A backup without its last events, by somebody who forgot to name it anew.
      await db.deleteFrom('events').where('position', '>', 2).execute()
      await db.updateTable('event_clock').set({ position: 2 }).execute()
      await until('it is noticed', () => hub.position === 2)
      await write(1)
      await until('it goes on', () => heard.length === 7)
      t.same(heard.map(({ position }) => position), [1, 2, 3, 4, 5, 6, 3])
      t.equal(restarts, 2)
    })

    t.test('a listener that throws stops nobody, nor does one that takes its time', async (t) => {
      const { db } = await migrated(t, database)
      const { bus, hub, write, heard, errors } = await followed(t, db)
      const calls: number[] = []
      hub.subscribe('team:A', () => {
        throw new Error('my own fault')
      })
      for (let n = 0; n < 600; n++) hub.subscribe('team:A', ({ event }) => calls.push(event.position))
      for (let n = 0; n < 5; n++) bus.publish({ epoch: hub.epoch!, events: await write(2) })
      await until('all are called', () => calls.length === 6000)
      t.same(heard.map(({ position }) => position), upTo(10))
      t.same(calls, upTo(10).flatMap((position) => Array.from({ length: 600 }, () => position)), 'each event to all before the next')
      t.equal(errors.length, 10)
    })

    t.test('an event that comes just as the one before is through is not forgotten', async (t) => {
      const { db } = await migrated(t, database)
      const { bus, hub, write, heard } = await followed(t, db)
      for (let microtasks = 0; microtasks < 12; microtasks++) {
        const [first, second] = await write(2)
        bus.publish({ epoch: hub.epoch!, events: [first] })
        for (let n = 0; n < microtasks; n++) await Promise.resolve()
        bus.publish({ epoch: hub.epoch!, events: [second] })
        await until('both are heard', () => heard.at(-1)?.position === second.position)
      }
    })

    t.test('what the table says and what the bus said is one', async (t) => {
      const { db } = await migrated(t, database)
      const { write } = await followed(t, db)
      const written = await write(3)
      t.same(await readAfter(db, 0, 10), written)
      t.match(await readClock(db), { position: 3 })
    })
  })
}

function made (position: number): SequencedEvent {
  return {
    id: position,
    channel: 'team:A',
    type: 'test',
    payload: '{}',
    cause: null,
    createdAt: '2026-11-20 03:00:00.000',
    position,
    seq: position
  }
}

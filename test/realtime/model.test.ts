/**
 * Sequencer, bus and hubs with crashes anywhere: whatever befalls them, every hub gets the whole log from where it began, each
 * event once and in order.
 */
import fc from 'fast-check'
import t from 'tap'
import type { Database } from '../../src/database/tables.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { createMemoryBus } from '../../src/realtime/bus/memory.ts'
import { Corks } from '../../src/realtime/connection/corks.ts'
import { Follower } from '../../src/realtime/log/follower.ts'
import { Hub } from '../../src/realtime/log/hub.ts'
import { append, readClock, sequence } from '../../src/repositories/platform/events.ts'
import { databases, migrated } from '../support/databases.ts'
import { until } from '../support/until.ts'

const seed = Number(process.env.DERIVED_SEED ?? 20_261_121)
const runs = 12
const now = new Date('2026-11-20T03:00:00.000Z')

type Step =
  /** A transaction with so many events, committed or not. */
  | { do: 'write', events: number, commits: boolean }
  /** The sequencer gives places and crashes before it publishes, or its message reaches only these. */
  | { do: 'sequence', most: number, reaches: boolean[] }
  /** A replica dies, and another takes its place. */
  | { do: 'replace', replica: number }

const replicas = 2
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), events: fc.integer({ min: 1, max: 4 }), commits: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('sequence' as const),
      most: fc.integer({ min: 1, max: 5 }),
      reaches: fc.array(fc.boolean(), { minLength: replicas, maxLength: replicas })
    })
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replace' as const), replica: fc.integer({ min: 0, max: replicas - 1 }) }) }
)

async function openReplica (db: Database) {
  const bus = createMemoryBus()
  const hub = new Hub((error) => {
    throw error
  })
  const heard: { position: number, channel: string, seq: number, payload: string }[] = []
  hub.subscribeAll(({ event: { position, channel, seq, payload } }) => heard.push({ position, channel, seq, payload }))
  const follower = new Follower({
    db,
    catchUp: async () => {},
    bus,
    hub,
    corks: new Corks(),
    onRepair: () => {},
    onLag: () => {},
    onError: (error) => {
      throw error
    }
  })
  follower.start()
  await hub.started()
  const from = hub.position
  return {
    bus,
    hub,
    heard,
    from,
    async close () {
      await follower.close()
      hub.close()
    }
  }
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    let written = 0

    async function take (step: Step, open: Awaited<ReturnType<typeof openReplica>>[]): Promise<void> {
      if (step.do === 'write') {
        const events = Array.from({ length: step.events }, () => ({ channel: `team:${written % 3}`, type: 'test', data: { n: ++written } }))
        const write = inTransaction(db, async (tx) => {
          await append(tx, now, 'model', events)
          if (!step.commits) throw new Error('change of mind')
        })
        await (step.commits ? write : write.catch(() => {}))
      }
      if (step.do === 'sequence') {
        const message = await sequence(db, step.most)
        if (message.events.length > 0) {
          open.forEach(({ bus }, index) => {
            if (step.reaches[index]) bus.publish(message)
          })
        }
      }
      if (step.do === 'replace') {
        await check(open[step.replica])
        await open[step.replica].close()
        open[step.replica] = await openReplica(db)
      }
    }

    /** Catches up, and holds what it heard against the table. */
    async function check ({ hub, heard, from }: Awaited<ReturnType<typeof openReplica>>): Promise<void> {
      const { position } = await readClock(db)
      await until(`the hub is at ${position}`, () => hub.position === position && (heard.at(-1)?.position ?? from) === position)
      const rows = await db.selectFrom('events').select(['position', 'channel', 'seq', 'payload']).where('position', '>', from).orderBy(
        'position'
      ).execute()
      const [history, log] = [heard, rows].map((list) =>
        JSON.stringify(list.map(({ position, channel, seq, payload }) => [position, channel, seq, payload]))
      )
      if (history !== log) throw new Error(`heard ${history}\nlog   ${log}`)
      rows.forEach((row, index) => {
        if (row.position !== from + index + 1) throw new Error(`a gap before ${row.position}`)
      })
    }

    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const open = await Promise.all(Array.from({ length: replicas }, () => openReplica(db)))
      try {
        for (const each of steps) await take(each, open)
        for (const replica of open) await check(replica)
      } finally {
        for (const replica of open) await replica.close()
      }
    })
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: runs, endOnFailure: true })
    t.notOk(failed, `${runs} histories`, failed ? { counterexample, error: (errorInstance as Error | null)?.message, seed } : {})
    const seqs = await db.selectFrom('events').select(['channel', 'seq']).where('seq', 'is not', null).orderBy('position').execute()
    for (const [channel, events] of Map.groupBy(seqs, ({ channel }) => channel)) {
      t.same(
        events.map(({ seq }) => seq),
        events.map((_, index) => index + 1),
        `${channel} has no gap`
      )
    }
    t.ok(written > 100, `${written} events`)
  })
}

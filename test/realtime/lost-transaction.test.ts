/** A sequencer whose transaction the server ends between two statements, without a word, while another one gets through. */
import { createRequire } from 'node:module'
import t, { type Test } from 'tap'
import type { Database } from '../../src/database/tables.ts'
import { append, readClock, sequence } from '../../src/repositories/platform/events.ts'
import { mariadbAlone, migrated } from '../support/databases.ts'

const driver = createRequire(import.meta.url)('mysql2') as typeof import('mysql2')
const now = new Date('2026-11-20T03:00:00.000Z')
const made = (channel: string) => ({ channel, type: 'test', data: {} })
const statements = ['the clock', 'what waits', 'the places', 'the heads']

type Answer = (error: unknown, result: unknown) => void

/** Connections that are begun from now on lose the first transaction of theirs that comes to the statement of this number. */
function losing (t: Test, number: number, meanwhile: () => Promise<void>): { lost: boolean } {
  const { createConnection } = driver
  const state = { lost: false }
  driver.createConnection = ((options: never) => {
    const connection = createConnection(options)
    const [query, prepare] = [connection.query.bind(connection), connection.prepare.bind(connection)]
    let count = NaN
    const counted = (text: string, ask: () => unknown) => {
      count = text === 'begin' ? 0 : count + 1
      if (state.lost || count !== number) return void ask()
      state.lost = true
      query('rollback', [], () => void meanwhile().then(ask))
    }
    return Object.assign(connection, {
      query: (text: string, parameters: unknown[], answer: Answer) => counted(text, () => query(text, parameters, answer)),
      prepare: (text: string, answer: Parameters<typeof prepare>[1]) =>
        prepare(text, (error, statement) => {
          if (error) return answer?.(error, statement)
          const execute = statement.execute.bind(statement)
          const asked = (parameters: unknown, reply: Answer) => counted(text, () => execute(parameters, reply))
          answer?.(null, Object.assign(statement, { execute: asked }))
        })
    })
  }) as unknown as typeof createConnection
  t.teardown(() => {
    driver.createConnection = createConnection
  })
  return state
}

async function flawsOf (db: Database): Promise<string[]> {
  const events = await db.selectFrom('events').select(['channel', 'position', 'seq']).orderBy('position').execute()
  const counts = new Map<string, number>()
  const flaws = events.flatMap(({ channel, position, seq }, index) => {
    const expected = (counts.get(channel) ?? 0) + 1
    counts.set(channel, expected)
    return position === index + 1 && seq === expected ? [] : [`${channel}: ${seq} at ${position}, not ${expected} at ${index + 1}`]
  })
  const clock = await readClock(db)
  return clock.position === events.length ? flaws : [...flaws, `the clock is at ${clock.position} of ${events.length}`]
}

for (const database of mariadbAlone(t)) {
  for (const [index, name] of statements.entries()) {
    // How many events the other one gives places to.
    for (const most of [0, 1, 2, 3, 4]) {
      t.test(`lost before ${name}, ${most} given by another`, async (t) => {
        const { db, open } = await migrated(t, database)
        await append(db, now, 'earlier', [made('team:1'), made('team:2'), made('team:1')])
        await sequence(db, 100)
        await append(db, now, 'both see it', [made('team:2'), made('team:1'), made('team:3')])
        const state = losing(t, index + 1, async () => {
          await append(db, now, 'meanwhile', [made('team:1'), made('team:4')])
          if (most > 0) await sequence(db, most)
        })
        await sequence(open(), 100)
        t.ok(state.lost)
        await append(db, now, 'later', [made('team:1'), made('team:2'), made('team:3')])
        while ((await sequence(db, 100)).events.length > 0);
        t.same(await flawsOf(db), [])
      })
    }
  }

  t.test('numbers and heads that moved without their events are not gone on from', async (t) => {
    const { db } = await migrated(t, database)
    await append(db, now, 'a', [made('team:1'), made('team:2')])
    await sequence(db, 100)
    await db.updateTable('event_channels').set({ seq: 9 }).where('channel', '=', 'team:1').execute()
    await db.updateTable('event_channels').set({ seq: 0 }).where('channel', '=', 'team:2').execute()
    await append(db, now, 'b', [made('team:1'), made('team:2')])
    await sequence(db, 100)
    t.same(await flawsOf(db), [])
  })

  t.test('where nothing of a channel is kept, its number is', async (t) => {
    const { db } = await migrated(t, database)
    await append(db, now, 'a', [made('team:1'), made('team:1')])
    await sequence(db, 100)
    await db.deleteFrom('events').execute()
    await append(db, now, 'b', [made('team:1')])
    const { events } = await sequence(db, 100)
    t.same(events.map(({ position, seq }) => [position, seq]), [[3, 3]])
  })
}

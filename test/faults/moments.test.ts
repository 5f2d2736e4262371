/**
 * A day of a company, carried out by two replicas, whose clocks are turned: it begins, people are reminded, hand in on time, late or not
 * at all, and its window closes. Each time something is to be done for everybody, one dies in the middle while the other goes on.
 */
import t from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import type { Database } from '../../src/database/tables.ts'
import { databases } from '../support/databases.ts'
import { manyPeople } from '../support/many-people.ts'
import { everyWorkingDay } from '../support/owing.ts'
import { line4, people, type PersonName } from '../support/people.ts'
import { turnedReplicas, type TurnedReplica } from '../support/turned-replicas.ts'
import { until } from '../support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')
const monday = '2026-11-23'
/** Of the company, beside the five who can sign in and owe reports; most of them are on leave. */
const [many, onLeave] = [1200, 900]
const total = many + 5
const patience = 60_000

t.test('a day of two replicas', { skip: !mariadb, timeout: 240_000 }, async (t) => {
  const { dsn, drop } = await mariadb!.copy('company')
  const db = openDatabase(parseDsn(dsn))
  const start = turnedReplicas(t, dsn)
  t.teardown(async () => {
    await db.destroy()
    await drop()
  })
  await manyPeople(db, many)
  await everyWorkingDay(db, { graceMinutes: 15, lateWindowDays: 0 })
  await sendOnLeave(db)
  await db.insertInto('ledger_days').values({ work_date: '2026-11-22', made_at: '2026-11-21 17:05:00.000' }).execute()

  let replicas = [await start('2026-11-22T23:40:00'), await start('2026-11-22T23:40:00')]
  const both = async (time: string) => {
    for (const replica of replicas) await replica.turnTo(time)
  }
  /** One comes to a moment, and dies when some is done; a minute later, when nobody hears of it any more, the other comes there. */
  const survived = async (what: string, time: string, done: () => Promise<number>, all: number) => {
    const [dying, surviving] = replicas
    const before = await done()
    await dying.turnTo(time)
    const some = await until(`some of ${what} is done`, async () => (await done()) - before || undefined, patience)
    await dying.kill()
    t.comment(`${what}: killed at ${some} of ${all}`)
    t.ok(await done() < before + all, `${what}: not done when it died`)
    const later = new Date(Date.parse(`${time}Z`) + 70_000).toISOString().slice(0, 19)
    await surviving.turnTo(later)
    await until(`all of ${what} is done`, async () => await done() === before + all && await isQuiet(db), patience)
    replicas = [await start(later), surviving]
  }
  const told = (type: string) => async () => (await toldOf(db, type)).length
  const handIn = async (who: PersonName, replica: TurnedReplica) =>
    (await replica.signIn(who)).createReport({ reportDate: monday, summary: 'Collars', submit: true })

  await both('2026-11-22T23:51:00')
  await until('they wait for the day', () => isAwaited(db), patience)
  await both('2026-11-23T00:00:01')
  await until('pages are told that it begins', async () => await beginnings(db) === 1, patience)
  await survived('the ledger', '2026-11-23T00:05:01', () => countRows(db), total)
  t.equal(await isNoted(db), true)
  t.equal(await beginnings(db), 2, 'and who owes what')

  await both('2026-11-23T16:00:00')
  t.match(await handIn('employee', replicas[0]), { timing: 'on_time' })
  const owing = total - onLeave
  await survived('the reminders', '2026-11-23T17:00:01', told('reminder.due'), owing - 1)
  await both('2026-11-23T17:45:01')
  await until('all have been reminded again', async () => await told('reminder.due')() === 2 * (owing - 1), patience)
  await survived('those overdue', '2026-11-23T18:15:01', told('reminder.overdue'), owing - 1)
  await both('2026-11-23T19:00:00')
  t.match(await handIn('colleague', replicas[1]), { timing: 'late' })
  await survived('those missed', '2026-11-24T00:00:01', told('obligation.missed'), owing - 2)
  await t.rejects(handIn('neighbour', replicas[0]), { code: 'RULE_REFUSED', details: [{ rule: 'windowClosed' }] })

  for (const [type, times] of [['reminder.due', 2], ['reminder.overdue', 1], ['obligation.missed', 1]] as const) {
    const counts = new Set(Map.groupBy(await toldOf(db, type), (userId) => userId).values().map(({ length }) => length))
    t.same([...counts], [times], `${type}: each of them as often`)
  }
  const digests = await toldOf(db, 'team.digest')
  t.same(digests.sort(), [people.lead.id, people.neighbour.id, people.otherManager.id].sort(), 'one for each team')
  t.same(await outcomes(db), { excused: onLeave, late: 1, missed: owing - 2, on_time: 1 })
})

async function sendOnLeave (db: Database): Promise<void> {
  const users = await db.selectFrom('users').select('id').where('email', 'like', 'person-%').limit(onLeave).execute()
  const time = '2026-11-20 03:00:00.000'
  const leaves = users.map(({ id }) => ({
    id,
    user_id: id,
    team_id: line4.id,
    division_id: null,
    kind: 'annual' as const,
    start_date: monday,
    end_date: monday,
    part: 'full' as const,
    half_days: 2,
    status: 'approved' as const,
    note: '',
    decision_note: '',
    created_at: time,
    updated_at: time,
    version: 1
  }))
  await db.insertInto('leaves').values(leaves).execute()
  const halves = (['am', 'pm'] as const).flatMap((half) =>
    users.map(({ id }) => ({ user_id: id, date: monday, half, leave_id: id, approved: 1 }))
  )
  await db.insertInto('leave_days').values(halves).execute()
}

async function countRows (db: Database): Promise<number> {
  const { count } = await db.selectFrom('obligations').select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

const toldOf = async (db: Database, type: string) =>
  (await db.selectFrom('notices').select('user_id').where('type', '=', type).execute()).map((row) => row.user_id)

/** How often pages of a team were told to read anew. */
const beginnings = async (db: Database) =>
  (await db.selectFrom('events').select('id').where('channel', '=', `figures:${line4.id}`).execute()).length

const isNoted = async (db: Database) =>
  await db.selectFrom('ledger_days').select('work_date').where('work_date', '=', monday).executeTakeFirst() !== undefined

const isAwaited = async (db: Database) =>
  await db.selectFrom('jobs').select('id').where('kind', '=', 'day-begins').executeTakeFirst() !== undefined && await isQuiet(db)

/** Nobody is working on anything of it. */
const isQuiet = async (db: Database) =>
  await db.selectFrom('jobs').select('id').where('kind', 'in', ['moments', 'ledger', 'team-digest', 'day-begins'])
    .where('lease', 'is not', null).executeTakeFirst() === undefined

async function outcomes (db: Database): Promise<Record<string, number>> {
  const rows = await db.selectFrom('obligations').select(['outcome', (eb) => eb.fn.countAll<number>().as('count')]).groupBy('outcome')
    .orderBy('outcome').execute()
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, Number(count)]))
}

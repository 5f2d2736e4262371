import { isDeepStrictEqual } from 'node:util'
import type { Database, Tables } from '../../database/tables.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import { gatheredBy } from '../../database/queries/together.ts'
import { remembered, remembers } from '../remembered.ts'
import { chunks } from '../../runtime/chunks.ts'

type Row = Tables['person_facts']

/** The dates in the organisation's zone: the one that it is, and the next. */
export interface Days {
  today: string
  tomorrow: string
}

/** A person as they are on a day: as rules/time/obligations.ts takes them. */
export interface PersonFacts {
  id: string
  /** Of the team; of who is in none, the person's own. */
  divisionId: string | null
  teamId: string | null
  reportRequired: boolean
  active: boolean
  /** The first and the last day that something may be owed for. */
  joinedOn: string | null
  leftOn: string | null
}

const chunkSize = 500

/**
 * Keeps what these people are from now on, in the transaction that changed it. It acts from tomorrow, so that no day changes that has
 * begun; who is new is known from today, and owes from tomorrow. What is as it was leaves no row.
 */
export async function recordFacts (tx: Database, userIds: string[], days: Days): Promise<void> {
  for (const chunk of chunks(userIds, chunkSize)) await recordChunk(tx, chunk, days)
}

async function recordChunk (tx: Database, userIds: string[], { today, tomorrow }: Days): Promise<void> {
  const latest = new Map(
    (await tx.selectFrom('person_facts').selectAll().where('user_id', 'in', userIds).where('from_day', '<=', today).orderBy('from_day')
      .execute()).map((row) => [row.user_id, row])
  )
  const rows = (await presentFacts(tx, userIds)).flatMap((present): Row[] => {
    const known = latest.get(present.user_id)
    if (!known) return [{ ...present, from_day: today, joined_on: laterOf(present.joined_on, tomorrow) }]
    const [before, after] = [known, present].map((row) => ({ ...row, from_day: tomorrow, joined_on: stillToCome(row.joined_on, tomorrow) }))
    return isDeepStrictEqual(before, after) ? [] : [after]
  })
  // What was to hold from tomorrow on is what holds now, or was taken back.
  await tx.deleteFrom('person_facts').where('user_id', 'in', userIds).where('from_day', '=', tomorrow).execute()
  if (rows.length > 0) await tx.insertInto('person_facts').values(rows).execute()
}

async function presentFacts (tx: Database, userIds: string[]): Promise<Omit<Row, 'from_day'>[]> {
  const rows = await tx.selectFrom('users').leftJoin('teams', 'teams.id', 'users.primary_team_id').where('users.id', 'in', userIds)
    .select([
      'users.id',
      'users.division_id',
      'users.report_required',
      'users.disabled_at',
      'users.joined_on',
      'users.left_on',
      'teams.id as team_id',
      'teams.division_id as team_division_id'
    ]).execute()
  return rows.map((row) => ({
    user_id: row.id,
    division_id: row.team_division_id ?? row.division_id,
    team_id: row.team_id,
    required: row.report_required,
    active: row.disabled_at === null ? 1 : 0,
    joined_on: row.joined_on,
    left_on: row.left_on
  }))
}

/** A first day that has been says nothing of the days from tomorrow on. */
const stillToCome = (date: string | null, tomorrow: string) => date !== null && date > tomorrow ? date : null
const laterOf = (date: string | null, other: string) => date === null || date < other ? other : date

/** Everybody as they are on a day, by what was known when it began; who was not there yet is missing. In the order of their ids. */
export async function listFacts (db: Database, day: string): Promise<PersonFacts[]> {
  const rows = await db.selectFrom('person_facts as facts').selectAll('facts')
    .where('from_day', '=', (eb) =>
      eb.selectFrom('person_facts as newer').select((eb) => eb.fn.max('newer.from_day').as('day'))
        .whereRef('newer.user_id', '=', 'facts.user_id').where('newer.from_day', '<=', day))
    .orderBy('user_id').execute()
  return rows.map(factsOf)
}

/** One person as they are on a day; undefined before they came. */
export async function findFacts (db: Database, userId: string, day: string): Promise<PersonFacts | undefined> {
  if (remembers(db)) return newestFacts(await everyFacts(db, userId), day)
  return factsOn(db, { userId, day })
}

const ofPerson = prepare((db, parameter: (name: 'userId') => string) =>
  db.selectFrom('person_facts').selectAll().where('user_id', '=', parameter('userId')).orderBy('from_day')
)
const everyFacts = remembered((db, userId: string) => ofPerson(db, { userId }))

function newestFacts (rows: Row[], day: string): PersonFacts | undefined {
  const row = rows.findLast((row) => row.from_day <= day)
  return row && factsOf(row)
}

const factsUpTo = prepareEach((db, userIds, parameter: (name: 'day') => string) =>
  db.selectFrom('person_facts').selectAll().where('user_id', 'in', userIds).where('from_day', '<=', parameter('day')).orderBy('from_day')
)

const factsOn = gatheredBy(async (db, asked: { userId: string, day: string }[]) => {
  const rows = await factsUpTo(db, asked.map(({ userId }) => userId), { day: asked[0].day })
  // Of each the newest.
  const byUser = new Map(rows.map((row) => [row.user_id, row]))
  return asked.map(({ userId }) => {
    const row = byUser.get(userId)
    return row && factsOf(row)
  })
}, ({ day }) => day)

/** One person as they are on each day up to `to`; undefined for days before they came. */
export async function readFacts (db: Database, userId: string, to: string): Promise<(day: string) => PersonFacts | undefined> {
  const rows = await db.selectFrom('person_facts').selectAll().where('user_id', '=', userId).where('from_day', '<=', to).orderBy('from_day')
    .execute()
  return (day) => newestFacts(rows, day)
}

function factsOf (row: Row): PersonFacts {
  return {
    id: row.user_id,
    divisionId: row.division_id,
    teamId: row.team_id,
    reportRequired: row.required === 1,
    active: row.active === 1,
    joinedOn: row.joined_on,
    leftOn: row.left_on
  }
}

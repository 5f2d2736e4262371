import { sql } from 'kysely'
import {
  anybody,
  anyDay,
  divisions,
  everybody,
  ofDay,
  ofDays,
  ofDivision,
  ofTable,
  ofTeam,
  ofUser,
  tables
} from '../../database/changes/concerned.ts'
import { dialectOf, toDateTime } from '../../database/dialect.ts'
import { prepare, prepareEach } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { gathered } from '../../database/queries/together.ts'
import type { DayRules } from '../organisation/settings.ts'
import { zoneAt } from '../organisation/settings.ts'

/** Whose changes are asked for: always everybody's, and those of these. */
export interface Reach {
  /** Null for nobody by themselves. */
  userId: string | null
  teamIds: string[]
  divisionIds: string[]
  /** Of all divisions, and so of all teams. */
  everything: boolean
}

/** How things stand. What is equal twice has not changed in between, neither by a commit nor by the clock. */
export interface Standing {
  /** How often something has changed; it only grows, with each commit. */
  number: string
  /** Of those: how often what is placed with nobody has, and how often rows of the person asked for. */
  everybodys: number
  own: number
  /** The local day. */
  date: string
  /** The last grace that was over, and the last window that closed with nothing handed in; null for none. */
  graceOver: string | null
  closed: string | null
  /** Of those: how often rows have of which it is not known whose they are, and rows of each division, by its id. */
  anybodys: number
  divisions: Map<string, number>
  timeZone: DayRules['timeZone']
}

interface Asked {
  reach: Reach
  now: Date
  dateIn: (timeZone: string) => string
}

/** The numbers of these names, of everybody and perhaps of all divisions, beside what the clock has changed: a row for each name. */
const standings = (everything: boolean) =>
  prepareEach((db, names, parameter: (name: 'now') => string) => {
    // All that begin so, by the index: what follows a colon is a semicolon.
    const all = sql`(numbers.name >= ${divisions} and numbers.name < ${`${divisions.slice(0, -1)};`})`
    const named = sql`numbers.name in (${sql.join(names)})`
    return db.selectFrom('organisation')
      .leftJoin('change_numbers as numbers', (join) => join.on(everything ? sql<boolean>`(${named} or ${all})` : sql<boolean>`${named}`))
      .select(['time_zone', 'pending_time_zone', 'pending_from', 'numbers.name', 'numbers.number'])
      .select([
        sql<string | null>`(select max(grace_until) from obligations where grace_until < ${parameter('now')})`.as('grace'),
        sql<string | null>`(select max(closes_at) from obligations where outcome = 'due' and closes_at <= ${parameter('now')})`.as('closed')
      ])
  })
const [ofSome, ofAll] = [standings(false), standings(true)]

/** Of all who ask at once in one statement, so of one moment. */
const standing = gathered(async (db, asked: Asked[]) => {
  // Nobody is told of a time before they came.
  const last = asked.reduce((latest, each) => each.now > latest.now ? each : latest)
  const reaches = asked.map(({ reach }) => ({ reach, names: new Set(namesOf(reach)) }))
  const names = [...new Set(reaches.flatMap(({ names }) => [...names]))]
  const isAll = asked.some(({ reach }) => reach.everything)
  const rows = await (isAll ? ofAll : ofSome)(db, names, { now: toDateTime(last.now) })
  return reaches.map(({ reach, names }): Standing | undefined => {
    const [row] = rows
    if (!row) return undefined
    const timeZone = zoneAt(row, last.now)
    const numbers = rows.filter(({ name }) => name !== null && (names.has(name) || (reach.everything && name.startsWith(divisions))))
    const of = (...names: string[]) => numbers.reduce((sum, each) => names.includes(each.name!) ? sum + Number(each.number) : sum, 0)
    return {
      number: String(numbers.reduce((sum, { number }) => sum + Number(number), 0)),
      everybodys: of(everybody),
      own: reach.userId === null ? 0 : of(anybody, ofUser(reach.userId)),
      date: last.dateIn(timeZone),
      graceOver: row.grace,
      closed: row.closed,
      anybodys: of(anybody),
      divisions: new Map(
        numbers.flatMap(({ name, number }) => name!.startsWith(divisions) ? [[name!.slice(divisions.length), Number(number)]] : [])
      ),
      timeZone
    }
  })
})

/** @param dateIn the local day of `now`. */
export async function readStanding (
  db: Database,
  reach: Reach,
  now: Date,
  dateIn: (timeZone: string) => string
): Promise<Standing | undefined> {
  return standing(db, { reach, now, dateIn })
}

function namesOf ({ userId, teamIds, divisionIds, everything }: Reach): string[] {
  return [
    everybody,
    anybody,
    ...userId === null ? [] : [ofUser(userId)],
    ...teamIds.map(ofTeam),
    ...everything ? [] : divisionIds.map(ofDivision)
  ]
}

const ofTables = prepare((db) =>
  db.selectFrom('change_numbers').select(['name', 'number']).where('name', '>=', tables).where('name', '<', `${tables.slice(0, -1)};`)
)

/** How often each of the tables has changed whose rows are placed with nobody: all of them together raise everybody's number. */
export async function readTableNumbers (db: Database): Promise<(tables: (keyof Tables)[]) => number> {
  const numbers = new Map((await ofTables(db, {})).map(({ name, number }) => [name, Number(number)]))
  const at = (name: string) => numbers.get(name) ?? 0
  return (those) => at(tables) + those.reduce((sum, table) => sum + at(ofTable(table)), 0)
}

/** How often rows of a day have changed that are of a division: of one, or of all. */
export interface DayNumbers {
  /** Of days that have no number of their own. */
  least: number
  /** Of all divisions together, and undefined where one was asked for. It grows with each of them. */
  sumOn: (date: string) => number | undefined
  /** From then on it is known of these days what each division has, which may be later than the sum. */
  read: (days: string[]) => Promise<void>
  at: (date: string, divisionId: string) => number
  divisionsOn: (date: string) => Iterable<string>
}

const inRange = (parameter: (name: 'from' | 'to') => string) => sql<boolean>`(name >= ${parameter('from')} and name < ${parameter('to')})`
const ofRange = prepare((db, parameter: (name: 'from' | 'to') => string) =>
  db.selectFrom('change_numbers').select(['name', 'number']).where(inRange(parameter))
)
const sumsOfRange = prepare((db, parameter: (name: 'from' | 'to') => string) =>
  db.selectFrom('change_numbers')
    .select([sql<string>`substr(name, ${ofDays.length + 1}, 10)`.as('day'), sql<number>`sum(number)`.as('number')])
    .where(sql<boolean>`(${inRange(parameter)} or name = ${anyDay})`).groupBy(sql`1`)
)
const ofNames = prepareEach((db, names: string[]) => db.selectFrom('change_numbers').select(['name', 'number']).where('name', 'in', names))

/** What follows a colon is a semicolon. */
const namesIn = (days: string[]) => ({ from: ofDay(days[0], ''), to: `${ofDays}${days.at(-1)};` })

/** Of more days than these all are read from the first to the last. */
const mostAlone = 4

/** @param days that follow one another, in order. @param divisionId left out: of all. */
export async function readDayNumbers (db: Database, days: string[], divisionId?: string): Promise<DayNumbers> {
  const known = new Map<string, Map<string, number>>()
  const note = (rows: { name: string, number: number }[]) => {
    for (const { name, number } of rows) {
      const date = name.slice(ofDays.length, ofDays.length + 10)
      const its = known.get(date) ?? new Map<string, number>()
      known.set(date, its.set(name.slice(ofDay(date, '').length), least + Number(number)))
    }
  }
  const isAny = ({ name }: { name: string }) => name === anyDay
  const names = divisionId === undefined ? [] : [anyDay, ...days.map((date) => ofDay(date, divisionId))]
  const rows = divisionId === undefined ? [] : await ofNames(db, names, {})
  const sums = new Map(
    divisionId === undefined ? (await sumsOfRange(db, namesIn(days))).map(({ day, number }) => [day, Number(number)]) : []
  )
  // The number of all days is of none.
  const least = sums.get('') ?? Number(rows.find(isAny)?.number ?? 0)
  note(rows.filter((row) => !isAny(row)))
  return {
    least,
    sumOn: (date) => divisionId === undefined ? sums.get(date) ?? 0 : undefined,
    async read (those) {
      const unknown = divisionId === undefined ? those.filter((date) => !known.has(date)) : []
      const ranges = unknown.length > mostAlone ? [unknown] : unknown.map((date) => [date])
      for (const range of ranges) note(await ofRange(db, namesIn(range)))
      for (const date of unknown) if (!known.has(date)) known.set(date, new Map())
    },
    at: (date, division) => known.get(date)?.get(division) ?? least,
    divisionsOn: (date) => known.get(date)?.keys() ?? []
  }
}

/** Raises the numbers of all divisions: at the commit it is found whoever changed something of one of them at another node meanwhile. */
export async function raiseDivisions (tx: Database): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return
  const raised = tx.selectFrom('divisions').select([sql<string>`concat(${divisions}, id)`.as('name'), sql<number>`1`.as('number')])
  await tx.insertInto('change_numbers').columns(['name', 'number']).expression(raised)
    .onDuplicateKeyUpdate({ number: sql<number>`change_numbers.number + 1` }).execute()
}

import { sql, type RawBuilder } from 'kysely'
import { toDateTime, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { prepareForms } from '../../database/queries/prepared.ts'
import { hasText, searchTextOf } from '../../database/queries/search.ts'
import type { Database } from '../../database/tables.ts'
import { deleteAtVersion, updateAtVersion } from '../../database/queries/writes.ts'
import type { CalendarScope } from '../../../generated/schemas.ts'
import { following, touching, type CalendarAsked, type Entry, type Viewed } from './calendar.ts'

/** Days are local, both included; the instants are null all day long. */
export interface EventTime {
  date: string
  endDate: string
  startsAt: Date | null
  endsAt: Date | null
}

export interface EventText {
  title: string
  description: string
  location: string
}

export interface CalendarEvent extends Entry {
  version: number
}

const select = (db: Database) =>
  db.selectFrom('calendar_events')
    .leftJoin('teams', (join) => join.on('calendar_events.scope', '=', 'team').onRef('teams.id', '=', 'calendar_events.scope_key'))
    .select([
      'calendar_events.id',
      'calendar_events.scope',
      'calendar_events.scope_key',
      'calendar_events.title',
      'calendar_events.description',
      'calendar_events.location',
      'calendar_events.date',
      'calendar_events.end_date',
      'calendar_events.starts_at',
      'calendar_events.ends_at',
      'calendar_events.updated_at',
      'calendar_events.version',
      'teams.division_id'
    ])
    // Of a team that has been deleted they are nobody's.
    .where(sql<boolean>`(calendar_events.scope <> 'team' or teams.id is not null)`)

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export async function find (db: Database, id: string): Promise<CalendarEvent | undefined> {
  const row = await select(db).where('calendar_events.id', '=', id).executeTakeFirst()
  return row && toEvent(row)
}

interface About extends Viewed {
  from: string
  to: string
  earliest: string
  teamId: string | undefined
  limit: number
}

const inRange = (db: Database, { from, to, earliest, teamId, limit, ...view }: About, following = sql<boolean>`1 = 1`) => {
  const inOrder = (part: RawBuilder<boolean>) => {
    const query = select(db).where(part).where(touching('calendar_events', { from, to, earliest })).where(following)
      .orderBy('calendar_events.date').orderBy('calendar_events.id').limit(sql<number>`${limit}`)
    const those = teamId ? query.where('calendar_events.scope', '=', 'team').where('calendar_events.scope_key', '=', teamId) : query
    return db.selectFrom(those.as('those')).selectAll()
  }
  const [own, ...others] = partsOf(view).map(inOrder)
  return others.reduce((all, each) => all.unionAll(each), own).orderBy('date').orderBy('id').limit(sql<number>`${limit}`)
}
const first = prepareForms(inRange)

/** Those in the view that touch the range. */
export async function list (db: Database, view: Viewed, asked: CalendarAsked): Promise<CalendarEvent[]> {
  const { everything, divisionId, userId, teamIds, divisionIds, deciding } = view
  const { from, to, earliest, teamId, limit, after } = asked
  const about = { from, to, earliest, teamId, limit, everything, divisionId, userId, teamIds, divisionIds, deciding }
  const rows = await (after ? inRange(db, about, following('event', 'calendar_events', asked)).execute() : first(db, about))
  return rows.map(toEvent)
}

/** What somebody sees, in parts that have no event in common, so that each is read by its own index. */
function partsOf ({ everything, divisionId, userId, teamIds, divisionIds }: Viewed): RawBuilder<boolean>[] {
  const of = (scope: CalendarScope, keys: string[]) =>
    keys.length === 0
      ? []
      : [sql<boolean>`(calendar_events.scope = ${scope} and calendar_events.scope_key in (${sql.join(keys)}))`]
  const others = teamIds.length === 0 ? sql`1 = 1` : sql`calendar_events.scope_key not in (${sql.join(teamIds)})`
  return [
    ...of('personal', [userId]),
    ...of('org', ['org']),
    ...everything
      ? [sql<boolean>`calendar_events.scope in ('team', 'division')`]
      : [...of('team', teamIds), ...of('division', divisionIds)],
    ...divisionId && !everything
      ? [sql<boolean>`(calendar_events.scope = 'team' and teams.division_id = ${divisionId} and ${others})`]
      : []
  ]
}

const inView = (view: Viewed) => sql<boolean>`(${sql.join(partsOf(view), sql` or `)})`

/** Those in the view that begin within the days and have all the words, the newest first. */
export async function search (
  db: Database,
  view: Viewed,
  words: string[],
  { from, to, limit }: { from: string, to: string, limit: number }
): Promise<Pick<Row, 'id' | 'title' | 'description' | 'location' | 'date'>[]> {
  let query = select(db).where('calendar_events.date', '>=', from).where('calendar_events.date', '<=', to).where(inView(view))
  for (const word of words) query = query.where(hasText('calendar_events.search_text', word))
  return query.orderBy('calendar_events.date', 'desc').orderBy('calendar_events.id', 'desc').limit(limit).execute()
}

const textOf = ({ title, description, location }: EventText) => searchTextOf(title, description, location)

/** @param scopeId the person, team or division; null for all. */
export async function insert (
  tx: Database,
  event: EventText & EventTime & { scope: CalendarScope, scopeId: string | null, createdBy: string },
  now: Date
): Promise<CalendarEvent> {
  const id = newId(now.getTime())
  await tx.insertInto('calendar_events').values({
    id,
    scope: event.scope,
    scope_key: event.scopeId ?? 'org',
    title: event.title,
    description: event.description,
    location: event.location,
    search_text: textOf(event),
    ...columnsOf(event),
    created_by: event.createdBy,
    created_at: toDateTime(now),
    updated_at: toDateTime(now),
    version: 1
  }).execute()
  return (await find(tx, id))!
}

/** @throws OvertakenError when somebody else changed it first. */
export async function update (
  tx: Database,
  event: CalendarEvent,
  { time, ...text }: Partial<EventText> & { time?: EventTime },
  now: Date
): Promise<CalendarEvent> {
  const { id, version } = event
  await updateAtVersion(tx, 'calendar_events', id, version, {
    ...text,
    search_text: textOf({ ...event, ...text }),
    ...(time && columnsOf(time)),
    updated_at: toDateTime(now)
  })
  return (await find(tx, id))!
}

/** @throws OvertakenError when somebody else changed it first. */
export async function remove (tx: Database, { id, version }: CalendarEvent): Promise<void> {
  await deleteAtVersion(tx, 'calendar_events', id, version)
}

function columnsOf ({ date, endDate, startsAt, endsAt }: EventTime) {
  return { date, end_date: endDate, starts_at: startsAt && toDateTime(startsAt), ends_at: endsAt && toDateTime(endsAt) }
}

function toEvent (row: Row): CalendarEvent {
  const { scope, scope_key: key } = row
  return {
    id: row.id,
    kind: 'event',
    title: row.title,
    scope,
    divisionId: scope === 'division' ? key : row.division_id,
    teamId: scope === 'team' ? key : null,
    userId: scope === 'personal' ? key : null,
    allDay: row.starts_at === null,
    date: row.date,
    endDate: row.end_date,
    startsAt: toTimestampOrNull(row.starts_at),
    endsAt: toTimestampOrNull(row.ends_at),
    location: row.location,
    description: row.description,
    version: row.version,
    changedAt: toTimestampOrNull(row.updated_at)!
  }
}

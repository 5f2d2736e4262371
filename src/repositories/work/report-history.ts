import { isDeepStrictEqual } from 'node:util'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isNumber, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { prepareInsert } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import type { HistoryEntry, Report } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

/** In milliseconds: what one person edits within it is one entry. */
const autosaved = 10 * 60_000

export interface NewEntry {
  reportId: string
  /** Where the report is filed. */
  divisionId: string
  version: number
  /** Null where nobody did it. */
  actorId: string | null
  onBehalfOfId?: string | null
  action: Tables['report_history']['action']
  fromState: Report['state'] | null
  toState: Report['state']
  note?: string | null
  /** Keys of the report. */
  changed?: string[]
  /** Of a hand-in, which one it is. */
  revision?: number
}

const insertEntries = prepareInsert('report_history')

/** Writes a line, in the transaction of its cause. */
export async function append (tx: Database, entry: NewEntry, now: Date): Promise<void> {
  const {
    reportId,
    divisionId,
    version,
    actorId,
    onBehalfOfId = null,
    action,
    fromState,
    toState,
    note = null,
    changed = [],
    revision = null
  } = entry
  await insertEntries(tx, [{
    id: newId(now.getTime()),
    report_id: reportId,
    division_id: divisionId,
    version,
    began_at: toDateTime(now),
    time: toDateTime(now),
    actor_id: actorId,
    on_behalf_of_id: onBehalfOfId,
    action,
    from_state: fromState,
    to_state: toState,
    note,
    changed: JSON.stringify(changed),
    revision
  }])
}

const editable = ['summary', 'planNext', 'mood', 'templateId', 'fields', 'items'] as const

/** Somebody's edit; the next of several within minutes is told with the first. */
export async function appendEdit (tx: Database, before: Report, after: Report, by: string, now: Date): Promise<void> {
  const content = (report: Report) => ({ ...report, items: report.items.map(({ id, ...item }) => item) })
  const [was, is] = [content(before), content(after)]
  const changed: string[] = editable.filter((key) => !isDeepStrictEqual(was[key], is[key]))
  const newest = await tx.selectFrom('report_history').selectAll().where('report_id', '=', after.id)
    .orderBy('version', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  const since = toDateTime(new Date(now.getTime() - autosaved))
  const goesOn = newest?.action === 'edited' && newest.actor_id === by && newest.to_state === after.state &&
    newest.began_at > since
  if (!goesOn) {
    const { id: reportId, divisionId, version, state: toState } = after
    const entry = { reportId, divisionId, version, actorId: by, fromState: before.state, toState }
    return append(tx, { ...entry, action: 'edited', changed }, now)
  }
  const all = new Set([...JSON.parse(newest.changed) as string[], ...changed])
  await tx.updateTable('report_history').set({
    version: after.version,
    time: toDateTime(now),
    changed: JSON.stringify(editable.filter((key) => all.has(key)))
  }).where('id', '=', newest.id).execute()
}

/** As it is kept: what is different between hand-ins is told when it is read. */
export interface StoredEntry extends Omit<HistoryEntry, 'changed'> {
  /** Keys of the report. */
  edited: string[]
}

export const newestFirst = orderBy('history', 'desc', { 'report_history.version': isNumber, 'report_history.id': isId })

/** @param whole as its author sees it; others see nothing of how a draft was written. */
export async function list (db: Database, reportId: string, whole: boolean, page: PageRequest): Promise<Page<StoredEntry>> {
  let query = db.selectFrom('report_history')
    .leftJoin('users', 'users.id', 'report_history.actor_id')
    .leftJoin('users as represented', 'represented.id', 'report_history.on_behalf_of_id')
    .selectAll('report_history').select([
      'users.name as actor_name',
      'users.avatar_hash as actor_picture',
      'represented.name as represented_name',
      'represented.avatar_hash as represented_picture'
    ])
    .where('report_id', '=', reportId)
  if (!whole) {
    query = query.where('action', '<>', 'created').where((eb) => eb.or([eb('action', '<>', 'edited'), eb('from_state', '<>', 'draft')]))
  }
  return mapPage(await readPage(query, newestFirst, page), (row) => ({
    id: row.id,
    time: toTimestamp(row.time),
    actor: personOf(row.actor_id, row.actor_name, row.actor_picture),
    onBehalfOf: personOf(row.on_behalf_of_id, row.represented_name, row.represented_picture),
    action: row.action,
    fromState: row.from_state,
    toState: row.to_state,
    note: row.note,
    version: row.version,
    edited: JSON.parse(row.changed),
    revision: row.revision
  }))
}

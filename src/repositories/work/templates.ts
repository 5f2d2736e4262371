import { sql } from 'kysely'
import { dialectOf, toDateTime, toTimestampOrNull } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import { isId, isName, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import type { Database } from '../../database/tables.ts'
import { prepareEach } from '../../database/queries/prepared.ts'
import { asOne } from '../../database/queries/together.ts'
import { insertUnlessThere, unlessDuplicate, updateAtVersion } from '../../database/queries/writes.ts'
import type { Template, TemplateField } from '../../../generated/schemas.ts'
import { remembered } from '../remembered.ts'
import { raiseDivisions } from '../platform/changes.ts'

export type TemplateContent = Pick<Template, 'name' | 'required' | 'fields'>

const select = (db: Database) =>
  db.selectFrom('templates')
    .innerJoin('template_revisions', 'template_revisions.template_id', 'templates.id')
    .select([
      'templates.id',
      'templates.scope_key',
      'templates.archived_at',
      'templates.version',
      'template_revisions.name',
      'template_revisions.required',
      'template_revisions.fields',
      'template_revisions.revision'
    ])

const present = (db: Database) => select(db).whereRef('template_revisions.revision', '=', 'templates.revision')

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export const byName = orderBy('templates', 'asc', { 'templates.name': isName, 'templates.id': isId })

export interface TemplateFilter {
  archived: boolean
  /** Of these and of everybody; undefined: of all. */
  divisionIds: string[] | undefined
}

export async function list (db: Database, { archived, divisionIds }: TemplateFilter, page: PageRequest): Promise<Page<Template>> {
  let query = present(db).where('templates.archived_at', archived ? 'is not' : 'is', null)
  if (divisionIds) query = query.where('templates.scope_key', 'in', ['org', ...divisionIds])
  return mapPage(await readPage(query, byName, page), toTemplate)
}

/** @param revision the present one where it is left out. */
export async function find (db: Database, id: string, revision?: number): Promise<Template | undefined> {
  const query = revision === undefined ? present(db) : select(db).where('template_revisions.revision', '=', revision)
  const row = await query.where('templates.id', '=', id).executeTakeFirst()
  return row && toTemplate(row)
}

/** Until the transaction ends nobody changes it. */
export async function lock (tx: Database, id: string): Promise<Template | undefined> {
  const row = tx.selectFrom('templates').select('id').where('id', '=', id)
  await (dialectOf(tx) === 'mysql' ? row.forUpdate() : row).execute()
  return find(tx, id)
}

/** Until the transaction ends, in which a report of some division is stored, nobody deletes it; others can hold it too. */
export async function hold (tx: Database, id: string): Promise<Template | undefined> {
  const row = tx.selectFrom('templates').select('id').where('id', '=', id)
  await (dialectOf(tx) === 'mysql' ? row.modifyEnd(sql`lock in share mode`) : row).execute()
  return find(tx, id)
}

const active = prepareEach((db, scopes) => present(db).where('templates.live_key', '=', '').where('templates.scope_key', 'in', scopes))

/** By which the reports of a division are written now: its own, else the organisation's. */
export const findActive = remembered(asOne(async (db, divisionId: string | null): Promise<Template | undefined> => {
  const rows = await active(db, divisionId === null ? ['org'] : ['org', divisionId], {})
  const row = rows.find((each) => each.scope_key === divisionId) ?? rows.at(0)
  return row && toTemplate(row)
}))

/** Has the person written reports by it? */
export async function isUsedBy (db: Database, id: string, userId: string): Promise<boolean> {
  const report = await db.selectFrom('reports').select('id').where('template_id', '=', id).where('user_id', '=', userId).limit(1)
    .executeTakeFirst()
  return report !== undefined
}

/** Has anybody? */
export async function isReferredTo (db: Database, id: string): Promise<boolean> {
  return await db.selectFrom('reports').select('id').where('template_id', '=', id).limit(1).executeTakeFirst() !== undefined
}

/** Of all revisions. */
export async function listFields (db: Database, id: string): Promise<TemplateField[]> {
  const rows = await db.selectFrom('template_revisions').select('fields').where('template_id', '=', id).execute()
  return rows.flatMap(({ fields }) => JSON.parse(fields) as TemplateField[])
}

/** Resolves to undefined where the division, or the organisation, has one in use. */
export async function insert (
  tx: Database,
  divisionId: string | null,
  content: TemplateContent,
  now: Date
): Promise<Template | undefined> {
  const id = newId(now.getTime())
  const row = {
    id,
    scope_key: divisionId ?? 'org',
    live_key: '',
    name: content.name,
    revision: 1,
    archived_at: null,
    created_at: toDateTime(now),
    version: 1
  }
  if (!await insertUnlessThere(tx.insertInto('templates').values(row))) return undefined
  await insertRevision(tx, id, 1, content, now)
  return find(tx, id)
}

async function insertRevision (tx: Database, id: string, revision: number, { name, required, fields }: TemplateContent, now: Date) {
  await tx.insertInto('template_revisions').values({
    template_id: id,
    revision,
    name,
    required: Number(required),
    fields: JSON.stringify(fields),
    created_at: toDateTime(now)
  }).execute()
}

/** A new revision. @throws OvertakenError when somebody else changed it first. */
export async function revise (tx: Database, { id, revision, version }: Template, content: TemplateContent, now: Date): Promise<Template> {
  await updateAtVersion(tx, 'templates', id, version, { name: content.name, revision: revision + 1 })
  await insertRevision(tx, id, revision + 1, content, now)
  return (await find(tx, id))!
}

/** @returns undefined where it is to come back and another one is in use. */
export async function setArchived (tx: Database, { id, version }: Template, archived: boolean, now: Date): Promise<Template | undefined> {
  const change = archived ? { archived_at: toDateTime(now), live_key: id } : { archived_at: null, live_key: '' }
  return await unlessDuplicate(() => updateAtVersion(tx, 'templates', id, version, change)) ? find(tx, id) : undefined
}

/** Of which nobody holds it: see `hold`. */
export async function remove (tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('templates').where('id', '=', id).execute()
  // Who holds it at another node of a cluster raises the number of a division: one of both is told at the commit.
  await raiseDivisions(tx)
}

function toTemplate (row: Row): Template {
  return {
    id: row.id,
    name: row.name,
    divisionId: row.scope_key === 'org' ? null : row.scope_key,
    required: row.required === 1,
    fields: JSON.parse(row.fields),
    revision: row.revision,
    archivedAt: toTimestampOrNull(row.archived_at),
    version: row.version
  }
}

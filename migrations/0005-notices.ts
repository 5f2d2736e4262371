import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Rows that are moved at once. */
const batchSize = 500

/** Notices are stored as what happened; the sentence is made when somebody reads it, in the reader's language. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex, dropTable } = schemaChanges(db)

  await createTable('notices')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('arguments', type.longText, (column) => column.notNull())
    .addColumn('target_kind', type.key)
    .addColumn('target_id', type.id)
    .addColumn('actor_id', type.id)
    .addColumn('open_key', type.key)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('read_at', type.dateTime)
    .addUniqueConstraint('notices_open', ['user_id', 'open_key'])
    .addForeignKeyConstraint('notices_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('notices', 'notices_unread', ['user_id', 'read_at'])
  await createIndex('notices', 'notices_newest', ['user_id', 'created_at', 'id'])
  await createIndex('notices', 'notices_by_type', ['user_id', 'type', 'created_at', 'id'])

  await createTable('notice_reports')
    .addColumn('notice_id', type.id, (column) => column.notNull())
    .addColumn('report_id', type.id, (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_reports_key', ['notice_id', 'report_id'])
    .addForeignKeyConstraint('notice_reports_notice', ['notice_id'], 'notices', ['id'], (constraint) => constraint.onDelete('cascade'))
    .execute()
  await createIndex('notice_reports', 'notice_reports_by_report', ['report_id'])

  if (await exists(db, 'notifications')) await moveFromSentences(db)
  await dropTable('notifications')
}

export async function down (db: Kysely<any>): Promise<void> {
  const { type, createTable, createIndex, dropTable } = schemaChanges(db)

  await createTable('notifications')
    .addColumn('id', type.id, (column) => column.primaryKey())
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('type', type.key, (column) => column.notNull())
    .addColumn('title', type.text(200), (column) => column.notNull())
    .addColumn('body', type.text(2000))
    .addColumn('report_id', type.id)
    .addColumn('created_at', type.dateTime, (column) => column.notNull())
    .addColumn('read_at', type.dateTime)
    .addForeignKeyConstraint('notifications_user', ['user_id'], 'users', ['id'])
    .execute()
  await createIndex('notifications', 'notifications_unread', ['user_id', 'read_at'])
  await createIndex('notifications', 'notifications_newest', ['user_id', 'created_at', 'id'])

  if (await exists(db, 'notices')) await moveToSentences(db)
  await dropTable('notice_reports')
  await dropTable('notices')
}

async function exists (db: Kysely<any>, table: string): Promise<boolean> {
  return (await db.introspection.getTables()).some(({ name }) => name === table)
}

async function moveFromSentences (db: Kysely<any>): Promise<void> {
  for (let after = '';;) {
    const rows = await db.selectFrom('notifications')
      .leftJoin('reports', 'reports.id', 'notifications.report_id')
      .leftJoin('users', 'users.id', 'reports.user_id')
      .leftJoin('teams', 'teams.id', 'reports.team_id')
      .where('notifications.id', '>', after).orderBy('notifications.id').limit(batchSize)
      .select([
        'notifications.id',
        'notifications.user_id',
        'notifications.type',
        'notifications.title',
        'notifications.body',
        'notifications.report_id',
        'notifications.created_at',
        'notifications.read_at',
        'reports.report_date',
        'users.name as author',
        'teams.name as team'
      ]).execute()
    if (rows.length === 0) return
    const moved = await idsOf(db, 'notices', rows.map(({ id }) => id))
    const notices = rows.filter(({ id }) => !moved.has(id))
    if (notices.length > 0) {
      await db.insertInto('notices').values(notices.map((row) => ({
        id: row.id,
        user_id: row.user_id,
        type: row.type,
        arguments: JSON.stringify(argumentsOf(row)),
        target_kind: row.report_id === null ? null : 'report',
        target_id: row.report_id,
        actor_id: null,
        open_key: null,
        created_at: row.created_at,
        read_at: row.read_at
      }))).execute()
    }
    await keepReports(db, rows)
    after = rows.at(-1)!.id
  }
}

/** A withdrawal finds the notices of its report by these. */
async function keepReports (db: Kysely<any>, rows: { id: string, type: string, report_id: string | null }[]): Promise<void> {
  const about = rows.filter((row) => row.type === 'report.submitted' && row.report_id !== null)
  if (about.length === 0) return
  const kept = await db.selectFrom('notice_reports').select('notice_id').where('notice_id', 'in', about.map(({ id }) => id)).execute()
  const missing = about.filter(({ id }) => !kept.some(({ notice_id: noticeId }) => noticeId === id))
  if (missing.length > 0) {
    await db.insertInto('notice_reports').values(missing.map(({ id, report_id: reportId }) => ({ notice_id: id, report_id: reportId })))
      .execute()
  }
}

async function idsOf (db: Kysely<any>, table: string, ids: string[]): Promise<Set<string>> {
  return new Set((await db.selectFrom(table).select('id').where('id', 'in', ids).execute()).map(({ id }) => id))
}

interface Sentence {
  type: string
  title: string
  body: string | null
  report_date: string | null
  author: string | null
  team: string | null
}

/** What the sentences were made of; where that is not to be known any more, the sentences themselves. */
function argumentsOf ({ type, title, body, report_date: date, author, team }: Sentence): object {
  if (type === 'report.submitted' && date && author) return { authors: [author], count: 1, team: team ?? '', date, excerpt: body ?? '' }
  const decided = /^(.+) (approved|returned) your report of /.exec(title)
  if (decided && date) return { reviewer: decided[1], date, note: body ?? '' }
  const other = /^Another Google account asks for (.+)’s$/.exec(title)
  const email = /^(\S+) is linked to another Google account\./.exec(body ?? '')
  if (type === 'identity.refused' && other && email) return { name: other[1], email: email[1] }
  return { written: { title, body: body ?? '' } }
}

async function moveToSentences (db: Kysely<any>): Promise<void> {
  for (let after = '';;) {
    const rows = await db.selectFrom('notices').selectAll().where('id', '>', after).orderBy('id').limit(batchSize).execute()
    if (rows.length === 0) return
    const moved = await idsOf(db, 'notifications', rows.map(({ id }) => id))
    const notices = rows.filter(({ id }) => !moved.has(id))
    if (notices.length > 0) {
      await db.insertInto('notifications').values(notices.map((row) => ({
        id: row.id,
        user_id: row.user_id,
        type: row.type,
        ...sentenceOf(row.type, JSON.parse(row.arguments)),
        report_id: row.target_kind === 'report' ? row.target_id : null,
        created_at: row.created_at,
        read_at: row.read_at
      }))).execute()
    }
    after = rows.at(-1)!.id
  }
}

/** As they were written before; of types that there were not, the type. */
function sentenceOf (type: string, about: any): { title: string, body: string | null } {
  if (about.written) return { title: about.written.title, body: about.written.body || null }
  switch (type) {
    case 'report.submitted':
      return { title: `${about.authors.join(', ')} submitted the report of ${about.date}`.slice(0, 200), body: about.excerpt || null }
    case 'report.approved':
    case 'report.returned':
      return { title: `${about.reviewer ?? 'WorkPulse'} ${type.slice(7)} your report of ${about.date}`, body: about.note || null }
    case 'identity.refused':
      return {
        title: `Another Google account asks for ${about.name}’s`,
        body: `${about.email} is linked to another Google account.`
      }
    default:
      return { title: type, body: null }
  }
}

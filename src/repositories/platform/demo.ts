import type { Insertable } from 'kysely'
import { searchTextOf } from '../../database/queries/search.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere } from '../../database/queries/writes.ts'
import { type Days, recordFacts } from '../organisation/person-facts.ts'
import { chunks } from '../../runtime/chunks.ts'

/** Rows are made by the caller, ids and all. */
export interface DemoRows {
  organisation: Insertable<Tables['organisation']>
  divisions: Insertable<Tables['divisions']>[]
  teams: Insertable<Tables['teams']>[]
  users: Insertable<Tables['users']>[]
  teamMembers: Insertable<Tables['team_members']>[]
  reports: Insertable<Tables['reports']>[]
  items: Insertable<Tables['report_items']>[]
  history: Insertable<Tables['report_history']>[]
  revisions: Insertable<Tables['report_revisions']>[]
  files: Insertable<Tables['files']>[]
  comments: Insertable<Tables['report_comments']>[]
  reactions: Insertable<Tables['report_reactions']>[]
  reads: Insertable<Tables['report_reads']>[]
  blockers: Insertable<Tables['blockers']>[]
  notices: Insertable<Tables['notices']>[]
  noticeReports: Insertable<Tables['notice_reports']>[]
  sessions: Insertable<Tables['sessions']>[]
  invitations: Insertable<Tables['invitations']>[]
  identities: Insertable<Tables['identities']>[]
  linkTokens: Insertable<Tables['link_tokens']>[]
  schedules: Insertable<Tables['schedules']>[]
  shifts: Insertable<Tables['shifts']>[]
  rosterDays: Insertable<Tables['roster_days']>[]
  holidays: Insertable<Tables['holidays']>[]
  obligations: Insertable<Tables['obligations']>[]
  obligationRequests: Insertable<Tables['obligation_requests']>[]
  ledgerDays: Insertable<Tables['ledger_days']>[]
  templates: Insertable<Tables['templates']>[]
  templateRevisions: Insertable<Tables['template_revisions']>[]
  delegations: Insertable<Tables['delegations']>[]
  calendarEvents: Insertable<Tables['calendar_events']>[]
  calendarFeeds: Insertable<Tables['calendar_feeds']>[]
  apiTokens: Insertable<Tables['api_tokens']>[]
  webhooks: Insertable<Tables['webhooks']>[]
  webhookDeliveries: Insertable<Tables['webhook_deliveries']>[]
  leaves: Insertable<Tables['leaves']>[]
  leaveDays: Insertable<Tables['leave_days']>[]
}

/** All of a table's chunks but the last are one statement, prepared once. */
const chunkSize = 100

/** Has somebody set up an organisation here, the demo's or their own? */
export async function hasOrganisation (db: Database): Promise<boolean> {
  return await db.selectFrom('organisation').select('id').executeTakeFirst() !== undefined
}

/** Resolves to false, with nothing inserted, when another process was first. @param founded when its people came. */
export async function insertAll (tx: Database, rows: DemoRows, founded: Days): Promise<boolean> {
  if (!await insertUnlessThere(tx.insertInto('organisation').values(rows.organisation))) return false
  for (const chunk of chunks(rows.divisions, chunkSize)) await tx.insertInto('divisions').values(chunk).execute()
  for (const chunk of chunks(rows.teams, chunkSize)) await tx.insertInto('teams').values(chunk).execute()
  for (const chunk of chunks(rows.users, chunkSize)) await tx.insertInto('users').values(chunk).execute()
  for (const chunk of chunks(rows.teamMembers, chunkSize)) await tx.insertInto('team_members').values(chunk).execute()
  await recordFacts(tx, rows.users.map(({ id }) => id), founded)
  for (const chunk of chunks(foundReports(rows), chunkSize)) await tx.insertInto('reports').values(chunk).execute()
  for (const chunk of chunks(rows.items, chunkSize)) await tx.insertInto('report_items').values(chunk).execute()
  for (const chunk of chunks(rows.history, chunkSize)) await tx.insertInto('report_history').values(chunk).execute()
  for (const chunk of chunks(rows.revisions, chunkSize)) await tx.insertInto('report_revisions').values(chunk).execute()
  const comments = rows.comments.map((row) => ({ ...row, search_text: searchTextOf(row.body) }))
  for (const chunk of chunks(comments, chunkSize)) await tx.insertInto('report_comments').values(chunk).execute()
  await tx.insertInto('files').values(rows.files).execute()
  await tx.insertInto('report_reactions').values(rows.reactions).execute()
  await tx.insertInto('report_reads').values(rows.reads).execute()
  for (const chunk of chunks(rows.blockers, chunkSize)) await tx.insertInto('blockers').values(chunk).execute()
  for (const chunk of chunks(rows.notices, chunkSize)) await tx.insertInto('notices').values(chunk).execute()
  for (const chunk of chunks(rows.noticeReports, chunkSize)) await tx.insertInto('notice_reports').values(chunk).execute()
  await tx.insertInto('sessions').values(rows.sessions).execute()
  await tx.insertInto('invitations').values(rows.invitations).execute()
  await tx.insertInto('identities').values(rows.identities).execute()
  await tx.insertInto('link_tokens').values(rows.linkTokens).execute()
  await tx.insertInto('calendar_feeds').values(rows.calendarFeeds).execute()
  await tx.insertInto('api_tokens').values(rows.apiTokens).execute()
  await tx.insertInto('webhooks').values(rows.webhooks).execute()
  await tx.insertInto('webhook_deliveries').values(rows.webhookDeliveries).execute()
  for (const chunk of chunks(rows.obligations, chunkSize)) await tx.insertInto('obligations').values(chunk).execute()
  await tx.insertInto('obligation_requests').values(rows.obligationRequests).execute()
  await tx.insertInto('ledger_days').values(rows.ledgerDays).execute()
  await tx.insertInto('templates').values(rows.templates).execute()
  await tx.insertInto('template_revisions').values(rows.templateRevisions).execute()
  await tx.insertInto('delegations').values(rows.delegations).execute()
  await tx.insertInto('schedules').values(rows.schedules).execute()
  await tx.insertInto('shifts').values(rows.shifts).execute()
  for (const chunk of chunks(rows.rosterDays, chunkSize)) await tx.insertInto('roster_days').values(chunk).execute()
  for (const chunk of chunks(rows.holidays, chunkSize)) await tx.insertInto('holidays').values(chunk).execute()
  const events = rows.calendarEvents.map((row) => ({ ...row, search_text: searchTextOf(row.title, row.description, row.location) }))
  for (const chunk of chunks(events, chunkSize)) await tx.insertInto('calendar_events').values(chunk).execute()
  await tx.insertInto('leaves').values(rows.leaves).execute()
  for (const chunk of chunks(rows.leaveDays, chunkSize)) await tx.insertInto('leave_days').values(chunk).execute()
  return true
}

/** With what they are found by. */
function foundReports ({ reports, items }: DemoRows): DemoRows['reports'] {
  const itemsOf = Map.groupBy(items, (item) => item.report_id)
  return reports.map((report) => ({
    ...report,
    search_text: searchTextOf(report.summary, report.plan_next, ...(itemsOf.get(report.id) ?? []).map(({ title }) => title))
  }))
}

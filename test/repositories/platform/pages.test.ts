/**
 * What a page of each list costs does not grow with what there is: 4,000 people, 200,000 notices and entries of the audit log, and tens of
 * thousands of the rest.
 */
import { sql } from 'kysely'
import t from 'tap'
import type { Database } from '../../../src/database/tables.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as sessions from '../../../src/repositories/identity/sessions.ts'
import * as calendarEvents from '../../../src/repositories/insight/calendar-events.ts'
import * as calendarLeaves from '../../../src/repositories/insight/calendar-leaves.ts'
import * as dashboard from '../../../src/repositories/insight/dashboard.ts'
import * as heatmap from '../../../src/repositories/insight/heatmap.ts'
import * as teamDay from '../../../src/repositories/insight/team-day.ts'
import * as colleagues from '../../../src/repositories/organisation/colleagues.ts'
import * as delegations from '../../../src/repositories/organisation/delegations.ts'
import * as members from '../../../src/repositories/organisation/members.ts'
import * as teams from '../../../src/repositories/organisation/teams.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import * as audit from '../../../src/repositories/platform/audit.ts'
import * as notifications from '../../../src/repositories/platform/notifications.ts'
import * as leaves from '../../../src/repositories/time/leaves.ts'
import * as obligations from '../../../src/repositories/time/obligation-lists.ts'
import * as requests from '../../../src/repositories/time/obligation-requests.ts'
import * as deliveries from '../../../src/repositories/outward/webhook-deliveries.ts'
import * as blockers from '../../../src/repositories/work/blockers.ts'
import { databases, migrated } from '../../support/databases.ts'
import { rowsExamined } from '../../support/plans.ts'

const people = 4000
const now = new Date('2026-11-20T03:00:00Z')
const page = { limit: 50 }

async function company (db: Database): Promise<void> {
  const run = (text: string) => sql.raw(`/* may wait */ ${text}`).execute(db)
  const time = "'2026-11-20 03:00:00.000'"
  const later = "'2026-12-20 03:00:00.000'"
  await run('set foreign_key_checks = 0, unique_checks = 0')
  await run("insert into divisions (id, name) select concat('D', seq), concat('division ', seq) from seq_0_to_3")
  await run(
    "insert into teams (id, division_id, name) select concat('T', seq), concat('D', seq % 4), concat('team ', seq) from seq_0_to_199"
  )
  await run(`insert into users (id, email, name, role, division_id, created_at, updated_at)
    select concat('U', seq), concat('u', seq), concat('name ', (seq * 7919) % 4001), if(seq % 1000 = 5, 'admin', 'employee'),
    concat('D', seq % 4), ${time}, ${time} from seq_0_to_${people - 1}`)
  await run(`insert into team_members select concat('T', seq % 200), concat('U', seq), 'member' from seq_0_to_${people - 1}`)
  await run(`insert into sessions (id, user_id, rotated_at, created_at, idle_expires_at, expires_at, user_agent, address)
    select concat('S', seq), concat('U', seq % 4000), ${time}, ${time}, ${later}, ${later}, '', '' from seq_0_to_39999`)
  await run(`insert into notices (id, user_id, type, arguments, created_at, read_at)
    select concat('N', lpad(seq, 8, '0')), concat('U', seq % 20), if(seq % 5000 = 7, 'mention', 'x'), '{}',
    date_add(${time}, interval seq second), if(seq % 40 = 0, null, ${time}) from seq_0_to_199999`)
  await run(`insert into audit_entries (id, time, actor_id, action, target_type, target_id, hash)
    select seq + 1, ${time}, concat('U', seq % 4000), if(seq % 50000 = 7, 'team.deleted', 'session.created'), 'x', concat('X', seq), 'h'
    from seq_0_to_199999`)
  await run(`insert into invitations (id, email, role, teams, token_hash, invited_by, created_at, expires_at, pending_key)
    select concat('I', lpad(seq, 8, '0')), concat('e', seq), 'employee', '[]', concat('h', seq), 'U1', ${time}, ${later}, concat('I', seq)
    from seq_0_to_19999`)
  await run(`insert into blockers (id, first_item_id, user_id, team_id, division_id, report_id, item_id, title, owner_id, status, opened_at,
    version) select concat('B', lpad(seq, 8, '0')), concat('F', seq), concat('U', seq % 4000), concat('T', seq % 200), concat('D', seq % 4),
    'R', 'F', 'x', 'U1', if(seq % 50 = 7, 'open', 'resolved'), date_add(${time}, interval seq second), 1 from seq_0_to_39999`)
  await run(
    `insert into obligation_requests (id, user_id, work_date, team_id, division_id, kind, note, status, asked_on, created_at, version)
    select concat('Q', lpad(seq, 8, '0')), concat('U', seq % 4000), '2026-11-20', concat('T', seq % 200), concat('D', seq % 4), 'extend', 'x',
    if(seq % 20000 = 7, 'open', 'declined'), date_sub('2026-11-20', interval floor(seq / 4000) day), ${time}, 1 from seq_0_to_39999`
  )
  await run(`insert into webhooks (id, name, url, events, secret, position, created_at, updated_at, version)
    values ('W', 'x', 'x', '[]', '', 0, ${time}, ${time}, 1)`)
  await run(`insert into webhook_deliveries (id, webhook_id, position, type, message_id, body, time, state, attempts)
    select concat('Y', seq), 'W', seq + 1, 'x', 'x', '{}', ${time}, 'delivered', 1 from seq_0_to_19999`)
  await run(
    `insert into leaves (id, user_id, team_id, division_id, kind, start_date, end_date, part, half_days, status, note, decision_note,
    created_at, updated_at, version) select concat('L', lpad(seq, 8, '0')), concat('U', seq % 4000), concat('T', seq % 200),
    concat('D', seq % 4), 'annual', date_sub('2026-11-20', interval seq % 365 day), date_sub('2026-11-20', interval seq % 365 day), 'full', 2, 'approved', '', '',
    ${time}, ${time}, 1 from seq_0_to_19999`
  )
  await run(`insert into leave_days (user_id, date, half, leave_id, approved)
    select concat('U', seq % 4000), date_sub('2026-11-20', interval seq % 365 day), 'am', concat('L', lpad(seq, 8, '0')), 1
    from seq_0_to_19999`)
  const dayOf = `date_sub('2026-11-20', interval floor(seq / ${people}) day)`
  const work = `concat('U', seq % ${people}), ${dayOf}, concat('T', seq % 200), concat('D', seq % 4)`
  await run(`insert into obligations (user_id, work_date, team_id, division_id, schedule_id, deadline_at, grace_until, closes_at, outcome,
    on_leave, inactive, made_at) select ${work}, 'S', ${time}, ${time}, if(seq < ${people}, ${later}, ${time}),
    if(seq < ${people} or seq % 5000 = 7, 'due', if(seq % 20 = 7, 'missed', 'on_time')), 0, 0, ${time} from seq_0_to_${people * 10 - 1}`)
  await run(
    `insert into reports (id, user_id, report_date, team_id, division_id, state, submitted_at, summary, plan_next, fields, created_at,
    updated_at, version) select concat('R', lpad(seq, 8, '0')), ${work}, if(seq < ${people}, 'submitted', 'approved'), ${time}, 's', '', '{}',
    ${time}, ${time}, 1 from seq_0_to_${people * 10 - 1}`
  )
  await run(`insert into report_history (id, report_id, division_id, version, began_at, time, actor_id, action, to_state, changed)
    select concat('H', lpad(seq, 8, '0')), concat('R', lpad(seq, 8, '0')), concat('D', seq % 4), 2, ${time}, date_sub(${time}, interval seq second),
    concat('U', seq % 4000), 'submitted', 'submitted', '[]' from seq_0_to_${people * 10 - 1}`)
  await run(`insert into calendar_events (id, scope, scope_key, title, description, location, search_text, date, end_date, created_by,
    created_at, updated_at, version) select concat('E', lpad(seq, 8, '0')), if(seq % 10 = 9, 'team', 'personal'),
    if(seq % 10 = 9, concat('T', floor(seq / 10) % 200), concat('U', seq % 4000)), 'x', '', '', 'x', date_sub('2026-11-20', interval seq % 365 day),
    date_sub('2026-11-20', interval seq % 365 day), 'U1', ${time}, ${time}, 1 from seq_0_to_39999`)
  await run(`insert into delegations (id, from_id, to_id, starts_on, ends_on, note, created_at, version)
    select concat('G', lpad(seq, 8, '0')), concat('U', seq), concat('U', seq + 1), '2026-11-01', '2026-11-30', '', ${time}, 1
    from seq_0_to_${people - 2}`)
  await run('set foreign_key_checks = 1, unique_checks = 1')
  for (const table of tables) await run(`analyze table ${table}`)
}

const tables = [
  ...['users', 'sessions', 'notices', 'audit_entries', 'invitations', 'team_members', 'teams', 'blockers', 'obligation_requests'],
  ...['webhook_deliveries', 'leaves', 'leave_days', 'obligations', 'reports', 'report_history', 'calendar_events', 'delegations']
]

const everybody = { everybody: true, teamIds: [], divisionId: null, ownDivisionId: null }
const ofTeam = { everybody: false, teamIds: ['T9'], divisionId: null, ownDivisionId: 'D1' }
const wholeScope = { everything: true, divisionId: null, teamIds: [] }
const ofLead = { viewerId: 'U9', scope: { everything: false, divisionId: null, teamIds: ['T9', 'T10'] } }
const ofManager = { viewerId: 'U9', scope: { everything: false, divisionId: 'D1', teamIds: ['T9'] } }
const ofDivision = { everything: false, divisionId: 'D1', teamIds: [] }
const ofHr = { viewerId: 'U9', scope: wholeScope }
const november = { from: '2026-11-11', to: '2026-11-20' }
const viewOfManager = { ...ofManager.scope, userId: 'U9', divisionIds: ['D1'], deciding: ['U9'] }
const viewOfHr = { ...wholeScope, userId: 'U9', divisionIds: [], deciding: ['U9'] }
const inCalendar = { ...november, earliest: '2025-11-01', limit: 51 }
const ofQuarter = { ...inCalendar, earliest: '2026-08-12' }
const counting = { viewerId: 'U9', scope: wholeScope, within: wholeScope, date: '2026-11-20', now, reviewRequired: true }
const lately = { since: new Date('2026-11-14T03:00:00Z'), earliest: '2026-10-21' }

/** Of each the most rows that a page may cost; of people never more than there are, a few times over. */
const lists: Record<string, [most: number, list: (db: Database) => Promise<unknown>]> = {
  'an inbox': [150, (db) => notifications.list(db, 'U1', {}, page)],
  'what is unread of it': [150, (db) => notifications.list(db, 'U0', { unread: true }, page)],
  'a rare kind of it': [150, (db) => notifications.list(db, 'U7', { type: 'mention' }, page)],
  'the newest notifications': [150, (db) => notifications.listNewest(db, 'U1')],
  'the audit log': [150, (db) => audit.list(db, {}, page)],
  'a rare action of it': [150, (db) => audit.list(db, { action: 'team.deleted' }, page)],
  'what somebody did': [150, (db) => audit.list(db, { actorId: 'U9' }, page)],
  'what was done to something': [150, (db) => audit.list(db, { targetId: 'X9' }, page)],
  invitations: [150, (db) => invitations.list(db, undefined, now, page)],
  'those that are pending': [150, (db) => invitations.list(db, 'pending', now, page)],
  'somebody’s sessions': [150, (db) => sessions.listLive(db, 'U9', now)],
  accounts: [600, (db) => users.list(db, {}, page)],
  'those of a division': [1000, (db) => users.list(db, { divisionId: 'D1' }, page)],
  'those of a team': [600, (db) => users.list(db, { teamId: 'T9' }, page)],
  'those of a rare role': [100, (db) => users.list(db, { role: 'admin' }, page)],
  'those that cannot be signed in to': [100, (db) => users.list(db, { state: 'disabled' }, page)],
  'teams, with how many are in them': [
    page.limit * (people / 200) * 4,
    (db) => teams.list(db, { scope: wholeScope, archived: false }, page)
  ],
  'the members of a team': [600, (db) => members.list(db, { teamId: 'T9' }, { date: '2026-11-20', now, tellsWhy: () => true }, page)],
  'blockers of any state': [600, (db) => blockers.list(db, ofHr, page)],
  'those that are cleared': [300, (db) => blockers.list(db, { ...ofHr, status: 'resolved' }, page)],
  'a lead’s': [3000, (db) => blockers.list(db, ofLead, page)],
  'a manager’s': [3000, (db) => blockers.list(db, ofManager, page)],
  'what was asked for': [200, (db) => requests.list(db, ofHr, page)],
  'what is still open of it': [200, (db) => requests.list(db, { ...ofHr, status: 'open' }, page)],
  'what a lead is asked': [600, (db) => requests.list(db, ofLead, page)],
  'what a webhook was sent': [150, (db) => deliveries.list(db, { webhookId: 'W' }, page)],
  'leaves in the calendar': [
    1000,
    (db) =>
      calendarLeaves.list(
        db,
        viewOfHr,
        inCalendar
      )
  ],
  'those that a manager sees': [1000, (db) => calendarLeaves.list(db, viewOfManager, inCalendar)],
  'the list of them': [800, (db) => leaves.list(db, { ...ofManager, colleaguesIn: ['T9'] }, page)],
  'events that a manager sees': [1000, (db) => calendarEvents.list(db, viewOfManager, ofQuarter)],
  'what is owed': [250, (db) => obligations.list(db, { ...ofHr, ...november }, now, page)],
  'what a manager’s people owe': [400, (db) => obligations.list(db, { ...ofManager, ...november }, now, page)],
  'what a lead’s do': [700, (db) => obligations.list(db, { ...ofLead, ...november }, now, page)],
  'what is due': [250, (db) => obligations.list(db, { ...ofHr, ...november, outcome: 'due' }, now, page)],
  'what was missed, noted or not': [
    350,
    (db) => obligations.list(db, { ...ofHr, ...november, from: '2026-11-17', outcome: 'missed' }, now, page)
  ],
  'what was done last in a division': [300, (db) => dashboard.listLedActivity(db, ofManager, lately, 10)],
  'the day of a division': [
    // A quarter of all people are in it; each row of the ledger is counted by finding its group.
    people / 4 * 3 + 100,
    (db) => teamDay.countDay(db, { ...counting, scope: ofDivision, within: ofDivision })
  ],
  'the day of everybody, once one division has changed': [people / 4 * 3 + 100, (db) => teamDay.countDay(db, counting, ['D1'])],
  'who is on the first page of the heatmap': [400, (db) => heatmap.listPeople(db, { ...ofHr, ...november }, ['2026-11-20'], page)],
  'who stands in for whoever leads a team': [
    100,
    (db) => delegations.listStandingIn(db, '2026-11-20', { teamId: 'T9', divisionId: 'D1' })
  ],
  'people, for HR': [600, (db) => colleagues.list(db, { viewerId: 'U9', acquaintance: everybody }, page)],
  'people, for a colleague': [600, (db) => colleagues.list(db, { viewerId: 'U9', acquaintance: ofTeam }, page)]
}

const mariadb = databases.find(({ name }) => name === 'mariadb')

// SQLite does not count the rows that it reads.
t.test('rows read by MariaDB', { skip: mariadb ? false : 'MariaDB is left out' }, async (t) => {
  const { db } = await migrated(t, mariadb!)
  await db.connection().execute(company)
  for (const [name, [most, list]] of Object.entries(lists)) {
    const examined = await db.connection().execute((connection) => rowsExamined(connection, () => list(connection)))
    t.ok(examined > 0 && examined <= most, `${name}: ${examined} rows of ${most}`)
  }
})

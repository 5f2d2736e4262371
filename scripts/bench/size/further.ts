/** What else a company has after three years, beside reports, the ledger and notices: in proportion to them. */
import { chance, decidedAt, division, handedIn, idOf, item, itemsOfReport, last, lead, person, team } from './rows.ts'

/** In days of work, for as long as the service keeps them. */
const [eventsKept, deliveriesKept, rosterKept] = [5, 20, 20]
const eventsOfDay = 4
/** Of chains of items, and of blockers that are still open. */
const [chained, open] = [20, 20]

const shiftOf = (divisionId: string) => `concat('BW', substr(${divisionId}, 3))`

/** By the table that it fills. @param days and people; more conditions may follow. */
export function furtherOf (people: number, days: string): Record<string, string> {
  const number = `d.number * ${people} + p.seq`
  const report = idOf('BR', number)
  const filed = `${days} and ${chance} < 91 and d.number < ${last}`
  const every = (nth: number, which: number) => `${filed} and mod(${number}, ${nth}) = ${which}`
  const at = 'timestampadd(hour, 3, d.date)'
  return {
    report_comments: `insert into report_comments (id, report_id, author_id, body, mentions, created_at, version, search_text)
      select ${idOf('BK', number)}, ${report}, ${lead}, 'Which order?', '[]', ${decidedAt}, 1, 'which order?' from ${every(4, 0)}`,
    report_reactions: `insert into report_reactions (id, report_id, user_id, kind, created_at)
      select ${idOf('BX', number)}, ${report}, ${lead}, 'like', ${decidedAt} from ${every(4, 1)}`,
    report_reads: `insert into report_reads (report_id, user_id, version, first_read_at, read_at)
      select ${report}, ${lead}, 2, ${decidedAt}, ${decidedAt} from ${every(2, 0)}`,
    files: `insert into files (id, owner_id, report_id, name, type, size, hash, created_at)
      select ${idOf('BF', number)}, ${person}, ${report}, 'collar.jpg', 'image/jpeg', 200000, sha2(${number}, 256), ${handedIn}
      from ${every(10, 3)}`,
    blockers:
      `insert into blockers (id, first_item_id, user_id, team_id, division_id, report_id, item_id, title, owner_id, status, opened_at,
      resolved_at, version)
      select ${idOf('BB', `(${number}) * ${itemsOfReport} + i.seq`)}, ${idOf('BI', `(${number}) * ${itemsOfReport} + i.seq`)}, ${person},
      ${team}, ${division(people)}, ${report}, ${idOf('BI', `(${number}) * ${itemsOfReport} + i.seq`)}, 'The thread breaks', ${lead},
      if(d.number > ${last} - ${open}, 'open', 'resolved'), ${handedIn}, if(d.number > ${last} - ${open}, null, ${decidedAt}), 1
      from seq_0_to_${itemsOfReport - 1} as i join ${filed} and ${item} = 0`,
    leaves: `insert into leaves (id, user_id, team_id, division_id, kind, start_date, end_date, part, half_days, status, note, decided_by,
      decided_at, decision_note, created_at, updated_at, version, decider_id)
      select ${idOf('BL', number)}, ${person}, ${team}, ${division(people)}, 'annual', d.date, d.date, 'full', 2,
      if(d.number > ${last} - 10, 'pending', 'approved'), '', if(d.number > ${last} - 10, null, ${lead}),
      if(d.number > ${last} - 10, null, ${at}), '', ${at}, ${at}, 1, ${lead} from ${days} and ${chance} >= 96`,
    leave_days: `insert into leave_days (user_id, date, half, leave_id, approved)
      select ${person}, d.date, if(i.seq = 0, 'am', 'pm'), ${idOf('BL', number)}, if(d.number > ${last} - 10, 0, 1)
      from seq_0_to_1 as i join ${days} and ${chance} >= 96`,
    obligation_requests: `insert into obligation_requests (id, user_id, work_date, team_id, division_id, kind, note, status, asked_on,
      decided_by, decided_at, decision_note, created_at, version)
      select ${idOf('BQ', number)}, ${person}, d.date, ${team}, ${division(people)}, 'extend', 'The machine stood still.',
      if(d.number > ${last} - 5, 'open', 'declined'), d.date, if(d.number > ${last} - 5, null, ${lead}),
      if(d.number > ${last} - 5, null, ${at}), if(d.number > ${last} - 5, null, 'No.'), ${at}, 1 from ${days} and ${chance} = 95`,
    audit_entries: `insert into audit_entries (id, time, actor_id, action, target_type, target_id, address, hash)
      select floor(d.number / 5) * ${people} + p.seq + 1, ${at}, ${person}, 'session.created', 'session', ${idOf('BS', 'p.seq')},
      '127.0.0.1', sha2(${number}, 256) from ${days} and mod(d.number, 5) = 0`,
    events: `insert into events (id, channel, type, payload, created_at, position, seq)
      select ((d.number - ${last} + ${eventsKept - 1}) * ${people} + p.seq) * ${eventsOfDay} + i.seq + 1, concat('user:', ${person}),
      'report.submitted', '{}', ${at}, ((d.number - ${last} + ${eventsKept - 1}) * ${people} + p.seq) * ${eventsOfDay} + i.seq + 1,
      (d.number - ${last} + ${eventsKept - 1}) * ${eventsOfDay} + i.seq + 1
      from seq_0_to_${eventsOfDay - 1} as i join ${days} and d.number > ${last} - ${eventsKept}`,
    calendar_events: `insert into calendar_events (id, scope, scope_key, title, description, location, search_text, date, end_date,
      created_by, created_at, updated_at, version)
      select ${idOf('BE', number)}, if(mod(p.seq, 10) = 0, 'team', 'personal'), if(mod(p.seq, 10) = 0, ${team}, ${person}), 'Meeting', '',
      '', 'meeting', d.date, d.date, ${person}, ${at}, ${at}, 1 from ${days} and mod(${number}, 20) = 0`,
    delegations: `insert into delegations (id, from_id, to_id, starts_on, ends_on, note, begun_at, ended_at, created_at, version)
      select ${idOf('BG', number)}, ${lead}, ${person}, d.date, timestampadd(day, 2, d.date), '', ${at},
      if(d.number = ${last}, null, timestampadd(day, 3, d.date)), ${at}, 1
      from ${days} and mod(p.seq, 10) = 5 and mod(${last} - d.number, 20) = 0`,
    roster_days: `insert into roster_days (work_date, user_id, team_id, shift_id, deadline, day_offset, grace_minutes, late_window_days,
      remind_minutes, created_at)
      select d.date, ${person}, ${team}, ${shiftOf(division(people))}, '18:00', 0, 15, 3, '[60,15]', ${at}
      from ${days} and d.number > ${last} - ${rosterKept}`,
    webhook_deliveries: `insert into webhook_deliveries (id, webhook_id, position, type, message_id, body, time, state, attempts, status,
      tried_at)
      select ${idOf('BY', number)}, ${idOf('BZ', '0')}, ${number} + 1, 'report.submitted', ${
      idOf('BY', number)
    }, '{}', ${at}, 'delivered', 1,
      200, ${at} from ${days} and d.number > ${last} - ${deliveriesKept}`
  }
}

/** What each person has, and the organisation, once or a few times; and what is changed of what has been filled. */
export function lastOf (people: number, days: string, now: string, later: string): string[] {
  const these = `from seq_0_to_${people - 1} as p`
  const number = `d.number * ${people} + p.seq`
  const before = 'mod((d.number - 1) * 31 + p.seq * 17, 100)'
  const first = (of: string) => idOf('BI', `(${of}) * ${itemsOfReport}`)
  return [
    `insert into invitations (id, email, role, teams, token_hash, invited_by, created_at, expires_at, accepted_at, pending_key)
      select ${idOf('BV', 'p.seq')}, concat('invited', p.seq, '@bench.test'), 'employee', '[]', sha2(p.seq, 256), ${
      idOf('BU', '2')
    }, ${now},
      ${later}, if(mod(p.seq, 20) = 0, null, ${now}), if(mod(p.seq, 20) = 0, concat('invited', p.seq, '@bench.test'), ${
      idOf('BV', 'p.seq')
    })
      ${these}`,
    `insert into api_tokens (id, user_id, name, scopes, token_hash, created_at, expires_at)
      select ${idOf('BA', 'p.seq')}, ${person}, 'bench', '["reports:read"]', sha2(p.seq, 256), ${now}, ${later} ${these}`,
    `insert into push_subscriptions (id, user_id, session_id, endpoint, endpoint_hash, p256dh, auth, server_key, created_at)
      select ${idOf('BP', 'p.seq')}, ${person}, ${
      idOf('BS', 'p.seq')
    }, 'https://push.invalid/', sha2(p.seq, 256), '', '', '', ${now} ${these}`,
    `insert into identities (id, issuer, subject, user_id, linked_at)
      select ${idOf('BJ', 'p.seq')}, 'https://accounts.google.com', p.seq, ${person}, ${now} ${these}`,
    `insert into calendar_feeds (id, user_id, name, include, token_hash, created_at)
      select ${idOf('BQ', 'p.seq')}, ${person}, 'bench', '["event"]', sha2(p.seq, 256), ${now} ${these}`,
    `insert into shifts (id, name, scope_key, deadline, day_offset, grace_minutes, late_window_days, remind_minutes, created_at, updated_at,
      live_key, version)
      select ${shiftOf('id')}, 'Day shift', id, '18:00', 0, 15, 3, '[60,15]', ${now}, ${now}, '', 1 from divisions`,
    `insert into templates (id, scope_key, live_key, name, revision, created_at, version)
      select concat('BM', substr(id, 3)), id, '', 'Shift report', 1, ${now}, 1 from divisions`,
    `insert into template_revisions (template_id, revision, name, required, fields, created_at)
      select concat('BM', substr(id, 3)), 1, 'Shift report', 0, '[]', ${now} from divisions`,
    `insert into holidays (id, date, name, kind, scope_key, created_at, updated_at, live_key, version)
      select ${
      idOf('BH', 'd.number')
    }, date_format(timestampadd(year, 1, d.date), '%Y-%m-%d'), 'Day of the company', 'company', 'org', ${now}, ${now}, '', 1
      from bench_days as d where mod(d.number, 13) = 0 and timestampadd(year, 1, d.date) > ${now}`,
    `insert into webhooks (id, name, url, events, stopped, secret, position, created_at, updated_at, version)
      values (${idOf('BZ', '0')}, 'bench', 'https://hook.invalid/', '["report.submitted"]', 'off', '', 1000000000, ${now}, ${now}, 1)`,
    `insert into event_channels (channel, seq) select channel, max(seq) from events group by channel`,
    `update event_clock set position = (select max(position) from events)`,
    `update audit_head set entry_id = (select max(id) from audit_entries)`,
    `update report_items join (select ${first(number)} as id, ${first(`${number} - ${people}`)} as earlier from ${days}
      and ${chance} < 91 and ${before} < 91 and d.number < ${last} and d.number > ${last} - ${chained}) as chain
      on chain.id = report_items.id set report_items.carried_from_id = chain.earlier`
  ]
}

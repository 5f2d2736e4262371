/** A company with three years behind it, made by the database itself: many rows a statement. */
import type { Connection } from 'mysql2/promise'
import { toDateTime } from '../../../src/database/dialect.ts'
import { addDays, localDate } from '../../../src/rules/time/calendar.ts'
import { weekdayOf } from '../../../src/rules/time/zone.ts'
import { say } from '../report.ts'
import { furtherOf, lastOf } from './further.ts'
import {
  cases,
  chance,
  decidedAt,
  division,
  divisionsOf,
  handedIn,
  idOf,
  item,
  itemsOfReport,
  last,
  lead,
  minute,
  noticesOfDay,
  outcome,
  person,
  team,
  teamSize,
  teamsOf
} from './rows.ts'

const years = 3
const zone = 'Asia/Jakarta'
/** Tables that are filled. */
const atOnce = 4

/**
 * Fills a migrated database that is empty. The last day is today, and nobody has handed in anything for it yet.
 * @param connect to it; a few tables are filled at once, each through a connection of its own.
 */
export async function fill (connect: () => Promise<Connection>, people: number, now: Date, signal: AbortSignal): Promise<void> {
  const within = async <Result>(work: (run: Run) => Promise<Result>) => {
    const connection = await connect()
    try {
      return await work(async (text) => {
        signal.throwIfAborted()
        await connection.query(text)
      })
    } finally {
      await connection.end()
    }
  }
  await within(async (run) => {
    await fillCalendar(run, now)
    await fillPeople(run, people, now)
  })
  const days = `bench_days as d join seq_0_to_${people - 1} as p where 1 = 1`
  const tables = Object.entries({ ...mainOf(people, days), ...furtherOf(people, days) })
  const waiting = tables.values()
  await Promise.all(Array.from({ length: atOnce }, () =>
    within(async (run) => {
      for (const [table, statement] of waiting) {
        const started = performance.now()
        // What one statement puts into an empty table is sorted first, and its indexes are written once.
        await run(statement)
        say(`${people} people: ${table}, ${((performance.now() - started) / 1000).toFixed(0)} s`)
      }
    })))
  await within(async (run) => {
    for (const statement of lastOf(people, days, ...fromNow(now))) await run(statement)
    await run('drop table bench_days')
    // What is not known to have grown is read whole.
    const few = ['users', 'team_members', 'teams', 'divisions', 'person_facts', 'sessions', 'invitations', 'templates', 'shifts']
    await run(`analyze table ${[...few, ...tables.map(([table]) => table)].join(', ')}`)
  })
}

/** As SQL, and a time by which nothing has ended. */
const fromNow = (now: Date) => [`'${toDateTime(now)}'`, `'${toDateTime(new Date(now.getTime() + 4000 * 86_400_000))}'`] as const

type Run = (text: string) => Promise<void>

/** The working days, numbered. */
async function fillCalendar (run: Run, now: Date): Promise<void> {
  const today = localDate(now, zone)
  const dates: string[] = []
  for (let date = addDays(today, -365 * years); date <= today; date = addDays(date, 1)) if (weekdayOf(date) <= 5) dates.push(date)
  await run('create table bench_days (number int primary key, date date not null)')
  await run(`insert into bench_days values ${dates.map((date, number) => `(${number}, '${date}')`).join(', ')}`)
  await run(`insert into ledger_days (work_date, made_at) select date, timestampadd(hour, -7, date) from bench_days`)
}

async function fillPeople (run: Run, people: number, now: Date): Promise<void> {
  const [at, later] = fromNow(now)
  const these = `from seq_0_to_${people - 1} as p`
  const role = `case mod(p.seq, ${teamSize}) when 1 then 'manager' when 2 then 'hr' when 3 then 'admin' else 'employee' end`
  // One manager for each division, three of HR and one admin at most: the others of their kind are employees.
  const few = `p.seq < case mod(p.seq, ${teamSize}) when 1 then ${divisionsOf(people) * teamSize} when 2 then 30 else 10 end`
  await run(`insert into organisation (id, name, time_zone, backdate_days) values (1, 'Bench Apparel', '${zone}', 3)`)
  await run(`insert into divisions (id, name, code, version) select ${idOf('BD', 'seq')}, concat('Division ', seq), concat('D', seq), 1
    from seq_0_to_${divisionsOf(people) - 1}`)
  await run(`insert into teams (id, division_id, name, version)
    select ${idOf('BT', 'seq')}, ${idOf('BD', `mod(seq, ${divisionsOf(people)})`)}, concat('Line ', seq), 1 from seq_0_to_${
    teamsOf(people) - 1
  }`)
  await run(`insert into users (id, email, email_verified_at, name, role, division_id, primary_team_id, created_at, updated_at, version)
    select ${person}, concat('person', p.seq, '@bench.test'), ${at}, concat('Person ', lpad(p.seq, 5, '0')),
    case when ${few} then ${role} else 'employee' end, ${division(people)}, ${team}, ${at}, ${at}, 1 ${these}`)
  await run(`insert into team_members (team_id, user_id, role)
    select ${team}, ${person}, case when mod(p.seq, ${teamSize}) = 0 then 'lead' else 'member' end ${these}`)
  await run(`insert into person_facts (user_id, from_day, division_id, team_id, required, active)
    select ${person}, '2000-01-01', ${division(people)}, ${team}, 1, 1 ${these}`)
  await run(`insert into sessions (id, user_id, created_at, rotated_at, idle_expires_at, expires_at, user_agent, address)
    select ${idOf('BS', 'p.seq')}, ${person}, ${at}, ${at}, ${later}, ${later}, 'bench', '127.0.0.1' ${these}`)
  await run(`insert into schedules (id, scope, scope_key, effective_from, effective_to, days, deadline, day_offset, grace_minutes,
    late_window_days, remind_minutes, created_at, updated_at, deleted_at, live_key, version) values ('${
    'BC'.padEnd(26, '0')
  }', 'org', 'org',
    '2000-01-01', null, '[1,2,3,4,5]', '18:00', 0, 15, 3, '[60,15]', ${at}, ${at}, null, '', 1)`)
}

/** By the table that it fills. @param these the days and people; more conditions may follow. */
function mainOf (people: number, these: string): Record<string, string> {
  const number = `d.number * ${people} + p.seq`
  const report = idOf('BR', number)
  const filed = `${these} and ${chance} < 91 and d.number < ${last}`
  const decided = `d.number < ${last} - 3`
  const ownItems = `from seq_0_to_${itemsOfReport - 1} as i`
  const minutes = '60 + mod(d.number * 3 + p.seq * 5 + i.seq * 7, 60)'
  const status = `case when ${item} = 0 then 'blocked' when ${item} < 3 then 'doing' else 'done' end`
  const sumOf = (what: string) => `(select sum(${what}) ${ownItems})`
  const category = cases('d.number + p.seq * 3 + i.seq', 'sewing', 'cutting', 'packing', 'quality', 'maintenance', 'meetings')
  return {
    obligations:
      `insert into obligations (user_id, work_date, team_id, division_id, schedule_id, deadline_at, grace_until, closes_at, outcome, on_leave,
      inactive, first_submitted_at, late_minutes, made_at)
      select ${person}, d.date, ${team}, ${division(people)}, '${'BC'.padEnd(26, '0')}', timestampadd(hour, 11, d.date),
      timestampadd(minute, 675, d.date), timestampadd(hour, 89, d.date), case when d.number = ${last} then 'due' else ${outcome} end,
      case when ${chance} >= 96 and d.number < ${last} then 1 else 0 end, 0,
      case when ${chance} < 91 and d.number < ${last} then ${handedIn} end,
      case when ${chance} between 82 and 90 and d.number < ${last} then ${minute} + 30 end, timestampadd(hour, -7, d.date) from ${these}`,
    reports:
      `insert into reports (id, user_id, report_date, team_id, division_id, reviewer_id, state, timing, summary, plan_next, mood, fields,
      submitted_at, first_submitted_at, ever_returned, first_decision_at, first_decision_handed_in_at, last_decision, last_decision_by,
      last_decision_at, blockers_raised, items_total, items_done, minutes_total, search_text, created_at, updated_at, version)
      select ${report}, ${person}, d.date, ${team}, ${division(people)}, ${lead}, case when ${decided} then 'approved' else 'submitted' end,
      case when ${chance} < 82 then 'on_time' else 'late' end, 'Attached 180 collars; the thread on machine 12 keeps breaking.',
      'Finish the order of blue shirts.', 1 + mod(${number}, 5), '{}', ${handedIn}, ${handedIn},
      case when ${decided} and ${chance} < 5 then 1 else 0 end, case when ${decided} then ${decidedAt} end,
      case when ${decided} then ${handedIn} end, case when ${decided} then 'approved' end, case when ${decided} then ${lead} end,
      case when ${decided} then ${decidedAt} end, ${sumOf(`${item} = 0`)}, ${itemsOfReport}, ${sumOf(`${item} >= 3`)}, ${sumOf(minutes)},
      concat('attached 180 collars; the thread on machine 12 keeps breaking.', char(10), 'finish the order of blue shirts.', char(10),
        repeat('sewing of collars, cuffs and sleeves for the order of the north ', ${itemsOfReport})), ${handedIn}, ${handedIn}, case when ${decided} then 3 else 2 end from ${filed}`,
    report_items:
      `insert into report_items (id, report_id, position, title, detail, category, category_key, status, progress, minutes, counted_on,
      division_id, team_id, user_id)
      select ${idOf('BI', `(${number}) * ${itemsOfReport} + i.seq`)}, ${report}, i.seq, concat('Collars, order ', 2211 + i.seq), '',
      ${category}, ${category}, ${status}, 100, ${minutes}, d.date, ${division(people)}, ${team}, ${person}
      from seq_0_to_${itemsOfReport - 1} as i join ${filed}`,
    report_history:
      `insert into report_history (id, report_id, division_id, version, began_at, time, actor_id, action, from_state, to_state, changed)
      select ${idOf('BH', `(${number}) * 2 + i.seq`)}, ${report}, ${division(people)}, 2 + i.seq, if(i.seq = 0, ${handedIn}, ${decidedAt}),
      if(i.seq = 0, ${handedIn}, ${decidedAt}), if(i.seq = 0, ${person}, ${lead}), if(i.seq = 0, 'submitted', 'approved'),
      if(i.seq = 0, 'draft', 'submitted'), if(i.seq = 0, 'submitted', 'approved'), '[]'
      from seq_0_to_1 as i join ${filed} and (i.seq = 0 or ${decided})`,
    notices: `insert into notices (id, user_id, type, arguments, target_kind, target_id, actor_id, created_at, read_at)
      select ${idOf('BN', `(${number}) * 10 + i.seq`)}, ${person}, 'report.returned',
      json_object('date', date_format(d.date, '%Y-%m-%d'), 'note', 'Which order?', 'reviewer', 'Person 00000'), 'report', ${report},
      ${lead}, timestampadd(minute, 600 + i.seq, d.date), case when d.number < ${last} - 3 then timestampadd(minute, 700, d.date) end
      from seq_0_to_6 as i join ${these} and i.seq < elt(1 + mod(d.number, 3), ${noticesOfDay.join(', ')})`
  }
}

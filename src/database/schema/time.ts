import type { ColumnType, Generated } from 'kysely'

/** Working days, what is owed for them, and the calendar. */
export interface TimeTables {
  schedules: ScheduleTable
  shifts: ShiftTable
  roster_days: RosterDayTable
  /** What people ask of who leads them: to be excused, or for more time. */
  obligation_requests: ObligationRequestTable
  holidays: HolidayTable
  obligations: ObligationTable
  /** Those that the ledger has been filled for. */
  ledger_days: { work_date: string, made_at: string }
  leaves: LeaveTable
  /** The half-days of what is pending or approved. */
  leave_days: {
    user_id: string,
    date: string,
    half: 'am' | 'pm',
    leave_id: string, /** 1: it excuses. */
    approved: number, /** 1: a working day. */
    worked: Generated<number>
  }
  calendar_events: CalendarEventTable
  calendar_feeds: CalendarFeedTable
}

/** A row that is deleted stays: what a day was judged by is known afterwards too. */
interface Deletable {
  created_at: string
  updated_at: string
  deleted_at: string | null
  /** Empty while it counts, its id once it is deleted. */
  live_key: string
  version: number
}

interface ScheduleTable extends Deletable {
  id: string
  scope: 'org' | 'division' | 'team' | 'user'
  /** `org`, or the id of the division, team or person. */
  scope_key: string
  effective_from: string
  effective_to: string | null
  /** JSON: ISO weekdays. */
  days: string
  /** Local time, `HH:MM`. */
  deadline: string
  day_offset: number
  grace_minutes: number
  late_window_days: number
  /** JSON: minutes before the deadline. */
  remind_minutes: string
}

/** Until when a report is owed, and taken. */
interface HoursColumns<Empty> {
  /** Local time, `HH:MM`. */
  deadline: string | Empty
  day_offset: number | Empty
  grace_minutes: number | Empty
  late_window_days: number | Empty
  /** JSON: minutes before the deadline. */
  remind_minutes: string | Empty
}

interface ShiftTable extends Deletable, HoursColumns<never> {
  id: string
  name: string
  /** `org`, or the id of the division. */
  scope_key: string
}

/** A day of a person in a team, with the hours of its shift; without both it is a day off. */
interface RosterDayTable extends HoursColumns<null> {
  work_date: string
  user_id: string
  team_id: string
  shift_id: string | null
  created_at: string
}

interface HolidayTable extends Deletable {
  id: string
  date: string
  name: string
  kind: 'national' | 'joint_leave' | 'company' | 'workday'
  /** `org`, or the id of the division. */
  scope_key: string
}

/** What a person owes for a day. */
interface ObligationTable {
  user_id: string
  work_date: string
  /** As they were on that day. */
  team_id: string
  division_id: string
  /** Which one decided: a schedule, or the shift of a roster. */
  schedule_id: string
  /** The working day out of turn that it is, if it is. */
  holiday_id: string | null
  deadline_at: string
  grace_until: string
  closes_at: string
  /** Once its window has closed what is due is missed, whether it says so here yet or not. */
  outcome: 'due' | 'on_time' | 'late' | 'missed' | 'excused'
  /** 1: excused so. Each reason is kept by itself. */
  on_leave: number
  inactive: number
  /** Null while nobody has excused it. */
  excused_at: string | null
  excused_by: string | null
  /** In whose place they did. */
  excused_for: string | null
  excuse_note: string | null
  /** Null where it is taken for no longer than the schedule says. */
  extended_at: ColumnType<string | null, string | null | undefined, string | null>
  extended_by: ColumnType<string | null, string | null | undefined, string | null>
  /** In whose place. */
  extended_for: ColumnType<string | null, string | null | undefined, string | null>
  extension_note: ColumnType<string | null, string | null | undefined, string | null>
  first_submitted_at: string | null
  late_minutes: number | null
  reminded_at: string | null
  made_at: string
  /** When something is next to be done about it; null where nothing is. */
  next_at: ColumnType<string | null, string | null | undefined, string | null>
  /** JSON array: how long before the deadline its schedule reminds of it. */
  remind_minutes: Generated<string>
}

interface ObligationRequestTable {
  id: string
  user_id: string
  work_date: string
  /** Of the day that is owed. */
  team_id: string
  division_id: string
  kind: 'extend' | 'excuse'
  note: string
  status: 'open' | 'granted' | 'declined' | 'withdrawn'
  /** The day on which it was asked, in the organisation. */
  asked_on: string
  decided_by: string | null
  decided_at: string | null
  decision_note: string | null
  created_at: string
  version: number
}

interface LeaveTable {
  id: string
  user_id: string
  /** As they were when it was asked for; null for none. */
  team_id: string | null
  division_id: string | null
  kind: 'annual' | 'sick' | 'permit' | 'maternity' | 'unpaid' | 'other'
  start_date: string
  end_date: string
  part: 'full' | 'am' | 'pm'
  /** Of working days alone. */
  half_days: number
  status: 'pending' | 'approved' | 'rejected' | 'cancelled'
  note: string
  decided_by: string | null
  decided_at: string | null
  decision_note: string
  created_at: string
  updated_at: string
  version: number
  /** Who is asked to decide; null for HR. */
  decider_id: ColumnType<string | null, string | null | undefined, string | null>
  on_behalf_of: ColumnType<string | null, undefined, string | null>
  /** Who is to stand in meanwhile, and the delegation that came of it. */
  substitute_id: ColumnType<string | null, string | null | undefined, string | null>
  delegation_id: ColumnType<string | null, undefined, string | null>
}

interface CalendarEventTable {
  id: string
  scope: 'personal' | 'team' | 'division' | 'org'
  /** The person, team or division; `org` for all. */
  scope_key: string
  title: string
  description: string
  location: string
  /** Folded: all three. */
  search_text: string | null
  /** Local, both included; of timed ones those of the beginning and the end. */
  date: string
  end_date: string
  /** Null all day long. */
  starts_at: string | null
  ends_at: string | null
  created_by: string
  created_at: string
  updated_at: string
  version: number
}

/** The address by which another program reads a person's calendar. */
interface CalendarFeedTable {
  id: string
  user_id: string
  name: string
  /** JSON: kinds. */
  include: string
  /** SHA-256 of the token, in hexadecimal. */
  token_hash: string
  created_at: string
  last_used_at: string | null
}

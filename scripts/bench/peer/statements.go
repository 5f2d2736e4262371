package main

import (
	"database/sql"
	"fmt"
)

// statements are prepared once: what goes with parameters and without that takes three round trips each time.
type statements struct {
	session, newest                                                                            *sql.Stmt
	dashboard, rules, obligation, facts, holidaysOn, leaveOn, template, counted, written, runs *sql.Stmt
	open, returned, blockers, divisions, holidays, events, leaves, activity                    *sql.Stmt
	byDate, owed, schedules, holidaysAbout, roster, primary, leads                             *sql.Stmt
	insertReport, insertItems, insertHistory, report, items, insertEvent, comments, raise      *sql.Stmt
	clock, unsequenced, channel, place, moveChannel, newChannel, moveClock                     *sql.Stmt
}

func (s *statements) prepare(db *sql.DB) error {
	for target, text := range map[**sql.Stmt]string{
		&s.session: `select sessions.id, users.id, users.email, users.name, users.role, users.division_id, teams.id, teams.name,
			team_members.role, exists (select delegations.id from delegations where delegations.to_id = users.id and ended_at is null
			and ends_on >= ? and starts_on <= ?) from sessions inner join users on users.id = sessions.user_id
			left join team_members on team_members.user_id = users.id left join teams on teams.id = team_members.team_id
			where sessions.id = ? and sessions.revoked_at is null and sessions.expires_at > ? and sessions.idle_expires_at > ?
			and users.disabled_at is null order by teams.name`,
		&s.newest: `select notices.id, type, arguments, created_at, read_at, user_settings.locale from notices
			left join user_settings on user_settings.id = notices.user_id where user_id = ? order by created_at desc, notices.id desc limit 100`,

		&s.dashboard: `select (select count(*) from notices where user_id = users.id and read_at is null),
			(select id from reports where user_id = users.id and report_date = ?),
			(select state from reports where user_id = users.id and report_date = ?) from users where id = ?`,
		&s.rules:      `select time_zone, backdate_days, review_required from organisation`,
		&s.obligation: `select * from obligations where work_date = ? and user_id = ?`,
		&s.facts:      `select * from person_facts where user_id = ? and from_day <= ? order by from_day`,
		&s.holidaysOn: `select id, date, name, kind, scope_key, version from holidays where live_key = '' and date = ?`,
		&s.leaveOn: `select leaves.*, users.name from leaves inner join users on users.id = leaves.user_id
			inner join leave_days on leave_days.leave_id = leaves.id where leave_days.user_id = ? and leave_days.date = ?
			and leave_days.approved = 1 order by leave_days.half`,
		&s.template: `select templates.id, templates.scope_key, template_revisions.name, template_revisions.fields from templates
			inner join template_revisions on template_revisions.template_id = templates.id
			where template_revisions.revision = templates.revision and templates.live_key = '' and templates.scope_key in ('org', ?)`,
		&s.counted: `select outcome, late_minutes, count(*) from obligations where work_date >= ? and work_date <= ? and user_id = ?
			and grace_until < ? group by 1, 2`,
		&s.written: `select count(*), sum(items_total), sum(items_done), sum(blockers_raised), sum(minutes_total) from reports
			where report_date >= ? and report_date <= ? and user_id = ? and state <> 'draft' group by user_id`,
		&s.runs: `select max(length) as best, max(case when run = newest then length else 0 end) as current from (select user_id, run,
			max(run) over (partition by user_id) as newest, sum(case when outcome = 'on_time' then 1 else 0 end) as length
			from (select user_id, outcome, sum(case when outcome = 'on_time' then 0 else 1 end) over (partition by user_id
			order by work_date) as run from obligations where user_id = ? and outcome <> 'excused'
			and not (outcome = 'due' and closes_at > ?)) as judged group by user_id, run) as runs group by user_id`,
		&s.open:      `select * from obligations where user_id = ? and first_submitted_at is null and closes_at > ? order by work_date`,
		&s.returned:  `select id, report_date from reports where user_id = ? and state = 'returned' order by report_date`,
		&s.blockers:  `select count(*) from blockers where status = 'open' and (user_id = ? or owner_id = ?)`,
		&s.divisions: `select distinct division_id from teams where id = ?`,
		&s.holidays: `select id, date, name, scope_key, updated_at from holidays where live_key = '' and date >= ? and date <= ?
			and scope_key in ('org', ?) order by date, id limit 5`,
		&s.events: `select calendar_events.*, teams.division_id from calendar_events
			left join teams on scope = 'team' and teams.id = scope_key where (scope <> 'team' or teams.id is not null) and date >= ?
			and date <= ? and end_date >= ? and (scope = 'org' or (scope = 'division' and scope_key = ?) or (scope = 'team' and scope_key = ?)
			or (scope = 'person' and scope_key = ?)) order by date, calendar_events.id limit 5`,
		&s.leaves: `select leaves.*, users.name from leaves inner join users on users.id = leaves.user_id where start_date >= ?
			and start_date <= ? and end_date >= ? and status in ('pending', 'approved') and (user_id = ? or (status = 'pending'
			and decider_id = ?) or (status = 'approved' and team_id = ?)) order by start_date, leaves.id limit 5`,
		&s.activity: `select report_history.id, time, action, actor_id, actor.name, report_id, report_date, author.name from report_history
			inner join reports on reports.id = report_id left join users as author on author.id = reports.user_id
			left join users as actor on actor.id = actor_id
			where action in ('submitted', 'withdrawn', 'approved', 'auto_approved', 'returned', 'reopened') and reports.user_id = ?
			and report_date >= ? order by time desc, report_history.id desc limit 10`,

		&s.byDate: `select id from reports where user_id = ? and report_date = ?`,
		&s.owed:   `select * from obligations where user_id = ? and work_date = ? for update`,
		&s.schedules: `select id, scope, scope_key, days, deadline, day_offset, grace_minutes, late_window_days from schedules
			where effective_from <= ? and coalesce(effective_to, ?) >= ?`,
		&s.holidaysAbout: `select id, date, kind, scope_key from holidays where date >= ? and date <= ?`,
		&s.roster:        `select * from roster_days where work_date >= ? and work_date <= ? and user_id = ?`,
		&s.primary:       `select teams.id, teams.division_id from users inner join teams on teams.id = primary_team_id where users.id = ?`,
		&s.leads: `select users.id, users.name from team_members inner join users on users.id = team_members.user_id where team_id = ?
			and team_members.role = 'lead' and disabled_at is null order by users.name, users.id`,
		&s.insertReport: `insert into reports (id, user_id, report_date, team_id, division_id, reviewer_id, state, summary, plan_next, mood,
			fields, items_total, items_done, minutes_total, search_text, created_at, updated_at, version)
			values (?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
		&s.insertItems: `insert into report_items (id, report_id, position, title, detail, category, category_key, status, progress, minutes,
			quantity, unit, division_id, team_id, user_id) values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
			(?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		&s.insertHistory: `insert into report_history (id, report_id, version, began_at, time, actor_id, action, to_state, changed)
			values (?, ?, 1, ?, ?, ?, 'created', 'draft', '[]')`,
		&s.report: `select reports.id, reports.user_id, users.name, team_id, reports.division_id, reviewer_id, report_date, state, timing,
			summary, plan_next, mood, template_id, template_revision, fields, submitted_at, comments_count, files_count,
			reports.created_at, reports.updated_at, reports.version from reports left join users on users.id = reports.user_id
			left join users as filer on filer.id = reports.filed_by_id left join users as decider on decider.id = reports.last_decision_by
			left join users as represented on represented.id = reports.last_decision_for where reports.id = ?`,
		&s.items: `select id, title, detail, category, status, progress, minutes, quantity, unit, carried_from_id from report_items
			where report_id = ? order by report_id, position`,
		&s.insertEvent: `insert into events (channel, type, payload, cause, created_at) values (?, ?, ?, ?, ?)`,
		&s.comments:    `select id from report_comments where report_id = ? and author_id <> ? limit 1`,
		&s.raise: `insert into change_numbers (name, number) values (?, 1), (?, 1), (?, 1), (?, 1), (?, 1)
			on duplicate key update number = number + 1`,

		&s.clock:       `select position from event_clock where id = 1 for update`,
		&s.unsequenced: `select id, channel, type, payload, cause, created_at from events where position is null order by id limit 500`,
		&s.channel:     `select seq from event_channels where channel = ?`,
		&s.place:       `update events set position = ?, seq = ? where id = ?`,
		&s.moveChannel: `update event_channels set seq = ? where channel = ?`,
		&s.newChannel:  `insert into event_channels (seq, channel) values (?, ?)`,
		&s.moveClock:   `update event_clock set position = ? where id = 1`,
	} {
		prepared, err := db.Prepare(text)
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		*target = prepared
	}
	return nil
}

// asks is a database or a transaction of it.
type asks func(*sql.Stmt) *sql.Stmt

func within(tx *sql.Tx) asks { return tx.Stmt }

func outside(stmt *sql.Stmt) *sql.Stmt { return stmt }

// none asks for what the company of the benchmark has nothing of.
func none(ask asks, stmt *sql.Stmt, arguments ...interface{}) error {
	rows, err := ask(stmt).Query(arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		columns, _ := rows.Columns()
		return fmt.Errorf("there is a row with %v, which this program does not answer for", columns)
	}
	return rows.Err()
}

package main

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

type notification struct {
	Id        string  `json:"id"`
	Title     string  `json:"title"`
	Body      string  `json:"body"`
	CreatedAt string  `json:"createdAt"`
	Read      bool    `json:"read"`
	ReadAt    *string `json:"readAt,omitempty"`
}

type submitted struct {
	Authors []string `json:"authors"`
	Count   int      `json:"count"`
	Date    string   `json:"date"`
	Excerpt string   `json:"excerpt"`
}

func (s *server) notifications(c *gin.Context) {
	viewer := c.MustGet("person").(*person)
	rows, err := s.says.newest.Query(viewer.Id)
	if err != nil {
		failed(c, err)
		return
	}
	defer rows.Close()
	all := make([]notification, 0, 100)
	for rows.Next() {
		var one notification
		var kind, createdAt string
		var arguments sql.RawBytes
		var readAt, locale *string
		if err := rows.Scan(&one.Id, &kind, &arguments, &createdAt, &readAt, &locale); err != nil {
			failed(c, err)
			return
		}
		var about submitted
		if err := json.Unmarshal(arguments, &about); err != nil {
			failed(c, err)
			return
		}
		day, err := time.Parse("2006-01-02", about.Date)
		if err != nil {
			failed(c, err)
			return
		}
		one.Title = about.Authors[0] + " submitted the report of " + day.Format("2 January 2006")
		one.Body = about.Excerpt
		one.CreatedAt = timestamp(createdAt)
		one.Read = readAt != nil
		if readAt != nil {
			text := timestamp(*readAt)
			one.ReadAt = &text
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		failed(c, err)
		return
	}
	c.Header("X-Realtime-Position", "0")
	answer(c, http.StatusOK, all)
}

type rules struct {
	zone           string
	backdateDays   int
	reviewRequired bool
}

func (s *server) readRules(ask asks) (rules, error) {
	var read rules
	err := ask(s.says.rules).QueryRow().Scan(&read.zone, &read.backdateDays, &read.reviewRequired)
	return read, err
}

type summary struct {
	User                person    `json:"user"`
	Permissions         []string  `json:"permissions"`
	NotificationsUnread int       `json:"notificationsUnread"`
	Today               today     `json:"today"`
	Week                week      `json:"week"`
	Streak              streak    `json:"streak"`
	NeedsAction         []object  `json:"needsAction"`
	OpenBlockers        int       `json:"openBlockers"`
	Upcoming            []object  `json:"upcoming"`
	RecentActivity      []object  `json:"recentActivity"`
	Team                *struct{} `json:"team"`
	ServerTime          string    `json:"serverTime"`
	Timezone            string    `json:"timezone"`
}

type today struct {
	Date        string  `json:"date"`
	ReportId    *string `json:"reportId"`
	ReportState *string `json:"reportState"`
	TemplateId  *string `json:"templateId"`
	Owed        bool    `json:"owed"`
	Outcome     *string `json:"outcome"`
	DeadlineAt  *string `json:"deadlineAt"`
	ClosesAt    *string `json:"closesAt"`
	Holiday     *object `json:"holiday"`
	Leave       *object `json:"leave"`
}

type week struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Expected int    `json:"expected"`
	OnTime   int    `json:"onTime"`
	Late     int    `json:"late"`
	Missed   int    `json:"missed"`
	Excused  int    `json:"excused"`
	Minutes  int    `json:"minutes"`
}

type streak struct {
	Current int `json:"current"`
	Best    int `json:"best"`
}

func (s *server) summary(c *gin.Context) {
	viewer := c.MustGet("person").(*person)
	read, err := s.readSummary(viewer, time.Now())
	if err != nil {
		failed(c, err)
		return
	}
	c.Header("X-Realtime-Position", "0")
	answer(c, http.StatusOK, read)
}

func (s *server) readSummary(viewer *person, now time.Time) (*summary, error) {
	says := s.says
	rules, err := s.readRules(outside)
	if err != nil {
		return nil, err
	}
	local := now.In(s.zone)
	date, at := local.Format("2006-01-02"), dateTime(now)
	monday := addDays(date, -(int(local.Weekday())+6)%7)
	read := &summary{
		User:           *viewer,
		Permissions:    []string{"analytics.export"},
		Today:          today{Date: date},
		Week:           week{From: monday, To: addDays(monday, 6)},
		NeedsAction:    []object{},
		Upcoming:       []object{},
		RecentActivity: []object{},
		ServerTime:     timestamp(at),
		Timezone:       rules.zone,
	}
	row := says.dashboard.QueryRow(date, date, viewer.Id)
	if err := row.Scan(&read.NotificationsUnread, &read.Today.ReportId, &read.Today.ReportState); err != nil {
		return nil, err
	}
	var handedIn, items, done, blocked int
	row = says.written.QueryRow(read.Week.From, read.Week.To, viewer.Id)
	if err := row.Scan(&handedIn, &items, &done, &blocked, &read.Week.Minutes); err != nil && err != sql.ErrNoRows {
		return nil, err
	}
	if err := says.runs.QueryRow(viewer.Id, at).Scan(&read.Streak.Best, &read.Streak.Current); err != nil && err != sql.ErrNoRows {
		return nil, err
	}
	if err := says.blockers.QueryRow(viewer.Id, viewer.Id).Scan(&read.OpenBlockers); err != nil {
		return nil, err
	}
	var division string
	team := viewer.Teams[0].Id
	if err := says.divisions.QueryRow(team).Scan(&division); err != nil {
		return nil, err
	}
	last, yearAgo := addDays(date, 30), addDays(date, -365)
	for _, each := range []struct {
		stmt      *sql.Stmt
		arguments []interface{}
	}{
		{says.obligation, []interface{}{date, viewer.Id}},
		{says.facts, []interface{}{viewer.Id, date}},
		{says.holidaysOn, []interface{}{date}},
		{says.leaveOn, []interface{}{viewer.Id, date}},
		{says.template, []interface{}{*viewer.DivisionId}},
		{says.counted, []interface{}{read.Week.From, read.Week.To, viewer.Id, at}},
		{says.open, []interface{}{viewer.Id, at}},
		{says.returned, []interface{}{viewer.Id}},
		{says.holidays, []interface{}{date, last, division}},
		{says.events, []interface{}{yearAgo, last, date, division, team, viewer.Id}},
		{says.leaves, []interface{}{yearAgo, last, date, viewer.Id, viewer.Id, team}},
		{says.activity, []interface{}{viewer.Id, addDays(date, -30)}},
	} {
		if err := none(outside, each.stmt, each.arguments...); err != nil {
			return nil, err
		}
	}
	return read, nil
}

package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

type newReport struct {
	ReportDate string                 `json:"reportDate" binding:"required,len=10"`
	Summary    string                 `json:"summary" binding:"max=10000"`
	PlanNext   string                 `json:"planNext" binding:"max=10000"`
	Mood       *int                   `json:"mood" binding:"omitempty,min=1,max=5"`
	Fields     map[string]interface{} `json:"fields"`
	Items      []newItem              `json:"items" binding:"len=2,dive"`
}

type newItem struct {
	Title    string   `json:"title" binding:"required,max=200"`
	Detail   string   `json:"detail" binding:"max=4000"`
	Category *string  `json:"category"`
	Status   string   `json:"status" binding:"oneof=todo doing done blocked"`
	Progress int      `json:"progress" binding:"min=0,max=100"`
	Minutes  int      `json:"minutes" binding:"min=0,max=1440"`
	Quantity *float64 `json:"quantity"`
	Unit     *string  `json:"unit"`
}

type report struct {
	Id               string          `json:"id"`
	UserId           string          `json:"userId"`
	Author           author          `json:"author"`
	TeamId           string          `json:"teamId"`
	DivisionId       string          `json:"divisionId"`
	ReviewerId       *string         `json:"reviewerId"`
	FiledBy          *author         `json:"filedBy"`
	ReportDate       string          `json:"reportDate"`
	State            string          `json:"state"`
	Timing           *string         `json:"timing"`
	Summary          string          `json:"summary"`
	PlanNext         string          `json:"planNext"`
	Mood             *int            `json:"mood"`
	TemplateId       *string         `json:"templateId"`
	TemplateRevision *int            `json:"templateRevision"`
	Fields           json.RawMessage `json:"fields"`
	Items            []item          `json:"items"`
	SubmittedAt      *string         `json:"submittedAt"`
	LastDecision     *string         `json:"lastDecision"`
	CommentsCount    int             `json:"commentsCount"`
	FilesCount       int             `json:"filesCount"`
	CreatedAt        string          `json:"createdAt"`
	UpdatedAt        string          `json:"updatedAt"`
	Version          int             `json:"version"`
	Can              *can            `json:"can,omitempty"`
}

type author struct {
	Id        string  `json:"id"`
	Name      string  `json:"name"`
	AvatarUrl *string `json:"avatarUrl"`
}

type item struct {
	Id            string   `json:"id"`
	Title         string   `json:"title"`
	Detail        string   `json:"detail"`
	Category      *string  `json:"category"`
	Status        string   `json:"status"`
	Progress      int      `json:"progress"`
	Minutes       int      `json:"minutes"`
	Quantity      *float64 `json:"quantity"`
	Unit          *string  `json:"unit"`
	CarriedFromId *string  `json:"carriedFromId"`
}

type can struct {
	Edit     bool `json:"edit"`
	Submit   bool `json:"submit"`
	Withdraw bool `json:"withdraw"`
	Delete   bool `json:"delete"`
	Review   bool `json:"review"`
	Reopen   bool `json:"reopen"`
}

var (
	errThere  = errors.New("there is a report of that date")
	errTooOld = errors.New("the date is too far away")
)

func (s *server) createReport(c *gin.Context) {
	viewer := c.MustGet("person").(*person)
	var body newReport
	if err := c.ShouldBindJSON(&body); err != nil {
		refuse(c, http.StatusUnprocessableEntity, "VALIDATION_FAILED")
		return
	}
	tx, err := s.db.Begin()
	if err != nil {
		failed(c, err)
		return
	}
	defer tx.Rollback()
	made, err := s.insertReport(within(tx), viewer, &body, time.Now(), c.GetString("id"))
	if err == nil {
		err = tx.Commit()
	}
	switch {
	case err == errThere:
		refuse(c, http.StatusConflict, "DUPLICATE")
	case err == errTooOld:
		refuse(c, http.StatusUnprocessableEntity, "RULE_REFUSED")
	case err != nil:
		failed(c, err)
	default:
		select {
		case s.wake <- struct{}{}:
		default:
		}
		answer(c, http.StatusCreated, made)
	}
}

func (s *server) insertReport(ask asks, viewer *person, body *newReport, now time.Time, cause string) (*report, error) {
	says, date := s.says, body.ReportDate
	var existing string
	if err := ask(says.byDate).QueryRow(viewer.Id, date).Scan(&existing); err != sql.ErrNoRows {
		if err == nil {
			err = errThere
		}
		return nil, err
	}
	rules, err := s.readRules(ask)
	if err != nil {
		return nil, err
	}
	day := now.In(s.zone).Format("2006-01-02")
	if date < addDays(day, -rules.backdateDays) || date > addDays(day, 1) {
		return nil, errTooOld
	}
	for _, each := range []struct {
		stmt      *sql.Stmt
		arguments []interface{}
	}{
		{says.owed, []interface{}{viewer.Id, date}},
		{says.schedules, []interface{}{date, date, date}},
		{says.holidaysAbout, []interface{}{date, date}},
		{says.roster, []interface{}{date, date, viewer.Id}},
		{says.facts, []interface{}{viewer.Id, date}},
		{says.template, []interface{}{*viewer.DivisionId}},
	} {
		if err := none(ask, each.stmt, each.arguments...); err != nil {
			return nil, err
		}
	}
	var team, division, lead, leadName string
	if err := ask(says.primary).QueryRow(viewer.Id).Scan(&team, &division); err != nil {
		return nil, err
	}
	if err := ask(says.leads).QueryRow(team).Scan(&lead, &leadName); err != nil {
		return nil, err
	}
	made, err := s.write(ask, viewer, body, [3]string{team, division, lead}, now)
	if err != nil {
		return nil, err
	}
	payload, err := json.Marshal(made)
	if err != nil {
		return nil, err
	}
	if _, err := ask(says.insertEvent).Exec("user:"+viewer.Id, "report.created", payload, cause, dateTime(now)); err != nil {
		return nil, err
	}
	if err := none(ask, says.comments, made.Id, viewer.Id); err != nil {
		return nil, err
	}
	made.Can = &can{Edit: true, Submit: true, Delete: true}
	_, err = ask(says.raise).Exec("day:"+date+":"+division, "division:"+division, "team:"+team, "user:"+lead, "user:"+viewer.Id)
	return made, err
}

func (s *server) write(ask asks, viewer *person, body *newReport, place [3]string, now time.Time) (*report, error) {
	says, at, id := s.says, dateTime(now), newId(now)
	team, division, lead := place[0], place[1], place[2]
	fields, err := json.Marshal(body.Fields)
	if err != nil {
		return nil, err
	}
	done, minutes, words := 0, 0, []string{body.Summary, body.PlanNext}
	var cells []interface{}
	for _, each := range body.Items {
		if each.Status == "done" {
			done++
		}
		minutes += each.Minutes
		words = append(words, each.Title)
		var key *string
		if each.Category != nil {
			lower := strings.ToLower(*each.Category)
			key = &lower
		}
		cells = append(cells, newId(now), id, each.Title, each.Detail, each.Category, key, each.Status, each.Progress, each.Minutes,
			each.Quantity, each.Unit, division, team, viewer.Id)
	}
	text := strings.ToLower(strings.Join(words, "\n"))
	_, err = ask(says.insertReport).Exec(id, viewer.Id, body.ReportDate, team, division, lead, body.Summary, body.PlanNext, body.Mood, fields,
		len(body.Items), done, minutes, text, at, at)
	if err != nil {
		return nil, err
	}
	if _, err := ask(says.insertItems).Exec(cells...); err != nil {
		return nil, err
	}
	if _, err := ask(says.insertHistory).Exec(newId(now), id, at, at, viewer.Id); err != nil {
		return nil, err
	}
	return s.readReport(ask, id)
}

func (s *server) readReport(ask asks, id string) (*report, error) {
	var read report
	err := ask(s.says.report).QueryRow(id).Scan(&read.Id, &read.UserId, &read.Author.Name, &read.TeamId, &read.DivisionId, &read.ReviewerId,
		&read.ReportDate, &read.State, &read.Timing, &read.Summary, &read.PlanNext, &read.Mood, &read.TemplateId, &read.TemplateRevision,
		&read.Fields, &read.SubmittedAt, &read.CommentsCount, &read.FilesCount, &read.CreatedAt, &read.UpdatedAt, &read.Version)
	if err != nil {
		return nil, err
	}
	read.Author.Id = read.UserId
	read.CreatedAt, read.UpdatedAt = timestamp(read.CreatedAt), timestamp(read.UpdatedAt)
	rows, err := ask(s.says.items).Query(id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one item
		err := rows.Scan(&one.Id, &one.Title, &one.Detail, &one.Category, &one.Status, &one.Progress, &one.Minutes, &one.Quantity, &one.Unit,
			&one.CarriedFromId)
		if err != nil {
			return nil, err
		}
		read.Items = append(read.Items, one)
	}
	return &read, rows.Err()
}

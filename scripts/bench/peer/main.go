// The stack that was planned first, as far as the benchmark asks it: Gin, go-sql-driver and JWT on the tables of the service. It answers
// four operations for the people of the benchmark's company, with the service's statements, each asked once and kept prepared; what the
// company has nothing of (schedules, holidays, leaves, ...) it asks for all the same, and refuses to answer where there is something.
// With -bare it leaves out all that is not the operation or the check of session and rights: see edge.go.
package main

import (
	"database/sql"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	_ "github.com/go-sql-driver/mysql"
)

type server struct {
	db     *sql.DB
	issuer string
	origin string
	key    []byte
	keyId  string
	zone   *time.Location
	says   statements
	wake   chan struct{}
}

type object = map[string]interface{}

func main() {
	address := flag.String("addr", "127.0.0.1:0", "where it listens")
	dsn := flag.String("dsn", "", "as go-sql-driver has it")
	issuer := flag.String("issuer", "", "who signs the tokens, and whom they are for")
	keyId := flag.String("kid", "", "the name of the key that they are signed with")
	key := flag.String("key", "", "that key")
	origin := flag.String("origin", "", "whose pages may ask")
	connections := flag.Int("connections", 10, "to the database, at most")
	bare := flag.Bool("bare", false, "without what the edge adds")
	flag.Parse()

	db, err := sql.Open("mysql", *dsn)
	check(err)
	db.SetMaxOpenConns(*connections)
	db.SetMaxIdleConns(*connections)
	check(db.Ping())
	zone, err := time.LoadLocation("Asia/Jakarta")
	check(err)
	s := &server{db: db, issuer: *issuer, origin: *origin, key: []byte(*key), keyId: *keyId, zone: zone, wake: make(chan struct{}, 1)}
	check(s.says.prepare(db))
	if !*bare {
		go s.sequence()
	}

	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.RecoveryWithWriter(io.Discard))
	if !*bare {
		router.Use(s.edge(newLimits()))
	}
	router.GET("/healthz", func(c *gin.Context) { answer(c, http.StatusOK, object{"status": "ok"}) })
	signedIn := router.Group("/api/v1", s.session(*bare))
	signedIn.GET("/notifications", s.notifications)
	signedIn.GET("/me/summary", s.summary)
	signedIn.POST("/reports", s.createReport)
	check(http.ListenAndServe(*address, router))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func answer(c *gin.Context, status int, data interface{}) {
	c.JSON(status, envelope{Ok: true, Data: data})
}

type envelope struct {
	Ok    bool        `json:"ok"`
	Data  interface{} `json:"data"`
	Error *fault      `json:"error"`
}

type fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func refuse(c *gin.Context, status int, code string) {
	c.AbortWithStatusJSON(status, envelope{Error: &fault{Code: code, Message: http.StatusText(status)}})
}

// failed answers what went wrong, and says it.
func failed(c *gin.Context, err error) {
	log.Print(err)
	refuse(c, http.StatusInternalServerError, "INTERNAL")
}

func dateTime(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05.000") }

// timestamp makes RFC 3339 of a time as the database has it.
func timestamp(text string) string {
	if len(text) == 19 {
		text += ".000"
	}
	return text[:10] + "T" + text[11:] + "Z"
}

func addDays(date string, days int) string {
	at, err := time.Parse("2006-01-02", date)
	if err != nil {
		panic(fmt.Errorf("%q is no date: %w", date, err))
	}
	return at.AddDate(0, 0, days).Format("2006-01-02")
}

package main

import (
	"bytes"
	"crypto/rand"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt"
)

const perMinute = 100000000

// edge does what the service does about each request: its id, the headers of security, CORS, the limit of requests.
func (s *server) edge(limits *limits) gin.HandlerFunc {
	return func(c *gin.Context) {
		header := c.Writer.Header()
		id := newId(time.Now())
		c.Set("id", id)
		header.Set("X-Request-Id", id)
		header.Set("Vary", "Origin")
		header.Set("Access-Control-Allow-Credentials", "true")
		header.Set("Access-Control-Expose-Headers", "X-Request-Id, X-Realtime-Position, Retry-After, Idempotency-Replayed, ETag")
		if c.Request.Header.Get("Origin") == s.origin {
			header.Set("Access-Control-Allow-Origin", s.origin)
		}
		header.Set("Content-Security-Policy", "default-src 'none';frame-ancestors 'none'")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-site")
		header.Set("Origin-Agent-Cluster", "?1")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Dns-Prefetch-Control", "off")
		header.Set("X-Download-Options", "noopen")
		header.Set("X-Frame-Options", "SAMEORIGIN")
		header.Set("X-Permitted-Cross-Domain-Policies", "none")
		header.Set("X-Xss-Protection", "0")
		if !strings.HasPrefix(c.Request.URL.Path, "/api/") {
			return
		}
		header.Set("Cache-Control", "no-store")
		if !limits.allow(c.Request.RemoteAddr, time.Now()) {
			refuse(c, http.StatusTooManyRequests, "RATE_LIMITED")
		}
	}
}

// limits counts the requests of each address in this minute.
type limits struct {
	sync.Mutex
	minute int64
	counts map[string]int
}

func newLimits() *limits { return &limits{counts: map[string]int{}} }

func (l *limits) allow(remote string, now time.Time) bool {
	host, _, _ := net.SplitHostPort(remote)
	minute := now.Unix() / 60
	l.Lock()
	defer l.Unlock()
	if minute != l.minute {
		l.minute, l.counts = minute, map[string]int{}
	}
	l.counts[host]++
	return l.counts[host] <= perMinute
}

type person struct {
	Id         string       `json:"id"`
	Email      string       `json:"email"`
	Name       string       `json:"name"`
	Role       string       `json:"role"`
	DivisionId *string      `json:"divisionId"`
	Teams      []teamOfUser `json:"teams"`
}

type teamOfUser struct {
	Id   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
}

type claims struct {
	jwt.StandardClaims
	Session string `json:"sid"`
}

// session finds out who asks: the token's signature and times, then in the database whether its session is live, and whose it is.
func (s *server) session(bare bool) gin.HandlerFunc {
	parser := jwt.Parser{ValidMethods: []string{"HS256"}}
	return func(c *gin.Context) {
		token := ""
		if authorization := c.Request.Header.Get("Authorization"); authorization != "" {
			token = strings.TrimPrefix(authorization, "Bearer ")
		} else if cookie, err := c.Request.Cookie("access_token"); err == nil {
			token = cookie.Value
			if c.Request.Method != http.MethodGet && c.Request.Header.Get("Origin") != s.origin {
				refuse(c, http.StatusForbidden, "FORBIDDEN")
				return
			}
		}
		var known claims
		parsed, err := parser.ParseWithClaims(token, &known, func(token *jwt.Token) (interface{}, error) { return s.key, nil })
		if err != nil || !parsed.Valid || known.Issuer != s.issuer || known.Audience != s.issuer || parsed.Header["kid"] != s.keyId {
			refuse(c, http.StatusUnauthorized, "UNAUTHENTICATED")
			return
		}
		found, err := s.findSession(known.Session, time.Now())
		if err != nil {
			failed(c, err)
			return
		}
		if found == nil || found.Id != known.Subject {
			refuse(c, http.StatusUnauthorized, "UNAUTHENTICATED")
			return
		}
		c.Set("person", found)
	}
}

func (s *server) findSession(id string, now time.Time) (*person, error) {
	at := dateTime(now)
	rows, err := s.says.session.Query(dateTime(now.AddDate(0, 0, -1))[:10], dateTime(now.AddDate(0, 0, 1))[:10], id, at, at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found *person
	for rows.Next() {
		var one person
		var session string
		var team, teamName, teamRole *string
		var standsIn bool
		err := rows.Scan(&session, &one.Id, &one.Email, &one.Name, &one.Role, &one.DivisionId, &team, &teamName, &teamRole, &standsIn)
		if err != nil {
			return nil, err
		}
		if found == nil {
			found = &one
			found.Teams = []teamOfUser{}
		}
		if team != nil {
			found.Teams = append(found.Teams, teamOfUser{*team, *teamName, *teamRole})
		}
	}
	return found, rows.Err()
}

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var pool = struct {
	sync.Mutex
	bytes.Buffer
}{}

// newId makes a ULID.
func newId(now time.Time) string {
	var id [26]byte
	at := now.UnixMilli()
	for index := 9; index >= 0; index-- {
		id[index] = letters[at&31]
		at >>= 5
	}
	pool.Lock()
	if pool.Len() < 16 {
		var fresh [8192]byte
		if _, err := rand.Read(fresh[:]); err != nil {
			panic(err)
		}
		pool.Write(fresh[:])
	}
	for index, random := range pool.Next(16) {
		id[10+index] = letters[random&31]
	}
	pool.Unlock()
	return string(id[:])
}

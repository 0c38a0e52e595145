package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"hotline12345/internal/breaker"
	"hotline12345/internal/flowfile"
	"hotline12345/internal/phone"
	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	menuservice "hotline12345/ivr/menus/service"
	menustore "hotline12345/ivr/menus/storetest"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/org/rosters"
	"hotline12345/tickets/records"
	"hotline12345/tickets/reminders"
	"hotline12345/tickets/restricted"
	"hotline12345/tickets/revisits"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

// office is a whole server over stores in memory, reached through real HTTP.
type office struct {
	keyLost error // of second factors
	*httptest.Server
	web          *Server
	cfg          Config
	people       *people
	sessions     *sessionStore
	register     *storetest.Memory
	menus        *menustore.Memory
	rows         *callRows
	shelf        *recordShelf
	revisitPhone revisitPhone
	// restricted are the numbers that reach a message box only.
	restricted *restrictedShelf
	log        *observer.ObservedLogs
	ahead      atomic.Int64 // of the real clock; scs reads that one itself
}

func newOffice(t testing.TB, change ...func(*Config)) *office {
	t.Helper()
	core, log := observer.New(zapcore.DebugLevel)
	o := &office{people: newPeople(t), sessions: newSessionStore(), register: storetest.NewMemory(), rows: newCallRows(), shelf: &recordShelf{}, restricted: &restrictedShelf{}, log: log}
	o.rows.people = o.people
	o.people.now = o.now
	o.pass(-time.Minute) // the service began before the calls
	defer o.pass(time.Minute)
	o.cfg = Config{
		Users: o.people, Sessions: o.sessions, Filters: &shelf{}, Calls: o.rows, Recordings: tape{}, Files: folder(t), Papers: press{},
		Webhooks: &hookShelf{}, Factors: newFactorShelf(o.people), Tokens: &tokenShelf{kept: map[string]org.MachineToken{}}, FactorKey: func(context.Context) ([]byte, error) { return make([]byte, 32), o.keyLost }, AccessLog: accessShelf{}, Retention: planner{}, Deletions: &deletions{}, Sender: &post{},
		Health: func(context.Context) Health {
			return Health{OK: true, Parts: map[string]HealthPart{"loop": {OK: true, Detail: "host db.internal"}}}
		},
		Status:  &partsWatch{now: o.now},
		Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "calls 1\n") }),
		Desk: func(w http.ResponseWriter, _ *http.Request, u org.User) {
			io.WriteString(w, u.Number)
		},
		Pages: fstest.MapFS{
			"index.html": {Data: []byte("<p>pages")}, "icon.svg": {Data: []byte("<svg/>")}, ".keep": {Data: []byte("x")},
			"assets/index-B1.js": {Data: []byte("js")},
		},
		Log: zap.New(core), Now: o.now,
	}
	o.service(t)
	for _, c := range change {
		c(&o.cfg)
	}
	o.restart(t)
	t.Cleanup(func() {
		for _, l := range o.log.FilterMessage("undeclared access record").All() {
			t.Errorf("the declaration of a route lacks a kind of access: %v", l.ContextMap())
		}
	})
	return o
}

// restart is the service's restart: what is in memory is gone.
func (o *office) restart(t testing.TB) {
	t.Helper()
	if o.Server != nil {
		o.Server.Close()
	}
	o.web = New(o.cfg)
	o.Server = httptest.NewServer(o.web)
	t.Cleanup(o.Server.Close)
}

// staff are the people of a test and their duties.
type staff struct {
	*people
	*rosterShelf
}

// service makes the services over the stores of the office.
func (o *office) service(t testing.TB, change ...func(*service.Config)) {
	t.Helper()
	dir := t.TempDir()
	folder, err := spool.Open(dir)
	must(t, err)
	counter, err := spool.OpenCounter(dir)
	must(t, err)
	b := breaker.New(o.now, nil)
	units := directory.New(b, o.register.Units)
	categories := breaker.NewCached(b, o.register.Categories)
	o.cfg.Accounts = accounts.New(o.people, units, b, []string{"zh", "yue", "en"})
	o.cfg.Rosters = rosters.New(&rosterShelf{}, o.people.People, units, b)
	o.cfg.Records = records.New(o.shelf, units, b)
	o.cfg.Restricted = restricted.New(restricted.Config{Store: o.restricted, Breaker: b, Plan: phone.Plan{Area: "0757"}, Changed: o.restricted.tell})
	o.menus = menustore.NewMemory()
	o.cfg.Menus = menuservice.New(menuservice.Config{Store: o.menus, Breaker: b, Check: menus.CheckFlow(ivr.Context{}),
		Shipped: []ivr.Flow{menustore.Flow("main", "general")}, Around: around(units)})
	must(t, o.cfg.Menus.Follow(context.Background()))
	o.cfg.FlowFiles = flowFiles{}
	o.cfg.Prompts = newPrompts(t, b)
	o.cfg.Reminders = reminders.New(&reminderShelf{}, units, b)
	o.cfg.Statistics = statistics.New(o.register, units, categories, b)
	cfg := service.Config{Store: o.register, Breaker: b, Directory: units, Categories: categories, Spool: folder, Counter: counter, Calls: o.rows,
		Now: o.now, Staff: staff{o.people, &rosterShelf{}}, StatusTries: &tally{}, AccessLogged: NoteAccess}
	for _, c := range change {
		c(&cfg)
	}
	o.cfg.Tickets = service.New(cfg)
	o.cfg.Revisits = revisits.New(revisits.Config{Store: &storetest.Revisits{}, Breaker: b, Tickets: o.cfg.Tickets, Telephone: &o.revisitPhone,
		Rules: revisits.Rules{Tries: 3, Lines: 2, Hours: revisits.Hours{To: 24 * time.Hour}}})
}

// around tells the menus of the units.
func around(units *directory.Directory) func(context.Context) (menus.Around, error) {
	return func(ctx context.Context) (menus.Around, error) {
		a := menus.Around{Main: "12345", Languages: []ivr.Language{"zh", "yue", "en"}}
		list, err := units.Units(ctx)
		for _, u := range list {
			a.Tree = append(a.Tree, lines.Node{Unit: u.Code, Parent: u.Parent})
		}
		return a, err
	}
}

// flowFiles are the YAML files of flows.
type flowFiles struct{}

func (flowFiles) Write(f ivr.Flow) ([]byte, error)  { return flowfile.Write(f) }
func (flowFiles) Read(raw []byte) (ivr.Flow, error) { return flowfile.Read(raw) }

func (o *office) now() time.Time { return time.Now().Add(time.Duration(o.ahead.Load())) }

func (o *office) pass(d time.Duration) { o.ahead.Add(int64(d)) }

// away takes everything that is in the database away.
func (o *office) away(away bool) {
	o.people.away.Store(away)
	o.people.SetAway(away)
	o.sessions.away.Store(away)
	o.register.SetAway(away)
	if !away {
		o.pass(2 * time.Second) // the register leaves a store alone for a second
	}
}

// browser keeps cookies, as one does.
type browser struct {
	*http.Client
	t    testing.TB
	base string
}

func (o *office) browser(t testing.TB) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &browser{Client: &http.Client{Jar: jar}, t: t, base: o.URL}
}

// as is a browser in which a login has signed in.
func (o *office) as(t testing.TB, login string) *browser {
	t.Helper()
	b := o.browser(t)
	b.do("POST", "/api/session", signInBody(login, password)).want(200, "")
	return b
}

func signInBody(login, password string) string {
	return `{"login":"` + login + `","password":"` + password + `"}`
}

// reply is an answer, read.
type reply struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	body   []byte
}

func (b *browser) do(method, path, body string, header ...string) reply {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(body))
	must(b.t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := b.Do(r)
	must(b.t, err)
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	must(b.t, err)
	described, err := theContract()
	must(b.t, err)
	if err := described.check(method, path, res.StatusCode, res.Header, got); err != nil {
		b.t.Errorf("%s %s is answered otherwise than described: %v\n%.300s", method, path, err, got)
	}
	return reply{t: b.t, what: method + " " + path, status: res.StatusCode, header: res.Header, body: got}
}

// want checks the status, and the code of a problem.
func (r reply) want(status int, code string) reply {
	r.t.Helper()
	if r.status != status || r.code() != code {
		r.t.Fatalf("%s: %d %q, want %d %q: %.300s", r.what, r.status, r.code(), status, code, r.body)
	}
	if code != "" && r.header.Get("Content-Type") != httpapi.ProblemType {
		r.t.Fatalf("%s: a problem of type %q", r.what, r.header.Get("Content-Type"))
	}
	return r
}

func (r reply) problem() (p httpapi.Problem) {
	if r.status >= 400 {
		_ = json.Unmarshal(r.body, &p) // what is no problem has no code
	}
	return p
}

func (r reply) code() string { return r.problem().Code }

// read decodes the body.
func read[V any](r reply) (v V) {
	r.t.Helper()
	d := json.NewDecoder(bytes.NewReader(r.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		r.t.Fatalf("%s: read %s: %v", r.what, r.body, err)
	}
	return v
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventually waits for what another goroutine is about to do.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func mustURL(t testing.TB, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	must(t, err)
	return u
}

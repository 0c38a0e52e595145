// Package postgres keeps all that lasts in PostgreSQL: it is the register of tickets, and
// joins it with the other aggregates, which have packages of their own below it. Only it
// and they import pgx, tern and River. Errors that mean that the database is out of reach
// are tickets.ErrUnavailable.
package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"go.uber.org/zap"

	"hotline12345/internal/postgres/accounts"
	"hotline12345/internal/postgres/alarms"
	"hotline12345/internal/postgres/calls"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/internal/postgres/menus"
	"hotline12345/internal/postgres/ownership"
	"hotline12345/internal/postgres/prompts"
	"hotline12345/internal/postgres/records"
	"hotline12345/internal/postgres/reminders"
	"hotline12345/internal/postgres/restricted"
	"hotline12345/internal/postgres/retention"
	"hotline12345/internal/postgres/revisits"
	"hotline12345/internal/postgres/rosters"
	"hotline12345/internal/postgres/rules"
	"hotline12345/internal/postgres/statistics"
	"hotline12345/internal/postgres/webhooks"
	"hotline12345/internal/sealed"
	"hotline12345/tickets/service"
)

// Each aggregate has a package of its own; a Store has the methods of all.
type (
	accountStore    = accounts.Store
	alarmStore      = alarms.Store
	callStore       = calls.Store
	menuStore       = menus.Store
	promptStore     = prompts.Store
	recordStore     = records.Store
	reminderStore   = reminders.Store
	restrictedStore = restricted.Store
	retentionStore  = retention.Store
	revisitStore    = revisits.Store
	rosterStore     = rosters.Store
	ruleStore       = rules.Store
	statisticsStore = statistics.Store
	webhookStore    = webhooks.Store
)

// Store is the database. It is a tickets.Store and a loop.Store.
type Store struct {
	*db.DB
	*accountStore
	*alarmStore
	*callStore
	*menuStore
	*promptStore
	*recordStore
	*reminderStore
	*restrictedStore
	*retentionStore
	*revisitStore
	*rosterStore
	*ruleStore
	*statisticsStore
	*webhookStore
	sessions  *accounts.Sessions
	planner   *jobs.Planner
	tokenizer Tokenizer
	log       *zap.Logger
	protected protecting // Upkeep alone has it
}

// Options are what a Store works with; the zero value is for a short command.
type Options struct {
	// Tokenizer cuts texts for the search; nil: no ticket is found by its words.
	Tokenizer Tokenizer
	// Send delivers messages to webhooks; nil: they wait.
	Send webhooks.Send
	// Mail sends reminders by mail; nil: they are on pages alone.
	Mail reminders.Send
	// Sealed is where copies of sessions lie on this machine; nil: none are kept.
	Sealed *sealed.Shelf
	// Log is where Upkeep reports failures; nil: nowhere.
	Log *zap.Logger
}

// Open returns a store for a URL such as
// postgres://hotline@127.0.0.1:5432/hotline. It does not connect: the service
// starts also while the database is away. See Ping.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	return openWith(ctx, url, o, db.Options{})
}

func openWith(ctx context.Context, url string, o Options, how db.Options) (*Store, error) {
	d, err := db.Open(ctx, url, how)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	planner, err := jobs.NewPlanner(d)
	if err != nil {
		d.Close()
		return nil, err
	}
	return &Store{DB: d, accountStore: accounts.New(d), alarmStore: alarms.New(d), callStore: calls.New(d), menuStore: menus.New(d, planner), promptStore: prompts.New(d), recordStore: records.New(d), reminderStore: reminders.New(d, planner, o.Mail), restrictedStore: restricted.New(d), retentionStore: retention.New(d), revisitStore: revisits.New(d), rosterStore: rosters.New(d),
		ruleStore: rules.New(d, planner), statisticsStore: statistics.New(d), webhookStore: webhooks.New(d, planner, o.Send),
		sessions: accounts.NewSessions(d, o.Sealed, o.Log), planner: planner, tokenizer: o.Tokenizer, log: o.Log}, nil
}

// ready is how many idle connections wait for the next callers.
const ready = 4

// OpenReady is Open for a service: connections are made before they are needed,
// and each knows the screen pop before its first caller. PostgreSQL reads the
// description of every month's table once on each connection, which takes longer
// than the screen pops of a whole minute: 50 ms with three years of calls, while an
// agent's telephone rings. A database with another schema than this program's counts as
// away, until Migrate has changed it.
func OpenReady(ctx context.Context, url string, o Options) (*Store, error) {
	return openWith(ctx, url, o, db.Options{Idle: ready, Schema: true, Rehearse: rehearse})
}

// rehearse queries an empty number, which no citizen has.
func rehearse(ctx context.Context, conn *pgx.Conn) error {
	batch, _ := popBatch(nil, []string{""}, "")
	return conn.SendBatch(ctx, batch).Close()
}

// Claims returns the database as a witness of who owns the hotline.
func (s *Store) Claims() *ownership.Claims { return ownership.New(s.DB) }

// Sessions returns the store of sessions; it fits scs.Store and scs.CtxStore.
func (s *Store) Sessions() *accounts.Sessions { return s.sessions }

// NewWorker returns what does the jobs that a store plans, by a service over that
// store. now is the clock that jobs are planned by; nil is the real one.
func NewWorker(s *Store, service jobs.Service, now func() time.Time, log *zap.Logger) *jobs.Worker {
	return jobs.NewWorker(jobs.Config{DB: s.DB, Planner: s.planner, Service: service, Deliver: s.Deliverer(), Mail: s.Mailer(), Now: now, Log: log})
}

var _ service.Store = (*Store)(nil)

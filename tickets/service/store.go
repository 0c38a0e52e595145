package service

import (
	"context"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/statistics"
)

// Store keeps drafts and tickets. All errors that mean "out of reach" are
// ErrUnavailable.
type Store interface {
	DraftStore
	TicketStore
	RuleStore
	Books
}

// DraftStore keeps drafts.
type DraftStore interface {
	// Draft returns ErrNotFound where none was saved.
	Draft(ctx context.Context, call string) (tickets.Draft, error)
	// SaveDraft stores d if the stored Rev is d.Rev-1 (none: 0), else
	// ErrConflict; ErrCommitted after a commit.
	SaveDraft(ctx context.Context, d tickets.Draft) error
}

// TicketStore keeps tickets.
type TicketStore interface {
	// Commit stores the ticket and the committed draft in one transaction.
	// ErrCommitted when the draft already has a ticket, ErrNumberTaken when
	// the number has another ticket.
	Commit(ctx context.Context, d tickets.Draft, t tickets.Ticket) error
	// Append stores tickets whose last entry is new, all or none; ErrConflict
	// when an entry with that Seq exists. What the clock has to do next
	// (see Wake) is planned in the same transaction.
	Append(ctx context.Context, ts ...tickets.Ticket) error
	// Create stores a ticket that came from no call. ErrCommitted when
	// its Origin has one already.
	Create(ctx context.Context, t tickets.Ticket) error
	// Deliver stores what waited in the spool. Doing it twice, or after a
	// write whose answer was lost, changes nothing. ErrNumberTaken,
	// ErrCommitted (the call has another ticket) and ErrRefused are final;
	// ErrConflict: the ticket is stored already, and others have moved it.
	Deliver(ctx context.Context, p Parcel) error
	Ticket(ctx context.Context, n tickets.Number) (tickets.Ticket, error)
	// ByOrigin finds the ticket with that Origin.
	ByOrigin(ctx context.Context, origin string) (tickets.Ticket, error)
	// Running are whole tickets that are not archived, after one number, by
	// number; of one unit if it is given.
	Running(ctx context.Context, unit string, after tickets.Number, limit int) ([]tickets.Ticket, error)
	// Counts returns how much waits in tickets that concern one of the units; nil
	// is all.
	Counts(ctx context.Context, units []string, now time.Time) (statistics.Counts, error)
	// Similar are open tickets of the last 90 days that may be about the same
	// matter, the likeliest first (M36), and concern one of the units; nil is
	// all.
	Similar(ctx context.Context, units []string, r tickets.Register, since time.Time, limit int) ([]tickets.Summary, error)
	// List is newest first.
	List(ctx context.Context, f tickets.Filter) ([]tickets.Summary, error)
	// ScreenPop returns what there is about a caller's number, apart from one call:
	// the one that rings now.
	ScreenPop(ctx context.Context, units, numbers []string, exceptCall string) (tickets.ScreenPop, error)
	// LastNumber is the highest counter of a day below limit, 0 if none.
	LastNumber(ctx context.Context, day string, limit int) (int, error)
	// Attached are those of some contents, by their sums, that an entry names.
	Attached(ctx context.Context, sums []string) ([]string, error)
}

// RuleStore lists units, categories and the other rules, and keeps the access log.
type RuleStore interface {
	Units(ctx context.Context) ([]org.Unit, error)
	Categories(ctx context.Context) ([]tickets.Category, error)
	// Rules are the rest of the rulebook.
	Rules(ctx context.Context) (tickets.RuleSettings, error)
	// RuleChanges are the changes of the rules, newest first.
	RuleChanges(ctx context.Context, f tickets.ChangeFilter) ([]tickets.RuleChange, error)
	// ChangeRules carries out an administrator's change (see RuleSet.With), writes
	// it down, and plans what follows from it, in one transaction. ErrConflict when
	// what stands there is not c.Before any more (nil: not compared), or the directory
	// has that version already.
	ChangeRules(ctx context.Context, c tickets.RuleChange) error
	RecordAccess(ctx context.Context, record tickets.AccessRecord) error
}

// Calls reads the calls, live and past.
type Calls interface {
	// CallFacts returns ErrNotFound for a call that never was.
	CallFacts(ctx context.Context, call string) (CallFacts, error)
	// AgentNumbers are the numbers (工号) of the agents of some units.
	AgentNumbers(ctx context.Context, units []string) ([]string, error)
}

// CallFacts is what the register needs to know of a call.
type CallFacts struct {
	Call      string
	Number    string // empty when anonymous
	Called    string // what was dialled
	ArrivedAt time.Time
	// Agents are the numbers (工号) of all agents who were offered the call
	// or talked in it.
	Agents []string
}

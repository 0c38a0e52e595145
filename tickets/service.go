package tickets

import (
	"context"
	"errors"
	"time"
)

// Config joins the Service to the world.
type Config struct {
	Store   Store
	Spool   Spool
	Counter Counter
	Calls   Calls
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Report is told what a person should know: the store went away, came
	// back, or refused a parcel. nil is silent.
	Report func(msg string, err error)
}

// Service applies the rules for the pages.
type Service struct{ cfg Config }

var errTodo = errors.New("not built yet")

// NewService reads what waits in the spool. It works while the store is away.
func NewService(cfg Config) (*Service, error) { return &Service{cfg: cfg}, nil }

// Run delivers the spool whenever the store is there, until ctx ends.
func (s *Service) Run(ctx context.Context) {}

// Draft returns the register of a call; an unwritten one has Rev 0 and is
// prefilled from the call.
func (s *Service) Draft(ctx context.Context, by Actor, call string) (Draft, error) {
	return Draft{}, errTodo
}

// SaveDraft saves what was typed; d.Rev is the revision that it is based on.
// The result has the new Rev. Errors: Invalid, ErrConflict, ErrCommitted,
// ErrForbidden, ErrNotFound (no such call).
func (s *Service) SaveDraft(ctx context.Context, by Actor, d Draft) (Draft, error) {
	return Draft{}, errTodo
}

// Commit makes the draft a ticket and makes its first move: register, answer
// or dispatch. The same request again returns the same ticket.
func (s *Service) Commit(ctx context.Context, by Actor, call string, r Request) (Ticket, error) {
	return Ticket{}, errTodo
}

// Move makes a move. Errors: Illegal, ErrConflict, ErrNotFound, ErrUnavailable.
func (s *Service) Move(ctx context.Context, by Actor, n Number, r Request) (Ticket, error) {
	return Ticket{}, errTodo
}

// Ticket returns a ticket as this actor may see it. The look is logged.
func (s *Service) Ticket(ctx context.Context, by Actor, n Number) (Ticket, error) {
	return Ticket{}, errTodo
}

// List returns tickets as this actor may see them, newest first.
func (s *Service) List(ctx context.Context, by Actor, f Filter) ([]Summary, error) {
	return nil, errTodo
}

// Pop returns what is known of a call's number. The look is logged.
func (s *Service) Pop(ctx context.Context, by Actor, call string) (Pop, error) {
	return Pop{}, errTodo
}

// Units returns the tree of units; the last known one while the store is away.
func (s *Service) Units(ctx context.Context) ([]Unit, error) { return nil, errTodo }

// Categories returns the list of matters; the last known one while the store
// is away.
func (s *Service) Categories(ctx context.Context) ([]Category, error) { return nil, errTodo }

// Look logs a look at personal data that the pages made elsewhere: a recording,
// a call.
func (s *Service) Look(ctx context.Context, by Actor, what, key string) error { return errTodo }

// Pending is how many parcels wait in the spool.
func (s *Service) Pending() int { return 0 }

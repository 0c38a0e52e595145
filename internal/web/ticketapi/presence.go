package ticketapi

import (
	"context"
	"slices"
	"sync"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// PresentFor is how long someone counts as present at a ticket after their page's
// last report.
const PresentFor = 25 * time.Second

// presence remembers who has which ticket open; it is no secret and need not
// outlive a restart.
type presence struct {
	mu   sync.Mutex
	seen map[tickets.Number]map[string]Present
}

// Present is someone who has a ticket open.
type Present struct {
	org.Person
	// Typing reports whether a move is being filled in.
	Typing bool      `json:"typing"`
	At     time.Time `json:"at"`
}

// note remembers one and returns the others.
func (p *presence) note(n tickets.Number, me Present, gone bool) []Present {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen == nil {
		p.seen = map[tickets.Number]map[string]Present{}
	}
	here := p.seen[n]
	if here == nil {
		here = map[string]Present{}
		p.seen[n] = here
	}
	here[me.ID] = me
	if gone {
		delete(here, me.ID)
	}
	others := []Present{}
	for id, other := range here {
		switch {
		case me.At.Sub(other.At) > PresentFor:
			delete(here, id)
		case id != me.ID:
			others = append(others, other)
		}
	}
	if len(here) == 0 {
		delete(p.seen, n)
	}
	slices.SortFunc(others, func(a, b Present) int { return a.At.Compare(b.At) })
	return others
}

type presenceRequest struct {
	httpapi.TicketPath
	Body PresenceBody
}

// PresenceBody is the report of a page that shows a ticket.
type PresenceBody struct {
	Typing bool `json:"typing"`
	Gone   bool `json:"gone" required:"false"`
}

type presenceReply struct{ Body []Present }

// present notes that a page shows a ticket, and answers who else has it open. Only
// those who may see the ticket learn who works on it.
func (h *handlers) present(ctx context.Context, in *presenceRequest) (*presenceReply, error) {
	if err := h.cfg.Tickets.Sees(ctx, httpapi.ActorOf(ctx), in.Number); err != nil {
		return nil, err
	}
	me := Present{Person: httpapi.ActorOf(ctx).Person, Typing: in.Body.Typing, At: h.cfg.Now()}
	return &presenceReply{Body: h.presence.note(in.Number, me, in.Body.Gone)}, nil
}

package ticketapi

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// ticketRoutes registers single tickets and what is done with them.
func (h *handlers) ticketRoutes() {
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}", ID: "get-ticket",
		Summary: "One ticket with its history",
		Roles:   httpapi.Readers,
		Audit:   httpapi.Audits(httpapi.AccessTicket)}, h.ticket)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/moves", ID: "move-ticket",
		Summary: "Move a ticket on",
		Roles:   httpapi.Movers}, h.move)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets", ID: "create-ticket",
		Summary: "A matter that came otherwise than by a call",
		Roles:   []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleUnitClerk}}, h.create)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/moves", ID: "move-tickets",
		Summary: "The same move with several tickets",
		Roles:   httpapi.Movers}, h.bulk)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/unmask", ID: "unmask-ticket",
		Summary: "A masked ticket whole, for a reason",
		Roles:   []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleAuditor, org.RoleLeader, org.RoleDutyOfficer},
		Audit:   httpapi.Audits(httpapi.AccessUnmask)}, h.unmask)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/presence", ID: "note-presence",
		Summary: "Who else has a ticket open",
		Roles:   httpapi.Readers}, h.present)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/proposal", ID: "propose-unit",
		Summary: "Who should handle a matter, and why",
		Roles:   httpapi.Anyone}, h.propose)
}

// TicketView is a ticket as one reader sees it.
type TicketView struct {
	tickets.Ticket
	// Moves are those that the reader's role allows now: the page's buttons.
	Moves []tickets.Move `json:"moves" nullable:"false"`
	// Withdrawable are the files, by their entries, that the reader may withdraw.
	Withdrawable []int `json:"withdrawable" nullable:"false"`
	// Longest is what is left of the thirty working days of units (S093).
	Longest *tickets.Longest `json:"longest,omitempty"`
}

type ticketReply struct{ Body TicketView }

// ticketFor answers with a ticket and what its reader may do with it.
func (h *handlers) ticketFor(ctx context.Context, t tickets.Ticket, err error) (*ticketReply, error) {
	if err != nil {
		return nil, err
	}
	moves := h.cfg.Tickets.LegalMoves(ctx, httpapi.ActorOf(ctx), t)
	if moves == nil {
		moves = []tickets.Move{}
	}
	withdrawable := h.cfg.Tickets.Withdrawable(ctx, httpapi.ActorOf(ctx), t)
	return &ticketReply{Body: TicketView{Ticket: t, Moves: moves, Withdrawable: withdrawable, Longest: h.cfg.Tickets.Longest(ctx, t)}}, nil
}

func (h *handlers) ticket(ctx context.Context, in *httpapi.TicketPath) (*ticketReply, error) {
	t, err := h.cfg.Tickets.Ticket(ctx, httpapi.ActorOf(ctx), in.Number)
	return h.ticketFor(ctx, t, err)
}

type moveRequest struct {
	httpapi.TicketPath
	Body RequestBody
}

func (h *handlers) move(ctx context.Context, in *moveRequest) (*ticketReply, error) {
	t, err := h.cfg.Tickets.Move(ctx, httpapi.ActorOf(ctx), in.Number, in.Body.request())
	return h.ticketFor(ctx, t, err)
}

type arrivalRequest struct{ Body ArrivalBody }

// ArrivalBody is a matter that came otherwise than by a call, and its first move.
type ArrivalBody struct {
	service.Arrival
	First RequestBody `json:"first"`
}

func (h *handlers) create(ctx context.Context, in *arrivalRequest) (*ticketReply, error) {
	t, err := h.cfg.Tickets.Create(ctx, httpapi.ActorOf(ctx), in.Body.Arrival, in.Body.First.request())
	return h.ticketFor(ctx, t, err)
}

type bulkRequest struct{ Body BulkBody }

// BulkBody asks for the same move of several tickets.
type BulkBody struct {
	Numbers []tickets.Number `json:"numbers" minItems:"1" maxItems:"200"`
	Request RequestBody      `json:"request"`
}

// BulkResult is what became of one ticket of many.
type BulkResult struct {
	Number tickets.Number `json:"number"`
	// Code is empty where the move was made, else why not.
	Code string `json:"code,omitempty"`
}

type bulkReply struct{ Body []BulkResult }

// bulk makes a move with each ticket; one that refuses does not stop the others.
func (h *handlers) bulk(ctx context.Context, in *bulkRequest) (*bulkReply, error) {
	results := make([]BulkResult, 0, len(in.Body.Numbers))
	for i, n := range in.Body.Numbers {
		if slices.Contains(in.Body.Numbers[:i], n) {
			continue // named twice, it is moved once
		}
		_, err := h.cfg.Tickets.Move(ctx, httpapi.ActorOf(ctx), n, in.Body.Request.request())
		if errors.Is(err, errs.ErrUnavailable) && len(results) == 0 {
			return nil, err
		}
		result := BulkResult{Number: n}
		if err != nil {
			result.Code = h.api.ProblemOf(ctx, err).Code
		}
		results = append(results, result)
	}
	return &bulkReply{Body: results}, nil
}

type unmaskRequest struct {
	httpapi.TicketPath
	Body UnmaskBody
}

// UnmaskBody is the reason for which a masked citizen must be known.
type UnmaskBody struct {
	Reason string `json:"reason" maxLength:"2000"`
}

func (h *handlers) unmask(ctx context.Context, in *unmaskRequest) (*ticketReply, error) {
	t, err := h.cfg.Tickets.Unmask(ctx, httpapi.ActorOf(ctx), in.Number, in.Body.Reason)
	return h.ticketFor(ctx, t, err)
}

type proposalRequest struct{ Body ProposalBody }

// ProposalBody is what decides on the unit.
type ProposalBody struct {
	Type     tickets.Type `json:"type" required:"false"`
	Category string       `json:"category" maxLength:"4"`
	Place    string       `json:"place" maxLength:"2000"`
	Called   string       `json:"called,omitempty" maxLength:"40" doc:"the number that was dialled"`
}

type proposalReply struct{ Body tickets.Proposal }

// propose returns the unit that should handle a matter, and why.
func (h *handlers) propose(ctx context.Context, in *proposalRequest) (*proposalReply, error) {
	b := in.Body
	p := h.cfg.Tickets.Propose(ctx, tickets.Register{Type: b.Type, Category: b.Category, Place: b.Place}, b.Called)
	return &proposalReply{Body: p}, nil
}

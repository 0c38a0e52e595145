package web

import (
	"context"
	"errors"
	"net/http"
	"net/netip"

	"hotline12345/tickets"
)

type statusRequest struct {
	Body struct {
		Number string `json:"number" maxLength:"32" doc:"the ticket's number; spaces do not matter"`
		Last4  string `json:"last4" maxLength:"4" doc:"the last four digits of the contact number"`
	}
}

type statusReply struct{ Body tickets.PublicStatus }

// status shows a ticket to a citizen who has no account. Wrong digits and a wrong
// number are the same answer.
func (s *Server) status(ctx context.Context, in *statusRequest) (*statusReply, error) {
	n := tickets.ReadNumber(in.Body.Number)
	if !n.Valid() {
		return nil, tickets.ErrNotFound
	}
	p, err := s.cfg.Tickets.Status(ctx, n, in.Body.Last4, network(visitOf(ctx).addr))
	if errors.Is(err, tickets.ErrTooManyTries) {
		return nil, problem(http.StatusTooManyRequests, "too_many_tries", "too many wrong tries; ask again tomorrow, or call 12345")
	}
	return &statusReply{Body: p}, err
}

// network is an address, or of IPv6 the /64 that one house has for itself: a
// robot there would never use the same address twice.
func network(addr string) string {
	ip, err := netip.ParseAddr(addr)
	if err != nil || ip.Unmap().Is4() {
		return addr
	}
	p, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return addr
	}
	return p.String()
}

package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"hotline12345/tickets"
)

func (s *Server) rosterRoutes() {
	add(s, http.MethodGet, "/api/roster", "get-roster", "Who is on duty for a unit in a time", s.roster)
	add(s, http.MethodGet, "/api/roster/ahead", "get-roster-ahead", "What is missing in a unit's roster of the next seven days, and who should fill it", s.rosterAhead)
	add(s, http.MethodPost, "/api/roster", "add-shifts", "Enter shifts: all of them or none", s.addShifts)
	add(s, http.MethodDelete, "/api/roster/{id}", "take-shift", "Take a shift away; it stays on record", s.takeShift)
}

type rosterRequest struct {
	Unit string    `query:"unit" maxLength:"40" doc:"all that the reader sees, if none"`
	From time.Time `query:"from" required:"true"`
	To   time.Time `query:"to" required:"true" doc:"not included; at most 62 days after from"`
}

// Roster is a unit's duty in a time.
type Roster struct {
	Shifts []tickets.Shift `json:"shifts" nullable:"false"`
	// Gaps are when nobody is on duty; only of a single unit.
	Gaps []tickets.Gap `json:"gaps" nullable:"false"`
	// Now are those on duty at this moment, the one who acts first.
	Now []tickets.Shift `json:"now" nullable:"false"`
}

type rosterReply struct{ Body Roster }

func (s *Server) roster(ctx context.Context, in *rosterRequest) (*rosterReply, error) {
	list, err := s.cfg.Rosters.Roster(ctx, actorOf(ctx), in.Unit, in.From, in.To)
	if err != nil {
		return nil, err
	}
	r := Roster{Shifts: notNil(list), Gaps: []tickets.Gap{}, Now: notNil(tickets.OnDuty(list, s.cfg.Now()))}
	if in.Unit != "" {
		r.Gaps = tickets.Gaps(list, in.From, in.To)
	}
	return &rosterReply{Body: r}, nil
}

type rosterAheadRequest struct {
	Unit string `query:"unit" required:"true" minLength:"1" maxLength:"40"`
}

type rosterAheadReply struct{ Body tickets.RosterAhead }

func (s *Server) rosterAhead(ctx context.Context, in *rosterAheadRequest) (*rosterAheadReply, error) {
	a, err := s.cfg.Rosters.RosterAhead(ctx, actorOf(ctx), in.Unit)
	return &rosterAheadReply{Body: a}, err
}

// ShiftBody is a shift as it is entered.
type ShiftBody struct {
	Unit  string    `json:"unit"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Name  string    `json:"name"`
	Phone string    `json:"phone"`
	Leads bool      `json:"leads,omitempty"`
	Note  string    `json:"note,omitempty"`
}

type addShiftsRequest struct {
	Body struct {
		Shifts []ShiftBody `json:"shifts" minItems:"1" maxItems:"200" nullable:"false"`
	}
}

func (s *Server) addShifts(ctx context.Context, in *addShiftsRequest) (*struct{}, error) {
	var list []tickets.Shift
	for _, b := range in.Body.Shifts {
		list = append(list, tickets.Shift{Unit: b.Unit, From: b.From, Until: b.Until, Name: b.Name, Phone: b.Phone, Leads: b.Leads, Note: b.Note})
	}
	return nil, s.cfg.Rosters.AddShifts(ctx, actorOf(ctx), list, rand.Text)
}

type takeShiftRequest struct {
	ID string `path:"id" maxLength:"40"`
}

func (s *Server) takeShift(ctx context.Context, in *takeShiftRequest) (*struct{}, error) {
	return nil, s.cfg.Rosters.TakeShift(ctx, actorOf(ctx), in.ID)
}

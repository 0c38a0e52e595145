// Package rosterapi serves who is on duty when.
package rosterapi

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/rosters"
)

// Register adds the routes of the rosters to the interface.
func Register(api *httpapi.API, service *rosters.Service, now func() time.Time) {
	h := handlers{service, now}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/roster", ID: "get-roster",
		Summary: "Who is on duty for a unit in a time",
		Roles:   httpapi.RosterReaders}, h.roster)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/roster/ahead", ID: "get-roster-ahead",
		Summary: "What is missing in a unit's roster of the next seven days, and who should fill it",
		Roles:   httpapi.RosterReaders}, h.rosterAhead)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/roster", ID: "add-shifts",
		Summary: "Enter shifts: all of them or none; the same twice is one",
		Roles:   httpapi.RosterKeepers}, h.addShifts)
	httpapi.Register(api, httpapi.Route{Method: http.MethodDelete, Path: "/api/roster/{id}", ID: "take-shift",
		Summary: "Take a shift away; it stays on record",
		Roles:   httpapi.RosterKeepers}, h.takeShift)
}

type handlers struct {
	rosters *rosters.Service
	now     func() time.Time
}

type rosterRequest struct {
	Unit string    `query:"unit" maxLength:"40" doc:"all that the reader sees, if none"`
	From time.Time `query:"from" required:"true"`
	To   time.Time `query:"to" required:"true" doc:"not included; at most 62 days after from"`
}

// Roster is a unit's duty in a time.
type Roster struct {
	Shifts []org.Shift `json:"shifts" nullable:"false"`
	// Gaps are the times without anyone on duty; only of a single unit.
	Gaps []org.Gap `json:"gaps" nullable:"false"`
	// Now are those on duty at this moment, the one who acts first.
	Now []org.Shift `json:"now" nullable:"false"`
	// Rev is the version of what is on duty in this time.
	Rev string `json:"rev"`
}

type rosterReply struct{ Body Roster }

func (h handlers) roster(ctx context.Context, in *rosterRequest) (*rosterReply, error) {
	list, err := h.rosters.Roster(ctx, httpapi.ActorOf(ctx), in.Unit, in.From, in.To)
	if err != nil {
		return nil, err
	}
	r := Roster{Shifts: httpapi.NotNil(list), Gaps: []org.Gap{}, Now: httpapi.NotNil(org.OnDuty(list, h.now())), Rev: org.RosterRev(list)}
	if in.Unit != "" {
		r.Gaps = org.Gaps(list, in.From, in.To)
	}
	return &rosterReply{Body: r}, nil
}

type rosterAheadRequest struct {
	Unit string `query:"unit" required:"true" minLength:"1" maxLength:"40"`
}

type rosterAheadReply struct{ Body rosters.RosterAhead }

func (h handlers) rosterAhead(ctx context.Context, in *rosterAheadRequest) (*rosterAheadReply, error) {
	a, err := h.rosters.RosterAhead(ctx, httpapi.ActorOf(ctx), in.Unit)
	return &rosterAheadReply{Body: a}, err
}

// ShiftBody is a shift as it is entered.
type ShiftBody struct {
	Unit  string    `json:"unit"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Name  string    `json:"name"`
	Phone string    `json:"phone"`
	Mail  string    `json:"mail,omitempty" maxLength:"254" doc:"where reminders go during the shift"`
	Leads bool      `json:"leads,omitempty"`
	Note  string    `json:"note,omitempty"`
}

type addShiftsRequest struct {
	Body struct {
		Shifts []ShiftBody   `json:"shifts" minItems:"1" maxItems:"200" nullable:"false"`
		Seen   *rosters.Seen `json:"seen,omitempty" doc:"the roster of the first shift's unit that the form was filled in against: where it is another by now, nothing is entered"`
	}
}

func (h handlers) addShifts(ctx context.Context, in *addShiftsRequest) (*struct{}, error) {
	var list []org.Shift
	for _, b := range in.Body.Shifts {
		list = append(list, org.Shift{Unit: b.Unit, From: b.From, Until: b.Until, Name: b.Name, Phone: b.Phone, Mail: b.Mail, Leads: b.Leads, Note: b.Note})
	}
	return nil, h.rosters.AddShifts(ctx, httpapi.ActorOf(ctx), list, in.Body.Seen, rand.Text)
}

type takeShiftRequest struct {
	ID string `path:"id" maxLength:"40"`
}

func (h handlers) takeShift(ctx context.Context, in *takeShiftRequest) (*struct{}, error) {
	return nil, h.rosters.TakeShift(ctx, httpapi.ActorOf(ctx), in.ID)
}

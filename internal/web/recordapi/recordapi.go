// Package recordapi serves what the office writes down beside its tickets.
package recordapi

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/records"
	"hotline12345/tickets/service"
)

// Register adds the routes of records to the interface.
func Register(api *httpapi.API, book *records.Service, seen *service.Service) {
	h := handlers{book, seen}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/records", ID: "list-records",
		Summary: "Hand-overs of the duty room, spot checks of units, or material of the archive",
		Roles: []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer, org.RoleLeader, org.RoleAuditor,
			org.RoleUnitClerk},
		Audit: httpapi.Audits(httpapi.AccessRecords)}, h.list)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/records", ID: "add-record",
		Summary: "Write a record; it is never changed",
		Roles:   []org.Role{org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer}}, h.add)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/records/{id}/receipt", ID: "receive-record",
		Summary: "Sign for a hand-over or a spot check",
		Roles:   []org.Role{org.RoleSupervisor, org.RoleDutyOfficer, org.RoleUnitClerk}}, h.receive)
}

type handlers struct {
	records *records.Service
	tickets *service.Service
}

type listRequest struct {
	Kind   records.Kind `query:"kind" required:"true" enum:"hand_over,spot_check,material"`
	Before string       `query:"before" maxLength:"64" doc:"go on after this record"`
}

type listReply struct{ Body []records.Record }

func (h handlers) list(ctx context.Context, in *listRequest) (*listReply, error) {
	by := httpapi.ActorOf(ctx)
	list, err := h.records.List(ctx, by, in.Kind, in.Before)
	if err == nil { // what people write there names citizens
		err = h.tickets.RecordAccess(ctx, by, string(httpapi.AccessRecords), string(in.Kind))
	}
	return &listReply{Body: httpapi.NotNil(list)}, err
}

// RecordBody is a record as it is written.
type RecordBody struct {
	Origin    string           `json:"origin,omitempty" maxLength:"64" doc:"a random text of whoever sends it: the same sent again is one record"`
	Kind      records.Kind     `json:"kind" enum:"hand_over,spot_check,material"`
	Unit      string           `json:"unit,omitempty" maxLength:"32" doc:"of a spot check: the unit that was checked"`
	Text      string           `json:"text,omitempty" maxLength:"102400"`
	To        string           `json:"to,omitempty" maxLength:"400"`
	Tickets   []tickets.Number `json:"tickets,omitempty" maxItems:"100"`
	Way       records.Way      `json:"way,omitempty"`
	Result    records.Result   `json:"result,omitempty"`
	Title     string           `json:"title,omitempty" maxLength:"800"`
	Reference string           `json:"reference,omitempty" maxLength:"800"`
}

type addRequest struct{ Body RecordBody }

type addReply struct{ Body records.Record }

func (h handlers) add(ctx context.Context, in *addRequest) (*addReply, error) {
	b := in.Body
	r, err := h.records.Add(ctx, httpapi.ActorOf(ctx), records.Record{Kind: b.Kind, Unit: b.Unit, Text: b.Text, To: b.To, Tickets: b.Tickets,
		Way: b.Way, Result: b.Result, Title: b.Title, Reference: b.Reference}, idOf(httpapi.ActorOf(ctx).ID, b.Origin))
	return &addReply{Body: r}, err
}

// idOf returns the id of a record of a person: the same for the same origin.
func idOf(person, origin string) string {
	if origin == "" {
		return rand.Text()
	}
	sum := sha256.Sum256([]byte(person + " " + origin))
	return hex.EncodeToString(sum[:13])
}

type receiveRequest struct {
	ID string `path:"id" maxLength:"64"`
}

func (h handlers) receive(ctx context.Context, in *receiveRequest) (*struct{}, error) {
	return nil, h.records.Receive(ctx, httpapi.ActorOf(ctx), in.ID)
}

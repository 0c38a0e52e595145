// Package statusapi serves how the hotline is to those who run it.
package statusapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/status"
	"hotline12345/internal/text"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Watch looks at the parts of the hotline. All of it answers at once, whatever hangs.
type Watch interface {
	// Report returns what was seen at the last look.
	Report() status.Report
	// Past returns the alarms of the last 30 days that are over.
	Past() status.PastAlarms
	// Acknowledge returns errs.ErrNotFound for an alarm that is not known.
	Acknowledge(id status.ID, ack status.Ack) error
	// Check begins a look at all parts, if none that somebody asked for goes on.
	Check(by status.Operator, now time.Time)
}

// Register adds the routes of the status.
func Register(api *httpapi.API, w Watch, now func() time.Time) {
	h := handlers{w, now}
	technicians := []org.Role{org.RoleTelecomAdmin, org.RoleAdministrator}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/admin/status", ID: "get-status",
		Summary: "How the parts are, in codes that the pages say in words; alarms; the calls of the last 24 hours", Roles: technicians}, h.report)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/admin/status/check", ID: "check-status",
		Summary: "Look at all parts now; the answer and those of get-status tell how far it is", Roles: technicians}, h.check)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/admin/alarms", ID: "list-past-alarms",
		Summary: "The alarms of the last 30 days that are over", Roles: technicians}, h.past)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/admin/alarms/acknowledge", ID: "acknowledge-alarm",
		Summary: "Say that one knows of an alarm; it stays, and calls nobody until it grows worse or returns", Roles: technicians}, h.acknowledge)
}

type handlers struct {
	watch Watch
	now   func() time.Time
}

type reply struct{ Body status.Report }

func (h handlers) report(context.Context, *struct{}) (*reply, error) {
	return &reply{Body: h.watch.Report()}, nil
}

func (h handlers) check(ctx context.Context, _ *struct{}) (*reply, error) {
	h.watch.Check(personOf(ctx), h.now())
	return h.report(ctx, nil)
}

type pastReply struct{ Body status.PastAlarms }

func (h handlers) past(context.Context, *struct{}) (*pastReply, error) {
	return &pastReply{Body: h.watch.Past()}, nil
}

// AckBody says of which alarm somebody knows.
type AckBody struct {
	Key  string    `json:"key" maxLength:"200"`
	From time.Time `json:"from" doc:"when it began, as it was told"`
	Note string    `json:"note,omitempty" maxLength:"500" doc:"what is done about it"`
}

func (h handlers) acknowledge(ctx context.Context, in *struct{ Body AckBody }) (*reply, error) {
	b := in.Body
	if !text.Clean(b.Note, text.MaxPlace) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "note", Code: errs.CodeInvalid}}}
	}
	err := h.watch.Acknowledge(status.ID{Key: b.Key, From: b.From}, status.Ack{By: personOf(ctx), At: h.now(), Note: text.Tidy(b.Note)})
	if err != nil {
		return nil, err
	}
	return h.report(ctx, nil)
}

// personOf returns who asks.
func personOf(ctx context.Context) status.Operator {
	p := httpapi.ActorOf(ctx).Person
	return status.Operator{ID: p.ID, Name: p.Name}
}

package ticketapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/statistics"
)

// listRoutes registers lists of tickets.
func (h *handlers) listRoutes() {
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets", ID: "list-tickets",
		Summary: "Tickets",
		Roles:   httpapi.Readers,
		Audit:   httpapi.Audits(httpapi.AccessTickets, httpapi.AccessSearch)}, h.list)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/similar", ID: "find-similar",
		Summary: "Repeats of what is typed",
		Roles:   []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher},
		Audit:   httpapi.Audits(httpapi.AccessSimilar)}, h.similar)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/telling", ID: "find-telling",
		Summary: "What of a text that is typed tells who the citizen is",
		Roles:   []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleUnitClerk, org.RoleDispatcher}}, h.telling)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/counts", ID: "get-counts",
		Summary: "How much waits for the reader",
		Roles:   httpapi.Readers}, h.counts)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/filters", ID: "list-filters",
		Summary: "What the reader looks for often",
		Roles:   httpapi.Readers}, h.filters)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPut, Path: "/api/filters", ID: "save-filter",
		Summary: "Keep a filter under a name, or forget it",
		Roles:   httpapi.Readers}, h.saveFilter)
}

type listRequest struct {
	Number   string                  `query:"number" maxLength:"32" doc:"a ticket's number, or a telephone number"`
	Text     string                  `query:"text" maxLength:"200" doc:"words in all that tickets say"`
	State    []tickets.State         `query:"state"`
	Type     tickets.Type            `query:"type" maxLength:"32"`
	Category string                  `query:"category" maxLength:"4" doc:"a leaf or a group"`
	Urgency  tickets.Urgency         `query:"urgency" maxLength:"32"`
	Mark     tickets.Mark            `query:"mark" maxLength:"32"`
	Unit     string                  `query:"unit" maxLength:"32" doc:"this unit or one below it"`
	Assigned tickets.AssignmentState `query:"assignment" maxLength:"32" doc:"a unit of the reader's has an assignment in this state"`
	Part     tickets.AssignmentState `query:"part" maxLength:"32" deprecated:"true" doc:"the former name of assignment"`
	DueBy    time.Time               `query:"due_before" doc:"a running limit ends before"`
	TryBy    time.Time               `query:"try_before" doc:"the citizen is to be called by then"`
	From     time.Time               `query:"from"`
	To       time.Time               `query:"to"`
	Before   tickets.Number          `query:"before" maxLength:"32" doc:"go on after this ticket"`
	ByDue    bool                    `query:"by_due" doc:"the limit that ends first comes first"`
	Limit    int                     `query:"limit" minimum:"0" maximum:"200"`
}

func (r listRequest) filter() tickets.Filter {
	return tickets.Filter{Number: r.Number, Text: r.Text, States: r.State, Type: r.Type, Category: r.Category,
		Urgency: r.Urgency, Mark: r.Mark, Unit: r.Unit, Assignment: cmp.Or(r.Assigned, r.Part), DueBefore: r.DueBy, TryBefore: r.TryBy, From: r.From, To: r.To,
		Before: r.Before, ByDue: r.ByDue, Limit: r.Limit}
}

type listReply struct{ Body []tickets.Summary }

func (h *handlers) list(ctx context.Context, in *listRequest) (*listReply, error) {
	for _, state := range in.State {
		if !slices.Contains(tickets.States(), state) {
			p := httpapi.NewProblem(http.StatusUnprocessableEntity, "invalid_request", "there is no such state of tickets")
			p.Fields = []errs.FieldError{{Field: "query.state", Code: errs.CodeInvalid}}
			return nil, p
		}
	}
	l, err := h.cfg.Tickets.List(ctx, httpapi.ActorOf(ctx), in.filter())
	return &listReply{Body: httpapi.NotNil(l)}, err
}

type countsReply struct{ Body statistics.Counts }

// counts returns the numbers on the tabs of the worklist.
func (h *handlers) counts(ctx context.Context, _ *struct{}) (*countsReply, error) {
	c, err := h.cfg.Statistics.Counts(ctx, httpapi.ActorOf(ctx))
	return &countsReply{Body: c}, err
}

type similarRequest struct{ Body SimilarBody }

// SimilarBody is what is typed so far.
type SimilarBody struct {
	Contact  string `json:"contact" maxLength:"40"`
	Category string `json:"category" maxLength:"4"`
	Place    string `json:"place" maxLength:"2000"`
	Content  string `json:"content" maxLength:"102400"`
}

// similar finds repeats while the register is typed (M36).
func (h *handlers) similar(ctx context.Context, in *similarRequest) (*listReply, error) {
	b := in.Body
	l, err := h.cfg.Tickets.Similar(ctx, httpapi.ActorOf(ctx),
		tickets.Register{Contact: b.Contact, Category: b.Category, Place: b.Place, Content: b.Content})
	return &listReply{Body: httpapi.NotNil(l)}, err
}

type tellingRequest struct{ Body TellingBody }

// TellingBody is what is typed so far.
type TellingBody struct {
	Name    string `json:"name" maxLength:"400"`
	Unit    string `json:"unit" maxLength:"800"`
	Contact string `json:"contact" maxLength:"40"`
	Place   string `json:"place" maxLength:"2000"`
	Content string `json:"content" maxLength:"102400"`
}

type tellingReply struct{ Body []string }

// telling finds the citizen's name and numbers in a content while it is typed (M70): what it
// reads is kept nowhere.
func (h *handlers) telling(_ context.Context, in *tellingRequest) (*tellingReply, error) {
	b := in.Body
	r := tickets.Register{Name: b.Name, Unit: b.Unit, Contact: b.Contact, Place: b.Place, Content: b.Content}
	return &tellingReply{Body: httpapi.NotNil(r.Telling())}, nil
}

// Filters stores the filters that people save.
type Filters interface {
	SavedFilters(ctx context.Context, person string) ([]tickets.SavedFilter, error)
	// SaveFilter keeps a filter under its name; an empty query forgets it.
	SaveFilter(ctx context.Context, person string, f tickets.SavedFilter) error
}

type filtersReply struct{ Body []tickets.SavedFilter }

func (h *handlers) filters(ctx context.Context, _ *struct{}) (*filtersReply, error) {
	list, err := h.cfg.Filters.SavedFilters(ctx, httpapi.ActorOf(ctx).ID)
	return &filtersReply{Body: httpapi.NotNil(list)}, err
}

type filterRequest struct{ Body tickets.SavedFilter }

func (h *handlers) saveFilter(ctx context.Context, in *filterRequest) (*filtersReply, error) {
	if in.Body.Query != "" { // what is forgotten has the name that it has
		in.Body.Name = text.Tidy(in.Body.Name)
		if text.IsBlank(in.Body.Name) || !text.Clean(in.Body.Name, text.MaxName) {
			return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "name", Code: errs.CodeRequired}}}
		}
	}
	if err := h.cfg.Filters.SaveFilter(ctx, httpapi.ActorOf(ctx).ID, in.Body); err != nil {
		return nil, err
	}
	return h.filters(ctx, nil)
}

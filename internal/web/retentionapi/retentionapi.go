// Package retentionapi serves what is deleted when its time is over, and the legal holds that
// stop it.
package retentionapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/retention"
	"hotline12345/tickets/service"
)

// Keeper deletes what was kept long enough.
type Keeper interface {
	Plan(ctx context.Context) (retention.Night, error)
}

// Store keeps the record of what was deleted, and holds.
type Store interface {
	Nights(ctx context.Context, limit int) ([]retention.Night, error)
	LatestDeletions(ctx context.Context, limit int) ([]retention.Deletion, error)
	SaveHold(ctx context.Context, h retention.LegalHold) error
	Holds(ctx context.Context, n tickets.Number) ([]retention.LegalHold, error)
}

const nightsShown, deletionsShown = 31, 200

// plansWaiting bounds who waits for a plan; one is counted at a time, as it looks at each
// recording.
const plansWaiting = 4

// Register adds the routes of retention to the interface.
func Register(api *httpapi.API, keeper Keeper, store Store, service *service.Service, now func() time.Time) {
	h := handlers{keeper, store, service, now, httpapi.NewTurns(1, plansWaiting)}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/retention", ID: "get-retention",
		Summary: "What was deleted because its time was over, and what the last nights did",
		Roles:   httpapi.ChangeReaders, WholeCity: true}, h.retention)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/retention/plan", ID: "plan-retention",
		Summary: "What the next night would delete (dry run)",
		Roles:   httpapi.ChangeReaders, WholeCity: true}, h.plan)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/hold", ID: "get-legal-hold",
		Summary: "The orders that nothing of a ticket is deleted, the latest first",
		Roles:   retention.HoldRoles()}, h.holds)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/tickets/{number}/hold", ID: "order-legal-hold",
		Summary: "Order that nothing of a ticket is deleted, or that it may be again",
		Roles:   retention.HoldRoles()}, h.order)
}

type handlers struct {
	keeper  Keeper
	store   Store
	tickets *service.Service
	now     func() time.Time
	plans   httpapi.Turns
}

// RetentionView is what was deleted, the latest first.
type RetentionView struct {
	Nights    []retention.Night    `json:"nights" nullable:"false"`
	Deletions []retention.Deletion `json:"deletions" nullable:"false"`
}

type retentionReply struct{ Body RetentionView }

func (h handlers) retention(ctx context.Context, _ *struct{}) (*retentionReply, error) {
	runs, err := h.store.Nights(ctx, nightsShown)
	if err != nil {
		return nil, err
	}
	deletions, err := h.store.LatestDeletions(ctx, deletionsShown)
	return &retentionReply{Body: RetentionView{httpapi.NotNil(runs), httpapi.NotNil(deletions)}}, err
}

type planReply struct{ Body retention.Night }

func (h handlers) plan(ctx context.Context, _ *struct{}) (*planReply, error) {
	leave, ok := h.plans.Take(ctx)
	if !ok {
		return nil, httpapi.NewProblem(http.StatusServiceUnavailable, "plan_busy", "others count what would be deleted at this moment; try again")
	}
	defer leave()
	r, err := h.keeper.Plan(ctx)
	return &planReply{Body: r}, err
}

// HoldPath names the ticket of a hold.
type HoldPath struct {
	Number string `path:"number" maxLength:"12"`
}

type holdsReply struct{ Body []retention.LegalHold }

func (h handlers) holds(ctx context.Context, in *HoldPath) (*holdsReply, error) {
	if err := h.tickets.Sees(ctx, httpapi.ActorOf(ctx), tickets.Number(in.Number)); err != nil {
		return nil, err
	}
	list, err := h.store.Holds(ctx, tickets.Number(in.Number))
	return &holdsReply{Body: httpapi.NotNil(list)}, err
}

// HoldBody orders or lifts a hold.
type HoldBody struct {
	On     bool   `json:"on"`
	Reason string `json:"reason" maxLength:"8000"`
}

type holdRequest struct {
	HoldPath
	Body HoldBody
}

func (h handlers) order(ctx context.Context, in *holdRequest) (*holdsReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.tickets.Sees(ctx, by, tickets.Number(in.Number)); err != nil {
		return nil, err
	}
	hold := retention.LegalHold{Ticket: tickets.Number(in.Number), On: in.Body.On, Reason: in.Body.Reason, By: by.Person, At: h.now().UTC()}
	if err := hold.Check(); err != nil {
		return nil, err
	}
	if err := h.store.SaveHold(ctx, hold); err != nil {
		return nil, err
	}
	return h.holds(ctx, &in.HoldPath)
}

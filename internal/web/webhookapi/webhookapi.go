// Package webhookapi serves the list of systems that tickets' moves are reported to,
// and the deliveries that failed.
package webhookapi

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// Store keeps webhooks and their failed deliveries.
type Store interface {
	Webhooks(ctx context.Context) ([]tickets.Webhook, error)
	AddWebhook(ctx context.Context, w tickets.Webhook, secret string) error
	ChangeWebhook(ctx context.Context, w tickets.Webhook, seen string) error
	RotateSecret(ctx context.Context, id, secret string, until time.Time) error
	HookTarget(ctx context.Context, id string) (url string, secrets []string, err error)
	FailedDeliveries(ctx context.Context) ([]tickets.FailedDelivery, error)
	Resend(ctx context.Context, ids []string) (int, error)
}

// Sender delivers messages to webhooks.
type Sender interface {
	NewSecret() string
	// CheckReceiver returns why no message can go there now; nil if it can.
	CheckReceiver(ctx context.Context, url string) error
	Send(ctx context.Context, m tickets.HookMessage) error
}

// bothSecrets is how long messages carry the old signature too.
const bothSecrets = 24 * time.Hour

// Register adds the routes of the webhooks to the interface.
func Register(api *httpapi.API, store Store, sender Sender, now func() time.Time) {
	h := handlers{store, sender, now}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/webhooks", ID: "list-webhooks",
		Summary: "Systems that are told of tickets' moves",
		Roles:   httpapi.Administrators, WholeCity: true}, h.webhooks)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/webhooks/events", ID: "list-webhook-events",
		Summary: "What a webhook can be told of",
		Roles:   httpapi.Administrators, WholeCity: true}, h.webhookEvents)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/webhooks", ID: "add-webhook",
		Summary: "Tell one more system; its secret is shown this once",
		Roles:   httpapi.Administrators, WholeCity: true}, h.addWebhook)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPut, Path: "/api/webhooks/{id}", ID: "change-webhook",
		Summary: "Change a webhook, or switch it on or off",
		Roles:   httpapi.Administrators, WholeCity: true}, h.changeWebhook)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/webhooks/{id}/secret", ID: "rotate-webhook-secret",
		Summary: "A new secret; the old one signs for a day more",
		Roles:   httpapi.Administrators, WholeCity: true}, h.rotateSecret)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/webhooks/{id}/test", ID: "test-webhook",
		Summary: "Send a test message at once",
		Roles:   httpapi.Administrators, WholeCity: true}, h.testWebhook)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/failed-deliveries", ID: "list-failed-deliveries",
		Summary: "Messages that were given up, at most 500",
		Roles:   httpapi.Administrators, WholeCity: true,
		Formerly: []httpapi.Former{{Path: "/api/dead-letters", ID: "list-dead-letters"}}}, h.failedDeliveries)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/failed-deliveries/resend", ID: "resend-failed-deliveries",
		Summary: "Send messages again that were given up",
		Roles:   httpapi.Administrators, WholeCity: true,
		Formerly: []httpapi.Former{{Path: "/api/dead-letters/resend", ID: "resend-dead-letters"}}}, h.resend)
}

type handlers struct {
	store  Store
	sender Sender
	now    func() time.Time
}

// WebhookView is a webhook and the version of what an administrator sets of it.
type WebhookView struct {
	tickets.Webhook
	Rev string `json:"rev"`
}

type webhooksReply struct {
	Body []WebhookView `nullable:"false"`
}

func (h handlers) webhooks(ctx context.Context, _ *struct{}) (*webhooksReply, error) {
	list, err := h.store.Webhooks(ctx)
	views := make([]WebhookView, len(list))
	for i, w := range list {
		views[i] = WebhookView{w, w.Rev()}
	}
	return &webhooksReply{Body: views}, err
}

type eventsReply struct{ Body []string }

func (h handlers) webhookEvents(context.Context, *struct{}) (*eventsReply, error) {
	var list []string
	for _, m := range tickets.Moves() {
		list = append(list, tickets.EventOf(m))
	}
	return &eventsReply{Body: list}, nil
}

// WebhookBody is what an administrator enters of a webhook.
type WebhookBody struct {
	URL    string   `json:"url" minLength:"1" maxLength:"2000"`
	Events []string `json:"events" nullable:"false" maxItems:"100" doc:"such as ticket.dispatch; none means all"`
	Active bool     `json:"active"`
}

// check refuses what no message can go to, and events that never happen.
func (h handlers) check(ctx context.Context, b WebhookBody) error {
	if err := h.sender.CheckReceiver(ctx, b.URL); err != nil {
		return httpapi.NewProblem(http.StatusUnprocessableEntity, "webhook_address", err.Error())
	}
	for _, e := range b.Events {
		if !tickets.IsEvent(e) {
			return httpapi.NewProblem(http.StatusUnprocessableEntity, "webhook_event", fmt.Sprintf("no such event: %q", e))
		}
	}
	return nil
}

type webhookRequest struct{ Body WebhookBody }

// WebhookSecret is shown once.
type WebhookSecret struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

type secretReply struct{ Body WebhookSecret }

func (h handlers) addWebhook(ctx context.Context, in *webhookRequest) (*secretReply, error) {
	if err := h.check(ctx, in.Body); err != nil {
		return nil, err
	}
	w := tickets.Webhook{ID: "wh" + strings.ToLower(rand.Text()[:12]), URL: in.Body.URL, Events: httpapi.NotNil(in.Body.Events), Active: in.Body.Active,
		CreatedBy: httpapi.ActorOf(ctx).Name, CreatedAt: h.now()}
	secret := h.sender.NewSecret()
	err := h.store.AddWebhook(ctx, w, secret)
	var there *tickets.StaleWebhook
	if errors.As(err, &there) {
		p := httpapi.NewProblem(http.StatusConflict, "webhook_there", "this address is told of the same already; if its secret was lost, give it a new one")
		p.Current = &httpapi.Current{Rev: there.Now.Rev(), Webhook: &there.Now}
		return nil, p
	}
	return &secretReply{Body: WebhookSecret{w.ID, secret}}, err
}

// HookPath names a webhook in an address.
type HookPath struct {
	ID string `path:"id" maxLength:"40"`
}

// ChangedWebhook is a webhook as it is to be: what a GET gave, changed. What is not an
// administrator's to say may be sent back and changes nothing.
type ChangedWebhook struct {
	WebhookBody
	Rev       string    `json:"rev,omitempty" maxLength:"64" doc:"the version that was read; where it is another by now, nothing is changed. Without one, whatever stands there is replaced."`
	ID        string    `json:"id,omitempty"`
	OffReason string    `json:"off_reason,omitempty"`
	CreatedBy string    `json:"created_by,omitempty"`
	CreatedAt time.Time `json:"created_at,omitzero"`
	Delivered time.Time `json:"delivered,omitzero"`
	Waiting   int       `json:"waiting,omitempty"`
	Failed    int       `json:"failed,omitempty"`
}

type changeWebhookRequest struct {
	HookPath
	Body ChangedWebhook
}

func (h handlers) changeWebhook(ctx context.Context, in *changeWebhookRequest) (*webhooksReply, error) {
	if err := h.check(ctx, in.Body.WebhookBody); err != nil && in.Body.Active { // what is wrong can still be switched off
		return nil, err
	}
	w := tickets.Webhook{ID: in.ID, URL: in.Body.URL, Events: httpapi.NotNil(in.Body.Events), Active: in.Body.Active}
	if err := h.store.ChangeWebhook(ctx, w, in.Body.Rev); err != nil {
		return nil, err
	}
	return h.webhooks(ctx, nil)
}

func (h handlers) rotateSecret(ctx context.Context, in *HookPath) (*secretReply, error) {
	secret := h.sender.NewSecret()
	err := h.store.RotateSecret(ctx, in.ID, secret, h.now().Add(bothSecrets))
	return &secretReply{Body: WebhookSecret{in.ID, secret}}, err
}

// HookTest is what became of a test message.
type HookTest struct {
	OK     bool   `json:"ok"`
	Reason string `json:"reason,omitempty"`
}

type hookTestReply struct{ Body HookTest }

// testWebhook answers 200 also where the receiver refuses: that is the answer.
func (h handlers) testWebhook(ctx context.Context, in *HookPath) (*hookTestReply, error) {
	url, secrets, err := h.store.HookTarget(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	body := fmt.Sprintf(`{"type":"webhook.test","timestamp":%q,"data":{}}`, h.now().UTC().Format(time.RFC3339))
	err = h.sender.Send(ctx, tickets.HookMessage{ID: "test_" + rand.Text(), URL: url, Body: []byte(body), Secrets: secrets})
	if err != nil {
		return &hookTestReply{Body: HookTest{Reason: err.Error()}}, nil
	}
	return &hookTestReply{Body: HookTest{OK: true}}, nil
}

type failedReply struct{ Body []tickets.FailedDelivery }

func (h handlers) failedDeliveries(ctx context.Context, _ *struct{}) (*failedReply, error) {
	list, err := h.store.FailedDeliveries(ctx)
	return &failedReply{Body: httpapi.NotNil(list)}, err
}

type resendRequest struct {
	Body struct {
		IDs []string `json:"ids" minItems:"1" maxItems:"500" nullable:"false"`
	}
}

// ResendReply is how many deliveries are sent again.
type ResendReply struct {
	Sent int `json:"sent"`
}

type resentReply struct{ Body ResendReply }

func (h handlers) resend(ctx context.Context, in *resendRequest) (*resentReply, error) {
	n, err := h.store.Resend(ctx, in.Body.IDs)
	return &resentReply{Body: ResendReply{n}}, err
}

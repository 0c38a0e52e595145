package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hotline12345/tickets"
)

// Webhooks keeps the systems that are told of moves, and what they did not take.
type Webhooks interface {
	Webhooks(ctx context.Context) ([]tickets.Webhook, error)
	AddWebhook(ctx context.Context, w tickets.Webhook, secret string) error
	ChangeWebhook(ctx context.Context, w tickets.Webhook) error
	RotateSecret(ctx context.Context, id, secret string, until time.Time) error
	HookTarget(ctx context.Context, id string) (url string, secrets []string, err error)
	DeadLetters(ctx context.Context) ([]tickets.DeadLetter, error)
	Resend(ctx context.Context, ids []string) (int, error)
}

// Sender delivers messages to webhooks.
type Sender interface {
	NewSecret() string
	// CheckURL says why no message can go there.
	CheckURL(url string) error
	Send(ctx context.Context, m tickets.HookMessage) error
}

// bothSecrets is how long messages carry the old signature too.
const bothSecrets = 24 * time.Hour

func (s *Server) webhookRoutes() {
	add(s, http.MethodGet, "/api/webhooks", "list-webhooks", "Systems that are told of tickets' moves", s.webhooks)
	add(s, http.MethodGet, "/api/webhooks/events", "list-webhook-events", "What a webhook can be told of", s.webhookEvents)
	add(s, http.MethodPost, "/api/webhooks", "add-webhook", "Tell one more system; its secret is shown this once", s.addWebhook)
	add(s, http.MethodPut, "/api/webhooks/{id}", "change-webhook", "Change a webhook, or switch it on or off", s.changeWebhook)
	add(s, http.MethodPost, "/api/webhooks/{id}/secret", "rotate-webhook-secret", "A new secret; the old one signs for a day more", s.rotateSecret)
	add(s, http.MethodPost, "/api/webhooks/{id}/test", "test-webhook", "Send a test message at once", s.testWebhook)
	add(s, http.MethodGet, "/api/dead-letters", "list-dead-letters", "Messages that were given up, at most 500", s.deadLetters)
	add(s, http.MethodPost, "/api/dead-letters/resend", "resend-dead-letters", "Send messages again that were given up", s.resend)
}

type webhooksReply struct{ Body []tickets.Webhook }

func (s *Server) webhooks(ctx context.Context, _ *struct{}) (*webhooksReply, error) {
	list, err := s.cfg.Webhooks.Webhooks(ctx)
	return &webhooksReply{Body: notNil(list)}, err
}

type eventsReply struct{ Body []string }

func (s *Server) webhookEvents(context.Context, *struct{}) (*eventsReply, error) {
	var list []string
	for _, m := range tickets.Moves() {
		list = append(list, tickets.EventOf(m))
	}
	return &eventsReply{Body: list}, nil
}

// WebhookBody is what an administrator says of a webhook.
type WebhookBody struct {
	URL    string   `json:"url" minLength:"1" maxLength:"2000"`
	Events []string `json:"events" nullable:"false" maxItems:"100" doc:"such as ticket.dispatch; none means all"`
	Active bool     `json:"active"`
}

// check refuses what no message can go to, and events that never happen.
func (s *Server) check(b WebhookBody) error {
	if err := s.cfg.Sender.CheckURL(b.URL); err != nil {
		return problem(http.StatusUnprocessableEntity, "webhook_address", err.Error())
	}
	for _, e := range b.Events {
		if !tickets.IsEvent(e) {
			return problem(http.StatusUnprocessableEntity, "webhook_event", fmt.Sprintf("no such event: %q", e))
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

func (s *Server) addWebhook(ctx context.Context, in *webhookRequest) (*secretReply, error) {
	if err := s.check(in.Body); err != nil {
		return nil, err
	}
	w := tickets.Webhook{ID: "wh" + strings.ToLower(rand.Text()[:12]), URL: in.Body.URL, Events: notNil(in.Body.Events), Active: in.Body.Active,
		CreatedBy: actorOf(ctx).Name, CreatedAt: s.cfg.Now()}
	secret := s.cfg.Sender.NewSecret()
	err := s.cfg.Webhooks.AddWebhook(ctx, w, secret)
	return &secretReply{Body: WebhookSecret{w.ID, secret}}, err
}

// HookPath names a webhook in an address.
type HookPath struct {
	ID string `path:"id" maxLength:"40"`
}

type changeWebhookRequest struct {
	HookPath
	Body WebhookBody
}

func (s *Server) changeWebhook(ctx context.Context, in *changeWebhookRequest) (*webhooksReply, error) {
	if err := s.check(in.Body); err != nil && in.Body.Active { // what is wrong can still be switched off
		return nil, err
	}
	w := tickets.Webhook{ID: in.ID, URL: in.Body.URL, Events: notNil(in.Body.Events), Active: in.Body.Active}
	if err := s.cfg.Webhooks.ChangeWebhook(ctx, w); err != nil {
		return nil, err
	}
	return s.webhooks(ctx, nil)
}

func (s *Server) rotateSecret(ctx context.Context, in *HookPath) (*secretReply, error) {
	secret := s.cfg.Sender.NewSecret()
	err := s.cfg.Webhooks.RotateSecret(ctx, in.ID, secret, s.cfg.Now().Add(bothSecrets))
	return &secretReply{Body: WebhookSecret{in.ID, secret}}, err
}

// HookTest is what became of a test message.
type HookTest struct {
	OK     bool   `json:"ok"`
	Reason string `json:"reason,omitempty"`
}

type hookTestReply struct{ Body HookTest }

// testWebhook answers 200 also where the receiver refuses: that is the answer.
func (s *Server) testWebhook(ctx context.Context, in *HookPath) (*hookTestReply, error) {
	url, secrets, err := s.cfg.Webhooks.HookTarget(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	body := fmt.Sprintf(`{"type":"webhook.test","timestamp":%q,"data":{}}`, s.cfg.Now().UTC().Format(time.RFC3339))
	err = s.cfg.Sender.Send(ctx, tickets.HookMessage{ID: "test_" + rand.Text(), URL: url, Body: []byte(body), Secrets: secrets})
	if err != nil {
		return &hookTestReply{Body: HookTest{Reason: err.Error()}}, nil
	}
	return &hookTestReply{Body: HookTest{OK: true}}, nil
}

type deadReply struct{ Body []tickets.DeadLetter }

func (s *Server) deadLetters(ctx context.Context, _ *struct{}) (*deadReply, error) {
	list, err := s.cfg.Webhooks.DeadLetters(ctx)
	return &deadReply{Body: notNil(list)}, err
}

type resendRequest struct {
	Body struct {
		IDs []string `json:"ids" minItems:"1" maxItems:"500" nullable:"false"`
	}
}

// ResendReply says how many are sent again.
type ResendReply struct {
	Sent int `json:"sent"`
}

type resentReply struct{ Body ResendReply }

func (s *Server) resend(ctx context.Context, in *resendRequest) (*resentReply, error) {
	n, err := s.cfg.Webhooks.Resend(ctx, in.Body.IDs)
	return &resentReply{Body: ResendReply{n}}, err
}

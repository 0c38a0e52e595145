package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/webhookapi"
	"hotline12345/tickets"
)

// hookShelf keeps webhooks in memory.
type hookShelf struct {
	mu      sync.Mutex
	kept    []tickets.Webhook
	secrets map[string][]string
	dead    []tickets.FailedDelivery
}

func (h *hookShelf) Webhooks(context.Context) ([]tickets.Webhook, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]tickets.Webhook(nil), h.kept...), nil
}

func (h *hookShelf) AddWebhook(_ context.Context, w tickets.Webhook, secret string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, have := range h.kept {
		if have.URL == w.URL && slices.Equal(have.Events, w.Events) {
			return &tickets.StaleWebhook{Now: have}
		}
	}
	h.kept, h.secrets = append(h.kept, w), map[string][]string{w.ID: {secret}}
	return nil
}

func (h *hookShelf) ChangeWebhook(_ context.Context, w tickets.Webhook, seen string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range h.kept {
		if h.kept[i].ID == w.ID {
			if seen != "" && h.kept[i].Rev() != seen && h.kept[i].Rev() != w.Rev() {
				return &tickets.StaleWebhook{Now: h.kept[i]}
			}
			h.kept[i].URL, h.kept[i].Events, h.kept[i].Active = w.URL, w.Events, w.Active
			return nil
		}
	}
	return errs.ErrNotFound
}

func (h *hookShelf) RotateSecret(_ context.Context, id, secret string, _ time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.secrets[id] == nil {
		return errs.ErrNotFound
	}
	h.secrets[id] = append([]string{secret}, h.secrets[id]...)
	return nil
}

func (h *hookShelf) HookTarget(_ context.Context, id string) (string, []string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, w := range h.kept {
		if w.ID == id {
			return w.URL, h.secrets[id], nil
		}
	}
	return "", nil, errs.ErrNotFound
}

func (h *hookShelf) FailedDeliveries(context.Context) ([]tickets.FailedDelivery, error) {
	return h.dead, nil
}

func (h *hookShelf) Resend(_ context.Context, ids []string) (int, error) { return len(ids), nil }

// post sends nothing; it takes what is for example.com.
type post struct{ made int }

func (p *post) NewSecret() string { p.made++; return "whsec_" + strings.Repeat("A", p.made) }

func (*post) CheckReceiver(_ context.Context, url string) error {
	if !strings.HasPrefix(url, "https://example.com/") {
		return errors.New("not there")
	}
	return nil
}

func (*post) Send(_ context.Context, m tickets.HookMessage) error {
	if strings.HasSuffix(m.URL, "/bad") || len(m.Secrets) == 0 || !strings.Contains(string(m.Body), `"webhook.test"`) {
		return errors.New("HTTP 500")
	}
	return nil
}

func TestAWebhooksLife(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	admin.do("POST", "/api/webhooks", `{"url":"https://10.0.0.1/","events":[],"active":true}`).want(422, "webhook_address")
	admin.do("POST", "/api/webhooks", `{"url":"https://example.com/a","events":["ticket.sold"],"active":true}`).want(422, "webhook_event")
	if events := read[[]string](admin.do("GET", "/api/webhooks/events", "").want(200, "")); !slices.Contains(events, "ticket.dispatch") {
		t.Errorf("events %v", events)
	}
	added := read[webhookapi.WebhookSecret](admin.do("POST", "/api/webhooks", `{"url":"https://example.com/a","events":["ticket.dispatch"],"active":true}`).want(200, ""))
	list := admin.do("GET", "/api/webhooks", "").want(200, "")
	if hooks := read[[]webhookapi.WebhookView](list); len(hooks) != 1 || hooks[0].ID != added.ID || hooks[0].CreatedBy != "administrator" || !hooks[0].Active {
		t.Fatalf("webhooks %+v", hooks)
	}
	if added.Secret == "" || strings.Contains(string(list.body), "whsec_") {
		t.Error("the secret is shown once, and not in the list")
	}
	path := "/api/webhooks/" + added.ID
	if next := read[webhookapi.WebhookSecret](admin.do("POST", path+"/secret", "").want(200, "")); next.Secret == added.Secret {
		t.Error("the new secret is the old one")
	}
	if test := read[webhookapi.HookTest](admin.do("POST", path+"/test", "").want(200, "")); !test.OK {
		t.Errorf("test %+v", test)
	}
	admin.do("PUT", path, `{"url":"https://example.com/bad","events":[],"active":true}`).want(200, "")
	if test := read[webhookapi.HookTest](admin.do("POST", path+"/test", "").want(200, "")); test.OK || test.Reason != "HTTP 500" {
		t.Errorf("test of a receiver that refuses %+v", test)
	}
	if off := read[[]webhookapi.WebhookView](admin.do("PUT", path, `{"url":"https://example.com/bad","events":[],"active":false}`).want(200, "")); off[0].Active {
		t.Error("switched off, but active")
	}
	admin.do("PUT", "/api/webhooks/none", `{"url":"https://example.com/","events":[],"active":true}`).want(404, "not_found")
	admin.do("POST", "/api/webhooks/none/secret", "").want(404, "not_found")
	admin.do("POST", "/api/webhooks/none/test", "").want(404, "not_found")
	admin.do("POST", "/api/failed-deliveries/resend", `{"ids":[]}`).want(422, "invalid_request")
	if sent := read[webhookapi.ResendReply](admin.do("POST", "/api/failed-deliveries/resend", `{"ids":["x"]}`).want(200, "")); sent.Sent != 1 {
		t.Errorf("resent %+v", sent)
	}
	if dead := admin.do("GET", "/api/failed-deliveries", "").want(200, ""); strings.TrimSpace(string(dead.body)) != "[]" {
		t.Errorf("no failed deliveries, but %s", dead.body)
	}
}

// TestAWebhookIsNeitherDoubledNorOverwritten: a form sent twice makes one webhook, and of two
// administrators who change one the second is told; what a GET gave can be sent back.
func TestAWebhookIsNeitherDoubledNorOverwritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	one := `{"url":"https://example.com/a","events":["ticket.dispatch"],"active":true}`
	admin.do("POST", "/api/webhooks", one).want(200, "")
	for range 3 {
		if p := admin.do("POST", "/api/webhooks", one).want(409, "webhook_there").problem(); p.Current == nil || p.Current.Webhook.URL != "https://example.com/a" {
			t.Errorf("told %+v", p.Current)
		}
	}
	list := admin.do("GET", "/api/webhooks", "").want(200, "")
	whole := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(list.body)), "["), "]")
	hook := read[[]webhookapi.WebhookView](list)[0]
	path := "/api/webhooks/" + hook.ID
	if now := admin.do("PUT", path, whole).want(200, ""); string(now.body) != string(list.body) {
		t.Errorf("sent back, %s became %s", list.body, now.body)
	}
	admin.do("PUT", path, strings.Replace(whole, "/a", "/b", 1)).want(200, "")
	admin.do("PUT", path, strings.Replace(whole, "/a", "/b", 1)).want(200, "") // an answer was lost
	late := admin.do("PUT", path, strings.Replace(whole, "/a", "/c", 1)).want(409, "changed_meanwhile").problem()
	if late.Current == nil || late.Current.Webhook == nil || late.Current.Webhook.URL != "https://example.com/b" {
		t.Fatalf("the second is told %+v", late.Current)
	}
	admin.do("PUT", path, strings.Replace(strings.Replace(whole, "/a", "/c", 1), hook.Rev, late.Current.Rev, 1)).want(200, "")
}

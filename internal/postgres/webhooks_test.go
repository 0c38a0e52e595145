package postgres

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/webhook"
	"hotline12345/tickets"
)

// receiver is another system; answer returns the status of the reply to its nth request.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []string // the ids, at every try
	bodies []string
	answer func(n int) int
}

func newReceiver(t *testing.T, answer func(n int) int) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got, r.bodies = append(r.got, req.Header.Get("webhook-id")), append(r.bodies, string(body))
		w.WriteHeader(r.answer(len(r.got)))
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ids() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

// hook adds a webhook.
func (tn *town) hook(t *testing.T, url string, events ...string) {
	t.Helper()
	must(t, tn.store.AddWebhook(t.Context(), tickets.Webhook{ID: "wh1", URL: url, Events: append([]string{}, events...), Active: true,
		CreatedBy: "管理员", CreatedAt: tn.now()}, webhook.NewSecret()))
}

func (tn *town) onlyHook(t *testing.T) tickets.Webhook {
	t.Helper()
	list, err := tn.store.Webhooks(t.Context())
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d webhooks, want 1", len(list))
	}
	return list[0]
}

var dispatched = tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"}

// TestAMoveIsToldAfterTwoFailures, in order, with the same id, and without persons.
func TestAMoveIsToldAfterTwoFailures(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	r := newReceiver(t, func(n int) int {
		if n <= 2 {
			return http.StatusInternalServerError
		}
		return http.StatusNoContent
	})
	tn.hook(t, r.URL)
	ticket := tn.written(t, "1", dispatched)
	one, two := tickets.HookMessageID("wh1", ticket.Number, 1), tickets.HookMessageID("wh1", ticket.Number, 2)
	tn.work(t)
	eventually(t, "the first try", func() bool { return len(r.ids()) == 1 })
	eventually(t, "a noted failure", func() bool { return tn.tried(t, one) == 1 })
	tn.pass(time.Minute)
	eventually(t, "a second failure", func() bool { return tn.tried(t, one) == 2 })
	tn.pass(time.Minute)
	eventually(t, "both are delivered", func() bool { tn.pass(time.Second); return tn.onlyHook(t).Waiting == 0 })
	if got := r.ids(); !slices.Equal(got, []string{one, one, one, two}) {
		t.Errorf("received %q", got)
	}
	want := `{"type":"ticket.dispatch","timestamp":"` + ticket.Entries[1].At.UTC().Format(time.RFC3339Nano) + `","data":{"ticket":"` +
		string(ticket.Number) + `","seq":2,"move":"dispatch","state":"dispatched","unit":"Y04"}}`
	if r.bodies[3] != want {
		t.Errorf("body %s, want %s", r.bodies[3], want)
	}
	if h := tn.onlyHook(t); h.Delivered.IsZero() || h.Failed != 0 {
		t.Errorf("webhook %+v", h)
	}
}

func (tn *town) tried(t *testing.T, id string) (n int) {
	t.Helper()
	must(t, tn.store.DB.QueryRow(t.Context(), "select coalesce((select tries from webhook_deliveries where id = $1), 0)", id).Scan(&n))
	return n
}

// TestAMessageSurvivesTheService: it is kept with the move or not at all, and a
// service that comes later delivers it.
func TestAMessageSurvivesTheService(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	r := newReceiver(t, func(int) int { return http.StatusOK })
	tn.hook(t, r.URL, "ticket.dispatch")
	ticket := tn.written(t, "1", dispatched) // no worker runs: as if it was killed after the commit
	if h := tn.onlyHook(t); h.Waiting != 1 {
		t.Fatalf("%d wait, want the one event that was asked for", h.Waiting)
	}
	if err := tn.store.Append(t.Context(), ticket); err == nil {
		t.Fatal("the same entry was taken twice")
	}
	tn.store = open(t, tn.store.Config().ConnString()) // the service that comes later
	tn.work(t)
	eventually(t, "the delivery", func() bool { return tn.onlyHook(t).Waiting == 0 })
	if got := r.ids(); !slices.Equal(got, []string{tickets.HookMessageID("wh1", ticket.Number, 2)}) {
		t.Errorf("received %q", got)
	}
}

// TestDeadLettersAreSeenAndSentAgain after a day of tries.
func TestDeadLettersAreSeenAndSentAgain(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	var well sync.Once
	ok := make(chan struct{})
	r := newReceiver(t, func(int) int {
		select {
		case <-ok:
			return http.StatusOK
		default:
			return http.StatusServiceUnavailable
		}
	})
	tn.hook(t, r.URL)
	ticket := tn.written(t, "1")
	id, now := tickets.HookMessageID("wh1", ticket.Number, 1), tn.now()
	for tn.onlyHook(t).Failed == 0 && len(r.ids()) < 20 {
		_, err := tn.store.DeliverMessage(t.Context(), id, now)
		must(t, err)
		now = now.Add(time.Hour)
	}
	list, err := tn.store.FailedDeliveries(t.Context())
	must(t, err)
	if len(list) != 1 || list[0].Tries != 11 || list[0].Reason != "HTTP 503" || list[0].Event != "ticket.register" || list[0].URL != r.URL {
		t.Fatalf("failed deliveries %+v", list)
	}
	well.Do(func() { close(ok) })
	if n, err := tn.store.Resend(t.Context(), []string{id, "nothing"}); n != 1 || err != nil {
		t.Fatalf("%d are sent again (%v), want 1", n, err)
	}
	tn.pass(24 * time.Hour)
	tn.work(t)
	eventually(t, "the delivery", func() bool { h := tn.onlyHook(t); return h.Waiting == 0 && h.Failed == 0 })
}

// TestAReceiverThatIsGoneIsSwitchedOff, with the reason.
func TestAReceiverThatIsGoneIsSwitchedOff(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	r := newReceiver(t, func(int) int { return http.StatusGone })
	tn.hook(t, r.URL)
	tn.written(t, "1", dispatched)
	tn.work(t)
	eventually(t, "both have failed", func() bool { tn.pass(time.Second); return tn.onlyHook(t).Failed == 2 })
	if h := tn.onlyHook(t); h.Active || h.OffReason == "" || len(r.ids()) != 1 {
		t.Errorf("webhook %+v, asked %d times", h, len(r.ids()))
	}
	tn.written(t, "2")
	if h := tn.onlyHook(t); h.Waiting != 0 {
		t.Error("a webhook that is off gets messages")
	}
}

// TestBothSecretsHoldForATime, and an unknown webhook is not found.
func TestBothSecretsHoldForATime(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	tn.hook(t, "https://example.com/")
	_, before, err := tn.store.HookTarget(t.Context(), "wh1")
	must(t, err)
	must(t, tn.store.RotateSecret(t.Context(), "wh1", "whsec_bmV3", time.Now().Add(time.Hour)))
	_, both, err := tn.store.HookTarget(t.Context(), "wh1")
	must(t, err)
	if !slices.Equal(both, []string{"whsec_bmV3", before[0]}) {
		t.Errorf("%d secrets", len(both))
	}
	must(t, tn.store.RotateSecret(t.Context(), "wh1", "whsec_bmV5", time.Now().Add(time.Hour))) // pressed twice
	_, all, err := tn.store.HookTarget(t.Context(), "wh1")
	must(t, err)
	if !slices.Equal(all, []string{"whsec_bmV5", "whsec_bmV3", before[0]}) {
		t.Errorf("%d secrets after two new ones: the receiver knows the first", len(all))
	}
	must(t, tn.store.RotateSecret(t.Context(), "wh1", "whsec_bmV4", time.Now().Add(-time.Second)))
	if _, one, err := tn.store.HookTarget(t.Context(), "wh1"); err != nil || !slices.Equal(one, []string{"whsec_bmV4"}) {
		t.Errorf("%d secrets after the old one ended, %v", len(one), err)
	}
	if err := tn.store.ChangeWebhook(t.Context(), tickets.Webhook{ID: "none", Events: []string{}}, ""); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("an unknown webhook: %v", err)
	}
}

// TestAWebhookIsAddedOnce: also where the same form comes four times at one moment; and a
// change that was made up against another webhook changes nothing.
func TestAWebhookIsAddedOnce(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	results := make(chan error)
	for _, id := range []string{"wh1", "wh2", "wh3", "wh4"} {
		w := tickets.Webhook{ID: id, URL: "https://example.com/", Events: []string{"ticket.dispatch", "ticket.sign"}, Active: true, CreatedAt: tn.now()}
		go func() { results <- tn.store.AddWebhook(t.Context(), w, webhook.NewSecret()) }()
	}
	added := 0
	for range 4 {
		if err := <-results; err == nil {
			added++
		} else if !errors.Is(err, errs.ErrConflict) {
			t.Error(err)
		}
	}
	if added != 1 {
		t.Errorf("%d of four are added", added)
	}
	seen := tn.onlyHook(t)
	first, second := seen, seen
	first.URL, second.URL = "https://example.com/1", "https://example.com/2"
	must(t, tn.store.ChangeWebhook(t.Context(), first, seen.Rev()))
	must(t, tn.store.ChangeWebhook(t.Context(), first, seen.Rev())) // an answer was lost
	if err := tn.store.ChangeWebhook(t.Context(), second, seen.Rev()); !errors.Is(err, errs.ErrConflict) || tn.onlyHook(t).URL != first.URL {
		t.Errorf("%v, and it goes to %s", err, tn.onlyHook(t).URL)
	}
}

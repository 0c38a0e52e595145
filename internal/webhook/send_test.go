package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
)

var here = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

func message(url string, secrets ...string) tickets.HookMessage {
	return tickets.HookMessage{ID: "wh1_261123000001_2", URL: url, Body: []byte(`{"type":"ticket.dispatch"}`), Secrets: secrets}
}

// TestTheStandardsExample is the vector of the Standard Webhooks libraries.
func TestTheStandardsExample(t *testing.T) {
	t.Parallel()
	got, err := Sign([]string{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
		time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Errorf("signature %q (%v), want %q", got, err, want)
	}
	if _, err := Sign(nil, "1", time.Now(), nil); err == nil {
		t.Error("signed without a secret")
	}
	if _, err := Sign([]string{"whsec_%"}, "1", time.Now(), nil); err == nil || strings.Contains(err.Error(), "%") {
		t.Errorf("a broken secret: %v", err)
	}
}

// TestAReceiverVerifies does what docs/webhooks.md asks of receivers, also
// while two secrets hold.
func TestAReceiverVerifies(t *testing.T) {
	t.Parallel()
	old, fresh := NewSecret(), NewSecret()
	if old == fresh {
		t.Fatal("two secrets are the same")
	}
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(old, "whsec_"))
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s.%s.%s", r.Header.Get("webhook-id"), r.Header.Get("webhook-timestamp"), body)
		want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
		for _, s := range strings.Fields(r.Header.Get("webhook-signature")) {
			if hmac.Equal([]byte(s), []byte(want)) {
				return
			}
		}
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer receiver.Close()
	s := New(Config{Networks: here})
	if err := s.Send(t.Context(), message(receiver.URL, fresh, old)); err != nil {
		t.Errorf("with both secrets: %v", err)
	}
	if err := s.Send(t.Context(), message(receiver.URL, fresh)); err == nil || err.Error() != "HTTP 401" {
		t.Errorf("with the wrong secret: %v", err)
	}
}

func TestReceiversThatDoNotTakeIt(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	followed := false
	mux := http.NewServeMux()
	mux.HandleFunc("/hang", func(http.ResponseWriter, *http.Request) { <-hang })
	mux.HandleFunc("/drip", func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush(); <-hang })
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/inner", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/inner", func(http.ResponseWriter, *http.Request) { followed = true })
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 8<<20)) })
	mux.HandleFunc("/headers", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) })
	receiver := httptest.NewServer(mux)
	defer receiver.Close()
	defer close(hang)
	s := New(Config{Networks: here, Timeout: 300 * time.Millisecond})
	for path, want := range map[string]string{"/hang": "no answer in time", "/redirect": "HTTP 307", "/gone": "HTTP 410", "/headers": "headers"} {
		err := s.Send(t.Context(), message(receiver.URL+path+"?token=secret", NewSecret()))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "token") {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
		if errors.Is(err, tickets.ErrReceiverGone) != (path == "/gone") {
			t.Errorf("%s: gone for good? %v", path, err)
		}
	}
	if followed {
		t.Error("a redirect was followed")
	}
	for _, path := range []string{"/huge", "/drip"} { // taken: the status counts, the rest is not waited for
		if err := s.Send(t.Context(), message(receiver.URL+path, NewSecret())); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestInnerNetworksAreRefused: by their address, by a name that leads there, and
// also when the check at entering let the address pass.
func TestInnerNetworksAreRefused(t *testing.T) {
	t.Parallel()
	asked := false
	receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer receiver.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(receiver.URL, "http://"), ":")
	strict := New(Config{})
	if err := strict.CheckURL("https://localhost:" + port); err != nil {
		t.Fatalf("a name is not looked up before it is dialled: %v", err)
	}
	if err := strict.CheckReceiver(t.Context(), "https://localhost:"+port); !errors.Is(err, ErrAddress) {
		t.Errorf("a name that leads to this machine is entered: %v", err)
	}
	if err := strict.Send(t.Context(), message("https://localhost:"+port, NewSecret())); !errors.Is(err, ErrAddress) {
		t.Errorf("a name that leads to this machine: %v", err)
	}
	other, err := Networks([]string{"10.1.0.0/16", "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := New(Config{Networks: other}).Send(t.Context(), message("http://localhost:"+port, NewSecret())); !errors.Is(err, ErrAddress) {
		t.Errorf("another network is allowed, but: %v", err)
	}
	if asked {
		t.Error("the receiver was asked")
	}
	if err := New(Config{Networks: here}).Send(t.Context(), message(receiver.URL, NewSecret())); err != nil || !asked {
		t.Errorf("in an allowed network: %v", err)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	for _, url := range []string{"", "x", "http://example.com/", "ftp://example.com/", "https://", "https://a:b@example.com/", "https://example.com/#x", "https:example.com", "javascript:alert(1)"} {
		if err := s.CheckURL(url); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", url, err)
		}
	}
	if err := s.CheckURL("https://example.com/hook?x=1"); err != nil {
		t.Error(err)
	}
	if _, err := Networks([]string{"everything"}); err == nil {
		t.Error("a network that is none was read")
	}
}

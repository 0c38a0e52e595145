package web

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// drawer keeps undertakings in memory; what PostgreSQL makes of them is tested there.
type drawer struct {
	mu   sync.Mutex
	away bool
	list []org.Undertaking
}

func (d *drawer) Undertook(_ context.Context, person, version string) (time.Time, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.away {
		return time.Time{}, errors.Join(errs.ErrUnavailable)
	}
	for _, u := range d.list {
		if u.By.ID == person && u.Version == version {
			return u.At, nil
		}
	}
	return time.Time{}, nil
}

func (d *drawer) Undertake(_ context.Context, u org.Undertaking) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = append(d.list, u)
	return nil
}

// TestNobodySeesCitizensBeforeTheyUndertakeConfidentiality (M79): nothing is answered but
// the words, the signature and the session; other words are signed anew.
func TestNobodySeesCitizensBeforeTheyUndertakeConfidentiality(t *testing.T) {
	t.Parallel()
	d := &drawer{}
	o := newOffice(t, func(c *Config) { c.Undertakings = d })
	agent := o.as(t, "agent")
	agent.do("GET", "/api/tickets", "").want(200, "") // the city asks for none
	ask := func(words string) {
		options := tickets.Options{Closing: 1050, Confidentiality: words}
		must(t, o.register.ChangeRules(t.Context(), tickets.RuleChange{ID: words, At: o.now(), Options: &options}))
		o.cfg.Tickets.ForgetRules()
	}
	ask("本人承诺保密。")
	for _, path := range []string{"/api/tickets", "/api/counts", "/api/units", "/api/desk"} {
		agent.do("GET", path, "").want(403, "confidentiality_unsigned")
	}
	agent.do("GET", "/api/session", "").want(200, "")
	got := read[UndertakingView](agent.do("GET", "/api/confidentiality", "").want(200, ""))
	if got.Words != "本人承诺保密。" || got.Version == "" || !got.SignedAt.IsZero() {
		t.Fatalf("to sign: %+v", got)
	}
	agent.do("POST", "/api/confidentiality", `{"version":"x"}`).want(409, "changed_meanwhile")
	agent.do("POST", "/api/confidentiality", fmt.Sprintf(`{"version":%q}`, got.Version)).want(204, "")
	agent.do("GET", "/api/tickets", "").want(200, "")
	if len(d.list) != 1 || d.list[0].Words != got.Words || d.list[0].By.Name != "agent" || d.list[0].Addr == "" || d.list[0].At.IsZero() {
		t.Errorf("on record: %+v", d.list)
	}
	o.as(t, "leader").do("GET", "/api/tickets", "").want(403, "confidentiality_unsigned")
	o.restart(t)
	o.as(t, "agent").do("GET", "/api/tickets", "").want(200, "")

	ask("本人承诺保密，离岗后亦同。")
	o.as(t, "agent").do("GET", "/api/tickets", "").want(403, "confidentiality_unsigned")
	d.away = true
	o.as(t, "agent").do("GET", "/api/counts", "").want(200, "") // a call must not wait for the database
	d.away = false
	ask("")
	o.as(t, "agent").do("GET", "/api/tickets", "").want(200, "")
}

package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/web/retentionapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/retention"
)

// planner would delete a day of the journal.
type planner struct{}

func (planner) Plan(context.Context) (retention.Night, error) {
	return retention.Night{Dry: true, Periods: retention.Periods{retention.Journal: 36}, Failed: []string{},
		Parts: []retention.NightPart{{Class: retention.Journal, Before: time.Date(2023, 11, 23, 0, 0, 0, 0, time.UTC), Items: 1, Count: 9}}}, nil
}

// deletions keeps holds in memory.
type deletions struct {
	mu    sync.Mutex
	holds []retention.LegalHold
}

func (d *deletions) Nights(context.Context, int) ([]retention.Night, error) { return nil, nil }

func (d *deletions) LatestDeletions(context.Context, int) ([]retention.Deletion, error) {
	return []retention.Deletion{{Class: retention.Recordings, Item: "1.1", Count: 2, Sum: "ab"}}, nil
}

func (d *deletions) SaveHold(_ context.Context, h retention.LegalHold) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.holds = append(d.holds, h)
	return nil
}

func (d *deletions) Holds(_ context.Context, n tickets.Number) (list []retention.LegalHold, _ error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, h := range slices.Backward(d.holds) {
		if h.Ticket == n {
			list = append(list, h)
		}
	}
	return list, nil
}

func TestWhatGoesAtNightIsShownBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	plan := read[retention.Night](o.as(t, "administrator").do("GET", "/api/retention/plan", "").want(200, ""))
	if !plan.Dry || len(plan.Parts) != 1 || plan.Parts[0].Count != 9 {
		t.Errorf("the plan %+v", plan)
	}
	done := read[retentionapi.RetentionView](o.as(t, "auditor").do("GET", "/api/retention", "").want(200, ""))
	if len(done.Deletions) != 1 || done.Deletions[0].Item != "1.1" || done.Nights == nil {
		t.Errorf("what was deleted: %+v", done)
	}
}

// TestAnAreaDoesNotSeeWhatTheCityDeletes: calls of the whole city stand there.
func TestAnAreaDoesNotSeeWhatTheCityDeletes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, role := range []org.Role{org.RoleAdministrator, org.RoleAuditor} {
		for unit, whole := range map[string]bool{"A-00": false, "A": false, "Y04": false, "Y00": true} {
			o.people.change("a-clerk", func(u *org.User) { u.Unit, u.Roles = unit, []org.Role{role} })
			b, want, code := o.as(t, "a-clerk"), 403, "whole_city_only"
			if whole {
				want, code = 200, ""
			}
			for _, path := range []string{"/api/retention", "/api/retention/plan"} {
				got := b.do("GET", path, "").want(want, code)
				if !whole && !strings.Contains(string(got.body), "whole city") {
					t.Errorf("no reason in %s", got.body)
				}
			}
		}
	}
}

// slowPlanner counts until it is told that it is done.
type slowPlanner struct{ begun, done chan struct{} }

func (p slowPlanner) Plan(ctx context.Context) (retention.Night, error) {
	p.begun <- struct{}{}
	<-p.done
	return planner{}.Plan(ctx)
}

// TestOnePlanIsCountedAtATime: a few wait, further ones are told so at once.
func TestOnePlanIsCountedAtATime(t *testing.T) {
	t.Parallel()
	p := slowPlanner{make(chan struct{}, 9), make(chan struct{})}
	o := newOffice(t, func(c *Config) { c.Retention = p })
	var all sync.WaitGroup
	answers := make(chan int, 9)
	for range 9 { // one counts, four wait
		b := o.as(t, "administrator")
		all.Go(func() { answers <- b.do("GET", "/api/retention/plan", "").status })
	}
	<-p.begun
	for range 4 {
		if got := <-answers; got != 503 {
			t.Errorf("answered %d while one counts and four wait", got)
		}
	}
	if len(p.begun) != 0 {
		t.Error("two count at once")
	}
	close(p.done)
	all.Wait()
	for range 5 {
		if got := <-answers; got != 200 {
			t.Errorf("answered %d in its turn", got)
		}
	}
}

// TestALegalHoldIsOrderedWithAReason by those who may see the ticket.
func TestALegalHoldIsOrderedWithAReason(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := "/api/tickets/" + string(written(t, o, "1.1", registerMove).Number) + "/hold"
	boss := o.as(t, "supervisor")
	boss.do("POST", path, `{"on":true,"reason":" "}`).want(422, "invalid_fields")
	list := read[[]retention.LegalHold](boss.do("POST", path, `{"on":true,"reason":"法院调取"}`).want(200, ""))
	if len(list) != 1 || !list[0].On || list[0].Reason != "法院调取" || list[0].By.Name != "supervisor" || list[0].At.IsZero() {
		t.Errorf("holds %+v", list)
	}
	boss.do("POST", path, `{"on":false,"reason":"案件已结"}`).want(200, "")
	list = read[[]retention.LegalHold](o.as(t, "auditor").do("GET", path, "").want(200, ""))
	if len(list) != 2 || list[0].On || !list[1].On {
		t.Errorf("holds, the latest first: %+v", list)
	}
	boss.do("POST", "/api/tickets/261123999999/hold", `{"on":true,"reason":"x"}`).want(404, "not_found")
	o.as(t, "agent").do("GET", path, "").want(403, "forbidden")
}

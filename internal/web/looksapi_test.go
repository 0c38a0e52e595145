package web

import (
	"context"
	"testing"
	"time"

	"hotline12345/tickets"
)

// lookShelf answers with what it was asked.
type lookShelf struct{}

func (lookShelf) Looks(_ context.Context, f tickets.LookFilter) ([]tickets.Look, error) {
	if f.Limit == 0 || f.Before.IsZero() {
		return nil, tickets.ErrUnavailable
	}
	return []tickets.Look{{ID: "x", At: f.Before, What: f.What, Key: f.Key, By: tickets.Person{Name: f.Person}}}, nil
}

func TestOnlyAuditorsReadTheLooks(t *testing.T) {
	o := newOffice(t)
	before := o.now().Add(-time.Hour).UTC().Truncate(time.Second)
	path := "/api/looks?what=unmask&key=261123000001&person=1001&before=" + before.Format(time.RFC3339)
	got := read[[]tickets.Look](o.as(t, "auditor").do("GET", path, "").want(200, ""))
	if len(got) != 1 || got[0].What != "unmask" || got[0].Key != "261123000001" || got[0].By.Name != "1001" || !got[0].At.Equal(before) {
		t.Errorf("looks %+v", got)
	}
	o.as(t, "auditor").do("GET", "/api/looks", "").want(200, "")
	o.as(t, "leader").do("GET", "/api/looks", "").want(403, "forbidden")
}

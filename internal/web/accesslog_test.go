package web

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// accessShelf answers with what it was asked.
type accessShelf struct{}

func (accessShelf) AccessRecords(_ context.Context, f tickets.AccessFilter) ([]tickets.AccessRecord, error) {
	if f.Limit == 0 || f.Before.IsZero() {
		return nil, errs.ErrUnavailable
	}
	return []tickets.AccessRecord{{ID: f.BeforeID, At: f.Before, What: f.What, Key: f.Key, By: org.Person{Name: f.Person, Unit: strings.Join(f.Units, " ")}}}, nil
}

func TestOnlyAuditorsReadTheAccessLog(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.now().Add(-time.Hour).UTC().Truncate(time.Second)
	path := "/api/access-log?what=unmask&key=261123000001&person=1001&before_id=x&before=" + before.Format(time.RFC3339)
	got := read[[]tickets.AccessRecord](o.as(t, "auditor").do("GET", path, "").want(200, ""))
	if len(got) != 1 || got[0].What != "unmask" || got[0].Key != "261123000001" || got[0].By.Name != "1001" || got[0].ID != "x" || got[0].By.Unit != "" || !got[0].At.Equal(before) {
		t.Errorf("access log %+v", got)
	}
	o.as(t, "auditor").do("GET", "/api/access-log", "").want(200, "")
	o.as(t, "leader").do("GET", "/api/access-log", "").want(403, "forbidden")
}

// TestAnAuditorReadsTheAccessLogOfTheirArea: a sub-centre's auditor that of the
// county's people, also of the unit that its own has taken over.
func TestAnAuditorReadsTheAccessLogOfTheirArea(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("auditor", func(u *org.User) { u.Unit = "A-00" })
	got := read[[]tickets.AccessRecord](o.as(t, "auditor").do("GET", "/api/access-log", "").want(200, ""))
	units := strings.Fields(got[0].By.Unit)
	if !slices.Contains(units, "A") || !slices.Contains(units, "A1") || slices.Contains(units, "Y04") || slices.Contains(units, "Y") {
		t.Errorf("an auditor of A reads the access log of %v", units)
	}
}

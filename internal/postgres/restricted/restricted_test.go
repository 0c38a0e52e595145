package restricted

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
	"hotline12345/tickets/restricted"
)

var start = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

func number(id, n string, since time.Time) restricted.Number {
	return restricted.Number{ID: id, Number: n, Why: "辱骂", By: org.Person{ID: "1", Name: "班长"}, Since: since, Until: since.Add(24 * time.Hour)}
}

func TestANumberIsRestrictedOnceAtATime(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), New(dbtest.Migrated(t))
	results := make(chan error)
	for _, id := range []string{"a", "b", "c", "d"} {
		go func() {
			_, err := s.Restrict(ctx, number(id, "13800138000", start), "192.0.2.1")
			results <- err
		}()
	}
	taken := 0
	for range 4 {
		var already *restricted.Already
		switch err := <-results; {
		case err == nil:
			taken++
		case !errors.As(err, &already), already.Now.Number != "13800138000", already.Now.By.Name != "班长":
			t.Errorf("refused: %v", err)
		}
	}
	if taken != 1 {
		t.Errorf("restricted %d times", taken)
	}
	now, err := s.NumbersRestrictedAt(ctx, start, 10)
	dbtest.Must(t, err)
	if len(now) != 1 || !now[0].Since.Equal(start) || !now[0].Until.Equal(start.Add(24*time.Hour)) {
		t.Fatalf("in force: %+v", now)
	}

	l := restricted.Lifting{By: org.Person{ID: "2", Name: "管理员"}, At: start.Add(time.Hour), Why: "道歉"}
	lifted, err := s.LiftRestriction(ctx, now[0].ID, l, "192.0.2.1")
	dbtest.Must(t, err)
	if lifted.Lifted == nil || *lifted.Lifted != l {
		t.Errorf("lifted: %+v", lifted)
	}
	l.Why = "again"
	if twice, err := s.LiftRestriction(ctx, now[0].ID, l, ""); err != nil || twice.Lifted.Why != "道歉" {
		t.Errorf("lifted twice: %+v, %v", twice, err)
	}
	if _, err := s.LiftRestriction(ctx, "none", l, ""); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	_, err = s.Restrict(ctx, number("again", "13800138000", start.Add(2*time.Hour)), "")
	dbtest.Must(t, err)
	_, err = s.Restrict(ctx, number("later", "13800138000", start.Add(26*time.Hour)), "") // the one before is over in this moment
	dbtest.Must(t, err)

	l.At = start.Add(27 * time.Hour)
	if over, err := s.LiftRestriction(ctx, "again", l, ""); err != nil || over.Lifted != nil {
		t.Errorf("what is over stays as it ended: %+v, %v", over, err)
	}
	all, err := s.RestrictedNumbers(ctx, start.Add(3*time.Hour), 10)
	dbtest.Must(t, err)
	ids := ""
	for _, n := range all {
		ids += n.ID + " "
	}
	if want := "later again " + lifted.ID + " "; ids != want {
		t.Errorf("listed %q, want %q", ids, want)
	}
	if n, err := s.RestrictedNumber(ctx, lifted.ID); err != nil || n.Lifted == nil {
		t.Errorf("read: %+v, %v", n, err)
	}
}

// TestEvidenceIsNotChanged: the database itself refuses it.
func TestEvidenceIsNotChanged(t *testing.T) {
	t.Parallel()
	ctx, d := t.Context(), dbtest.Migrated(t)
	s := New(d)
	_, err := s.Restrict(ctx, number("a", "13800138000", start), "")
	dbtest.Must(t, err)
	_, err = s.LiftRestriction(ctx, "a", restricted.Lifting{At: start.Add(time.Hour), Why: "x"}, "")
	dbtest.Must(t, err)
	for _, change := range []string{
		"update restricted_numbers set why = 'other'", "delete from restricted_numbers",
		"update restricted_lifted set why = 'other'", "delete from restricted_lifted",
	} {
		if _, err := d.Exec(ctx, change); err == nil {
			t.Errorf("the database takes %q", change)
		}
	}
}

package service_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// staff are people and duties of a test.
type staff struct {
	users  []org.User
	shifts []org.Shift
}

// on makes the service anew with these people and duties.
func (s staff) on(t *testing.T, o *office) {
	t.Helper()
	o.with(t, func(c *service.Config) { c.Staff = s })
}

func (s staff) EveryUser(context.Context) ([]org.User, error) { return s.users, nil }

func (s staff) Shifts(_ context.Context, units []string, from, to time.Time) (found []org.Shift, _ error) {
	for _, x := range s.shifts {
		if x.Unit == units[0] && x.Until.After(from) && x.From.Before(to) {
			found = append(found, x)
		}
	}
	return found, nil
}

// filled is an office with n tickets that Y04 has in hand, and one that nobody has.
func filled(t *testing.T, n int) *office {
	t.Helper()
	o := newOffice(t)
	for i := range n {
		d, ticket := storetest.Written(i+1, "13800138000", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd", Note: "请办理"})
		must(t, o.store.Commit(t.Context(), d, ticket))
	}
	d, ticket := storetest.Written(n+1, "13800138000")
	must(t, o.store.Commit(t.Context(), d, ticket))
	o.now = ticket.CreatedAt
	return o
}

// preview asks until all tickets were looked at.
func (o *office) preview(t *testing.T, c tickets.RuleChange) (all service.Preview, answers int) {
	t.Helper()
	for after := tickets.Number(""); ; answers++ {
		p, err := o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), c, after)
		must(t, err)
		all.Moved, all.Overdue, all.Handed, all.Kept = all.Moved+p.Moved, all.Overdue+p.Overdue, all.Handed+p.Handed, all.Kept+p.Kept
		all.Running, all.Looked, all.Soonest = p.Running, all.Looked+p.Looked, append(all.Soonest, p.Soonest...)
		if after = p.Next; after == "" {
			return all, answers + 1
		}
	}
}

// moves counts the tickets whose last entry is a move.
func (o *office) moves(t *testing.T, m tickets.Move) (n int) {
	t.Helper()
	list, err := o.store.Running(t.Context(), "", "", 100_000)
	must(t, err)
	for _, x := range list {
		if x.Entries[len(x.Entries)-1].Move == m {
			n++
		}
	}
	return n
}

func TestAPreviewSaysWhatARecountThenDoes(t *testing.T) {
	t.Parallel()
	admin := storetest.By(org.RoleAdministrator)
	const n = 3
	for name, c := range map[string]tickets.RuleChange{
		"holidays":          {Year: &tickets.Year{Year: 2026, Off: []string{"2026-11-25", "2026-11-26"}, Work: []string{}}},
		"business closes":   {Options: &tickets.Options{Closing: 18 * 60}},
		"closes as before":  {Options: &tickets.Options{Closing: 17*60 + 30, SeedRules: true}},
		"a year far away":   {Year: &tickets.Year{Year: 2031, Off: []string{"2031-01-01"}, Work: []string{}}},
		"limits of a table": {Limits: &[]tickets.LimitRule{{Unit: "1wd"}}},
	} {
		o := filled(t, n)
		p, _ := o.preview(t, c)
		if o.moves(t, tickets.MoveRecompute) != 0 {
			t.Fatalf("%s: a preview moves tickets", name)
		}
		before := map[tickets.Number]tickets.Ticket{}
		list, err := o.store.Running(t.Context(), "", "", 100)
		must(t, err)
		for _, x := range list {
			before[x.Number] = x
		}
		must(t, o.ChangeRules(t.Context(), admin, c))
		must(t, o.Recompute(t.Context()))
		if got := o.moves(t, tickets.MoveRecompute); got != p.Moved {
			t.Errorf("%s: %d are counted again, the preview said %d", name, got, p.Moved)
		}
		for _, r := range p.Soonest {
			now, err := o.store.Ticket(t.Context(), r.Number)
			must(t, err)
			was, is := before[r.Number].Promise, now.Promise
			if r.Unit != "" {
				was, is = before[r.Number].Assignments[0].Due, now.Assignments[0].Due
			}
			if !r.Before.Equal(was) || !r.After.Equal(is) || was.Equal(is) {
				t.Errorf("%s: %+v, but it went from %v to %v", name, r, was, is)
			}
		}
	}
	o := filled(t, n)
	if p, _ := o.preview(t, tickets.RuleChange{Year: &tickets.Year{Year: 2026, Off: []string{"2026-11-25"}, Work: []string{}}}); p.Moved != n || p.Running != n+1 || p.Looked != n+1 {
		t.Errorf("%+v, want %d of %d to move", p, n, n+1)
	}
}

func TestAPreviewSaysWhatIsOverdueAtOnce(t *testing.T) {
	t.Parallel()
	o := filled(t, 2)
	list, err := o.store.Running(t.Context(), "Y04", "", 10)
	must(t, err)
	o.now = list[0].Assignments[0].Due.Add(-2 * time.Hour) // 15:30
	p, _ := o.preview(t, tickets.RuleChange{Options: &tickets.Options{Closing: 15 * 60}})
	if p.Overdue != 2 || p.Moved != 2 {
		t.Errorf("%d overdue of %d, want 2 of 2", p.Overdue, p.Moved)
	}
}

func TestAPreviewOfManyGoesOnWhereItEnded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, like := storetest.Written(1, "13800138000", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd", Note: "请办理"})
	const n = 1100
	for i := range n {
		number, err := tickets.MakeNumber("261123", i+1)
		must(t, err)
		like.Number, like.Call, like.Origin = number, "", fmt.Sprint(i)
		must(t, o.store.Create(t.Context(), like))
	}
	p, answers := o.preview(t, tickets.RuleChange{Year: &tickets.Year{Year: 2026, Off: []string{"2026-11-25"}, Work: []string{}}})
	if p.Moved != n || p.Looked != n || p.Running != n || answers != 2 {
		t.Errorf("%d of %d looked at in %d answers, %d move; want all %d in 2", p.Looked, p.Running, answers, p.Moved, n)
	}
}

func TestAPreviewOfAUnitThatEnds(t *testing.T) {
	t.Parallel()
	o := filled(t, 3)
	admin := storetest.By(org.RoleAdministrator)
	line := tickets.MergedLine{Number: "12319", Name: "城管热线", Unit: "Y04", Way: tickets.LineDual}
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{MergedLine: &line}))
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Directory: &tickets.DispatchDirectory{Entries: []tickets.DispatchEntry{{Area: "A", Unit: "Y08", Assist: []string{"Y04"}}}}}))
	people := staff{users: []org.User{{Unit: "Y04"}, {Unit: "Y04", Disabled: true}, {Unit: "Y08"}},
		shifts: []org.Shift{{Unit: "Y04", From: o.now.AddDate(0, 0, 1), Until: o.now.AddDate(0, 0, 2)}, {Unit: "Y04", From: o.now.AddDate(0, 0, -2), Until: o.now.AddDate(0, 0, -1)}}}
	people.on(t, o)
	ends := tickets.RuleChange{Unit: &org.Unit{Code: "Y04", Name: "市城管局", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"}}
	p, err := o.PreviewRules(t.Context(), admin, ends, "")
	must(t, err)
	want := &tickets.Impact{To: "Y08", Users: 1, MergedLines: []string{"12319"}, Directory: 1, Categories: 1, Shifts: 1}
	if diff := cmp.Diff(want, p.Impact); diff != "" || p.Handed != 3 || p.Running != 3 {
		t.Errorf("%d of %d are handed over (-want +got):\n%s", p.Handed, p.Running, diff)
	}
	must(t, o.ChangeRules(t.Context(), admin, ends))
	must(t, o.HandOver(t.Context(), "Y04", "Y08"))
	if got := o.moves(t, tickets.MoveHandOver); got != p.Handed {
		t.Errorf("%d were handed over, the preview said %d", got, p.Handed)
	}
	r := written()
	if got := o.Propose(t.Context(), r, ""); got.Unit != "Y08" || got.Because != "category" {
		t.Errorf("its categories are proposed to %+v, want the successor", got)
	}
	r.Category, r.Place = "", "云湾市望海区"
	if got := o.Propose(t.Context(), r, ""); got.Unit != "Y08" || len(got.Assist) != 0 {
		t.Errorf("its lines of the directory lead to %+v, want the successor once", got)
	}
}

func TestAPreviewOfACategoryThatEnds(t *testing.T) {
	t.Parallel()
	o := filled(t, 3)
	admin := storetest.By(org.RoleAdministrator)
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Limits: &[]tickets.LimitRule{{Category: "06", Unit: "5wd"}, {Category: "0601", Unit: "3wd"}}}))
	noise := storetest.Categories()[1]
	noise.Ended = true
	p, err := o.PreviewRules(t.Context(), admin, tickets.RuleChange{Category: &noise}, "")
	must(t, err)
	if p.Kept != 4 || p.Impact == nil || p.Impact.Limits != 1 {
		t.Errorf("%d keep it, %+v; want 4 and a limit", p.Kept, p.Impact)
	}
	group := storetest.Categories()[0]
	group.Ended = true
	if _, err := o.PreviewRules(t.Context(), admin, tickets.RuleChange{Category: &group}, ""); fieldsOf(err) != "ended in_use" {
		t.Errorf("a group ends before what is in it: %v", err)
	}
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &noise}))
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &group}))
	_, err = o.SaveDraft(t.Context(), storetest.Agent, fill("1.1", 0))
	must(t, err)
	if _, err = o.Commit(t.Context(), storetest.Agent, "1.1", registerMove); fieldsOf(err) != "category ended" {
		t.Errorf("a new ticket of a category that has ended: %v", err)
	}
	noise.Ended = false
	if err := o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &noise}); fieldsOf(err) != "code ended" {
		t.Errorf("a leaf of a group that has ended is used again: %v", err)
	}
}

func TestOnlyAdministratorsPreviewRules(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := tickets.RuleChange{Limits: &[]tickets.LimitRule{}}
	_, err := o.PreviewRules(t.Context(), storetest.By(org.RoleSupervisor), c, "")
	wantErr(t, "a supervisor looks at what would follow", err, errs.ErrForbidden)
	o.store.SetAway(true)
	_, err = o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), c, "")
	wantErr(t, "a preview without the store", err, errs.ErrUnavailable)
	wantErr(t, "a change without the store", o.ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), c), errs.ErrUnavailable)
}

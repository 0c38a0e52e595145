package storetest

import (
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

func growTogether(t *testing.T, s Store) {
	ctx := t.Context()
	d1, one := Written(1, "13800138000")
	d2, two := Written(2, "13900139000")
	must(t, s.Commit(ctx, d1, one))
	must(t, s.Commit(ctx, d2, two))
	stale := Moved(two, Answer)
	two = Moved(two, Dispatch)
	must(t, s.Append(ctx, two))
	wantErr(t, "append to two, one of which has grown", s.Append(ctx, Moved(one, Dispatch), stale), errs.ErrConflict)
	got, err := s.Ticket(ctx, one.Number)
	must(t, err)
	wantSame(t, "the other ticket", one, got)
	one, two = Moved(one, Dispatch), Moved(two, Sign)
	must(t, s.Append(ctx, two, one))
	for _, want := range []tickets.Ticket{one, two} {
		got, err := s.Ticket(ctx, want.Number)
		must(t, err)
		wantSame(t, "ticket", want, got)
	}
}

func originHasOneTicket(t *testing.T, s Store) {
	ctx := t.Context()
	_, ticket := Written(1, "13800138000", Dispatch)
	ticket.Call, ticket.Caller, ticket.Origin, ticket.Channel = "", "", "letter 7", tickets.ByLetter
	must(t, s.Create(ctx, ticket))
	got, err := s.ByOrigin(ctx, "letter 7")
	must(t, err)
	wantSame(t, "ticket", ticket, got)
	again := ticket
	again.Number = "261123000009"
	wantErr(t, "create it again", s.Create(ctx, again), tickets.ErrCommitted)
	again.Origin = "letter 8"
	again.Number = ticket.Number
	wantErr(t, "create another with its number", s.Create(ctx, again), tickets.ErrNumberTaken)
	_, err = s.ByOrigin(ctx, "letter 8")
	wantErr(t, "find an origin that is not there", err, errs.ErrNotFound)
}

func runningAreWalked(t *testing.T, s Store) {
	ctx := t.Context()
	for i, moves := range [][]tickets.Request{{Dispatch}, {Answer, Archive}, {}, {{Move: tickets.MoveDispatch, Unit: "Y08"}}} {
		d, ticket := Written(i+1, "13800138000", moves...)
		must(t, s.Commit(ctx, d, ticket))
	}
	for _, c := range []struct {
		unit  string
		after tickets.Number
		limit int
		want  []tickets.Number
	}{
		{"", "", 2, []tickets.Number{"261123000001", "261123000003"}},
		{"", "261123000003", 2, []tickets.Number{"261123000004"}},
		{"Y04", "", 9, []tickets.Number{"261123000001"}},
		{"A", "", 9, nil},
	} {
		list, err := s.Running(ctx, c.unit, c.after, c.limit)
		must(t, err)
		var got []tickets.Number
		for _, x := range list {
			got = append(got, x.Number)
			if len(x.Entries) == 0 {
				t.Errorf("%s has no entries", x.Number)
			}
		}
		wantSame(t, "running tickets", c.want, got)
	}
}

func repeatsAreFound(t *testing.T, s Store) {
	ctx := t.Context()
	d, first := Written(1, "13800138000", Dispatch)
	must(t, s.Commit(ctx, d, first))
	d, done := Written(2, "13800138000", Answer)
	must(t, s.Commit(ctx, d, done))
	for name, c := range map[string]struct {
		r    tickets.Register
		want int
	}{
		"the same citizen":            {tickets.Register{Contact: "13800138000"}, 1},
		"the same matter and place":   {tickets.Register{Contact: "13700137000", Category: "0601", Place: "临港路18号"}, 1},
		"nothing in common":           {tickets.Register{Contact: "13700137000", Category: "0602", Place: "湖心路"}, 0},
		"nothing is known of it yet":  {tickets.Register{}, 0},
		"the same matter, no place":   {tickets.Register{Category: "0601"}, 0},
		"a number that begins alike ": {tickets.Register{Contact: "1380013800"}, 0},
	} {
		list, err := s.Similar(ctx, nil, c.r, Start.AddDate(0, 0, -90), 5)
		must(t, err)
		if len(list) != c.want || c.want == 1 && list[0].Number != first.Number {
			t.Errorf("%s: %d repeats %v, want %d", name, len(list), list, c.want)
		}
	}
	for unit, want := range map[string]int{"Y04": 1, "B": 0} {
		list, err := s.Similar(ctx, []string{unit}, tickets.Register{Contact: "13800138000"}, Start.AddDate(0, 0, -90), 5)
		must(t, err)
		if len(list) != want {
			t.Errorf("repeats that concern %s: %v, want %d", unit, list, want)
		}
	}
}

func rulesAreKept(t *testing.T, s Store) {
	ctx := t.Context()
	r, err := s.Rules(ctx)
	must(t, err)
	if len(r.Limits)+len(r.Years)+r.Directory.Version != 0 {
		t.Fatalf("a new store has rules: %+v", r)
	}
	limits := []tickets.LimitRule{{Type: tickets.Complaint, Unit: "5wd"}}
	year := workday.Year{Year: 2027, Off: []string{"2027-01-01"}, Work: []string{}}
	lines := tickets.DispatchDirectory{Version: 1, At: Start, By: Agent.Person, Entries: []tickets.DispatchEntry{{Category: "06", Unit: "Y08"}}}
	options := tickets.Options{SeedRules: true, Closing: 1020}
	line := tickets.MergedLine{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual, Since: "2021-12-31"}
	unit := org.Unit{Code: "Y08", Name: "市人力资源局", Parent: "Y", Level: 1, Ended: true, Successor: "Y04"}
	noise := tickets.Category{Code: "0601", Parent: "06", Name: "施工噪声", NameEN: "Noise", Type: tickets.Complaint, Unit: "Y04",
		Assist: []string{"A"}, Limit: "2wd", Urgency: tickets.Normal}
	for i, c := range []tickets.RuleChange{{Limits: &limits}, {Year: &year}, {Directory: &lines}, {Options: &options}, {MergedLine: &line}, {Unit: &unit}, {Category: &noise}} {
		c.ID, c.At, c.By = string(rune('a'+i)), Start.Add(time.Duration(i)*time.Minute), Agent.Person
		if c.Category != nil {
			list, err := s.Categories(ctx)
			must(t, err)
			c.Before = tickets.RuleSet{Categories: list}.Before(c)
		}
		must(t, s.ChangeRules(ctx, c))
	}
	wantErr(t, "write the same version of the directory twice",
		s.ChangeRules(ctx, tickets.RuleChange{ID: "z", At: Start, By: Agent.Person, Directory: &lines}), errs.ErrConflict)
	changesAreListed(t, s)
	r, err = s.Rules(ctx)
	must(t, err)
	if !slices.Contains(r.MergedLines, line) { // a seeded store has others
		t.Errorf("lines %+v", r.MergedLines)
	}
	r.MergedLines = nil
	wantSame(t, "rules", tickets.RuleSettings{Limits: limits, Years: []workday.Year{year}, Directory: lines, Options: options}, r)
	units, err := s.Units(ctx)
	must(t, err)
	got, _ := org.NewTree(units).Unit("Y08")
	wantSame(t, "unit", unit, got)
	list, err := s.Categories(ctx)
	must(t, err)
	for _, c := range list {
		if c.Code == "0601" {
			wantSame(t, "category", noise, c)
		}
	}
}

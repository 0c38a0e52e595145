package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

func TestAuditorsReadWhoLooked(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	lin := org.Person{ID: "1", Number: "1001", Name: "林海", Unit: "Y00"}
	he := org.Person{ID: "3", Number: "3001", Name: "何派单", Unit: "A-00"}
	for i, l := range []tickets.AccessRecord{{By: lin, What: "ticket", Key: "261123000001"}, {By: he, What: "unmask", Key: "261123000001", Reason: "核实"},
		{By: lin, What: "search", Key: "路灯"}, {By: he, What: "file", Key: "261123000001/7"}, {By: he, What: "file", Key: "2611230000011/7"}} {
		l.ID, l.At = string(rune('a'+i)), arrived.Add(time.Duration(i)*time.Minute)
		must(t, s.RecordAccess(ctx, l))
	}
	for name, c := range map[string]struct {
		f    tickets.AccessFilter
		want string
	}{
		"all":                 {tickets.AccessFilter{}, "edcba"},
		"of a ticket":         {tickets.AccessFilter{Key: "261123000001"}, "dba"},
		"by number":           {tickets.AccessFilter{Person: "1001"}, "ca"},
		"by name":             {tickets.AccessFilter{Person: "何派单"}, "edb"},
		"who unmasked":        {tickets.AccessFilter{What: "unmask"}, "b"},
		"the first page":      {tickets.AccessFilter{Limit: 1}, "e"},
		"the page after":      {tickets.AccessFilter{Before: arrived.Add(time.Minute)}, "a"},
		"of an area":          {tickets.AccessFilter{Units: []string{"A", "A-00"}}, "edb"},
		"of no area":          {tickets.AccessFilter{Units: []string{}}, ""},
		"of nobody who looks": {tickets.AccessFilter{Person: "9"}, ""},
	} {
		if c.f.Limit == 0 {
			c.f.Limit = 10
		}
		if c.f.Before.IsZero() {
			c.f.Before = arrived.Add(time.Hour)
		}
		list, err := s.AccessRecords(ctx, c.f)
		must(t, err)
		var got string
		for _, l := range list {
			got += l.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAccessRecordsOfOneMoment: pages lose none and show none twice where several records are
// of the same microsecond.
func TestAccessRecordsOfOneMoment(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	for _, id := range []string{"c", "a", "e", "b", "d"} {
		must(t, s.RecordAccess(ctx, tickets.AccessRecord{ID: id, At: arrived, What: "ticket", Key: "261123000001", By: org.Person{ID: "1"}}))
	}
	got, f := "", tickets.AccessFilter{Before: arrived.Add(time.Hour), Limit: 2}
	for range 4 {
		page, err := s.AccessRecords(ctx, f)
		must(t, err)
		for _, l := range page {
			got += l.ID
			f.Before, f.BeforeID = l.At, l.ID
		}
	}
	if got != "edcba" {
		t.Errorf("page by page %q, want edcba", got)
	}
}

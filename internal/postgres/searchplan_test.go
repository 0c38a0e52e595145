package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAPageGoesOnWhereTheLastOneEnded: also where numbers do not follow time, as
// those of imported tickets; with words and without, and by what is due.
func TestAPageGoesOnWhereTheLastOneEnded(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	const all = 9
	for i := range all {
		d, ticket := storetest.Written(i+1, "13800138000", storetest.Dispatch)
		ticket.CreatedAt = storetest.Start.Add(time.Duration(i*5%all) * time.Minute)
		must(t, s.Commit(ctx, d, ticket))
	}
	for name, f := range map[string]tickets.Filter{"plain": {}, "words": {Text: "噪声"}, "two filters": {Text: "噪声", Category: "06"}, "by due": {ByDue: true}} {
		f.Limit = 100
		whole, err := s.List(ctx, f)
		must(t, err)
		var want, got []tickets.Number
		for _, one := range whole {
			want = append(want, one.Number)
		}
		f.Limit = 2
		for page, err := s.List(ctx, f); len(page) > 0 && len(got) <= all; page, err = s.List(ctx, f) {
			must(t, err)
			for _, one := range page {
				got = append(got, one.Number)
			}
			f.Before = got[len(got)-1]
		}
		if len(want) != all || !slices.Equal(got, want) {
			t.Errorf("%s: pages have %v, want %v", name, got, want)
		}
	}
}

// TestWhatIsOlderThanTheWindowIsFound: the newest tickets are looked at first,
// the others by their words.
func TestWhatIsOlderThanTheWindowIsFound(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	d, old := storetest.Written(1, "13800138000")
	must(t, s.Commit(ctx, d, old))
	_, err := s.pool.Exec(ctx, fmt.Sprintf(`insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place,
			confidential, is_open, archived, created_at, updated_at, ticket, summary, words)
		select '7' || lpad(i::text, 11, '0'), 'archived', '', '', '', now, 'x', 'help', '', '', false, false, true, now, now, '{}', '{}', '''x'''
		from generate_series(1, %d) i, (select $1::timestamptz + interval '1 day' as now) n`, recentWindow), old.CreatedAt)
	must(t, err)
	for _, f := range []tickets.Filter{{Text: "噪声"}, {Text: "噪声", Category: "06"}, {Text: "噪声", Units: old.Units()}, {Text: "噪声", ByDue: true},
		{Text: "噪声", To: old.CreatedAt.Add(time.Hour)}} {
		f.Limit = 50
		list, err := s.List(ctx, f)
		must(t, err)
		if len(list) != 1 || list[0].Number != old.Number {
			t.Errorf("%+v: found %v", f, list)
		}
	}
	list, err := s.List(ctx, tickets.Filter{Text: "x", Limit: 50})
	must(t, err)
	if len(list) != 50 {
		t.Errorf("%d of a frequent word, want a page", len(list))
	}
}

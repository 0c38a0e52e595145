package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestWhatIsOlderThanTheWindowIsFound: the newest tickets are searched first,
// the others by their words.
func TestWhatIsOlderThanTheWindowIsFound(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	d, old := storetest.Written(1, "13800138000")
	must(t, s.Commit(ctx, d, old))
	_, err := s.DB.Exec(ctx, fmt.Sprintf(`insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place,
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

// TestWhatIsRareIsFoundByItsIndex: among many tickets the index of words, units
// and properties is met at once; no order is walked and no table read, also where
// a frequent word never stands together with a property.
func TestWhatIsRareIsFoundByItsIndex(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	_, err := s.DB.Exec(ctx, `insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place,
			confidential, is_open, archived, created_at, updated_at, ticket, summary, words, units)
		select '7' || lpad(i::text, 11, '0'), 'archived', '', '', '', now, 'x', case when i % 1000 = 0 then 'praise' else 'help' end,
			case when i % 1000 = 0 then '1404' else '0601' end, '', false, false, true, now, now, '{}', '{}',
			case when i % 1000 = 0 then '''y''' else '''x''' end::tsvector, array[case when i % 500 = 0 then 'A' else 'B' end]
		from generate_series(1, 30000) i, (select $1::timestamptz + interval '1 day' as now) n`, storetest.Start)
	must(t, err)
	_, err = s.DB.Exec(ctx, "analyze tickets")
	must(t, err)
	for name, f := range map[string]tickets.Filter{
		"a word and a type that exclude each other": {Text: "x", Type: tickets.Praise},
		"a word and a category":                     {Text: "x", Category: "1404"},
		"a word and a group":                        {Text: "x", Category: "14", Urgency: tickets.Normal},
		"a word and a unit":                         {Text: "y", Units: []string{"A"}},
		"a rare type":                               {Type: tickets.Praise},
		"a unit":                                    {Units: []string{"A"}},
	} {
		f.Limit = 50
		q := s.rareQuery(f)
		var raw []byte
		must(t, s.DB.QueryRow(ctx, "explain (format json) "+q.sql, q.args...).Scan(&raw))
		byIt := strings.Contains(string(raw), `"tickets_found"`) || strings.Contains(string(raw), `"tickets_category"`)
		if !byIt || strings.Contains(string(raw), "Seq Scan") || strings.Contains(string(raw), `"tickets_created"`) {
			t.Errorf("%s: %s", name, raw)
		}
	}
	list, err := s.List(ctx, tickets.Filter{Type: tickets.Praise, Category: "14", Limit: 200})
	must(t, err)
	if len(list) != 30 {
		t.Errorf("%d of a rare type, want 30", len(list))
	}
}

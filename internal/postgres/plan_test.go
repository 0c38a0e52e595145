package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/postgres/dbtest"
)

// loaded returns a store with a year of calls and tickets of many callers.
func loaded(t testing.TB) *Store {
	t.Helper()
	return open(t, dbtest.Clone(t, "loaded 6", func(ctx context.Context, url string) error {
		return withStore(ctx, url, func(s *Store) error {
			if err := s.Migrate(ctx); err != nil {
				return err
			}
			return fill(ctx, s)
		})
	}))
}

const callers, callsEach = 5000, 12

// fill makes callsEach calls of each caller, one a month, and a ticket for every
// third.
func fill(ctx context.Context, s *Store) error {
	for month := range callsEach {
		if err := s.EnsureMonth(ctx, arrived.AddDate(0, -month, 0)); err != nil {
			return err
		}
	}
	for _, sql := range []string{
		`insert into calls (call, arrived_at, revision, direction, number, called, language, agent, record)
			select 'c' || i || '.' || m, $1::timestamptz - make_interval(months => m) - make_interval(secs => i), 1, 'in',
				'138' || lpad(i::text, 8, '0'), '12345', 'zh', '1001', '{}'
			from generate_series(1, $2::int) i, generate_series(0, $3::int - 1) m`,
		`insert into tickets (number, state, call, caller, name, unit, contact, called_at, content, type, category, place,
				confidential, is_open, archived, created_at, updated_at, ticket, summary)
			select to_char(arrived_at, 'YYMMDD') || lpad((row_number() over ())::text, 6, '0'),
				case when odd then 'dispatched' else 'archived' end, call, number, '王', '', number, arrived_at, 'x', 'help', '', '',
				false, odd, not odd, arrived_at, arrived_at, '{}',
				jsonb_build_object('state', case when odd then 'dispatched' else 'archived' end)
			from (select *, extract(month from arrived_at)::int % 2 = 1 odd from calls) c
			where hashtext(call) % 3 = 0 and $1::timestamptz is not null and $2::int + $3::int > 0`,
	} {
		if _, err := s.DB.Exec(ctx, sql, arrived, callers, callsEach); err != nil {
			return err
		}
	}
	_, err := s.DB.Exec(ctx, "vacuum analyze")
	return err
}

// plan is a node of EXPLAIN's JSON.
type plan struct {
	Kind  string `json:"Node Type"`
	Table string `json:"Relation Name"`
	Plans []plan
}

// scans lists the tables that are read from end to end.
func (p plan) scans() []string {
	var found []string
	if p.Kind == "Seq Scan" {
		found = append(found, p.Table)
	}
	for _, below := range p.Plans {
		found = append(found, below.scans()...)
	}
	return found
}

func TestThePopReadsNoTableFromEndToEnd(t *testing.T) {
	t.Parallel()
	s, ctx := loaded(t), t.Context()
	for name, q := range map[string]struct {
		sql  string
		args []any
	}{
		"tickets": {popTickets, []any{[]string{"13800000042"}, []string(nil)}},
		"open":    {popOpen, []any{[]string{"13800000042"}, []string(nil)}},
		"name":    {popName, []any{[]string{"13800000042"}, []string(nil)}},
		"calls":   {popCalls, []any{[]string{"13800000042"}, []string(nil), "c42.0"}},
		"of area": {popTickets, []any{[]string{"13800000042"}, []string{"A", "A-00"}}},
		"list":    {"select summary from tickets order by created_at desc, number desc limit 50", nil},
	} {
		var raw []byte
		must(t, s.DB.QueryRow(ctx, "explain (format json) "+q.sql, q.args...).Scan(&raw))
		var plans []struct{ Plan plan }
		must(t, json.Unmarshal(raw, &plans))
		for _, table := range plans[0].Plan.scans() {
			if table != "drafts" { // empty here
				t.Errorf("%s: reads all of %s:\n%s", name, table, raw)
			}
		}
	}
}

func TestThePopOfAYear(t *testing.T) {
	t.Parallel()
	p, err := loaded(t).ScreenPop(t.Context(), nil, []string{"13800000042"}, "c42.0")
	must(t, err)
	if len(p.Calls) != 5 || p.Calls[0].Call != "c42.1" || p.Calls[4].Call != "c42.5" || len(p.Tickets) == 0 || p.OpenTickets == 0 {
		t.Fatalf("pop: %+v", p)
	}
	for i, s := range p.Tickets {
		if i > 0 && s.State.Open() && !p.Tickets[i-1].State.Open() {
			t.Errorf("ticket %d is open after a closed one", i)
		}
	}
}

func BenchmarkPop(b *testing.B) {
	s := loaded(b)
	var slowest time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if _, err := s.ScreenPop(b.Context(), nil, []string{fmt.Sprintf("138%08d", i%callers)}, ""); err != nil {
			b.Fatal(err)
		}
		slowest = max(slowest, time.Since(began))
	}
	b.ReportMetric(float64(slowest.Microseconds())/1000, "ms-slowest")
}

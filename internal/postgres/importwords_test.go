package postgres

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/devstack"
	"hotline12345/internal/phone"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
)

// TestMappingsAndWordsAreKept: the last one counts, and what is not there is none.
func TestMappingsAndWordsAreKept(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := t.Context()
	if m, err := s.ImportMapping(ctx, importing.Tickets, "a"); err != nil || m.Columns != nil {
		t.Errorf("a shape that nobody saw: %+v, %v", m, err)
	}
	want := importing.Mapping{Columns: map[string]string{"流水\x00号": "old_number"}, Words: map[string]map[string]string{"type": {"督办": "help"}}}
	for _, m := range []importing.Mapping{{Columns: map[string]string{"x": "name"}}, want} {
		must(t, s.KeepImportMapping(ctx, importing.Tickets, "a", m, importer, importNow))
	}
	got, err := s.ImportMapping(ctx, importing.Tickets, "a")
	must(t, err)
	if len(got.Columns) != 1 || got.Words["type"]["督办"] != "help" {
		t.Errorf("mapping %+v", got)
	}
	if m, err := s.ImportMapping(ctx, importing.Units, "a"); err != nil || m.Columns != nil {
		t.Errorf("of another kind: %+v, %v", m, err)
	}
	for _, w := range []importing.OwnWord{{List: "type", Word: "督办件", Value: "help"}, {List: "type", Word: " 督办件：", Value: "report"}, {List: "channel", Word: "随手拍", Value: "web"}} {
		must(t, s.KeepImportWord(ctx, w, importer, importNow))
	}
	words, err := s.ImportWords(ctx)
	must(t, err)
	if diff := cmp.Diff([]importing.OwnWord{{List: "channel", Word: "随手拍", Value: "web"}, {List: "type", Word: " 督办件：", Value: "report"}}, words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	must(t, s.DropImportWord(ctx, importing.OwnWord{List: "type", Word: "督办件"}))
	must(t, s.DropImportWord(ctx, importing.OwnWord{List: "type", Word: "督办件"}))
	if words, err = s.ImportWords(ctx); err != nil || len(words) != 1 {
		t.Errorf("words %+v, %v", words, err)
	}
}

// TestContactsOfEarlierYearsAreFound: by each of several numbers, however they were typed then.
func TestContactsOfEarlierYearsAreFound(t *testing.T) {
	t.Parallel()
	url := devstack.TestPostgres(t)
	dbtest.MigrateTo(t, url, 27)
	s := open(t, url)
	ctx := t.Context()
	for i, contact := range []string{"+86 138-1234-0001", "13800138000/0571-88886666", "057188886666转8001", "13700137000", "8888-7777、139 0013 9000", ""} {
		_, err := s.DB.Exec(ctx, `insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place, confidential, is_open, created_at, updated_at, units, marks, centre, ticket, summary)
			values ($1, 'handling', '王', '', $2, '2026-11-23T02:00:00Z', 'x', 'help', '', '', false, true, '2026-11-23T02:00:00Z', '2026-11-23T02:00:00Z', '{Y}', '{}', 'Y', '{}', $3)`,
			fmt.Sprintf("26112300000%d", i+1), contact, fmt.Sprintf(`{"number":"26112300000%d"}`, i+1))
		must(t, err)
	}
	must(t, s.Migrate(ctx))
	for n, want := range map[string]string{"13812340001": "261123000001", "13800138000": "261123000002", "057188886666": "261123000003 261123000002", "13700137000": "261123000004", "13900139000": "261123000005", "13600136000": ""} {
		p, err := s.ScreenPop(ctx, nil, (phone.Plan{Area: "0571"}).Spellings(n), "")
		must(t, err)
		found := map[tickets.Number]bool{}
		for _, x := range p.Tickets {
			found[x.Number] = true
		}
		for _, number := range strings.Fields(want) {
			if !found[tickets.Number(number)] {
				t.Errorf("%s does not lead to %s: %v", n, number, found)
			}
		}
		if len(found) != len(strings.Fields(want)) {
			t.Errorf("%s leads to %v, want %s", n, found, want)
		}
	}
}

package postgres

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"hotline12345/internal/devstack"
	"hotline12345/internal/phone"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// TestMappingsAndWordsAreKept: what is made of the version of now counts, and what is not there is
// none.
func TestMappingsAndWordsAreKept(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := t.Context()
	if m, err := s.ImportMapping(ctx, importing.Tickets, "a"); err != nil || m.Columns != nil {
		t.Errorf("a shape that nobody saw: %+v, %v", m, err)
	}
	want := importing.Mapping{Columns: map[string]string{"流水\x00号": "old_number"}, Words: map[string]map[string]string{"type": {"督办": "help"}}}
	for _, m := range []importing.Mapping{{Columns: map[string]string{"x": "name"}}, want} {
		was, err := s.ImportMapping(ctx, importing.Tickets, "a")
		must(t, err)
		must(t, s.KeepImportMapping(ctx, importing.Tickets, "a", m, was.Rev(), importer, importNow))
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
		must(t, s.KeepImportWord(ctx, w, importing.AnyRev, importer, importNow))
	}
	words, err := s.ImportWords(ctx)
	must(t, err)
	if diff := gocmp.Diff([]importing.OwnWord{{List: "channel", Word: "随手拍", Value: "web"}, {List: "type", Word: " 督办件：", Value: "report"}}, words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	must(t, s.DropImportWord(ctx, importing.OwnWord{List: "type", Word: "督办件"}, importing.AnyRev))
	must(t, s.DropImportWord(ctx, importing.OwnWord{List: "type", Word: "督办件"}, importing.AnyRev))
	if words, err = s.ImportWords(ctx); err != nil || len(words) != 1 {
		t.Errorf("words %+v, %v", words, err)
	}
}

// TestTwoAdministratorsTeachTheImports: of two who saw the same, the second is told what the first
// one made of it, and by whom; also where both were the first, at one moment.
func TestTwoAdministratorsTeachTheImports(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := t.Context()
	second := org.Actor{Person: org.Person{ID: "8", Name: "另一位"}}
	keep := map[string]func(value, seen string, by org.Actor) error{
		"mapping": func(value, seen string, by org.Actor) error {
			return s.KeepImportMapping(ctx, importing.Tickets, "b", importing.Mapping{Columns: map[string]string{"号": value}}, seen, by, importNow)
		},
		"word": func(value, seen string, by org.Actor) error {
			return s.KeepImportWord(ctx, importing.OwnWord{List: "type", Word: "督办件", Value: value}, seen, by, importNow)
		},
	}
	for what, keep := range keep {
		errs := make(chan error, 2)
		for _, by := range []org.Actor{importer, second} {
			go func() { errs <- keep("help"+by.ID, "", by) }()
		}
		var stale *importing.Stale
		if first, last := <-errs, <-errs; (first == nil) == (last == nil) || !errors.As(cmp.Or(first, last), &stale) {
			t.Fatalf("%s by two at once: %v, %v", what, first, last)
		}
		if stale.Rev == "" || stale.By == nil || stale.By.Name == "" || !stale.At.Equal(importNow) || (stale.Mapping == nil) == (stale.Word == nil) {
			t.Errorf("%s: the second is told %+v", what, stale)
		}
		must(t, keep("report", stale.Rev, second))
		if err := keep("other", stale.Rev, importer); !errors.As(err, &stale) || stale.By.Name != second.Name {
			t.Errorf("%s: a version of before: %v", what, err)
		}
		must(t, keep("report", "", importer)) // a lost answer: sent again it is made already
		must(t, keep("other", importing.AnyRev, importer))
	}
	word := importing.OwnWord{List: "type", Word: "督办件"}
	var stale *importing.Stale
	if err := s.DropImportWord(ctx, word, importing.OwnWord{List: "type", Word: "督办件", Value: "report"}.Rev()); !errors.As(err, &stale) || stale.Word.Value != "other" {
		t.Errorf("a word that means another thing by now is taken away: %v", err)
	}
	must(t, s.DropImportWord(ctx, word, stale.Rev))
}

// TestWordsOfAFormerFolding: a row whose key had no simplified characters is the same word.
func TestWordsOfAFormerFolding(t *testing.T) {
	t.Parallel()
	s := migrated(t)
	ctx := t.Context()
	for drop, want := range map[bool]int{false: 1, true: 0} {
		_, err := s.DB.Exec(ctx, `insert into import_words (list, key, word, value, at, person) values
			('type', '督辦件', '督辦件', 'help', '2026-01-02', '{"id":"1"}'), ('type', '督办件', '督办件', 'other', '2026-01-01', '{"id":"1"}')`)
		must(t, err)
		word := importing.OwnWord{List: "type", Word: "督办件", Value: "report"}
		if drop {
			must(t, s.DropImportWord(ctx, word, importing.AnyRev))
		} else {
			must(t, s.KeepImportWord(ctx, word, importing.OwnWord{List: "type", Word: "督辦件", Value: "help"}.Rev(), importer, importNow))
		}
		words, err := s.ImportWords(ctx)
		must(t, err)
		if len(words) != want {
			t.Errorf("dropped %v: %+v", drop, words)
		}
		_, err = s.DB.Exec(ctx, "delete from import_words")
		must(t, err)
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

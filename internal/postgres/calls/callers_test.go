package calls

import (
	"fmt"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
)

// TestCallsAndLanguagesOfNumbers: the newest first, without those that were withheld, and
// without calls that we made.
func TestCallsAndLanguagesOfNumbers(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), New(dbtest.Migrated(t))
	at := time.Date(2026, 10, 31, 15, 0, 0, 0, time.UTC) // the next month begins an hour later in the city
	call := func(id string, hours int, d cti.Direction, c cti.Caller, language string) cti.CallRecord {
		return cti.CallRecord{Call: cti.CallID(id), Revision: 1, Direction: d, Caller: c, Called: "12345",
			Language: ivr.Language(language), ArrivedAt: at.Add(time.Duration(hours) * time.Hour)}
	}
	known := cti.Caller{Number: "13800138000"}
	dbtest.Must(t, s.CopyCalls(ctx, []cti.CallRecord{
		call("1", 0, cti.Inbound, known, "zh"),
		call("2", 2, cti.Inbound, known, "yue"),
		call("3", 3, cti.Inbound, known, ""),
		call("4", 4, cti.Outbound, known, "en"),
		call("5", 5, cti.Inbound, cti.Caller{Number: "13800138000", Withheld: true}, "en"),
		call("6", 1, cti.Inbound, cti.Caller{Number: "13900139000"}, "en"),
	}))
	list, err := s.CallsOfNumber(ctx, "13800138000", 10)
	dbtest.Must(t, err)
	ids := ""
	for _, r := range list {
		ids += string(r.Call)
	}
	if ids != "321" {
		t.Errorf("the calls of a number: %s, want 321", ids)
	}
	languages, err := s.CallerLanguages(ctx, at, 10)
	dbtest.Must(t, err)
	if got := fmt.Sprint(languages); got != "[{13800138000 yue} {13900139000 en} {13800138000 zh}]" {
		t.Errorf("languages %s", got)
	}
	if since, err := s.CallerLanguages(ctx, at.Add(2*time.Hour), 10); err != nil || len(since) != 1 {
		t.Errorf("since two hours later: %v, %v", since, err)
	}
}

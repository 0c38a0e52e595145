package calls

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
)

var arrived = time.Date(2026, 11, 23, 1, 2, 3, 456789000, time.UTC)

// record is a call of an agent at a revision.
func record(call string, revision int) cti.CallRecord {
	return cti.CallRecord{Call: cti.CallID(call), Revision: revision, Direction: cti.Inbound, Trunk: "trunk",
		Caller: cti.Caller{Number: "13800138000", Raw: "+8613800138000"}, Called: "12345", Language: ivr.Mandarin, Keys: "11",
		Queue: "complaint", Agent: "1001", ArrivedAt: arrived, QueuedAt: arrived.Add(9 * time.Second),
		AnsweredAt: arrived.Add(15 * time.Second),
		Offers:     []cti.OfferRecord{{Agent: "1002", At: arrived.Add(9 * time.Second), Outcome: cti.OutcomeExpired}},
		Legs:       []cti.LegRecord{{Leg: 1, Agent: "1001", From: arrived.Add(15 * time.Second), HeldFor: int64(revision)}},
	}
}

func TestTheNewerRevisionOfACallWins(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	newer := record("1.1", 5)
	newer.EndedAt, newer.EndReason = arrived.Add(time.Minute), cti.EndedByCitizen
	newer.Legs[0].To = newer.EndedAt
	newer.Recordings = []cti.RecordingPiece{{Leg: 1, File: "1.1-1.wav", StartedAt: arrived, Millis: 1000}}
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{record("1.1", 4)}))
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{newer}))
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{newer}))            // twice
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{record("1.1", 4)})) // late
	got, err := s.Call(ctx, "1.1")
	dbtest.Must(t, err)
	if diff := cmp.Diff(newer, got); diff != "" {
		t.Fatalf("call (-want +got):\n%s", diff)
	}
	var legs, offers, held int
	dbtest.Must(t, d.QueryRow(ctx, `select (select count(*) from call_legs), (select count(*) from call_offers),
		(select held_ms from call_legs)`).Scan(&legs, &offers, &held))
	if legs != 1 || offers != 1 || held != 5 {
		t.Errorf("%d legs, %d offers, held %d ms; want 1, 1, 5", legs, offers, held)
	}
	list, err := s.RecentCalls(ctx, []string{"1001"}, 10)
	dbtest.Must(t, err)
	if len(list) != 1 || list[0].Call != "1.1" {
		t.Errorf("recent calls of 1001: %v", list)
	}
	list, err = s.RecentCalls(ctx, []string{"1002"}, 10)
	dbtest.Must(t, err)
	if len(list) != 0 {
		t.Errorf("recent calls of 1002: %v, want none", list)
	}
}

func TestNoSuchCall(t *testing.T) {
	t.Parallel()
	if _, err := New(dbtest.Migrated(t)).Call(t.Context(), "9.9\x00"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("read no call: %v, want not found", err)
	}
}

func TestJournalIsShippedOnce(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	entries := []loop.Entry{
		{Seq: 1, At: arrived, Event: cti.CallArrived{Call: "1.1", Called: "12345\x00"}, Commands: []cti.Command{cti.Answer{Call: "1.1"}}},
		// An old journal, from a month that has no partition yet.
		{Seq: 2, At: arrived.AddDate(-2, 0, 0), Event: cti.Ticked{}},
	}
	for range 2 {
		dbtest.Must(t, s.Ship(ctx, "a", entries, nil))
	}
	dbtest.Must(t, s.Ship(ctx, "b", entries[:1], nil))
	for journal, want := range map[string]uint64{"a": 2, "b": 1, "c": 0} {
		got, err := s.LastJournalSeq(ctx, journal)
		dbtest.Must(t, err)
		if got != want {
			t.Errorf("journal %s is shipped to %d, want %d", journal, got, want)
		}
	}
	var rows int
	var event, commands json.RawMessage
	dbtest.Must(t, d.QueryRow(ctx, "select count(*) from journal").Scan(&rows))
	dbtest.Must(t, d.QueryRow(ctx, "select event, commands from journal where journal = 'a' and seq = 1").Scan(&event, &commands))
	if rows != 3 || !strings.Contains(string(event), "CallArrived") || !strings.Contains(string(commands), "Answer") {
		t.Errorf("%d rows, want 3; event %s, commands %s", rows, event, commands)
	}
}

func TestAnOldJournalDoesNotGoBack(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	entry := func(seq uint64) []loop.Entry { return []loop.Entry{{Seq: seq, At: arrived, Event: cti.Ticked{}}} }
	dbtest.Must(t, s.Ship(ctx, "a", entry(7), nil))
	dbtest.Must(t, s.Ship(ctx, "a", entry(3), nil))
	if got, err := s.LastJournalSeq(ctx, "a"); err != nil || got != 7 {
		t.Errorf("journal is shipped to %d (error %v), want 7", got, err)
	}
}

func TestCallsAreCountedByTheNumberThatWasDialled(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	a, b, c := record("1.1", 1), record("1.2", 1), record("1.3", 1)
	b.Called, c.Called, c.Agent, c.AnsweredAt = "12333", "12333", "", time.Time{}
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{a, b, c}))
	got, err := s.CallsByNumber(ctx, nil, arrived, arrived.Add(time.Second))
	dbtest.Must(t, err)
	want := []cti.NumberCount{{Called: "12333", Calls: 2, Answered: 1}, {Called: "12345", Calls: 1, Answered: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got, err = s.CallsByNumber(ctx, []string{"1009"}, arrived, arrived.Add(time.Second))
	dbtest.Must(t, err)
	if len(got) != 0 {
		t.Errorf("of an agent without calls: %v", got)
	}
}

// TestACallIsFoundByItsIndex: a lookup reads no month from end to end.
func TestACallIsFoundByItsIndex(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	dbtest.Must(t, d.EnsureMonth(ctx, arrived))
	_, err := d.Exec(ctx, `insert into calls (call, arrived_at, revision, direction, number, called, language, agent, record)
		select 'c' || i, $1::timestamptz - make_interval(secs => i), 1, 'in', '', '12345', 'zh', '1001', '{}' from generate_series(1, 20000) i`, arrived)
	dbtest.Must(t, err)
	_, err = d.Exec(ctx, "analyze calls")
	dbtest.Must(t, err)
	var raw []byte
	dbtest.Must(t, d.QueryRow(ctx, "explain (format json) "+callQuery, "c42").Scan(&raw))
	byCall := regexp.MustCompile(`"Relation Name": "calls_202611",[^{}]*"Index Cond": "\(call = 'c42'`) // the other months are empty here
	if !byCall.Match(raw) {
		t.Errorf("%s", raw)
	}
}

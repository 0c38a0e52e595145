package app

import (
	"reflect"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

// TestWhatARowSaysOfARevisit for each end that a call can have.
func TestWhatARowSaysOfARevisit(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		row  cti.CallRecord
		want revisits.Call
	}{
		"rings":     {cti.CallRecord{}, revisits.Call{}},
		"asked":     {cti.CallRecord{PickedUpAt: at, Ratings: []cti.SurveyAnswer{{Question: "solved", Score: 2, Of: 3}}}, revisits.Call{PickedUp: true, Answers: []revisits.KeyAnswer{{Question: "solved", Score: 2, Of: 3}}}},
		"waits":     {cti.CallRecord{PickedUpAt: at, QueuedAt: at}, revisits.Call{PickedUp: true, Queued: true}},
		"talks":     {cti.CallRecord{PickedUpAt: at, QueuedAt: at, AnsweredAt: at}, revisits.Call{PickedUp: true, Queued: true, Talked: true}},
		"over":      {cti.CallRecord{PickedUpAt: at, EndedAt: at, EndReason: cti.EndedBySystem}, revisits.Call{PickedUp: true, Ended: true}},
		"busy":      {cti.CallRecord{EndedAt: at, EndReason: cti.DialBusy}, revisits.Call{Ended: true, Outcome: tickets.Busy}},
		"no reply":  {cti.CallRecord{EndedAt: at, EndReason: cti.DialNoAnswer}, revisits.Call{Ended: true, Outcome: tickets.NoReply}},
		"no number": {cti.CallRecord{EndedAt: at, EndReason: cti.DialNoNumber}, revisits.Call{Ended: true, Outcome: tickets.WrongNumber}},
		"refused":   {cti.CallRecord{EndedAt: at, EndReason: cti.DialRefused}, revisits.Call{Ended: true, Refused: true}},
		"cancelled": {cti.CallRecord{EndedAt: at, EndReason: cti.DialCancelled}, revisits.Call{Ended: true, GivenUp: true}},
		"failed":    {cti.CallRecord{EndedAt: at, EndReason: cti.DialFailed}, revisits.Call{Ended: true, Failed: true}},
		"lost":      {cti.CallRecord{PickedUpAt: at, EndedAt: at, EndReason: cti.ConnectionLost}, revisits.Call{PickedUp: true, Ended: true, Failed: true}},
		"unknown":   {cti.CallRecord{EndedAt: at, EndReason: cti.EndUnknown}, revisits.Call{Ended: true, Failed: true}},
		"fallback":  {cti.CallRecord{EndedAt: at, EndReason: cti.TakenByFallback}, revisits.Call{Ended: true, Failed: true}},
	} {
		if got := revisitOf(c.row); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestTheNumberOfARevisit: of several the first that can be dialled; never a barred one.
func TestTheNumberOfARevisit(t *testing.T) {
	t.Parallel()
	d := revisitDesk{plan: phone.Plan{Area: "0757"}, barred: []string{"110"}}
	for contact, want := range map[string]struct {
		number string
		code   tickets.IllegalCode
	}{
		"13800138000": {"13800138000", ""}, "138-0013-8000": {"13800138000", ""}, "88886666": {"075788886666", ""},
		"13800138000、13900139000": {"13800138000", ""}, "110": {"", tickets.RevisitBarred}, "0757110": {"", tickets.RevisitBarred},
		"王先生": {"", tickets.RevisitNumber}, "": {"", tickets.RevisitNumber},
	} {
		if number, code := d.Number(contact); number != want.number || code != want.code {
			t.Errorf("%q: %q %q, want %q %q", contact, number, code, want.number, want.code)
		}
	}
}

// TestTheRulesOfRevisits that the environment sets.
func TestTheRulesOfRevisits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]revisits.Hours{
		"09:00-20:00": {From: 9 * time.Hour, To: 20 * time.Hour}, "00:00-24:00": {To: 24 * time.Hour}, "08:30-17:45": {From: 8*time.Hour + 30*time.Minute, To: 17*time.Hour + 45*time.Minute},
	} {
		if got, err := revisitHours(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "9-20", "9:00-20:00", "20:00-09:00", "09:00-09:00", "09:60-20:00", "09:00-25:00", "09:00-24:30", "09:00-20:00 ", "ab:cd-ef:gh"} {
		if _, err := revisitHours(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	good := Settings{RevisitHours: "09:00-20:00", RevisitTries: 3, RevisitLines: 2}
	for _, change := range []func(*Settings){
		func(s *Settings) { s.RevisitHours = "x" }, func(s *Settings) { s.RevisitTries = 0 }, func(s *Settings) { s.RevisitTries = 11 },
		func(s *Settings) { s.RevisitLines = 0 }, func(s *Settings) { s.RevisitLines = 1001 },
	} {
		bad := good
		change(&bad)
		if good.checkRevisits() != nil || bad.checkRevisits() == nil {
			t.Errorf("%+v is taken, or the good ones are not", bad)
		}
	}
}

package tickets_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
)

func TestWhatOtherSystemsAreTold(t *testing.T) {
	t.Parallel()
	e := tickets.Entry{Seq: 2, At: china(23, 10, 0), Move: tickets.MoveDispatch, To: tickets.Dispatched, Unit: "Y04", Assignee: "Y08", Note: "王建军"}
	body, err := tickets.HookMessageBody("261123000001", e)
	must(t, err)
	if want := `{"type":"ticket.dispatch","timestamp":"2026-11-23T02:00:00Z","data":{"ticket":"261123000001","seq":2,"move":"dispatch","state":"dispatched","unit":"Y04"}}`; string(body) != want {
		t.Errorf("%s", body)
	}
	e.Unit = ""
	if body, err = tickets.HookMessageBody("1", e); err != nil || !strings.Contains(string(body), `"unit":"Y08"`) {
		t.Errorf("%s, error %v", body, err)
	}
	for name, want := range map[string]bool{"ticket.dispatch": true, "dispatch": false, "ticket.burn": false, "": false} {
		if tickets.IsEvent(name) != want {
			t.Errorf("%q is an event: %v", name, !want)
		}
	}
	if tickets.EventOf(tickets.MoveSign) != "ticket.sign" || tickets.HookMessageID("h", "261123000001", 7) != "h_261123000001_7" {
		t.Error("names of messages")
	}
	var pauses []time.Duration
	for n := range 13 {
		if p, ok := tickets.RetryPause(n); ok {
			pauses = append(pauses, p)
		} else if p != 0 {
			t.Errorf("try %d waits %v", n, p)
		}
	}
	m, h := time.Minute, time.Hour
	if want := []time.Duration{5 * time.Second, 30 * time.Second, 2 * m, 10 * m, 30 * m, h, 2 * h, 4 * h, 8 * h, 8 * h}; !slices.Equal(pauses, want) {
		t.Errorf("pauses %v", pauses)
	}
	taken := &tickets.Taken{Number: "261123000001"}
	if !errors.Is(taken, tickets.ErrCommitted) || errors.Is(taken, tickets.ErrNumberTaken) || !strings.Contains(taken.Error(), "261123000001") {
		t.Errorf("taken: %v", taken)
	}
	if text := (&tickets.Illegal{From: tickets.Handling, Move: tickets.MoveSign, Code: tickets.WrongState}).Error(); text != `move "sign" from state "handling": wrong_state` {
		t.Error(text)
	}
}

func TestWhatAnyoneLearns(t *testing.T) {
	t.Parallel()
	stages := map[tickets.State]tickets.Stage{tickets.Registered: "received", tickets.Answered: "answered", tickets.Revisited: "answered", tickets.Archived: "closed"}
	for _, s := range tickets.States() {
		for name, secret := range map[string]func(x *tickets.Ticket){"open": func(*tickets.Ticket) {}, "confidential": func(x *tickets.Ticket) { x.Confidential = true }, "a report": func(x *tickets.Ticket) { x.Type = tickets.Report }, "unanswered": func(x *tickets.Ticket) { x.Answer = nil }} {
			x := found()
			x.State, x.Answer = s, &tickets.Answer{At: china(24, 9, 0), Text: "已修好"}
			secret(&x)
			want := tickets.PublicStatus{Number: x.Number, Stage: stages[s], Since: x.CreatedAt, Moved: x.UpdatedAt}
			if want.Stage == "" {
				want.Stage = "handled"
			}
			if s.Open() {
				want.Promise = x.Promise
			}
			if want.Stage != "handled" && x.Answer != nil {
				want.AnsweredAt = china(24, 9, 0)
				if name == "open" {
					want.Answer = "已修好"
				}
			}
			if diff := cmp.Diff(want, tickets.Public(x)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", s, name, diff)
			}
		}
	}
}

// TestWhatIsWrittenOfAMessage says how long it is, and whether the service was away.
func TestWhatIsWrittenOfAMessage(t *testing.T) {
	t.Parallel()
	m := tickets.Message{Call: "1.1", Caller: "13800138000", Called: "12345", At: china(23, 10, 0), Length: 6600 * time.Millisecond}
	if r := m.Register(); !strings.HasPrefix(r.Content, "电话留言（7秒）：系统中断期间，") {
		t.Errorf("while the service was away: %s", r.Content)
	}
	m.Asked = true
	if r := m.Register(); !strings.HasPrefix(r.Content, "电话留言（7秒）：来电人在语音信箱留下录音。") {
		t.Errorf("of a menu: %s", r.Content)
	}
}

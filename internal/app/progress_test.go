package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/workday"
)

// answers is a status that is asked for, and what it was asked with.
type answers struct {
	status tickets.PublicStatus
	err    error
	asked  []string
}

func (a *answers) Status(_ context.Context, n tickets.Number, known, place string) (tickets.PublicStatus, error) {
	a.asked = append(a.asked, string(n)+" "+known+" "+place)
	return a.status, a.err
}

func (a *answers) Rulebook(context.Context) tickets.Rulebook {
	c, err := workday.New(workday.Announced())
	if err != nil {
		panic(err)
	}
	return tickets.Rulebook{Calendar: c}
}

func TestWhatACallerLearnsOfATicket(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 30, 15, 59, 0, 0, time.UTC) // a minute before midnight in China
	handled := tickets.PublicStatus{Stage: tickets.StageHandled, Answer: "an answer is not read out"}
	promised, overdue := handled, handled
	promised.Promise = time.Date(2026, 10, 8, 9, 30, 0, 0, time.UTC) // the first working day after the holiday
	overdue.Promise = now.AddDate(0, 0, -1)
	for name, c := range map[string]struct {
		ticket, pin string
		answers     answers
		want        cti.TicketLookedUp
		asked       string
	}{
		"found":         {"261123000001", "8000", answers{status: handled}, cti.TicketLookedUp{Outcome: cti.LookUpFound, Status: "handled"}, "261123000001 8000 tel:13800138000"},
		"with promise":  {"261123000001", "8000", answers{status: promised}, cti.TicketLookedUp{Outcome: cti.LookUpFound, Status: "handled", Due: "2026-10-08", Days: 1}, "261123000001 8000 tel:13800138000"},
		"overdue":       {"261123000001", "8000", answers{status: overdue}, cti.TicketLookedUp{Outcome: cti.LookUpFound, Status: "handled"}, "261123000001 8000 tel:13800138000"},
		"wrong digits":  {"261123000001", "8001", answers{err: errs.ErrNotFound}, cti.TicketLookedUp{Outcome: cti.LookUpNotFound}, "261123000001 8001 tel:13800138000"},
		"no number":     {"26112300000", "8000", answers{}, cti.TicketLookedUp{Outcome: cti.LookUpNotFound}, ""},
		"much too long": {"26112300000126112300", "8000", answers{}, cti.TicketLookedUp{Outcome: cti.LookUpNotFound}, ""},
		"locked":        {"261123000001", "8000", answers{err: errors.Join(service.ErrWholeNumber, errs.ErrUnavailable)}, cti.TicketLookedUp{Outcome: cti.LookUpLocked}, "261123000001 8000 tel:13800138000"},
		"many":          {"261123000001", "8000", answers{err: service.ErrTooManyTries}, cti.TicketLookedUp{Outcome: cti.LookUpLocked}, "261123000001 8000 tel:13800138000"},
		"database away": {"261123000001", "8000", answers{err: errs.ErrUnavailable}, cti.TicketLookedUp{Outcome: cti.LookUpFailed}, "261123000001 8000 tel:13800138000"},
		"lost":          {"261123000001", "", answers{}, cti.TicketLookedUp{Outcome: cti.LookUpFailed}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			told := make(chan cti.Event, 1)
			d := progressDesk{tickets: &c.answers, emit: func(e cti.Event) { told <- e }, now: func() time.Time { return now }, log: zap.NewNop()}
			d.LookUp(cti.LookUpTicket{Call: "1", Ask: 7, Ticket: c.ticket, Digits: 4, Caller: "13800138000"}, c.pin)
			c.want.Call, c.want.Ask = "1", 7
			if diff := cmp.Diff(cti.Event(c.want), <-told); diff != "" {
				t.Error(diff)
			}
			if asked := append(c.answers.asked, "")[0]; asked != c.asked {
				t.Errorf("asked %q, want %q", asked, c.asked)
			}
		})
	}
}

// TestEachPublicStateIsSaid: what a look-up finds is a value that the prompts of every language say
// in words.
func TestEachPublicStateIsSaid(t *testing.T) {
	t.Parallel()
	sounds, err := (Settings{SoundsDir: t.TempDir(), DataDir: t.TempDir()}).OpenSounds(nil)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, stage := range []tickets.Stage{tickets.StageReceived, tickets.StageHandled, tickets.StageAnswered, tickets.StageClosed} {
		told := make(chan cti.Event, 1)
		d := progressDesk{tickets: &answers{status: tickets.PublicStatus{Stage: stage}}, emit: func(e cti.Event) { told <- e }, log: zap.NewNop()}
		d.LookUp(cti.LookUpTicket{Call: "1", Ask: 1, Ticket: "261123000001", Digits: 4}, "8000")
		found := (<-told).(cti.TicketLookedUp)
		for _, l := range sounds.Languages() {
			pieces, err := sounds.Set().Sentence(ivr.Prompt{ID: "ticket_status", Language: l, Args: map[string]string{"status": found.Status, "digits": "261123000001"}})
			if err != nil {
				t.Errorf("%s in %s: %v", stage, l, err)
				continue
			}
			text := string(l)
			for _, p := range pieces {
				text += p.Text
			}
			if said[text] || strings.Contains(text, found.Status) && l != ivr.English {
				t.Errorf("%s in %s is said as %q", stage, l, text)
			}
			said[text] = true
		}
	}
	if len(said) != 4*len(sounds.Languages()) {
		t.Errorf("%d sentences", len(said))
	}
}

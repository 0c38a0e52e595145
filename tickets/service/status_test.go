package service_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

// wrong remembers tries.
type wrong struct {
	mu    sync.Mutex
	last  int64
	tries map[int64]service.StatusGuess
}

func (w *wrong) BeginStatusTry(_ context.Context, g service.StatusGuess) (service.StatusTry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.tries == nil {
		w.tries = map[int64]service.StatusGuess{}
	}
	w.last++
	w.tries[w.last] = g
	try := service.StatusTry{ID: w.last}
	within := map[bool]time.Duration{false: service.TriesWithin, true: service.WholeWithin}[g.Whole]
	for _, x := range w.tries {
		ticket, place := x.Ticket == g.Ticket && g.At.Sub(x.At) < within, x.Place == g.Place
		for n, counts := range map[*int]bool{&try.OfTicket: ticket, &try.Here: ticket && place,
			&try.OfPlace: place && g.At.Sub(x.At) < service.TriesWithin} {
			if counts && x.Whole == g.Whole {
				*n++
			}
		}
	}
	return try, nil
}

func (w *wrong) ForgetStatusTry(_ context.Context, id int64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.tries, id)
	return nil
}

// TestNobodyShutsATicketToItsOwnCitizen: what others try elsewhere counts against four
// digits only when it is much, and never against the whole number.
func TestNobodyShutsATicketToItsOwnCitizen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	w := new(wrong)
	o.with(t, func(c *service.Config) { c.StatusTries = w })
	ask := func(n tickets.Number, known, place string) error {
		_, err := o.Status(t.Context(), n, known, place)
		return err
	}
	for range 50 {
		must(t, ask(n, "8000", "home")) // a right try does not count
	}
	for i := range 5 {
		wantErr(t, "wrong digits", ask(n, "800"+string(rune('1'+i)), "stranger"), errs.ErrNotFound)
	}
	for range 50 { // what is refused does not count: the door opens a day after the last answer
		wantErr(t, "right digits after five wrong ones", ask(n, "8000", "stranger"), service.ErrWholeNumber)
	}
	if len(w.tries) != 5 {
		t.Errorf("%d tries are remembered, want the five wrong ones", len(w.tries))
	}
	must(t, ask(n, "8000", "home"))
	must(t, ask(n, "13800138000", "stranger")) // of the same house, who forgot which number it was
	guesses := 0
	for i := range 20 {
		for range 5 {
			if err := ask(n, "1111", fmt.Sprint("robot ", i)); errors.Is(err, errs.ErrNotFound) {
				guesses++
			}
		}
	}
	if guesses != 15 {
		t.Errorf("robots had %d guesses more, want 15", guesses)
	}
	wantErr(t, "four digits while robots guess", ask(n, "8000", "home"), service.ErrWholeNumber)
	must(t, ask(n, "+86 138 0013 8000", "home"))
	o.now = o.now.Add(25 * time.Hour)
	must(t, ask(n, "8000", "stranger"))
}

// TestGuessesOfTheStatusAreBounded: of tickets from one place, and of whole numbers.
func TestGuessesOfTheStatusAreBounded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	o.with(t, func(c *service.Config) { c.StatusTries = &wrong{} })
	ask := func(n tickets.Number, known, place string) error {
		_, err := o.Status(t.Context(), n, known, place)
		return err
	}
	for i := range 31 {
		other, err := tickets.MakeNumber("261122", i+1)
		must(t, err)
		wantErr(t, "no such ticket", ask(other, "8000", "robot"), map[bool]error{true: errs.ErrNotFound, false: service.ErrWholeNumber}[i < 30])
	}
	must(t, ask(n, "8000", "home"))
	for i := range 61 {
		other, err := tickets.MakeNumber("261121", i+1)
		must(t, err)
		wantErr(t, "whose tickets are these", ask(other, "13800138000", "spy"), map[bool]error{true: errs.ErrNotFound, false: service.ErrTooManyTries}[i < 60])
	}
	for i := range 11 {
		wantErr(t, "another number", ask(n, fmt.Sprintf("138001380%02d", 10+i), "guesser"), map[bool]error{true: errs.ErrNotFound, false: service.ErrTooManyTries}[i < 10])
	}
	must(t, ask(n, "13800138000", "home"))
	for i := range 300 {
		_ = ask(n, fmt.Sprintf("138001380%02d", 10+i%80), fmt.Sprint("robot ", i%60))
	}
	must(t, ask(n, "13800138000", "home")) // the citizen is not shut out by robots
	wantErr(t, "a robot", ask(n, "13800138000", "robot 1"), service.ErrTooManyTries)
	for _, last := range []string{"1", "2"} {
		wantErr(t, "a slip of the finger", ask(n, "1380013800"+last, "home"), errs.ErrNotFound)
	}
	wantErr(t, "while robots guess whole numbers, a third try", ask(n, "13800138000", "home"), service.ErrTooManyTries)
	must(t, ask(n, "8000", "home"))
	o.now = o.now.Add(service.WholeWithin)
	must(t, ask(n, "13800138000", "home"))
	for _, known := range []string{"", "000", "8001", "８００１", "1380013800", "3800138000"} {
		wantErr(t, "digits "+known, ask(n, known, "y"), errs.ErrNotFound)
	}
}

func TestTheContactNumberOpensTheStatusNotTheCallingOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.calls["1.1"] = service.CallFacts{Number: "13700137000", ArrivedAt: storetest.Start, Agents: []string{"1001"}}
	o.with(t, func(c *service.Config) { c.StatusTries = &wrong{} })
	n := o.committed(t, "1.1", registerMove).Number // its contact is 13800138000
	_, err := o.Status(t.Context(), n, "8000", "a")
	must(t, err)
	_, err = o.Status(t.Context(), n, "7000", "a")
	wantErr(t, "the digits of a telephone that others use too", err, errs.ErrNotFound)
}

func TestAnExtensionOrItsNumberOpensTheStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.StatusTries, c.Plan = &wrong{}, phone.Plan{Area: "0757"} })
	_, err := o.SaveDraft(t.Context(), storetest.Agent, tickets.Draft{Call: "1.2", Register: tickets.Register{Name: "王", UnitDeclined: true, Type: tickets.Complaint,
		Contact: "8888 6666-8001", Content: "工地噪声"}})
	must(t, err)
	n, err := o.Commit(t.Context(), storetest.Agent, "1.2", registerMove)
	must(t, err)
	if n.Contact != "075788886666转8001" {
		t.Fatalf("the contact is %q", n.Contact)
	}
	for _, last4 := range []string{"6666", "8001", "８００１", " 66 66"} {
		_, err := o.Status(t.Context(), n.Number, last4, "a")
		must(t, err)
	}
	_, err = o.Status(t.Context(), n.Number, "6800", "a")
	wantErr(t, "digits of both", err, errs.ErrNotFound)
}

// TestOfTwoNumbersEachOpensTheStatus, and each leads to what the citizen reported before.
func TestOfTwoNumbersEachOpensTheStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.StatusTries, c.Plan = &wrong{}, phone.Plan{Area: "0757"} })
	_, err := o.SaveDraft(t.Context(), storetest.Agent, tickets.Draft{Call: "1.2", Register: tickets.Register{Name: "王", UnitDeclined: true, Type: tickets.Complaint,
		Contact: "+86 138-1234-0001 / 8888 6666", Content: "工地噪声"}})
	must(t, err)
	n, err := o.Commit(t.Context(), storetest.Agent, "1.2", registerMove)
	must(t, err)
	if n.Contact != "13812340001,075788886666" {
		t.Fatalf("the contact is %q", n.Contact)
	}
	for _, last4 := range []string{"0001", "6666"} {
		_, err := o.Status(t.Context(), n.Number, last4, "a")
		must(t, err)
	}
	for _, typed := range []string{"13812340001", "+86 138-1234-0001", "13800138000,0757-88886666", "88886666"} {
		list, err := o.Similar(t.Context(), storetest.Agent, tickets.Register{Contact: typed})
		must(t, err)
		if len(list) != 1 || list[0].Number != n.Number {
			t.Errorf("repeats of %q: %+v", typed, list)
		}
		if list, err = o.List(t.Context(), storetest.Agent, tickets.Filter{Number: typed}); err != nil || len(list) != 1 {
			t.Errorf("tickets of %q: %+v, %v", typed, list, err)
		}
	}
}

// TestANumberIsFoundHoweverItIsTyped: by its field and by the full-text search.
func TestANumberIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.Plan = phone.Plan{Area: "0757"} })
	n := o.committed(t, "1.1", registerMove).Number
	for _, typed := range []string{"13800138000", "+86 138 0013 8000", "008613800138000", "１３８００１３８０００", "138-0013-8000", "tel:+8613800138000"} {
		for _, f := range []tickets.Filter{{Number: typed}, {Text: typed}} {
			list, err := o.List(t.Context(), storetest.Agent, f)
			must(t, err)
			if len(list) != 1 || list[0].Number != n {
				t.Errorf("%+v finds %+v", f, list)
			}
		}
	}
	list, err := o.List(t.Context(), storetest.Agent, tickets.Filter{Number: "13800138001"})
	must(t, err)
	if len(list) != 0 {
		t.Errorf("another number finds %+v", list)
	}
}

// TestEachOfSeveralNumbersOpensTheStatus: four digits or whole, and with an extension.
func TestEachOfSeveralNumbersOpensTheStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.with(t, func(c *service.Config) { c.StatusTries = new(wrong) })
	draft := fill("1.1", 0)
	draft.Register.Contact = "13800138000 / 0571-88886666转8001"
	_, err := o.SaveDraft(t.Context(), storetest.Agent, draft)
	must(t, err)
	ticket, err := o.Commit(t.Context(), storetest.Agent, "1.1", registerMove)
	must(t, err)
	for _, known := range []string{"8000", "6666", "8001", "+86 138 0013 8000", "0571 8888 6666", "13800138000"} {
		if _, err := o.Status(t.Context(), ticket.Number, known, "home"); err != nil {
			t.Errorf("%s: %v", known, err)
		}
	}
	_, err = o.Status(t.Context(), ticket.Number, "13800138001", "home")
	wantErr(t, "another number", err, errs.ErrNotFound)
}

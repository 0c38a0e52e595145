package menus

import (
	"encoding/json"
	"slices"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/ivr/lines"
)

// LineNumber is a number that citizens call, with what it sets itself.
type LineNumber struct{ lines.Number }

// Rev names what the number is.
func (n LineNumber) Rev() string { return revOf(n) }

func numberOf(n LineNumber) string { return n.Number.Number }

// LineNumber returns a number that stands in the state.
func (s State) LineNumber(number string) (LineNumber, bool) { return find(s.Numbers, number, numberOf) }

// SetNumber keeps a number, new or changed, however it is written. rev is what was read, "" for a new
// one, also for the main number while it has no row. What stands there already changes nothing.
// Errors: *Stale, *FaultyLines.
func (s State) SetNumber(by Stamp, n LineNumber, rev string, around Around) (Change, error) {
	n = n.tidy()
	if err := refuseLines(s.Plan(around).CheckNumber(n.Number, s.Known(around))); err != nil {
		return Change{}, err
	}
	now, known := s.LineNumber(numberOf(n))
	if same, err := compare(now, known, n, rev, &Stale{Number: &now}); same || err != nil {
		return Change{}, err
	}
	return Change{PutNumbers: []LineNumber{n}, Record: by.changed(NumberSet, numberOf(n), now, known, n)}, nil
}

// Tidy returns a number in the form in which networks send it; a text that is none stays as it is.
func Tidy(number string) string {
	if called := phone.Called(number); called != "" {
		return called
	}
	return number
}

// tidy returns the number and its settings in their one form.
func (n LineNumber) tidy() LineNumber {
	n.Number.Number = Tidy(n.Number.Number)
	n.Settings = n.Settings.Tidy()
	return n
}

// EndNumber takes a number away: who calls it is answered as one who calls the main number. Calls in
// progress go on as they are. The main number stays and sets nothing any more; while it sets nothing
// there is nothing to do. Errors: errs.ErrNotFound, *Stale.
func (s State) EndNumber(by Stamp, number, rev string, around Around) (Change, error) {
	number = Tidy(number)
	now, known := s.LineNumber(number)
	switch {
	case !known && number == around.Main:
		return Change{}, nil
	case !known:
		return Change{}, errs.ErrNotFound
	}
	if now.Rev() != rev {
		return Change{}, &Stale{Rev: now.Rev(), Number: &now}
	}
	r := by.record(NumberEnded, number)
	r.Before = now
	return Change{DropNumber: number, Record: r}, nil
}

// SetNumbers keeps many numbers at once, all or none. rev is what NumbersRev was when they were
// decided on. What stands there already changes nothing. Errors: *Stale, *FaultyLines with the faults of
// all.
func (s State) SetNumbers(by Stamp, list []LineNumber, rev string, around Around) (Change, error) {
	var c Change
	var before []LineNumber
	after := s
	for _, n := range list {
		n = n.tidy()
		now, known := s.LineNumber(numberOf(n))
		if known && now.Rev() == n.Rev() {
			continue
		}
		if known {
			before = append(before, now)
		}
		c.PutNumbers = append(c.PutNumbers, n)
		after.Numbers = put(after.Numbers, n, numberOf)
	}
	var faults []lines.LineFault
	plan, known := after.Plan(around), after.Known(around)
	for _, n := range c.PutNumbers {
		faults = append(faults, plan.CheckNumber(n.Number, known)...)
	}
	faults = append(faults, twice(list)...)
	if err := refuseLines(faults); err != nil || len(c.PutNumbers) == 0 {
		return Change{}, err
	}
	if rev != s.NumbersRev() {
		return Change{}, &Stale{Rev: s.NumbersRev()}
	}
	c.Record = by.record(NumbersSet, "")
	c.Record.After, c.Record.Before = c.PutNumbers, before
	return c, nil
}

// SetsNumber reports whether a record is of a number that was set, alone or by a table.
func (r Record) SetsNumber(number string) bool {
	if r.What == NumberSet {
		return r.ID == number
	}
	if r.What != NumbersSet {
		return false
	}
	var list []LineNumber
	raw, err := json.Marshal(r.After) // what was read from a store has no type
	return err == nil && json.Unmarshal(raw, &list) == nil &&
		slices.ContainsFunc(list, func(n LineNumber) bool { return numberOf(n) == number })
}

// OfNumbers reports whether a record is of a change of called numbers.
func (r Record) OfNumbers() bool {
	return r.What == NumberSet || r.What == NumbersSet || r.What == NumberEnded
}

// twice returns the numbers that a list has more than once.
func twice(list []LineNumber) (faults []lines.LineFault) {
	seen := map[string]bool{}
	for _, n := range list {
		number := numberOf(n.tidy())
		if seen[number] {
			faults = append(faults, lines.LineFault{Number: number, Field: "number", Code: lines.NumberTwice, Value: number})
		}
		seen[number] = true
	}
	return faults
}

// NumbersRev names all numbers as they are.
func (s State) NumbersRev() string { return revOf(s.Numbers) }

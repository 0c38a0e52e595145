package menus

import (
	"encoding/json"
	"maps"
	"slices"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// LineNumber is a number that citizens call, with what it sets itself.
type LineNumber struct{ lines.Number }

// Rev names what the number is.
func (n LineNumber) Rev() string { return revOf(n) }

// LineUnit is what a unit sets for the numbers of itself and of the units below it.
type LineUnit struct {
	Unit     string             `json:"unit"`
	Settings lines.LineSettings `json:"settings"`
}

// Rev names what the unit sets.
func (u LineUnit) Rev() string { return revOf(u) }

func numberOf(n LineNumber) string { return n.Number.Number }
func unitOf(u LineUnit) string     { return u.Unit }

// LineNumber returns a number that stands in the state.
func (s State) LineNumber(number string) (LineNumber, bool) { return find(s.Numbers, number, numberOf) }

// LineUnit returns what a unit sets.
func (s State) LineUnit(unit string) (LineUnit, bool) { return find(s.LineUnits, unit, unitOf) }

// Around is what numbers need to know that no State has.
type Around struct {
	// Tree are the units, each with the one above it and without settings. Those that have Ended
	// get no new numbers.
	Tree  []lines.Node
	Ended []string
	// Main is the hotline's own number, which the environment sets. It is there without a row, too,
	// and belongs to the top of the tree.
	Main string
	// Installation is what holds where no unit sets anything.
	Installation lines.LineSettings
	Languages    []ivr.Language
	// Area is the city's area code with its 0, Barred are numbers that are never answered or shown.
	Area   string
	Barred []string
}

// top returns the unit that the main number belongs to.
func (a Around) top() string {
	for _, u := range a.Tree {
		if u.Parent == "" && !slices.Contains(a.Ended, u.Unit) {
			return u.Unit
		}
	}
	return ""
}

// Plan returns all numbers with the units that they inherit from, the main number first.
func (s State) Plan(a Around) lines.Plan {
	p := lines.Plan{Installation: a.Installation, Nodes: slices.Clone(a.Tree)}
	for _, u := range s.LineUnits {
		i := slices.IndexFunc(p.Nodes, func(n lines.Node) bool { return n.Unit == u.Unit })
		if i < 0 { // the unit is gone from the tree
			p.Nodes = append(p.Nodes, lines.Node{Unit: u.Unit})
			i = len(p.Nodes) - 1
		}
		p.Nodes[i].Settings = u.Settings
	}
	if a.Main != "" {
		main := lines.Number{Number: a.Main, Unit: a.top()}
		if row, there := s.LineNumber(a.Main); there {
			main = row.Number
		}
		p.Numbers = append(p.Numbers, main)
	}
	for _, n := range s.Numbers {
		if n.Number.Number != a.Main {
			p.Numbers = append(p.Numbers, n.Number)
		}
	}
	return p
}

// Known returns what a plan may name. Flows are those that callers can be led to: the live ones, but for
// those in which we ask about a ticket.
func (s State) Known(a Around) lines.Known {
	k := lines.Known{
		Queues: ids(s.Queues, func(q Queue) string { return q.ID }), Schedules: ids(s.Schedules, func(x NamedSchedule) string { return x.ID }),
		Languages: a.Languages,
		Barred:    func(n string) bool { return phone.Reaches(n, append(phone.Emergency(), a.Barred...)) },
		Same: func(n string) string {
			if normal, ok := (phone.Plan{Area: a.Area}).Normal(n); ok {
				return normal
			}
			return n
		},
	}
	for _, f := range s.Flows {
		if f.Live != nil && !f.Live.Body.ForRevisits() {
			k.Flows = append(k.Flows, f.ID)
		}
	}
	for _, u := range a.Tree {
		if !slices.Contains(a.Ended, u.Unit) {
			k.Units = append(k.Units, u.Unit)
		}
	}
	return k
}

// FaultyLines is the error for numbers and units that calls cannot go by: all that is wrong.
type FaultyLines struct{ Faults []lines.LineFault }

// Error implements error.
func (e *FaultyLines) Error() string {
	f := e.Faults[0]
	return f.Number + f.Unit + ": " + f.Field + ": " + string(f.Code) + " " + f.Value
}

// refuseLines returns an error for faults with which calls cannot be answered.
func refuseLines(faults []lines.LineFault) error {
	faults = slices.DeleteFunc(faults, lines.LineFault.Warning)
	if len(faults) == 0 {
		return nil
	}
	return &FaultyLines{Faults: faults}
}

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

// SetLineUnit keeps what a unit sets; nothing set is all inherited. rev is what was read, "" where the unit set
// nothing. What stands there already changes nothing. Errors: *Stale, *FaultyLines.
func (s State) SetLineUnit(by Stamp, u LineUnit, rev string, around Around) (Change, error) {
	u.Settings = u.Settings.Tidy()
	now, known := s.LineUnit(u.Unit)
	switch {
	case !u.Settings.Empty():
		node := lines.Node{Unit: u.Unit, Settings: u.Settings}
		if err := refuseLines(s.Plan(around).CheckNode(node, s.Known(around))); err != nil {
			return Change{}, err
		}
	case !known:
		return Change{}, nil
	}
	if same, err := compare(now, known, u, rev, &Stale{LineUnit: &now}); same || err != nil {
		return Change{}, err
	}
	c := Change{PutLineUnit: &u, Record: by.changed(LineUnitSet, u.Unit, now, known, u)}
	if u.Settings.Empty() {
		c.PutLineUnit, c.DropLineUnit = nil, u.Unit
	}
	return c, nil
}

// linesNaming returns the numbers and the units of which a setting names a thing.
func (s State) linesNaming(setting func(lines.LineSettings) map[string]string, id string) *InUse {
	named := func(l lines.LineSettings) bool {
		m := setting(l)
		return m[id] != "" || slices.Contains(slices.Collect(maps.Values(m)), id)
	}
	used := &InUse{}
	for _, n := range s.Numbers {
		if named(n.Settings) {
			used.Numbers = append(used.Numbers, numberOf(n))
		}
	}
	for _, u := range s.LineUnits {
		if named(u.Settings) {
			used.Units = append(used.Units, u.Unit)
		}
	}
	return used
}

func (u *InUse) any() bool {
	return len(u.Flows)+len(u.Accounts)+len(u.Numbers)+len(u.Units) > 0
}

package menus

import (
	"slices"

	"hotline12345/internal/phone"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

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

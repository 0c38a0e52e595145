package menus

import (
	"slices"

	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// MainFlow is the flow of the hotline's own number, and of each number whose flow is not live.
const MainFlow = "main"

// Led is a live flow, with the numbers whose callers it leads.
type Led struct {
	Flow    string   `json:"flow"`
	Numbers []string `json:"numbers" nullable:"false"`
}

// Without returns the live flows that lead callers of a plan's numbers and have no node of a kind, in
// the order of the numbers. While no flow of a number is live, it is MainFlow.
func (s State) Without(p lines.Plan, kind ivr.Kind) []Led {
	var led []Led
	for i, e := range p.ForNumbers() {
		id := e.Flow
		if f, _ := s.Flow(id); f.Live == nil {
			id = MainFlow
		}
		at := slices.IndexFunc(led, func(l Led) bool { return l.Flow == id })
		if at < 0 {
			led, at = append(led, Led{Flow: id}), len(led)
		}
		led[at].Numbers = append(led[at].Numbers, p.Numbers[i].Number)
	}
	return slices.DeleteFunc(led, func(l Led) bool {
		f, _ := s.Flow(l.Flow)
		return f.Live != nil && has(f.Live.Body, kind)
	})
}

// has reports whether a flow has a node of a kind.
func has(f ivr.Flow, kind ivr.Kind) bool {
	for _, n := range f.Nodes {
		if n.Kind() == kind {
			return true
		}
	}
	return false
}

// leads reports whether callers of a number come to a flow, or do where a unit's numbers have no other.
func (s State) leads(flow string) bool {
	return flow == MainFlow ||
		slices.ContainsFunc(s.Numbers, func(n LineNumber) bool { return n.Settings.Flow == flow }) ||
		slices.ContainsFunc(s.LineUnits, func(u LineUnit) bool { return u.Settings.Flow == flow })
}

// lacks warns of what a flow that answers called numbers does not do: lead restricted numbers apart, say
// the broadcasts that are on.
func (s State) lacks(f ivr.Flow) (faults ivr.Faults) {
	if !s.leads(f.ID) {
		return nil
	}
	if !has(f, ivr.KindRestricted) {
		faults = append(faults, ivr.Fault{Flow: f.ID, Code: ivr.FaultNotApart, Severity: ivr.SeverityWarning})
	}
	for _, b := range s.Broadcasts {
		if b.On && !names(f, "broadcast", b.ID) {
			faults = append(faults, ivr.Fault{Flow: f.ID, Code: ivr.FaultNotHeard, Args: map[string]string{"name": b.ID}, Severity: ivr.SeverityWarning})
		}
	}
	return faults
}

package ivr

import (
	"fmt"
	"strings"
)

// Fault is one thing that is wrong with a flow. Code and Args are for pages, which
// say it in their language; Error says it in English.
type Fault struct {
	// Flow is the flow's id; Node is where, "" if it is the flow as a whole.
	Flow string `json:"flow"`
	Node NodeID `json:"node,omitempty"`
	// Field is the field of the node, as files name it; Key is which of its keys.
	Field string            `json:"field,omitempty"`
	Key   string            `json:"key,omitempty"`
	Code  FaultCode         `json:"code"`
	Args  map[string]string `json:"args,omitempty"`
	// Severity is whether the flow can be published all the same.
	Severity Severity `json:"severity"`
}

// FaultCode is a kind of fault.
type FaultCode string

// Severity is how bad a fault is.
type Severity string

// The severities. A flow with an error is not published.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// The faults. What stands in braces are their Args.
const (
	FaultMissing      FaultCode = "missing"       // a field that must be there
	FaultNoStart      FaultCode = "no_start"      // {to} does not exist
	FaultDangling     FaultCode = "dangling"      // leads to {to}, which does not exist
	FaultNotAKey      FaultCode = "not_a_key"     // no telephone has that key
	FaultLeadsNowhere FaultCode = "leads_nowhere" // a key without a node
	FaultUnknownEntry FaultCode = "unknown_entry" // {entry}
	FaultCircle       FaultCode = "circle"        // who does nothing goes round for ever
)

// hints say what to do about a field that is missing.
var hints = map[string]string{
	"next":          "name the node that follows, or make this a goodbye",
	"keys":          "name at least one, or make this a say",
	"input_timeout": "say how long to wait for a key, such as 5s",
	"fallback":      "name the node for callers who press nothing, such as an agent's queue",
	"queue":         "name one, such as general",
}

// faultTexts are the faults in English. {where} is the field or the key.
var faultTexts = map[FaultCode]string{
	FaultMissing:      "{where} {is} missing: {hint}",
	FaultNoStart:      "the start node {to} does not exist: add it, or name another start",
	FaultDangling:     "{where} leads to {to}, which does not exist: add that node, or name another",
	FaultNotAKey:      "key {key} is not on a telephone: use one of 0 to 9, * and #",
	FaultLeadsNowhere: "{where} leads nowhere: name its node",
	FaultUnknownEntry: "entry {entry} is not known: use one of {known}",
	FaultCircle:       "goes round in a circle: let one of its nodes wait for a key, enter a queue or hang up",
}

// Error says the fault in English, for files and logs: where it is, and what to do.
func (f Fault) Error() string {
	where := "flow " + f.Flow
	if f.Node != "" {
		where += ", node " + string(f.Node)
	}
	return where + ": " + f.text()
}

func (f Fault) text() string {
	names := []string{"{where}", f.where(), "{is}", isOrAre(f.Field), "{hint}", hints[f.Field], "{key}", fmt.Sprintf("%q", f.Key)}
	for name, value := range f.Args {
		if name == "to" && f.Code == FaultNoStart {
			value = fmt.Sprintf("%q", value)
		}
		names = append(names, "{"+name+"}", value)
	}
	return strings.NewReplacer(names...).Replace(faultTexts[f.Code])
}

func isOrAre(field string) string {
	if strings.HasSuffix(field, "s") {
		return "are"
	}
	return "is"
}

// where names the part of the node: "key 1", "fallback".
func (f Fault) where() string {
	if f.Key != "" {
		return "key " + f.Key
	}
	return f.Field
}

// Faults are all that is wrong with a flow.
type Faults []Fault

// Error says all faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Errors returns the faults with which the flow cannot be published.
func (f Faults) Errors() Faults {
	var out Faults
	for _, one := range f {
		if one.Severity == SeverityError {
			out = append(out, one)
		}
	}
	return out
}

// want returns a fault if a field is missing.
func want[T comparable](field string, value T) []Fault {
	var none T
	if value != none {
		return nil
	}
	return []Fault{{Field: field, Code: FaultMissing}}
}

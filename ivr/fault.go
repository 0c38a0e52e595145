package ivr

import (
	"fmt"
	"strings"
	"time"
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
	FaultKeyTwice     FaultCode = "key_twice"     // a key that two things have
	FaultNoLanguage   FaultCode = "no_language"   // a choice without a language
	FaultUnspoken     FaultCode = "unspoken"      // a choice that no prompt names
	FaultNotANumber   FaultCode = "not_a_number"  // {key} are no digits that can be keyed in
	FaultOutOfRange   FaultCode = "out_of_range"  // a value beside {least} to {most}
	FaultCircle       FaultCode = "circle"        // who does nothing goes round for ever
	FaultUnreachable  FaultCode = "unreachable"   // no caller comes there
	FaultSilence      FaultCode = "silence"       // the caller waits, or is let go, without a word
	FaultRestricted   FaultCode = "restricted"    // restricted callers reach {to}
	FaultUnknown      FaultCode = "unknown"       // {name} does not exist
	FaultNotSpoken    FaultCode = "not_spoken"    // no line speaks {language}
	FaultNotOffered   FaultCode = "not_offered"   // no key chooses {language}
	FaultNoPrompt     FaultCode = "no_prompt"     // {prompt} has no text in {language}
	FaultNoArgument   FaultCode = "no_argument"   // {prompt} wants {argument} in {language}
	FaultNoName       FaultCode = "no_name"       // the name has no words in {language}
	FaultNotYet       FaultCode = "not_yet"       // calls cannot do {kind} yet
	FaultNotApart     FaultCode = "not_apart"     // no node leads restricted numbers apart
	FaultNotHeard     FaultCode = "not_heard"     // no node says the broadcast {name}, which is on
)

// hints say what to do about a field that is missing.
var hints = map[string]string{
	"next":          "name the node that follows, or make this a goodbye",
	"keys":          "name at least one, or make this a say",
	"input_timeout": "say how long to wait for a key, such as 5s",
	"fallback":      "name the node for callers who press nothing, such as an agent's queue",
	"queue":         "name one, such as general",
	"unit":          "name its code or its number, or lead here from digits",
	"numbers":       "name at least one, or in next the node that takes all",
	"choices":       "name a key and a language for each",
	"prompts":       "say what the caller hears here",
	"pin_prompts":   "say how the caller is asked for the four digits",
	"not_found":     "say what a caller hears whose ticket is not found",
	"status":        "say how the state of the ticket is told",
	"saved":         "say how the reference number is told",
	"schedule":      "name one, such as office",
	"open":          "name the node for the hours of service",
	"closed":        "name the node for all other hours",
	"broadcast":     "name the incident announcement, such as typhoon",
	"message":       "name the message box for restricted numbers",
	"question":      "name what is asked, such as service",
	"wait":          "say how long to listen for the caller, such as 5s",
	"closing":       "say what the caller hears before the call ends",
	"enter_prompts": "say how the caller is asked for a number",
	"done":          "say what follows when it is done",
}

// faultTexts are the faults in English. {where} is the field or the key.
var faultTexts = map[FaultCode]string{
	FaultMissing:      "{where} {is} missing: {hint}",
	FaultNoStart:      `the start node "{to}" does not exist: add it, or name another start`,
	FaultDangling:     "{where} leads to {to}, which does not exist: add that node, or name another",
	FaultNotAKey:      "key {key} is not on a telephone: use one of 0 to 9, * and #",
	FaultLeadsNowhere: "{where} leads nowhere: name its node",
	FaultKeyTwice:     "{where} stands twice: give one of them another key",
	FaultNoLanguage:   "{where} names no language: add one, such as zh",
	FaultUnspoken:     "{where} has no prompt that names it: add one, such as lang_zh",
	FaultNotANumber:   "number {key} cannot be keyed in: use at most {most} digits",
	FaultOutOfRange:   "{where} must be {least} to {most}",
	FaultUnknownEntry: "entry {entry} is not known: use one of {known}",
	FaultCircle:       "goes round in a circle: let one of its nodes wait for a key, enter a queue or hang up",
	FaultUnreachable:  "cannot be reached: lead to it from another node, or delete it",
	FaultSilence:      "says nothing to callers who come here: add a prompt",
	FaultRestricted:   "leads restricted callers to {to}: let them reach a message box only",
	FaultUnknown:      "{where} {name} does not exist: add it, or name another",
	FaultNotSpoken:    "{where}: no line speaks {language}: switch it on, or leave it out",
	FaultNotOffered:   "no key chooses {language}, which is switched on: add a choice",
	FaultNoPrompt:     "{where}: {prompt} has no text in {language}: add it",
	FaultNoArgument:   "{where}: the text of {prompt} in {language} has {argument}, which is not known here: change the text",
	FaultNoName:       "the name has no words in {language}: add them",
	FaultNotYet:       "calls cannot do {kind} yet: use a queue with a prompt",
	FaultNotApart:     "lets restricted numbers reach agents: begin with a node for restricted numbers",
	FaultNotHeard:     "does not say the broadcast {name}, which is on: add a node for it",
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
	switch {
	case f.Key == "":
		return f.Field
	case f.Field == "numbers":
		return "number " + f.Key
	default:
		return "key " + f.Key
	}
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

// within returns a fault if a value is not from least to most.
func within[T int | time.Duration](field string, v, least, most T) []Fault {
	if least <= v && v <= most {
		return nil
	}
	return []Fault{{Field: field, Code: FaultOutOfRange, Args: map[string]string{"least": fmt.Sprint(least), "most": fmt.Sprint(most)}}}
}

// want returns a fault if a field is missing.
func want[T comparable](field string, value T) []Fault {
	var none T
	if value != none {
		return nil
	}
	return []Fault{{Field: field, Code: FaultMissing}}
}

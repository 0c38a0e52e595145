package lines

import (
	"maps"
	"slices"
	"strings"

	"hotline12345/internal/text"
	"hotline12345/ivr"
)

// LineFault is what is wrong with one setting. Pages say it in the reader's language.
type LineFault struct {
	// Number or Unit says where: a number, or a node of the tree.
	Number string `json:"number,omitempty"`
	Unit   string `json:"unit,omitempty"`
	// Field is the setting: "flow", "name".
	Field string `json:"field"`
	Code  Code   `json:"code"`
	// Value is what was found, or the language that lacks a text.
	Value string `json:"value,omitempty"`
}

// Code is a kind of fault.
type Code string

// The kinds of fault.
const (
	NotANumber      Code = "not_a_number"     // other signs than digits, or not 3 to 15 of them
	NumberTwice     Code = "number_twice"     // the number stands in the plan twice
	UnknownUnit     Code = "unknown_unit"     // no such node in the unit tree
	UnknownValue    Code = "unknown"          // a flow, schedule or queue that does not exist
	NoWords         Code = "no_words"         // a language is offered in which the name is not known; another one's is said
	OutOfRange      Code = "out_of_range"     // a time that no call can live with
	Barred          Code = "barred"           // a number that is never answered or shown, such as 110
	CircleInTree    Code = "circle"           // a node is above itself
	LanguageTwice   Code = "language_twice"   // offered twice
	UnknownLanguage Code = "unknown_language" // no prompt set of that name
	TooLong         Code = "too_long"         // no caller listens to so many characters
	OfANodeOnly     Code = "of_a_unit_only"   // a number alone cannot have it
)

// Warning reports whether calls can be answered with the fault.
func (f LineFault) Warning() bool { return f.Code == NoWords }

// Known is what exists in the installation.
type Known struct {
	Units, Flows, Schedules, Queues []string
	Languages                       []ivr.Language
	// Barred reports whether a number may be neither answered nor shown.
	Barred func(number string) bool
	// Same returns one text for all spellings of a number; nil: each number has one.
	Same func(number string) string
}

// The limits of times. A ring that is longer than GB/T 33358's 15 s loses the call to the next agent.
const (
	shortestOffer    Seconds = 5
	longestOffer     Seconds = 60
	shortestAnnounce Seconds = 10
	longestAnnounce  Seconds = 300
)

// Modes are the ways to answer: an agent at once, the short menu, the full one.
var Modes = []ivr.Mode{ivr.ModeDirect, ivr.ModeShort, ivr.ModeFull}

// Check returns every fault of the plan.
func (p Plan) Check(known Known) []LineFault {
	var faults []LineFault
	at := func(where LineFault, found []LineFault) {
		for _, f := range found {
			f.Unit, f.Number = where.Unit, where.Number
			faults = append(faults, f)
		}
	}
	tree := p.index()
	for _, n := range p.Nodes {
		found := n.Settings.faults(known)
		if n.Unit == "" || !slices.Contains(known.Units, n.Unit) {
			found = append(found, LineFault{Field: "unit", Code: UnknownUnit, Value: n.Unit})
		}
		if tree.circle(n.Unit) {
			found = append(found, LineFault{Field: "unit", Code: CircleInTree, Value: n.Unit})
		}
		at(LineFault{Unit: n.Unit}, found)
	}
	seen := map[string]bool{}
	for _, n := range p.Numbers {
		found := append(n.faults(known), tree.number(p.Installation, n).lacks(known)...)
		same := known.same(n.Number)
		if seen[same] {
			found = append(found, LineFault{Field: "number", Code: NumberTwice, Value: n.Number})
		}
		seen[same] = true
		at(LineFault{Number: n.Number}, found)
	}
	return faults
}

// CheckNumber returns the faults of one number, which is in the plan or is to be put into it.
func (p Plan) CheckNumber(n Number, known Known) []LineFault {
	faults := append(n.faults(known), p.ForNumber(n).lacks(known)...)
	same := known.same(n.Number)
	for _, other := range p.Numbers {
		if other.Number != n.Number && known.same(other.Number) == same {
			faults = append(faults, LineFault{Field: "number", Code: NumberTwice, Value: other.Number})
		}
	}
	for i := range faults {
		faults[i].Number = n.Number
	}
	return faults
}

// CheckNode returns the faults of what a node sets.
func (p Plan) CheckNode(n Node, known Known) []LineFault {
	var faults []LineFault
	for _, f := range (Plan{Nodes: []Node{{Unit: n.Unit, Settings: n.Settings}}}).Check(known) {
		f.Unit = n.Unit
		faults = append(faults, f)
	}
	return faults
}

func (k Known) same(number string) string {
	if k.Same == nil {
		return number
	}
	return k.Same(number)
}

func (n Number) faults(known Known) []LineFault {
	faults := n.Settings.faults(known)
	for _, f := range fields {
		var none LineSettings
		if f.ofNode && f.take(&none, n.Settings) {
			faults = append(faults, LineFault{Field: f.name, Code: OfANodeOnly})
		}
	}
	if !isNumber(n.Number) {
		faults = append(faults, LineFault{Field: "number", Code: NotANumber, Value: n.Number})
	} else if known.barred(n.Number) {
		faults = append(faults, LineFault{Field: "number", Code: Barred, Value: n.Number})
	}
	if !slices.Contains(known.Units, n.Unit) {
		faults = append(faults, LineFault{Field: "unit", Code: UnknownUnit, Value: n.Unit})
	}
	return faults
}

func (k Known) barred(number string) bool { return k.Barred != nil && k.Barred(number) }

// faults returns what is wrong with what is set, whatever is inherited.
func (s LineSettings) faults(known Known) []LineFault {
	var faults []LineFault
	is := func(field, value string, all []string) {
		if value != "" && !slices.Contains(all, value) {
			faults = append(faults, LineFault{Field: field, Code: UnknownValue, Value: value})
		}
	}
	is("flow", s.Flow, known.Flows)
	if s.Mode != "" && !slices.Contains(Modes, s.Mode) {
		faults = append(faults, LineFault{Field: "mode", Code: UnknownValue, Value: string(s.Mode)})
	}
	for _, from := range slices.Sorted(maps.Keys(s.Queues)) {
		is("queues", from, known.Queues)
		is("queues", s.Queues[from], known.Queues)
	}
	for _, from := range slices.Sorted(maps.Keys(s.Schedules)) {
		is("schedules", from, known.Schedules)
		is("schedules", s.Schedules[from], known.Schedules)
	}
	for i, l := range s.Languages {
		if !slices.Contains(known.Languages, l) {
			faults = append(faults, LineFault{Field: "languages", Code: UnknownLanguage, Value: string(l)})
		}
		if slices.Contains(s.Languages[:i], l) {
			faults = append(faults, LineFault{Field: "languages", Code: LanguageTwice, Value: string(l)})
		}
	}
	if s.CallerID != "" && !isNumber(strings.TrimPrefix(s.CallerID, "+")) {
		faults = append(faults, LineFault{Field: "caller_id", Code: NotANumber, Value: s.CallerID})
	} else if s.CallerID != "" && known.barred(s.CallerID) {
		faults = append(faults, LineFault{Field: "caller_id", Code: Barred, Value: s.CallerID})
	}
	faults = append(faults, s.words(known)...)
	return append(faults, s.times()...)
}

// words returns what is wrong with what is said and written.
func (s LineSettings) words(known Known) (faults []LineFault) {
	for _, field := range []struct {
		name  string
		words Words
		most  int
	}{{"city", s.City, text.MaxName}, {"name", s.Name, text.MaxName}, {"slogan", s.Slogan, text.MaxName}, {"letterhead", Words{"zh": s.Letterhead}, text.MaxName}} {
		for _, l := range slices.Sorted(maps.Keys(field.words)) {
			if !text.Clean(field.words[l], field.most) {
				faults = append(faults, LineFault{Field: field.name, Code: TooLong, Value: string(l)})
			}
			if field.words[l] != "" && !slices.Contains(known.Languages, l) {
				faults = append(faults, LineFault{Field: field.name, Code: UnknownLanguage, Value: string(l)})
			}
		}
	}
	return faults
}

func (s LineSettings) times() (faults []LineFault) {
	within := func(field string, d, low, high Seconds) {
		if d != 0 && (d < low || d > high) {
			faults = append(faults, LineFault{Field: field, Code: OutOfRange, Value: d.Duration().String()})
		}
	}
	within("offer_s", s.Offer, shortestOffer, longestOffer)
	within("announce_s", s.Announce, shortestAnnounce, longestAnnounce)
	return faults
}

// lacks returns the languages in which a number with a name has none: its callers hear that of
// another language.
func (e Effective) lacks(known Known) (faults []LineFault) {
	languages := e.Languages
	if len(languages) == 0 {
		languages = known.Languages
	}
	for _, l := range languages {
		if len(e.Name) > 0 && e.Name[l] == "" {
			faults = append(faults, LineFault{Field: "name", Code: NoWords, Value: string(l)})
		}
	}
	return faults
}

func (t tree) circle(unit string) bool {
	at := t[unit].Parent
	for range t {
		if at == unit {
			return true
		}
		at = t[at].Parent
	}
	return false
}

// isNumber reports whether a text is the digits of a number: a code of three to the longest of
// ITU-T E.164.
func isNumber(s string) bool {
	return len(s) >= 3 && len(s) <= 15 && strings.Trim(s, "0123456789") == ""
}

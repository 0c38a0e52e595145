package tickets

import (
	"errors"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/fold"
)

// Filter selects tickets; zero fields select all.
type Filter struct {
	// Number is a ticket number, or the caller's or contact number.
	Number string
	// Spellings are how a telephone number may have been written down (phone.Spellings); none
	// is Number alone. The service sets it.
	Spellings []string
	// Text is searched in all that a ticket says.
	Text string
	// Masked: the reader finds masked tickets by who the citizen is only in the
	// centres in Knows. The service sets both.
	Masked   bool
	Knows    []string
	States   []State
	Type     Type
	Category string // a leaf or a group
	Urgency  Urgency
	Mark     Mark
	// Unit limits to tickets in which this unit, or one below it, has an assignment.
	Unit string
	// Assignment limits to tickets in which one of Units has an assignment in this state.
	Assignment AssignmentState
	// Units limits to tickets that concern one of these units; nil is no
	// limit. The service sets it from what the reader may see.
	Units []string
	// DueBefore selects tickets with a running limit that ends earlier.
	DueBefore time.Time
	// TryBefore selects tickets whose citizen is to be called by then.
	TryBefore time.Time
	// From and To bound the time of registering.
	From, To time.Time
	// Before continues a list after this ticket, as it is placed now; one that
	// the store does not have is before all.
	Before Number
	// ByDue puts the earliest limit first, then what has none; else the newest
	// ticket is first.
	ByDue bool
	Limit int // 1 to 200, 50 if zero
}

// Selects reports whether the filter wants a ticket. Before and Limit need the whole list,
// and are not asked.
func (f Filter) Selects(t Ticket) bool {
	first, running := t.first()
	return (f.Number == "" || f.Number == string(t.Number) || f.knows(t) && (f.calls(t.Caller) || f.calls(t.Contact) || slices.ContainsFunc(Contacts(t.Contact), f.calls))) &&
		(f.Text == "" || f.says(t)) && (len(f.States) == 0 || slices.Contains(f.States, t.State)) &&
		(f.Type == "" || f.Type == t.Type) && (f.Category == "" || InCategory(t.Category, f.Category)) &&
		(f.Urgency == "" || f.Urgency == t.Urgency) && (f.Mark == "" || slices.Contains(t.Marks(), f.Mark)) &&
		(f.Units == nil || slices.ContainsFunc(t.Units(), func(u string) bool { return slices.Contains(f.Units, u) })) &&
		(f.Assignment == "" || t.anyAssignment(func(a Assignment) bool {
			return a.State == f.Assignment && (f.Units == nil || slices.Contains(f.Units, a.Unit))
		})) &&
		(f.DueBefore.IsZero() || running && first.Due.Before(f.DueBefore)) &&
		(f.TryBefore.IsZero() || !t.TryAt.IsZero() && !t.TryAt.After(f.TryBefore)) &&
		(f.From.IsZero() || !t.CreatedAt.Before(f.From)) && (f.To.IsZero() || t.CreatedAt.Before(f.To))
}

// calls reports whether a telephone number is the wanted one.
func (f Filter) calls(number string) bool {
	return f.Number == number || number != "" && slices.Contains(f.Spellings, number)
}

// knows reports whether the reader may find a ticket by who the citizen is.
func (f Filter) knows(t Ticket) bool {
	return !f.Masked || !t.IdentityProtected() || slices.Contains(f.Knows, t.Centre)
}

// says reports whether a ticket holds every word of the text, however both are written: a
// plain search, for the spool and the store of the tests.
func (f Filter) says(t Ticket) bool {
	said := t.Said()
	if f.knows(t) {
		said = append(said, t.Who()...)
	} else {
		said = t.SaidOpenly()
	}
	for i, s := range said {
		said[i] = letters(s)
	}
	words := strings.Fields(fold.String(f.Text))
	for _, word := range words {
		if word = letters(word); !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, word) }) {
			return false
		}
	}
	return letters(f.Text) != ""
}

// letters returns a text folded, without spaces and signs, and with numerals as digits.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if d, ok := fold.Digit(c); ok {
			return rune(d)
		}
		if !fold.Letter(c) {
			return -1
		}
		return c
	}, fold.String(s))
}

// Said returns what a ticket is found by: where, what, and what became of it.
func (t Ticket) Said() []string {
	said := []string{t.Place, t.Content, t.OldNumber}
	if t.Answer != nil {
		said = append(said, t.Answer.Text)
	}
	for _, a := range t.Assignments {
		if a.Report != nil {
			said = append(said, a.Report.Text)
		}
	}
	return said
}

// SaidOpenly returns Said for readers who may not know the citizen.
func (t Ticket) SaidOpenly() []string {
	if !t.IdentityProtected() {
		return t.Said()
	}
	r := redactorOf(t)
	t.OldNumber = ""
	said := t.Said()
	for i := range said {
		said[i] = r.Redact(said[i])
	}
	return said
}

// Who returns the names and numbers of a ticket's citizen.
func (t Ticket) Who() []string { return []string{t.Name, t.Register.Unit, t.Contact, t.Caller} }

// InCategory reports whether a category is the wanted one, or in the wanted group.
func InCategory(category, want string) bool {
	return len(category) >= len(want) && category[:len(want)] == want
}

// MaxSavedFilters bounds what one person keeps: more nobody finds again.
const MaxSavedFilters = 50

// ErrTooManyFilters: the person keeps as many filters as there may be.
var ErrTooManyFilters = errors.New("too many saved filters")

// SavedFilter is a search that a person uses often.
type SavedFilter struct {
	Name string `json:"name" minLength:"1" maxLength:"60"`
	// Query is the filter as it stands in the page's address.
	Query string `json:"query" maxLength:"1000"`
}

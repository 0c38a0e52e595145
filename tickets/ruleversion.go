package tickets

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// Stale is the error for a change that was made up against rules which have changed since:
// what it would overwrite is another's work. It is an errs.ErrConflict.
type Stale struct {
	// Now is what stands there; Rev its version.
	Now Replaced
	Rev string
	// By and At tell who made it so, where that is on record.
	By *org.Person
	At time.Time
}

// Error implements error.
func (*Stale) Error() string { return "the rule was changed meanwhile" }

// Unwrap makes it a conflict.
func (*Stale) Unwrap() error { return errs.ErrConflict }

// Key names what a change is about: "unit Y04", "year 2027", "limits". It is empty for an
// import.
func (c RuleChange) Key() string {
	switch kind := string(c.Kind()); {
	case c.Unit != nil:
		return kind + " " + c.Unit.Code
	case c.Category != nil:
		return kind + " " + c.Category.Code
	case c.Year != nil:
		return fmt.Sprintf("%s %d", kind, c.Year.Year)
	case c.MergedLine != nil:
		return kind + " " + c.MergedLine.Number
	case c.fields() == 0:
		return ""
	default:
		return kind
	}
}

// Rev returns the version of what a change takes the place of: a digest of what it says,
// "" where there is nothing yet. Two forms of the same (a list that is empty or absent,
// an option that is the usual one) have the same version.
func (r *Replaced) Rev() string {
	if r == nil {
		return ""
	}
	n := Replaced{Unit: r.Unit, Category: r.Category, Limits: r.Limits, MergedLine: r.MergedLine}
	if r.Types != nil {
		types := append([]TypeName{}, *r.Types...)
		n.Types = &types
	}
	if r.Year != nil {
		n.Year = &Year{Year: r.Year.Year, Off: append([]string{}, r.Year.Off...), Work: append([]string{}, r.Year.Work...)}
	}
	if r.Directory != nil { // who made it and when is not what it says
		n.Directory = &DispatchDirectory{Version: r.Directory.Version, Entries: append([]DispatchEntry{}, r.Directory.Entries...)}
	}
	if r.Options != nil {
		o := r.Options.Explicit()
		n.Options = &o
	}
	if n == (Replaced{}) {
		return ""
	}
	raw, err := json.Marshal(n)
	if err != nil {
		panic(err) // rules are plain data
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// Explicit returns the options with the usual ones written out.
func (o Options) Explicit() Options {
	if o.Closing == 0 {
		o.Closing = defaultClosing
	}
	days := o.FirstContactDays()
	o.ContactDays = &days
	if o.Anonymous == "" {
		o.Anonymous = AnonymousAccepted
	}
	return o
}

// Holds reports whether a change says what stands there already: made, it would change
// nothing.
func (r RuleSet) Holds(c RuleChange) bool {
	was := r.Before(c).Rev()
	if was == "" && c.Year != nil { // nobody entered the year; the program may know it as it is
		was = (&Replaced{Year: theOne(workday.Announced(), func(y Year) bool { return y.Year == c.Year.Year })}).Rev()
	}
	if was == "" || !c.Single() {
		return false
	}
	if c.Directory != nil { // the next version number is given by whoever makes the change
		d := *c.Directory
		d.Version = r.Rules.Directory.Version
		if d.Note != "" && d.Note != r.Rules.Directory.Note {
			return false
		}
		c.Directory = &d
	}
	return r.With(c).Before(c).Rev() == was
}

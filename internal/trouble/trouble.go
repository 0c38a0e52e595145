// Package trouble says the errors of the parts around the service to the person who runs it:
// what happened, and what to do about it. The edges tell of which kind their errors are; the
// sentences stand in one table.
package trouble

import (
	"errors"
	"strings"
)

// Trouble is an error of a known kind. Its text is that of its cause, so that what the log
// and other errors say stays as it is.
type Trouble struct {
	Kind  Kind
	Where string // such as "127.0.0.1:5432"; empty if the error does not tell
	Err   error
}

// New returns err as trouble of a kind. A nil err stays nil.
func New(kind Kind, where string, err error) error {
	if err == nil {
		return nil
	}
	return &Trouble{Kind: kind, Where: where, Err: err}
}

func (t *Trouble) Error() string { return t.Err.Error() }

// Unwrap returns the cause.
func (t *Trouble) Unwrap() error { return t.Err }

// Happened says in one sentence what happened.
func (t *Trouble) Happened() string { return t.fill(sentences[t.Kind].happened) }

// Do says what to do about it.
func (t *Trouble) Do() string { return t.fill(sentences[t.Kind].do) }

func (t *Trouble) fill(sentence string) string {
	where := t.Where
	if where == "" {
		where = "the address that is set"
	}
	return strings.ReplaceAll(sentence, "{where}", where)
}

// Find returns the trouble in an error. What an edge has told goes before what the operating
// system says.
func Find(err error) (*Trouble, bool) {
	var t *Trouble
	if errors.As(err, &t) {
		return t, true
	}
	if kind, where, ok := ofThisMachine(err); ok {
		return &Trouble{Kind: kind, Where: where, Err: err}, true
	}
	return nil, false
}

// Advice returns what to do about an error, and otherwise if that is not known.
func Advice(err error, otherwise string) string {
	if t, ok := Find(err); ok {
		return t.Do()
	}
	return otherwise
}

// Say returns an error in one line: what happened, and what to do. One of no known kind is its
// own text.
func Say(err error) string {
	t, ok := Find(err)
	if !ok {
		return err.Error()
	}
	return t.Happened() + "; " + t.Do()
}

// Explain returns an error for a person at a terminal, in three lines: what happened, why, and
// what to do. One of no known kind is its own text.
func Explain(err error) string {
	t, ok := Find(err)
	if !ok {
		return err.Error()
	}
	why := strings.Join(strings.Fields(err.Error()), " ")
	return t.Happened() + "\n  why: " + why + "\n  do:  " + t.Do()
}

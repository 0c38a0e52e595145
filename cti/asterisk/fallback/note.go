// Package fallback takes over what the dialplan's fallback did while no service was there:
// each of its calls gets a row, each message a ticket with its sound, once. The fallback
// leaves <call>.note, and <call>.alaw where a citizen spoke. Of a note (this file) the rest
// follows; Importer carries it out.
package fallback

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"hotline12345/cti"
)

// note is what the fallback wrote down of one call, a line for each fact.
type note struct {
	began, ended time.Time // zero: not written
	// arrival is what Stasis gets as arguments; empty for a call that we dialled.
	arrival []string
	// entered: the service had the call before.
	entered bool
	duty    bool // the duty telephone answered
}

// errBroken is returned for a note that does not say what call it is about.
var errBroken = errors.New("the note does not say which call it is about")

// parse reads a note. A call that is handed over twice has its lines twice: it began first
// and ended last. Unknown lines are a later dialplan's. With errBroken, what could be read is
// returned all the same.
func parse(text string) (n note, err error) {
	known := false
	for line := range strings.Lines(text) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "began":
			if at, ok := epoch(rest); ok && n.began.IsZero() {
				n.began = at
			}
		case "ended":
			if at, ok := epoch(rest); ok {
				n.ended = at
			}
		case "arrival":
			known = known || rest == "" || strings.HasPrefix(rest, "in,")
			if strings.HasPrefix(rest, "in,") {
				n.arrival = strings.Split(rest, ",")
			}
		case "entered":
			n.entered = n.entered || rest == "yes"
		case "duty":
			n.duty = n.duty || rest == "ANSWER"
		}
	}
	if !known {
		return n, errBroken
	}
	return n, nil
}

// epoch reads seconds since 1970; one before 2020 is of a clock that was never set.
func epoch(text string) (time.Time, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	if err != nil || n < first || n > first+100*366*24*3600 {
		return time.Time{}, false
	}
	return time.Unix(n, 0).UTC(), true
}

// known reports whether the engine has, or had, the call: its row is the engine's.
func (n note) known() bool { return n.entered || len(n.arrival) == 0 }

const (
	// unfinished is how long a note without an end is left alone: the dialplan ends a call
	// in the fallback after 10 minutes, and a channel that lives writes its end itself.
	unfinished = 15 * time.Minute
	// noAnswer is when it is taken although Asterisk cannot be asked about the channel.
	noAnswer = time.Hour
)

// over reports whether a note is complete, or will never be, after so long without a change.
// lives is asked only if needed.
func (n note) over(unchanged time.Duration, lives func() (bool, error)) bool {
	switch {
	case !n.ended.IsZero():
		return true
	case unchanged < unfinished:
		return false
	case unchanged >= noAnswer:
		return true
	}
	alive, err := lives()
	return err == nil && !alive
}

// settled returns the note with the times that are missing: changed is when its files were
// written to last. An end before the beginning is one of a clock that was put back.
func (n note) settled(changed time.Time) note {
	changed = changed.UTC().Truncate(time.Second)
	if n.began.IsZero() {
		n.began = changed
		if !n.ended.IsZero() && n.ended.Before(changed) {
			n.began = n.ended
		}
	}
	if n.ended.IsZero() {
		n.ended = changed
	}
	if n.ended.Before(n.began) {
		n.ended = n.began
	}
	return n
}

// row returns the row of a call that the engine never had; read reads the arrival.
func (n note) row(call cti.CallID, f cti.Fallback, read func(args []string) cti.CallArrived) cti.CallRecord {
	r := cti.CallRecord{Call: call, Revision: 1, Direction: cti.Inbound, Caller: cti.Caller{Anonymous: true}, ArrivedAt: n.began}
	if len(n.arrival) > 0 {
		a := read(n.arrival)
		r.Trunk, r.Caller, r.Called = a.Trunk, a.Caller, a.Called
	}
	return r.HandedOver(f)
}

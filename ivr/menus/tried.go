package menus

import (
	"cmp"
	"slices"
	"time"

	"hotline12345/ivr"
)

// PastCall is what a caller of a past day did, as it is on record.
type PastCall struct {
	Call string
	At   time.Time
	// Called is what was dialled: "1234511".
	Called string
	// Language is that of the caller's call before it; Restricted numbers leave messages.
	Language   ivr.Language
	Restricted bool
	Keys       []PastKey
	// Answered is when an agent took the call, Ended when it ended, after At; 0: never.
	Answered, Ended time.Duration
}

// PastKey is a key that was pressed, after the call came.
type PastKey struct {
	After time.Duration
	Key   string
}

// inputs are the call as the simulator takes it. Who was answered does nothing more in a menu.
func (c PastCall) inputs() (list []ivr.Input) {
	for _, k := range c.Keys {
		if c.Answered == 0 || k.After < c.Answered {
			list = append(list, ivr.Input{At: k.After, Key: k.Key})
		}
	}
	if c.Answered > 0 {
		list = append(list, ivr.Input{At: c.Answered, Agent: true})
	} else if c.Ended > 0 {
		list = append(list, ivr.Input{At: c.Ended, HangUp: true})
	}
	slices.SortStableFunc(list, func(a, b ivr.Input) int { return cmp.Compare(a.At, b.At) })
	return list
}

// Tried is what the calls of a day would have met in another flow.
type Tried struct {
	Calls     int // that were tried
	Unchanged int
	// Elsewhere are those who would have come to another place, the most frequent way first.
	Elsewhere []Detour
	// More and Less are those who would have heard prompts a second longer or shorter, or
	// more; Seconds are of all of them together.
	More, Less Heard
	// Stuck are those who would be left in silence, Lost those who would have hung up before
	// they came to where they did.
	Stuck, Lost []string
}

// Detour are the calls that one flow leads to From and the other to To: "queue general",
// "goodbye", "menu" for who hangs up before any of them.
type Detour struct {
	From, To string
	Calls    []string
}

// Heard are calls and seconds.
type Heard struct {
	Calls   []string
	Seconds int
}

// Try leads the calls through both flows, with what holds at their times. arrival returns the line
// that was called, and the keys dialled behind it. Both ways are simulated: so they differ by the flow
// alone.
func Try(older, newer ivr.Flow, calls []PastCall, moment func(time.Time) ivr.Moment, arrival func(called string) ivr.Arrival, length func(ivr.Prompt) time.Duration) Tried {
	t := Tried{Calls: len(calls)}
	detours := map[[2]string][]string{}
	for _, c := range calls {
		run := func(f ivr.Flow) ivr.Trace {
			came := arrival(c.Called)
			came.Language, came.Restricted = c.Language, c.Restricted
			return ivr.Run(&f, came, moment(c.At),
				ivr.Script{Inputs: c.inputs(), Length: length})
		}
		was, is := run(older), run(newer)
		from, to := place(was), place(is)
		changed := from != to
		if changed {
			detours[[2]string{from, to}] = append(detours[[2]string{from, to}], c.Call)
		}
		if is.End == ivr.EndStuck {
			t.Stuck, changed = append(t.Stuck, c.Call), true
		}
		if is.End == ivr.EndLost && was.End != ivr.EndLost {
			t.Lost, changed = append(t.Lost, c.Call), true
		}
		if seconds := int((is.Heard - was.Heard) / time.Second); seconds != 0 {
			t.heard(c.Call, seconds)
			changed = true
		}
		if !changed {
			t.Unchanged++
		}
	}
	for way, ids := range detours {
		t.Elsewhere = append(t.Elsewhere, Detour{From: way[0], To: way[1], Calls: ids})
	}
	slices.SortFunc(t.Elsewhere, func(a, b Detour) int {
		return cmp.Or(cmp.Compare(len(b.Calls), len(a.Calls)), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return t
}

func (t *Tried) heard(call string, seconds int) {
	if seconds > 0 {
		t.More.Calls, t.More.Seconds = append(t.More.Calls, call), t.More.Seconds+seconds
		return
	}
	t.Less.Calls, t.Less.Seconds = append(t.Less.Calls, call), t.Less.Seconds-seconds
}

// place names where a way ended.
func place(t ivr.Trace) string {
	switch {
	case t.End == ivr.EndStuck:
		return "silence"
	case t.End == ivr.EndTicket, t.End == ivr.EndGoodbye:
		return string(t.End)
	case t.Queue != "":
		return "queue " + t.Queue
	}
	return "menu"
}

package ivr

import (
	"strings"
	"time"
)

// mostDigits bounds a number that is keyed in.
const mostDigits = 20

// HiddenDigit stands for a digit that is nobody's business: of a PIN, so that the digits
// are in no journal. A session only counts it.
const HiddenDigit = "x"

// Hides reports whether the digits that the caller presses now are of a PIN, and how many
// of it there are so far.
func (s *Session) Hides() (held int, hides bool) {
	if s.Flow == nil || s.Step != stepPIN && s.Step != stepLookUp {
		return 0, false
	}
	_, hides = s.Flow.Nodes[s.Node].(Progress)
	return len(s.Input), hides
}

// collect takes a key of a number that is being keyed in, and reports whether the
// number is complete: by #, or because it cannot be longer. * begins it anew.
func (t *turn) collect(key string, most int) bool {
	t.stopPrompt()
	switch {
	case key == "#":
		return true
	case key == "*":
		t.Input = ""
	case isDigit(key) || key == HiddenDigit:
		t.Input += key
	}
	return len(t.Input) >= most
}

// collecting waits for the next key of a number.
func (t *turn) collecting(wait time.Duration) { t.do(Listen{For: wait}) }

// takeAhead takes the keys that were pressed before the number was asked for, as
// press does, until the number is complete: the rest is for what follows. It reports
// whether there were any.
func (t *turn) takeAhead(press func(*turn, string)) bool {
	some, at := t.TypeAhead != "", t.Node
	for t.TypeAhead != "" && t.Node == at {
		key := t.TypeAhead[:1]
		t.TypeAhead = t.TypeAhead[1:]
		press(t, key)
	}
	return some
}

// ownKey returns where a key of a node that collects digits leads. A digit counts as
// one only in the place of the first, so that numbers may hold it.
func (t *turn) ownKey(keys map[string]NodeID, key string) (lead, bool) {
	if t.Input != "" && isDigit(key) {
		return lead{}, false
	}
	return leadOf(keys, key)
}

func isDigit(key string) bool { return len(key) == 1 && strings.Contains("0123456789", key) }

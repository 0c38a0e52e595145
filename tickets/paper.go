package tickets

import (
	"fmt"
	"slices"
	"strings"
)

// paper is the number of the ticket's next document.
func (t *Ticket) paper() string {
	t.Papers++
	return fmt.Sprintf("%s-%d", t.Number, t.Papers)
}

// numbered is the ticket under a number, its documents too: the first move is made
// before there is one.
func (t Ticket) WithNumber(n Number) Ticket {
	t.Entries = slices.Clone(t.Entries)
	for i, e := range t.Entries {
		if of, ok := strings.CutPrefix(e.Serial, string(t.Number)+"-"); ok {
			t.Entries[i].Serial = string(n) + "-" + of
		}
	}
	t.Number = n
	return t
}

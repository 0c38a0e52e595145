package cti

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDeadlinesComeInOrder, whatever is armed between two of them.
func TestDeadlinesComeInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var h deadlines
		var sorted []deadline
		for order := range rapid.Uint64Range(1, 60).Draw(t, "steps") {
			if len(sorted) > 0 && rapid.IntRange(0, 2).Draw(t, "pop") == 0 {
				got := h.pop()
				if want := sorted[0]; got != want {
					t.Fatalf("%v comes, want %v", got, want)
				}
				sorted = sorted[1:]
				if rest := h[:len(h)+1][len(h)]; rest != (deadline{}) {
					t.Fatalf("the heap still holds %v", rest)
				}
				continue
			}
			d := deadline{at: time.Unix(rapid.Int64Range(0, 9).Draw(t, "at"), 0), order: order}
			h.push(d)
			sorted = append(sorted, d)
			slices.SortStableFunc(sorted, func(a, b deadline) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.order, b.order)) })
		}
	})
}

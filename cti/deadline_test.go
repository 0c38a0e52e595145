package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
)

// TestEqualDeadlinesPassInTheirOrder: a replay must decide as the live engine did.
func TestEqualDeadlinesPassInTheirOrder(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	calls := []cti.CallID{"c", "a", "d", "b"}
	for _, id := range calls {
		s.handle(cti.CallArrived{Call: id, Called: "123451"})
		s.silent(id)
	}
	s.wait(30 * time.Second) // all positions are announced at the same time
	var heard []cti.CallID
	for _, c := range s.last {
		if p, ok := c.(cti.Play); ok {
			heard = append(heard, p.Call)
		}
	}
	for i, id := range calls {
		if len(heard) != len(calls) || heard[i] != id {
			t.Fatalf("announced to %v, want %v", heard, calls)
		}
	}
}

package httpapi

import (
	"runtime"
	"testing"
)

func TestTurns(t *testing.T) {
	t.Parallel()
	q := NewTurns(1, 1)
	leave, ok := q.Take(t.Context())
	if !ok {
		t.Fatal("the first has no turn")
	}
	second := make(chan bool)
	go func() {
		leave, ok := q.Take(t.Context())
		if ok {
			leave()
		}
		second <- ok
	}()
	for q.Taken() < 2 { // the second waits
		runtime.Gosched()
	}
	if _, ok := q.Take(t.Context()); ok {
		t.Error("a third one waits where there is room for two")
	}
	leave()
	if !<-second {
		t.Error("the one who waited has no turn")
	}
	if len(q.places) != 0 || len(q.slots) != 0 {
		t.Errorf("%d places and %d slots are still taken", len(q.places), len(q.slots))
	}
}

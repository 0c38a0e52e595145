package statistics

import (
	"testing"
)

// TestAHiddenFigureIsNotInItsRate: three of ten are hidden, and so is what leaves seven.
func TestAHiddenFigureIsNotInItsRate(t *testing.T) {
	for _, w := range []Work{{Handled: 10, OnTime: 3, Late: 7}, {Handled: 10, OnTime: 7, Late: 3}} {
		if got := publicWork(w).OnTimeRate; got != nil {
			t.Errorf("on time %d, late %d: the rate %v tells them", w.OnTime, w.Late, *got)
		}
	}
	if publicWork(Work{Handled: 20, OnTime: 15, Late: 5}).OnTimeRate == nil {
		t.Error("a rate of enough is hidden")
	}
}

package main

import (
	"slices"
	"testing"
)

// TestWhatComesFromOutsideIsFuzzed: numbers, import readers, desk messages, Asterisk's events
// and the journal's lines have a fuzz test that make soak finds.
func TestWhatComesFromOutsideIsFuzzed(t *testing.T) {
	t.Parallel()
	targets, err := fuzzTargets("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []target{{"../../internal/phone", "FuzzTheNormalFormIsItsOwn"}, {"../../internal/sheet", "FuzzRead"},
		{"../../tickets/importing", "FuzzCheck"}, {"../../cti/desk", "FuzzMessagesOfThePage"},
		{"../../cti/asterisk", "FuzzEventsOfAsterisk"}, {"../../cti/loop", "FuzzLinesOfTheJournal"}} {
		if !slices.Contains(targets, want) {
			t.Errorf("%v is not found among %v", want, targets)
		}
	}
}

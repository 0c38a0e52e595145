package org_test

import (
	"testing"

	"hotline12345/tickets/org"
)

func TestATreeWithACycleEnds(t *testing.T) {
	t.Parallel()
	tree := org.NewTree([]org.Unit{{Code: "a", Parent: "b"}, {Code: "b", Parent: "a"}})
	if tree.Within("a", "c") || !tree.Within("a", "b") {
		t.Error("a cycle of units is read wrongly")
	}
}

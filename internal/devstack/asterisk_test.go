package devstack_test

import (
	"testing"

	"hotline12345/internal/devstack"
)

func TestAsteriskStartsAndStops(t *testing.T) {
	a, err := devstack.StartAsterisk(t.Context(), devstack.AsteriskOptions{Name: "test-devstack"})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(a.Log())
	a.Stop()
	again, err := devstack.StartAsterisk(t.Context(), devstack.AsteriskOptions{Name: "test-devstack"})
	if err != nil {
		t.Fatalf("a second start in the same folder: %v", err)
	}
	again.Stop()
}

package menus_test

import (
	"testing"

	"hotline12345/ivr/menus/service"
	"hotline12345/ivr/menus/storetest"
)

// TestTheRulesOverAStore: the rules are those of the service over a store in memory.
func TestTheRulesOverAStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) service.Store { return storetest.NewMemory() })
}

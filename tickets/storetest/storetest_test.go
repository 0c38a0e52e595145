package storetest_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) tickets.Store { return storetest.NewMemory() })
}

package service_test

import (
	"testing"

	"hotline12345/ivr/menus/service"
	"hotline12345/ivr/menus/storetest"
)

func TestTheStoreInMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) service.Store { return storetest.NewMemory() })
}

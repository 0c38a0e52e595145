package storetest_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Store { return storetest.NewMemory() })
}

func TestAccounts(t *testing.T) {
	storetest.RunAccounts(t, func(_ *testing.T, put ...tickets.User) tickets.Accounts {
		a := storetest.NewAccounts()
		for _, u := range put {
			a.Put(u)
		}
		return a
	})
}

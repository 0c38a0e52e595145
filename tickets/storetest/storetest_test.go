package storetest_test

import (
	"testing"

	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/storetest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) storetest.Store { return storetest.NewMemory() })
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	storetest.RunAccounts(t, func(_ *testing.T, put ...org.User) accounts.Store {
		a := storetest.NewAccounts()
		for _, u := range put {
			a.Put(u)
		}
		return a
	})
}

package accounts_test

import (
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/storetest"
)

// open returns the service over accounts in memory, in the units of the tests.
func open() (*accounts.Service, *storetest.Accounts) {
	b := breaker.New(func() time.Time { return storetest.Start }, nil)
	store := storetest.NewAccounts()
	return accounts.New(store, directory.New(b, storetest.NewMemory().Units), b, []string{"zh", "yue", "en"}), store
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheHistoryOfAccountsIsReadByPages, also where an import made many changes at one time.
func TestTheHistoryOfAccountsIsReadByPages(t *testing.T) {
	t.Parallel()
	service, a := open()
	at := storetest.Start
	for i := range 150 { // one import: one time for all
		u := org.User{Login: fmt.Sprintf("u%03d", i), Name: "某", Unit: "Y04", Roles: []org.Role{org.RoleUnitClerk}, Rev: 1}
		s := u.State()
		must(t, a.AddUser(t.Context(), u, org.UserChange{ID: fmt.Sprint(i), At: at, Login: u.Login, What: org.UserAdded, After: &s}))
	}
	admin := storetest.By(org.RoleAdministrator)
	n := 0
	for before := (org.Cursor{At: at.Add(time.Minute)}); ; {
		page, err := service.UserChanges(t.Context(), admin, "", before)
		must(t, err)
		if n += len(page); len(page) < 100 {
			break
		}
		before = org.Cursor{At: page[len(page)-1].At, ID: page[len(page)-1].ID}
	}
	if n != 150 {
		t.Errorf("paging shows %d of 150 changes", n)
	}
}

// TestAnAreasAuditorReadsItsHistory: an auditor of a sub-centre reads that of its area.
func TestAnAreasAuditorReadsItsHistory(t *testing.T) {
	t.Parallel()
	service, _ := open()
	auditor := storetest.By(org.RoleAuditor)
	auditor.Unit = "A-00"
	if _, err := service.UserChanges(t.Context(), auditor, "", org.Cursor{At: storetest.Start}); err != nil {
		t.Errorf("an auditor of A-00: %v", err)
	}
}

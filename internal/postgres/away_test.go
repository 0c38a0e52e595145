package postgres

//hotline:faults

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
)

func TestADatabaseThatWasNeverThere(t *testing.T) {
	port, err := devstack.FreePort()
	must(t, err)
	p := devstack.Postgres{Port: port}
	s := open(t, p.URL("hotline"))
	for doing, err := range map[string]error{
		"ping": s.Ping(t.Context()), "migrate": s.Migrate(t.Context()), "read a session": second(s.Sessions().Find("x")),
		"store a session": s.Sessions().Commit("x", nil, time.Now().Add(time.Hour)),
	} {
		if !errors.Is(err, errs.ErrUnavailable) {
			t.Errorf("%s: error %v, want unavailable", doing, err)
		}
	}
}

func second(_ []byte, _ bool, err error) error { return err }

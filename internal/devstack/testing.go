package devstack

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestPostgres returns the address of an empty database for one test. All test
// processes share a cluster; make test stops it at the end.
func TestPostgres(t testing.TB) string {
	t.Helper()
	p := SharedPostgres(t)
	name := "t" + strings.ToLower(rand.Text()[:20])
	if err := p.CreateDatabase(context.Background(), name, ""); err != nil {
		t.Fatal(err)
	}
	return p.URL(name)
}

// SharedPostgres starts the tests' cluster, or joins it when another test
// process has.
func SharedPostgres(t testing.TB) *Postgres {
	t.Helper()
	dev, err := Dir()
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := lock(filepath.Join(dev, "test-postgres.lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	portFile := filepath.Join(dev, "test-postgres.port")
	if raw, err := os.ReadFile(portFile); err == nil {
		port, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
		p, err := existing("test", port)
		if err == nil && p.Running() {
			return p
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	p, err := StartPostgres(ctx, PostgresOptions{Name: "test", Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(portFile, []byte(strconv.Itoa(p.Port)), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

// existing describes a cluster that another process started.
func existing(name string, port int) (*Postgres, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	dir, err := clusterDir(name)
	return &Postgres{Port: port, dir: dir, bin: bin, log: dir + ".log"}, err
}

// StopShared stops the tests' cluster, if it runs.
func StopShared() error {
	dev, err := Dir()
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(dev, "test-postgres.port"))
	if err != nil {
		return nil // never started
	}
	port, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
	p, err := existing("test", port)
	if err != nil || !p.Running() {
		return err
	}
	return p.Stop()
}

// TestAsterisk starts an Asterisk for one test and stops it at its end.
func TestAsterisk(t testing.TB) *Asterisk {
	t.Helper()
	a, err := StartAsterisk(context.Background(), AsteriskOptions{Name: "test-" + strings.ToLower(rand.Text()[:8])})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		a.Stop()
		if t.Failed() {
			t.Logf("Asterisk's log:\n%s", a.Log())
		}
		a.Remove()
	})
	return a
}

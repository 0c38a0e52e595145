package devstack

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
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
	return testDatabase(t, SharedPostgres(t), "")
}

// TestPostgresFrom returns the address of a database that prepare has filled:
// it runs once for each key and cluster, then every test gets a copy. The key is
// all that prepare's result depends on, such as the migrations' text.
func TestPostgresFrom(t testing.TB, key string, prepare func(url string) error) string {
	t.Helper()
	p := SharedPostgres(t)
	sum := sha256.Sum256([]byte(key))
	template := "template_" + hex.EncodeToString(sum[:8])
	unlock := lockDev(t, template+".lock")
	defer unlock()
	ctx := context.Background()
	if p.HasDatabase(ctx, template) {
		return testDatabase(t, p, template)
	}
	raw := template + "_new"
	err := p.SQL(ctx, "postgres", `DROP DATABASE IF EXISTS `+raw+` WITH (FORCE)`)
	if err == nil {
		err = p.CreateDatabase(ctx, raw, "")
	}
	if err == nil {
		err = prepare(p.URL(raw))
	}
	if err == nil {
		err = p.SQL(ctx, "postgres", `ALTER DATABASE `+raw+` RENAME TO `+template)
	}
	if err != nil {
		t.Fatalf("prepare the tests' database: %v", err)
	}
	return testDatabase(t, p, template)
}

func testDatabase(t testing.TB, p *Postgres, template string) string {
	t.Helper()
	name := "t" + strings.ToLower(rand.Text()[:20])
	if err := p.CreateDatabase(context.Background(), name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.SQL(context.Background(), "postgres", `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`); err != nil {
			t.Logf("drop the test's database: %v", err)
		}
	})
	return p.URL(name)
}

// SharedPostgres starts the tests' cluster, or joins it when another test
// process has. It goes on running until StopShared.
func SharedPostgres(t testing.TB) *Postgres {
	t.Helper()
	unlock := lockDev(t, "test-postgres.lock")
	defer unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	progress := Progress(func(step string) { t.Log(step) })
	if err := Install(ctx, progress, PostgreSQL); err != nil {
		t.Fatal(err)
	}
	if p, err := joinShared(); err == nil && p.Running() {
		return p
	}
	p, err := StartPostgres(ctx, PostgresOptions{Name: "test", Volatile: true, Detached: true, Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	file, err := sharedPortFile()
	if err == nil {
		err = os.WriteFile(file, []byte(strconv.Itoa(p.Port)), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// joinShared describes the tests' cluster that another process started.
func joinShared() (*Postgres, error) {
	file, err := sharedPortFile()
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return nil, err
	}
	c, err := openCluster("test")
	return &Postgres{Port: port, cluster: c}, err
}

func sharedPortFile() (string, error) {
	dev, err := Dir()
	return filepath.Join(dev, "test-postgres.port"), err
}

// StopShared stops the tests' cluster, if it runs.
func StopShared() error {
	p, err := joinShared()
	if err != nil || !p.Running() {
		return nil // never started, or gone
	}
	return p.Stop()
}

// TestAsterisk starts an Asterisk for one test and stops it at its end.
func TestAsterisk(t testing.TB) *Asterisk {
	t.Helper()
	return TestAsteriskWith(t, AsteriskOptions{})
}

// TestAsteriskWith is TestAsterisk with options; the name is always its own.
func TestAsteriskWith(t testing.TB, o AsteriskOptions) *Asterisk {
	t.Helper()
	o.Name = "test-" + strings.ToLower(rand.Text()[:8])
	o.Progress = func(step string) { t.Log(step) }
	a, err := StartAsterisk(context.Background(), o)
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

func lockDev(t testing.TB, name string) (unlock func()) {
	t.Helper()
	dev, err := Dir()
	if err != nil {
		t.Fatal(err)
	}
	unlock, err = Lock(filepath.Join(dev, name))
	if err != nil {
		t.Fatal(err)
	}
	return unlock
}

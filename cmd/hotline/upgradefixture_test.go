package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// before is what the version before this one left behind (testdata/before/README.md).
type before struct {
	MadeAt  time.Time `json:"made_at"` // when it was killed
	Answers []answer  `json:"answers"`
	// Committed while the database was away: it waits in the spool.
	SpooledTicket struct {
		Number string `json:"number"`
	} `json:"spooled_ticket"`
	// The calls that were open, one in a talk of agent 1001, whose citizen is
	// placed in Asterisk again; the others are lost: one in a talk of agent 1002,
	// whose draft waits in the spool, one in line.
	TalkingCall string   `json:"talking_call"`
	DraftCall   string   `json:"draft_call"`
	LostCalls   []string `json:"lost_calls"`
	Added       struct {
		Login    string `json:"login"`
		Password string `json:"password"` // the first one, which must be changed
	} `json:"added"`
}

// answer is what the version before answered to a GET.
type answer struct {
	Login  string          `json:"login"` // "" for the public
	Path   string          `json:"path"`
	Status int             `json:"status"`
	JSON   json.RawMessage `json:"json"`
	SHA256 string          `json:"sha256"` // of anything but JSON
}

// openCalls are the calls that went on, or ended, since the answers were given.
func (b before) openCalls() []string { return append([]string{b.TalkingCall}, b.LostCalls...) }

// settled are the answers about anything else.
func (b before) settled() (list []answer) {
	for _, a := range b.Answers {
		if !slices.ContainsFunc(b.openCalls(), func(call string) bool { return strings.HasPrefix(a.Path, "/api/calls/"+call) }) {
			list = append(list, a)
		}
	}
	return list
}

func gunzip(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata/before", name))
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if raw, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	return raw
}

// restore puts the fixture into an empty installation, and winds the clock of
// tickets back to when it was made, so that no limit has run out since.
func restore(t *testing.T, in *installation) before {
	t.Helper()
	var b before
	if err := json.Unmarshal(gunzip(t, "answers.json.gz"), &b); err != nil {
		t.Fatal(err)
	}
	in.sql(string(gunzip(t, "database.sql.gz")))
	untar(t, gunzip(t, "data.tar.gz"), in.dir)
	clock := filepath.Join(t.TempDir(), "clock")
	if err := os.WriteFile(clock, []byte(b.MadeAt.Sub(time.Now()).Round(time.Second).String()), 0o600); err != nil {
		t.Fatal(err)
	}
	in.env = append(in.env, "HOTLINE_TEST_CLOCK="+clock, "HOTLINE_WEBHOOK_NETWORKS=127.0.0.1/32")
	return b
}

func untar(t *testing.T, archive []byte, dir string) {
	t.Helper()
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(h.Name, "data/")))
		if h.FileInfo().IsDir() {
			err = os.MkdirAll(name, 0o700)
		} else {
			var raw []byte
			if raw, err = io.ReadAll(r); err == nil {
				err = os.WriteFile(name, raw, h.FileInfo().Mode().Perm())
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sql runs statements and returns their rows, a line each, columns split by "|".
func (in *installation) sql(statements string) string {
	in.t.Helper()
	cmd := exec.Command("psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", in.store)
	cmd.Stdin = strings.NewReader(statements)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		in.t.Fatalf("psql: %v\n%s", err, &failed)
	}
	return strings.TrimSpace(string(out))
}

// rows counts the rows of each table of ours, by the table's present name.
func (in *installation) rows() map[string]int {
	in.t.Helper()
	tables := strings.Fields(in.sql(`select relname from pg_class where relkind in ('r', 'p') and not relispartition
		and relnamespace = 'public'::regnamespace and relname !~ '^(river_|schema_version)'`))
	counts := map[string]int{}
	for _, table := range tables {
		name := table
		if present, renamed := formerTables[table]; renamed {
			name = present
		}
		var n int
		if _, err := fmt.Sscan(in.sql("select count(*) from "+table), &n); err != nil {
			in.t.Fatal(err)
		}
		counts[name] = n
	}
	return counts
}

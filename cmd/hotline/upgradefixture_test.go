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
	"regexp"
	"slices"
	"strconv"
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

// restore puts the fixture into an empty installation. Its open calls are moved to
// now, when a live installation is upgraded: old ones would be over by their limits.
// The clock of tickets stays when the fixture was made: no limit has run out since.
func restore(t *testing.T, in *installation) before {
	t.Helper()
	var b before
	if err := json.Unmarshal(gunzip(t, "answers.json.gz"), &b); err != nil {
		t.Fatal(err)
	}
	age := time.Since(b.MadeAt).Round(time.Second)
	in.sql(string(gunzip(t, "database.sql.gz")))
	untar(t, gunzip(t, "data.tar.gz"), in.dir)
	moveOpenCalls(t, in, b, age)
	clock := filepath.Join(t.TempDir(), "clock")
	if err := os.WriteFile(clock, []byte((-age).String()), 0o600); err != nil {
		t.Fatal(err)
	}
	in.env = append(in.env, "HOTLINE_TEST_CLOCK="+clock, "HOTLINE_WEBHOOK_NETWORKS=127.0.0.1/32")
	return b
}

// moveOpenCalls moves the journal, and what else is kept of the open calls by the
// time of their arrival, to a later time.
func moveOpenCalls(t *testing.T, in *installation, b before, by time.Duration) {
	t.Helper()
	journal, err := filepath.Glob(filepath.Join(in.dir, "journal", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range journal {
		raw, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, moment.ReplaceAllFunc(raw, func(at []byte) []byte { return later(t, at, by) }), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	in.sql("select ensure_month(now())")
	open := "call in ('" + strings.Join(b.openCalls(), "', '") + "')"
	for _, table := range []string{"calls", "call_legs", "call_offers"} {
		in.sql(fmt.Sprintf("update %s set arrived_at = arrived_at + interval '%d s' where %s", table, by/time.Second, open))
	}
	for _, row := range strings.Fields(in.sql("select call, to_char(arrived_at at time zone 'utc', 'YYYY/MM/DD') from calls where " + open)) {
		call, day, _ := strings.Cut(row, "|")
		moveRecordings(t, filepath.Join(in.dir, "recordings"), call, day)
	}
}

// moment is a time in the journal, but not the zero time: as text or, of a recording,
// in milliseconds.
var moment = regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\b1\d{12}\b`)

func later(t *testing.T, moment []byte, by time.Duration) []byte {
	t.Helper()
	if ms, err := strconv.ParseInt(string(moment), 10, 64); err == nil {
		return strconv.AppendInt(nil, ms+by.Milliseconds(), 10)
	}
	at, err := time.Parse(time.RFC3339Nano, string(moment))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(at.Add(by).Format(time.RFC3339Nano))
}

// moveRecordings brings the recorded pieces of a call to the folder of its day.
func moveRecordings(t *testing.T, recordings, call, day string) {
	t.Helper()
	pieces, err := filepath.Glob(filepath.Join(recordings, "*/*/*", call+"-*"))
	if err == nil {
		err = os.MkdirAll(filepath.Join(recordings, day), 0o700)
	}
	for _, piece := range pieces {
		if err == nil {
			err = os.Rename(piece, filepath.Join(recordings, day, filepath.Base(piece)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
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

package main

//hotline:faults

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
)

// fillable makes the data folder one whose disk can be filled: a file system of its own.
// Where none may be mounted, a file takes the place of the journal folder instead.
func (in *installation) fillable() (fill, empty func()) {
	in.t.Helper()
	ballast := filepath.Join(in.dir, "ballast")
	if err := syscall.Mount("hotline-test", in.dir, "tmpfs", 0, "size=4m"); err != nil {
		in.t.Logf("no file system can be mounted here (%v); the journal folder is taken away instead", err)
		journal := filepath.Join(in.dir, "journal")
		must(in.t, os.WriteFile(journal, nil, 0o600))
		return func() {}, func() { must(in.t, os.Remove(journal)) }
	}
	in.t.Cleanup(func() {
		if in.running != nil {
			in.stop(syscall.SIGKILL)
		}
		// A program that the killed service had just started may hold the folder for a moment more.
		must(in.t, syscall.Unmount(in.dir, syscall.MNT_DETACH))
	})
	return func() {
		f, err := os.Create(ballast)
		must(in.t, err)
		for _, size := range []int{1 << 16, 1 << 12, 1} { // to the last byte
			block := bytes.Repeat([]byte{1}, size)
			for err = nil; err == nil; {
				_, err = f.Write(block)
			}
		}
		must(in.t, f.Close())
	}, func() { must(in.t, os.Remove(ballast)) }
}

// TestCallsOnAFullDisk: calls that come, end and wait while the disk is full have their
// rows with their own reasons, over a kill too; health and doctor say what is wrong, and
// the journal goes on without a gap when there is room.
func TestCallsOnAFullDisk(t *testing.T) {
	t.Parallel()
	in := place(t)
	in.run("migrate")
	in.run("seed")
	fill, empty := in.fillable()
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	fill()
	heard := func(c *phone.Call) *phone.Call {
		t.Helper()
		must(t, c.Until(ctx, "a first prompt", func() bool { return !c.FirstSound().IsZero() }))
		return c
	}
	for range 3 {
		must(t, heard(in.dial(ctx)).HangUp())
	}
	stays := heard(in.dial(ctx))
	in.untilSQL(ctx, "4|3|3", `select count(*), count(ended_at), count(*) filter (where end_reason like 'abandoned%') from calls where call like 'a-%'`)
	_, parts := in.health(ctx)
	if h := parts["journal"]; h.OK || !strings.Contains(h.Detail, "kept in memory") || !strings.Contains(h.Detail, "free some space") {
		t.Errorf("health says %+v of the journal", h)
	}
	doctor := in.command("doctor")
	doctor.Env = append(doctor.Env, "PATH=") // it would make prompts, which takes long
	if out, err := doctor.CombinedOutput(); err == nil || !strings.Contains(string(out), "kept in memory") {
		t.Errorf("doctor says nothing of it: %v\n%s", err, out)
	}
	in.stop(syscall.SIGKILL) // what was in memory alone is in PostgreSQL
	in.start()
	since := time.Now()
	must(t, stays.Until(ctx, "sound after the restart", func() bool { return stays.LastSound().After(since) }))
	if got := in.waiting(ctx); got != 1 {
		t.Errorf("%d callers are in line, want the one who waited before the kill", got)
	}
	in.refusesUploads(ctx, t)
	must(t, stays.HangUp())
	in.untilSQL(ctx, "4|4|4", `select count(*), count(ended_at), count(*) filter (where end_reason like 'abandoned%') from calls where call like 'a-%'`)
	empty()
	eventually(ctx, t, "the journal is well again", func() bool {
		_, parts := in.health(ctx)
		return parts["journal"].OK
	})
	must(t, heard(in.dial(ctx)).HangUp())
	in.untilSQL(ctx, "5|5|5", `select count(*), count(ended_at), count(*) filter (where end_reason like 'abandoned%') from calls where call like 'a-%'`)
	in.untilSQL(ctx, "0", `select (select count(*) from generate_series(1, (select max(seq) from journal)) n) - (select count(distinct seq) from journal)`)
	in.stop(syscall.SIGTERM)
	out, err := in.command("replay", filepath.Join(in.dir, "journal")).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("are missing here")) {
		t.Errorf("replay: %v\n%s", err, out)
	}
}

// refusesUploads: a file for a ticket is refused with what to do, a ticket itself is taken.
func (in *installation) refusesUploads(ctx context.Context, t *testing.T) {
	t.Helper()
	p := in.signInPage(ctx, "3001")
	ticket := p.letter(ctx, "written while the disk was full")
	status, body := p.do(ctx, http.MethodPost, "/api/tickets/"+ticket+"/files?kind=photo&name=a.jpg", "application/octet-stream", "\xff\xd8\xff\xe0 a photo")
	if status != http.StatusInsufficientStorage || !strings.Contains(body, "disk_full") || !strings.Contains(body, "free some space") {
		t.Errorf("an upload on a full disk is answered %d %s", status, body)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.page+"/api/session", nil)
	must(t, err)
	resp, err := p.client.Do(req)
	must(t, err)
	must(t, resp.Body.Close())
	if got := resp.Header.Get("Hotline-Warning"); got != "disk_full" {
		t.Errorf("pages are told %q", got)
	}
}

// untilSQL waits until a query returns what is wanted.
func (in *installation) untilSQL(ctx context.Context, want, query string) {
	in.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		got := in.sql(query)
		if got == want {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			in.t.Fatalf("%s: %s, want %s", query, got, want)
		}
	}
}

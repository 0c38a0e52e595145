package loop_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/ivr"
)

// recorder is an executor that hands commands to the test.
type recorder struct{ commands []cti.Command }

func (r *recorder) Execute(c cti.Command) { r.commands = append(r.commands, c) }

func settings() cti.Settings {
	return cti.Settings{
		Version: "1",
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "m"}},
		Flows: map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "a", Nodes: ivr.Nodes{
			"a": ivr.Goodbye{Prompts: []string{"welcome"}},
		}}},
		Times: cti.Times{PromptLimit: time.Minute, LongestCall: time.Hour, Disconnected: 5 * time.Second},
	}
}

// run feeds events through a loop over a journal folder and returns the commands
// for the telephone side.
func run(t *testing.T, dir string, wait time.Duration, events ...cti.Event) []cti.Command {
	t.Helper()
	files, err := loop.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	engine, seq, err := files.Recover()
	if err != nil {
		t.Fatal(err)
	}
	var telephony, rest recorder
	l := loop.New(loop.Config{Journal: files, Telephony: &telephony, Media: &rest, Desk: &rest, Log: zap.NewNop()}, engine, seq)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	for _, ev := range events {
		l.Emit(ev)
	}
	time.Sleep(wait) // synctest's clock: no real time passes
	synctest.Wait()
	cancel()
	<-done
	return telephony.commands
}

func TestACallSurvivesARestartOfTheService(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		got := run(t, dir, 0, cti.SettingsChanged{Settings: settings()}, cti.CallArrived{Call: "1.1", Called: "12345"})
		if len(got) != 2 {
			t.Fatalf("commands before the restart: %#v, want Answer and Play", got)
		}
		// The end of the prompt reaches the next process, which hangs up.
		got = run(t, dir, 0, cti.PlaybackEnded{Call: "1.1", Playback: 1})
		if len(got) != 1 || got[0] != (cti.HangUp{Call: "1.1", Cause: 16}) {
			t.Fatalf("commands after the restart: %#v, want HangUp", got)
		}
	})
}

func TestRecoverFromEntriesWithoutASnapshot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		run(t, dir, 0, cti.SettingsChanged{Settings: settings()}, cti.CallArrived{Call: "1.1", Called: "12345"})
		removeSnapshots(t, dir)
		halfALine(t, dir)
		got := run(t, dir, 0, cti.PlaybackEnded{Call: "1.1", Playback: 1})
		if len(got) != 1 || got[0] != (cti.HangUp{Call: "1.1", Cause: 16}) {
			t.Fatalf("commands after the crash: %#v, want HangUp", got)
		}
	})
}

func TestDeadlinesFireWithoutEvents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got := run(t, t.TempDir(), 2*time.Minute, cti.SettingsChanged{Settings: settings()}, cti.CallArrived{Call: "1.1", Called: "12345"})
		if !slices.Contains(got, cti.Command(cti.HangUp{Call: "1.1", Cause: 16})) {
			t.Fatalf("a prompt whose end never came: commands %#v, want HangUp", got)
		}
	})
}

func TestReplayGivesTheSameDecisions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		run(t, dir, time.Second, cti.SettingsChanged{Settings: settings()}, cti.CallArrived{Call: "1.1", Called: "12345"},
			cti.PlaybackEnded{Call: "1.1", Playback: 1}, cti.CallerGone{Call: "1.1", Cause: 16})
		files, err := loop.OpenFiles(dir)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		differing, err := loop.Replay(files, &out)
		if err != nil || differing != 0 {
			t.Fatalf("%d entries differ, err %v:\n%s", differing, err, &out)
		}
		if !bytes.Contains(out.Bytes(), []byte(`< {"v":5,"type":"HangUp"`)) {
			t.Fatalf("the replay does not show the decision:\n%s", &out)
		}
	})
}

func TestAFullDiskDoesNotSilenceTheHotline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		files, err := loop.OpenFiles(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(dir); err != nil { // every write fails from here on
			t.Fatal(err)
		}
		var telephony, rest recorder
		l := loop.New(loop.Config{Journal: files, Telephony: &telephony, Media: &rest, Desk: &rest, Log: zap.NewNop()}, cti.New(), 0)
		ctx, cancel := context.WithCancel(t.Context())
		go l.Run(ctx)
		l.Emit(cti.SettingsChanged{Settings: settings()})
		l.Emit(cti.CallArrived{Call: "1.1", Called: "12345"})
		synctest.Wait()
		cancel()
		synctest.Wait()
		if len(telephony.commands) != 2 {
			t.Fatalf("commands without a journal: %#v, want Answer and Play", telephony.commands)
		}
	})
}

func removeSnapshots(t *testing.T, dir string) {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*.snapshot"))
	if len(names) == 0 {
		t.Fatal("no snapshot was written")
	}
	for _, n := range names {
		if err := os.Remove(n); err != nil {
			t.Fatal(err)
		}
	}
}

func halfALine(t *testing.T, dir string) {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	f, err := os.OpenFile(names[len(names)-1], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(`{"seq":3,"at":"2026`); err != nil {
		t.Fatal(err)
	}
}

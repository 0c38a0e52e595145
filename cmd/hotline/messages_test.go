package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
)

// spoken returns the messages in the fallback's folder that are at least so long, in bytes.
// None may be readable by others, or bear a number.
func (in *installation) spoken(size int64) (n int) {
	in.t.Helper()
	found, err := os.ReadDir(in.phones.MessagesDir)
	if err != nil {
		in.t.Fatal(err)
	}
	for _, f := range found {
		info, err := f.Info()
		if err != nil {
			continue // it was taken over in this moment
		}
		if info.Mode().Perm() != 0o600 && !info.IsDir() || strings.Contains(f.Name(), "13800138000") {
			in.t.Errorf("%s has mode %v", f.Name(), info.Mode())
		}
		if filepath.Ext(f.Name()) == ".alaw" && info.Size() >= size {
			n++
		}
	}
	return n
}

// ended counts the notes that have their end.
func (in *installation) ended() (n int) {
	in.t.Helper()
	found, err := filepath.Glob(filepath.Join(in.phones.MessagesDir, "*.note"))
	if err != nil {
		in.t.Fatal(err)
	}
	for _, name := range found {
		if raw, err := os.ReadFile(name); err == nil && strings.Contains(string(raw), "\nended 1") {
			n++
		}
	}
	return n
}

// ours are the rows of this test's calls; the demo city has others.
const ours = "calls where call like 'a-%'"

// rowsAre waits until the calls' rows are as many as they shall be, by end reason.
func (in *installation) rowsAre(ctx context.Context, want string) {
	in.t.Helper()
	tick := time.NewTicker(250 * time.Millisecond) // each look is a process
	defer tick.Stop()
	for {
		got := in.sql("select string_agg(end_reason || ' ' || n, ', ' order by end_reason) from (select end_reason, count(*) n from " + ours + " and end_reason is not null group by 1) x")
		if got == want {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			in.t.Fatalf("the rows are %q, want %q", got, want)
		}
	}
}

// TestAMessageBecomesATicket: the service dies with three citizens, one of whom hangs up before
// the tone, and a fourth calls meanwhile and still speaks when it is back. Each has one row,
// and each who spoke one ticket with the sound, also when the service is killed meanwhile.
func TestAMessageBecomesATicket(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.run("prompts")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	in.start()
	in.with("HOTLINE_DEAD_AFTER=5s").watch()
	known := in.dial(ctx)
	eventually(ctx, t, "one is in line", func() bool { return in.waiting(ctx) == 1 })
	speaking, hasty := in.dialTo(ctx, "12345"), in.dialTo(ctx, "12345")
	in.stop(syscall.SIGKILL)
	early := in.dialTo(ctx, "12345") // before the watchdog: Stasis has no application
	eventually(ctx, t, "three of the service's calls are with the fallback", func() bool { return in.handed() == 3 })
	must(t, hasty.HangUp())
	eventually(ctx, t, "all speak", func() bool { return in.spoken(2*8000) == 3 })
	for _, c := range []*phone.Call{known, speaking} {
		must(t, c.HangUp())
	}
	eventually(ctx, t, "three ended", func() bool { return in.ended() == 3 })
	if out, err := in.command("doctor").CombinedOutput(); err == nil || !strings.Contains(string(out), "calls that the fallback took are not taken over yet") {
		t.Errorf("doctor: %v\n%s", err, out)
	}

	in.start()
	in.rowsAre(ctx, "fallback 3")
	in.stop(syscall.SIGKILL)
	in.start()
	eventually(ctx, t, "files go when all is stored", func() bool { return in.ended() == 0 && in.spoken(0) == 1 })
	if got := in.sql("select count(*) from tickets where origin like 'message %'"); got != "2" {
		t.Errorf("%s tickets of two messages", got)
	}
	if _, parts := in.health(ctx); !parts["fallback"].OK {
		t.Errorf("health: %+v", parts["fallback"])
	}
	since := time.Now()
	must(t, early.HangUp())
	in.rowsAre(ctx, "fallback 4")
	measured(t, "a message is a ticket %.1f s after its call", time.Since(since).Seconds())
	eventually(ctx, t, "nothing waits", func() bool {
		return in.counted(ctx, "hotline_fallback_messages")+in.counted(ctx, "hotline_fallback_going") == 0
	})
	if got := in.sql("select count(*), count(distinct call), count(distinct number) from " + ours); got != "4|4|1" {
		t.Errorf("rows, calls, numbers: %s", got)
	}
	in.heardBySupervisor(t)
}

// heardBySupervisor looks at what people see: the heap of messages, the ticket and its sound.
func (in *installation) heardBySupervisor(t *testing.T) {
	t.Helper()
	b := in.browse("2001")
	var list []struct {
		Number, Contact, State string
		Marks                  []string
	}
	must(t, json.Unmarshal(b.get("/api/tickets?mark=message"), &list))
	if len(list) != 3 {
		t.Fatalf("%d messages in the list, want 3: %+v", len(list), list)
	}
	for _, entry := range list {
		if entry.Contact != "13800138000" || entry.State != "registered" || !slices.Contains(entry.Marks, "message") {
			t.Errorf("listed: %+v", entry)
		}
		var ticket struct {
			Call, Centre string
			Entries      []struct{ Call string }
		}
		must(t, json.Unmarshal(b.get("/api/tickets/"+entry.Number), &ticket))
		if ticket.Call == "" {
			ticket.Call = ticket.Entries[0].Call
		}
		sound := b.get("/api/calls/" + ticket.Call + "/recording")
		left := make([]byte, 0, len(sound)/2)
		for i := 58; i < len(sound); i += 2 {
			left = append(left, sound[i])
		}
		if len(left) < 2*8000 || phone.Power(left, rig.CitizenTone) < 0.9 {
			t.Errorf("the sound of call %s has %d samples, %.2f of it the citizen's tone", ticket.Call, len(left), phone.Power(left, rig.CitizenTone))
		}
	}
	var counts struct{ Marks map[string]int }
	must(t, json.Unmarshal(b.get("/api/counts"), &counts))
	if counts.Marks["message"] != 3 {
		t.Errorf("counted: %v", counts.Marks)
	}
}

package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti/asterisk"
)

// beside returns a second installation on the same Asterisk and database, with ports
// and a data folder of its own.
func (in *installation) beside(dir string) *installation {
	in.t.Helper()
	other := &installation{t: in.t, dir: dir, program: in.program, sip: in.sip, phones: in.phones, store: in.store,
		page: "http://127.0.0.1:" + port(in.t)}
	other.env = append(append([]string{}, in.env...), "HOTLINE_DATA_DIR="+dir, "HOTLINE_HTTP_ADDR="+strings.TrimPrefix(other.page, "http://"),
		"HOTLINE_RELAY_ADDR=127.0.0.1:"+port(in.t), "HOTLINE_MEDIA_ADDR=127.0.0.1:"+port(in.t))
	in.t.Cleanup(func() {
		if other.running != nil {
			other.stop(syscall.SIGTERM)
		}
		if in.t.Failed() {
			in.t.Logf("the second service's log:\n%s", &other.log)
		}
	})
	return other
}

// health asks for the state of every part; status 0 means that nobody answers.
func (in *installation) health(ctx context.Context) (status int, parts map[string]struct {
	OK     bool
	Detail string
}) {
	in.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.page+"/api/health", nil)
	if err != nil {
		in.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	var h struct {
		Parts map[string]struct {
			OK     bool
			Detail string
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&h); err != nil {
		return 0, nil
	}
	return resp.StatusCode, h.Parts
}

// standsBy waits until the service says that it waits for the owner.
func (in *installation) standsBy(ctx context.Context, owner int) {
	in.t.Helper()
	eventually(ctx, in.t, "the second service stands by", func() bool {
		status, parts := in.health(ctx)
		return status == http.StatusServiceUnavailable && strings.Contains(parts["owner"].Detail, fmt.Sprintf("pid %d ", owner))
	})
}

// waitingLine brings citizens into the queue.
func waitingLine(ctx context.Context, t *testing.T, in *installation, n int) []*phone.Call {
	t.Helper()
	calls := make([]*phone.Call, n)
	for i := range calls {
		calls[i] = in.dial(ctx)
	}
	for _, c := range calls {
		if err := c.Until(ctx, "a first prompt", func() bool { return !c.FirstSound().IsZero() }); err != nil {
			t.Fatal(err)
		}
	}
	eventually(ctx, t, "all are in line", func() bool { return in.waiting(ctx) == n })
	return calls
}

// undisturbed: nobody has hung up, and everybody hears something from now on.
func undisturbed(ctx context.Context, t *testing.T, calls []*phone.Call) {
	t.Helper()
	since := time.Now()
	for i, c := range calls {
		if err := c.Until(ctx, "sound", func() bool { return c.LastSound().After(since) }); err != nil {
			t.Errorf("call %d: %v", i, err)
		}
	}
}

// TestASecondServiceOnTheFolderIsRefused: at once, with who holds it, and the first one's
// calls and rows are as they were.
func TestASecondServiceOnTheFolderIsRefused(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	calls := waitingLine(ctx, t, in, 2)
	out, err := in.beside(in.dir).command("serve").CombinedOutput()
	if err == nil || !strings.Contains(string(out), fmt.Sprintf("in use by hotline serve, pid %d", in.running.Process.Pid)) ||
		!strings.Contains(string(out), "HOTLINE_DATA_DIR") {
		t.Fatalf("the second service: %v\n%s", err, out)
	}
	undisturbed(ctx, t, calls)
	if n := in.waiting(ctx); n != 2 {
		t.Errorf("%d in line, want 2", n)
	}
	for _, c := range calls {
		if err := c.HangUp(); err != nil {
			t.Fatal(err)
		}
	}
	eventually(ctx, t, "each call has one row", func() bool {
		return in.sql("select count(*), count(distinct call) from calls where ended_at is not null and call like 'a-%'") == "2|2"
	})
}

// TestASecondServiceStandsBy beside the owner, also without the database; it disturbs
// nobody, and takes over when the owner is gone.
func TestASecondServiceStandsBy(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	calls := waitingLine(ctx, t, in, 3)
	other := in.beside(t.TempDir())
	other.launch()
	other.standsBy(ctx, in.running.Process.Pid)
	blind := in.beside(t.TempDir()) // it cannot see the database, and has a copy of the owner's folder
	if out, err := exec.Command("cp", "-a", in.dir+"/.", blind.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	blind.env = append(blind.env, "HOTLINE_DATABASE_URL=postgres://hotline@127.0.0.1:1/x")
	blind.launch()
	blind.standsBy(ctx, in.running.Process.Pid)
	undisturbed(ctx, t, calls)
	if n := in.waiting(ctx); n != 3 {
		t.Fatalf("%d in line beside a second service, want 3", n)
	}
	blind.stop(syscall.SIGTERM)

	in.stop(syscall.SIGKILL) // it comes back on its folder before it is proved gone
	begun := time.Now()
	in.start()
	back := time.Since(begun)
	if back > 3*time.Second {
		t.Errorf("the restarted owner serves %v after the kill, want 3 s", back)
	}
	undisturbed(ctx, t, calls)
	calls = append(calls, waitingLineOf(ctx, t, in, 4)...)
	other.standsBy(ctx, in.running.Process.Pid)
	takesOver(ctx, t, in, other, calls)
}

// takesOver kills the owner for good: the second service serves, and releases the calls
// that it knows nothing of to the dialplan, which speaks with the citizens.
func takesOver(ctx context.Context, t *testing.T, in, other *installation, calls []*phone.Call) {
	t.Helper()
	in.stop(syscall.SIGKILL)
	killed := time.Now()
	eventually(ctx, t, "the second service serves", func() bool {
		status, _ := other.health(ctx)
		return status == http.StatusOK
	})
	took := time.Since(killed)
	t.Logf("taken over after %v", took)
	if took > 15*time.Second {
		t.Errorf("taken over after %v", took)
	}
	undisturbed(ctx, t, calls)
	eventually(ctx, t, "no call is left without a service", func() bool { return other.inStasis(ctx) == 0 })
	in.launch() // the former owner finds another one
	in.standsBy(ctx, other.running.Process.Pid)
	waitingLine(ctx, t, other, 1)
}

// inStasis counts the channels that stand in our application.
func (in *installation) inStasis(ctx context.Context) int {
	in.t.Helper()
	var app struct {
		Channels []string `json:"channel_ids"`
	}
	in.ari(ctx, http.MethodGet, "/applications/"+asterisk.Application, &app)
	return len(app.Channels)
}

func (in *installation) ari(ctx context.Context, method, path string, into any) {
	in.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, in.phones.ARIURL+path, nil)
	if err != nil {
		in.t.Fatal(err)
	}
	req.SetBasicAuth(in.phones.User, in.phones.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		in.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err == nil && into != nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		in.t.Fatalf("%s: %v: %s", path, err, raw)
	}
}

// TestAStrangerTakesTheApplication: a program with our ARI user opens the application, and
// does so again. The service takes it back each time, and its callers stay in line.
func TestAStrangerTakesTheApplication(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	calls := waitingLine(ctx, t, in, 2)
	key := url.Values{"app": {asterisk.Application}, "api_key": {in.phones.User + ":" + in.phones.Password}}
	for n := 1; n <= 2; n++ {
		ws, _, err := websocket.Dial(ctx, strings.Replace(in.phones.ARIURL, "http", "ws", 1)+"/events?"+key.Encode(), nil)
		if err != nil {
			t.Fatal(err)
		}
		eventually(ctx, t, "the application is taken back", func() bool {
			seen := in.metrics(ctx)
			_, parts := in.health(ctx)
			return parts["asterisk"].OK && strings.Contains(seen, fmt.Sprintf("hotline_ari_strangers_total %d\n", n)) &&
				strings.Contains(seen, fmt.Sprintf(`hotline_events_total{type="TelephonyLost"} %d`, n))
		})
		_ = ws.CloseNow()
	}
	undisturbed(ctx, t, calls)
	calls = append(calls, waitingLineOf(ctx, t, in, 3)...)
	undisturbed(ctx, t, calls)
}

// waitingLineOf brings one more citizen into a queue that has n with them.
func waitingLineOf(ctx context.Context, t *testing.T, in *installation, n int) []*phone.Call {
	t.Helper()
	c := in.dial(ctx)
	eventually(ctx, t, "one more is in line", func() bool { return in.waiting(ctx) == n })
	return []*phone.Call{c}
}

func (in *installation) metrics(ctx context.Context) string {
	in.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.page+"/metrics", nil)
	if err != nil {
		in.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		in.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		in.t.Fatal(err)
	}
	return string(raw)
}

// TestAFrozenOwnerYields: it stands still until a second service has taken over, and then
// goes on. It commands nothing and stands by itself.
func TestAFrozenOwnerYields(t *testing.T) {
	t.Parallel() // it mostly waits
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	waitingLine(ctx, t, in, 1)
	other := in.beside(t.TempDir())
	other.launch()
	other.standsBy(ctx, in.running.Process.Pid)
	if err := in.running.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	eventually(ctx, t, "the second service serves", func() bool {
		status, _ := other.health(ctx)
		return status == http.StatusOK
	})
	calls := waitingLine(ctx, t, other, 1)
	if err := in.running.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	in.standsBy(ctx, other.running.Process.Pid)
	undisturbed(ctx, t, calls)
	if n := other.waiting(ctx); n != 1 {
		t.Errorf("%d in line after the former owner woke up, want 1", n)
	}
	if _, err := os.Stat(filepath.Join(in.dir, "lock")); err != nil {
		t.Error(err)
	}
}

package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
)

// menuDesk is a telecom administrator at the flow main.
type menuDesk struct {
	*page
	ctx context.Context
}

// menuDesk signs the demo city's telecom administrator in, and waits until a first start has
// brought the menu into the database.
func (in *installation) menuDesk(ctx context.Context) *menuDesk {
	in.t.Helper()
	d := &menuDesk{in.signInPage(ctx, "admin"), ctx}
	eventually(ctx, in.t, "the menu is in the database", func() bool {
		status, _ := d.do(ctx, http.MethodGet, "/api/menus/main/draft", "application/json", "")
		return status == http.StatusOK
	})
	return d
}

// ask sends a request that has to succeed, and reads the answer.
func (d *menuDesk) ask(method, path string, body, into any) {
	d.t.Helper()
	raw, err := json.Marshal(body)
	must(d.t, err)
	status, answer := d.do(d.ctx, method, path, "application/json", string(raw))
	if status != http.StatusOK {
		d.t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	must(d.t, json.Unmarshal([]byte(answer), into))
}

// flow is what the interface tells of a flow.
type flow struct {
	Rev  string
	Live struct {
		N        int
		Restores int
	}
}

// leadingTo is a menu that waits long for key 1, which leads to a queue.
func leadingTo(queue string) string {
	return "id: main\nstart: menu\nnodes:\n  menu: {kind: menu, prompts: [menu_short], keys: {\"1\": queue}, input_timeout: 60s, fallback: queue}\n" +
		"  queue: {kind: queue, language: zh, prompts: [to_agent], queue: " + queue + "}\n"
}

// publish makes key 1 lead to a queue for the next caller, and returns how long the answer took.
func (d *menuDesk) publish(queue string) time.Duration {
	d.t.Helper()
	var f flow
	d.ask(http.MethodGet, "/api/menus/main/draft", nil, &f)
	d.ask(http.MethodPost, "/api/menus/main/yaml", map[string]string{"rev": f.Rev, "yaml": leadingTo(queue)}, &f)
	began := time.Now()
	d.ask(http.MethodPost, "/api/menus/main/publish", map[string]string{"rev": f.Rev, "why": "key 1 leads to " + queue}, &f)
	return time.Since(began)
}

// rollBack takes up a version again, and returns how long the answer took.
func (d *menuDesk) rollBack(n int) time.Duration {
	d.t.Helper()
	var f flow
	began := time.Now()
	d.ask(http.MethodPost, "/api/menus/main/rollback", map[string]any{"version": n, "why": "wrong calls"}, &f)
	if f.Live.Restores != n {
		d.t.Fatalf("rolled back to %d: %+v", n, f)
	}
	return time.Since(began)
}

// caller dials the hotline from a number of its own.
func (in *installation) caller(ctx context.Context, number string) *phone.Call {
	in.t.Helper()
	return in.callerOf(ctx, "12345", number)
}

// callerOf dials another number of the hotline.
func (in *installation) callerOf(ctx context.Context, called, number string) *phone.Call {
	in.t.Helper()
	c, err := phone.Dial(ctx, phone.Options{To: called, From: number, Peer: in.sip, Speak: phone.Tone(1000)})
	must(in.t, err)
	in.t.Cleanup(func() { _ = c.HangUp() })
	return c
}

// TestPublishingDuringLiveCalls publishes and rolls back while callers are in the menu: each
// one finishes on the version that answered them, the next caller has the new one at once, and
// none is cut off.
func TestPublishingDuringLiveCalls(t *testing.T) {
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	desk := in.menuDesk(ctx)
	each := 4 // callers of each version
	if chaosLong() {
		each = 17
	}
	type caller struct {
		*phone.Call
		number, queue string
	}
	var calls []caller
	var took []time.Duration
	dial := func(queue string) {
		for range each {
			number := fmt.Sprintf("1380013%04d", len(calls))
			calls = append(calls, caller{in.caller(ctx, number), number, queue})
		}
	}
	took = append(took, desk.publish("complaint"))
	dial("complaint")
	took = append(took, desk.publish("business"))
	dial("business")
	took = append(took, desk.rollBack(2))
	dial("complaint")
	for _, c := range calls {
		must(t, c.Until(ctx, "the menu", func() bool { return !c.FirstSound().IsZero() }))
		c.Press("1")
	}
	for _, c := range calls {
		eventually(ctx, t, "the caller "+c.number+" waits for "+c.queue, func() bool {
			got := in.sql("select queue from calls where number = '" + c.number + "'")
			if got != "" && got != c.queue {
				t.Fatalf("the caller %s waits for %s, want %s", c.number, got, c.queue)
			}
			return got == c.queue
		})
	}
	for _, c := range calls {
		select {
		case <-c.Ended():
			t.Errorf("the caller %s was cut off", c.number)
		default:
		}
	}
	measured(t, "%d callers in three versions of the menu, each on their own; publishing answered in %v", len(calls), took)
	if longest := slices.Max(took); longest > time.Second {
		t.Errorf("publishing took %v", longest)
	}
}

// TestARestartAfterPublishing kills the service the moment that a publishing has been
// answered, and again while PostgreSQL is away: what was published is in force.
func TestARestartAfterPublishing(t *testing.T) {
	t.Parallel()
	in := place(t)
	g := in.gated()
	g.let(t)
	in.run("migrate")
	in.run("seed")
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	queueOf := func(number string, called ...string) (queue string) {
		c := in.callerOf(ctx, append(called, "12345")[0], number)
		must(t, c.Until(ctx, "the menu", func() bool { return !c.FirstSound().IsZero() }))
		c.Press("1")
		w := &withoutDatabase{installation: in}
		eventually(ctx, t, "the caller waits", func() bool {
			for _, q := range []string{"general", "complaint", "business", "consult"} {
				if w.waits(number, q) {
					queue = q
				}
			}
			return queue != ""
		})
		must(t, c.HangUp())
		return queue
	}
	in.menuDesk(ctx).publish("business")
	in.stop(syscall.SIGKILL)
	in.start()
	if got := queueOf("13800130001"); got != "business" {
		t.Errorf("after a kill callers wait for %s", got)
	}
	desk := in.menuDesk(ctx)
	desk.publish("consult")
	desk.setNumber("12315", `{"rev":"","unit":"Y09","settings":{"queues":{"consult":"general"}}}`)
	g.shutDown()
	in.stop(syscall.SIGKILL)
	in.launch()
	eventually(ctx, t, "Asterisk is in reach, the database is not", func() bool {
		_, parts := in.health(ctx)
		return parts["asterisk"].OK && !parts["database"].OK
	})
	if got := queueOf("13800130002"); got != "consult" {
		t.Errorf("without a database callers wait for %s", got)
	}
	if got := queueOf("13800130004", "12315"); got != "general" {
		t.Errorf("without a database callers of another number wait for %s", got)
	}
	g.let(t)
	in.databaseIs(ctx, true)
	if got := queueOf("13800130003"); got != "consult" {
		t.Errorf("with the database again callers wait for %s", got)
	}
}

// waits reports whether the journal says that the caller of a number waits for a queue. A line
// has the entry before it, too, which may be another caller's.
func (w *withoutDatabase) waits(number, queue string) bool {
	w.t.Helper()
	type entry struct {
		Commands []struct {
			Type string
			Data struct {
				Record struct {
					Caller struct{ Number string }
					Queue  string
				}
			}
		}
		Before *entry
	}
	for line := range strings.Lines(w.journalText()) {
		var e *entry
		if json.Unmarshal([]byte(line), &e) != nil {
			continue // it is still being written
		}
		for ; e != nil; e = e.Before {
			for _, c := range e.Commands {
				if r := c.Data.Record; c.Type == "SaveCall" && r.Caller.Number == number && r.Queue == queue {
					return true
				}
			}
		}
	}
	return false
}

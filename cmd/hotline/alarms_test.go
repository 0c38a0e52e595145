package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"net/http"
	"syscall"
	"testing"
	"time"

	"hotline12345/internal/status"
)

// statusPage is the page of one who runs the hotline.
type statusPage struct {
	*page
	ctx context.Context
}

func (p statusPage) ask(method, path string, body, into any) {
	p.t.Helper()
	raw, err := json.Marshal(body)
	must(p.t, err)
	code, answer := p.do(p.ctx, method, path, "application/json", string(raw))
	if code != http.StatusOK {
		p.t.Fatalf("%s %s: %d %s", method, path, code, answer)
	}
	must(p.t, json.Unmarshal([]byte(answer), into))
}

// sees has the parts looked at, again and again, until the report after a look says something.
func (p statusPage) sees(what string, says func(status.Report) bool) (r status.Report) {
	p.t.Helper()
	asked := false
	eventually(p.ctx, p.t, what, func() bool {
		r = status.Report{}
		p.ask(http.MethodGet, "/api/admin/status", struct{}{}, &r)
		if r.Check != nil && r.Check.Ended.IsZero() {
			return false
		}
		if asked && says(r) {
			return true
		}
		asked = true
		p.ask(http.MethodPost, "/api/admin/status/check", struct{}{}, &r)
		return false
	})
	return r
}

// TestAlarmsOverARestart: the alarm about a database that is away is acknowledged, goes on with
// its first time after a kill, and is a row when the database is back; the next start knows it.
func TestAlarmsOverARestart(t *testing.T) {
	t.Parallel()
	in := place(t)
	g := in.gated()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	g.let(t)
	in.start()
	in.databaseIs(ctx, true)
	in.run("seed")
	p := statusPage{in.signInPage(ctx, "admin"), ctx}
	p.sees("the alarms of before are read", func(r status.Report) bool { return r.Stored })

	g.shutDown()
	ofDatabase := func(list []status.Alarm) (a status.Alarm) {
		for _, a := range list {
			if a.Part == status.Database {
				return a
			}
		}
		return a
	}
	alarm := ofDatabase(p.sees("an alarm", func(r status.Report) bool { return ofDatabase(r.Alarms).Key != "" }).Alarms)
	var r status.Report
	p.ask(http.MethodPost, "/api/admin/alarms/acknowledge", map[string]any{"key": alarm.Key, "from": alarm.From, "note": "我去机房"}, &r)
	in.stop(syscall.SIGKILL)
	killed := time.Now()
	in.launch()
	in.databaseIs(ctx, false)
	r = p.sees("it stands after the restart", func(r status.Report) bool { return ofDatabase(r.Alarms).Seen.After(killed) })
	if again := ofDatabase(r.Alarms); !again.From.Equal(alarm.From) || !again.Known || again.Acks[0].Note != "我去机房" || r.Stored {
		t.Errorf("before the restart %+v, after it %+v", alarm, again)
	}
	if r.Check.By.Name == "" || len(r.Check.Looked) != len(r.Cards) || len(r.Cards) != r.Check.Of || r.At.Before(r.Check.Began) {
		t.Errorf("the check is %+v of %d cards", r.Check, len(r.Cards))
	}

	g.let(t)
	in.databaseIs(ctx, true)
	p.sees("it is over", func(r status.Report) bool { return r.Stored && ofDatabase(r.Recovered).Known })
	in.untilSQL(ctx, "1|1|我去机房", "select count(*), count(ended), min(acks->0->>'note') from alarms where part = 'database'")
	in.stop(syscall.SIGTERM)
	in.launch()
	in.databaseIs(ctx, true)
	p.sees("the next start knows it", func(r status.Report) bool { return ofDatabase(r.Recovered).From.Equal(alarm.From) })
	var past status.PastAlarms
	p.ask(http.MethodGet, "/api/admin/alarms", struct{}{}, &past)
	if a := ofDatabase(past.Alarms); !a.From.Equal(alarm.From) || a.To.IsZero() {
		t.Errorf("of the last 30 days %+v", past)
	}
}

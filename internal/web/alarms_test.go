package web

import (
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/status"
)

// partsWatch is a look at a hotline whose database is away, and whose Asterisk was.
type partsWatch struct {
	now func() time.Time

	mu     sync.Mutex
	alarms status.Watch
	checks []status.Check
}

// Report implements statusapi.Watch.
func (w *partsWatch) Report() status.Report {
	w.mu.Lock()
	defer w.mu.Unlock()
	readings := status.Readings{Now: w.now(), DatabaseFault: &status.Fault{Code: "database_refused", Where: "db.internal:5432"}}
	if len(w.alarms.All()) == 0 {
		before := readings
		before.AsteriskFault = &status.Fault{Code: "ari_refused"}
		_, alarms := status.Judge(before)
		w.alarms.Note(w.now(), alarms, nil)
	}
	cards, alarms := status.Judge(readings)
	w.alarms.Note(w.now(), alarms, status.Unlooked(readings))
	r := status.Report{At: w.now(), Cards: cards, Alarms: w.alarms.Open(), Recovered: w.alarms.Recovered(w.now()), Hours: []status.HourOfCalls{}}
	if n := len(w.checks); n > 0 {
		r.Check = &w.checks[n-1]
	}
	return r
}

// Past implements statusapi.Watch.
func (w *partsWatch) Past() status.PastAlarms {
	w.Report()
	w.mu.Lock()
	defer w.mu.Unlock()
	return status.PastAlarms{Alarms: w.alarms.Past(), Stored: true}
}

// Acknowledge implements statusapi.Watch.
func (w *partsWatch) Acknowledge(id status.ID, ack status.Ack) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.alarms.Acknowledge(id, ack)
}

// Check implements statusapi.Watch.
func (w *partsWatch) Check(by status.Operator, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.checks); n > 0 && w.checks[n-1].Ended.IsZero() {
		return
	}
	w.checks = append(w.checks, status.Check{By: by, Began: now, Looked: []status.Part{}, Of: len(status.Parts())})
}

// ackBody is how a page acknowledges an alarm.
func ackBody(a status.Alarm, note string) string {
	return `{"key":"` + a.Key + `","from":"` + a.From.Format(time.RFC3339Nano) + `","note":"` + note + `"}`
}

// TestAnAlarmIsAcknowledged by one who may see it, with their name; an unknown one is not, nor
// with words that cannot be kept.
func TestAnAlarmIsAcknowledged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	alarm := read[status.Report](tel.do("GET", "/api/admin/status", "").want(200, "")).Alarms[0]
	if alarm.Known || len(alarm.Acks) > 0 {
		t.Fatalf("a new alarm is %+v", alarm)
	}
	const path = "/api/admin/alarms/acknowledge"
	tel.do("POST", path, ackBody(alarm, "机房在处理\\u200b ")).want(200, "")
	other := alarm
	other.From = other.From.Add(time.Microsecond)
	tel.do("POST", path, ackBody(other, "")).want(404, "not_found")
	tel.do("POST", path, ackBody(alarm, "a\\u0000b")).want(422, "invalid_fields")
	tel.do("POST", path, ackBody(alarm, strings.Repeat("长", 501))).want(422, "invalid_request")
	alarm = read[status.Report](o.as(t, "administrator").do("GET", "/api/admin/status", "").want(200, "")).Alarms[0]
	if !alarm.Known || len(alarm.Acks) != 1 || alarm.Acks[0].Note != "机房在处理" || alarm.Acks[0].By.Name == "" || alarm.Acks[0].State != status.Ill {
		t.Errorf("it is %+v", alarm)
	}
	past := read[status.PastAlarms](tel.do("GET", "/api/admin/alarms", "").want(200, ""))
	if len(past.Alarms) != 1 || past.Alarms[0].Key != "asterisk.away" || past.Alarms[0].To.IsZero() {
		t.Errorf("over are %+v", past)
	}
	tel.do("POST", path, ackBody(past.Alarms[0], "")).want(200, "")
	if past = read[status.PastAlarms](tel.do("GET", "/api/admin/alarms", "").want(200, "")); !past.Alarms[0].Known {
		t.Error("nobody knows of one that is over")
	}
}

// TestACheckIsSaidToBeWhose: the second to ask has the first one's.
func TestACheckIsSaidToBeWhose(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	if c := read[status.Report](tel.do("GET", "/api/admin/status", "").want(200, "")).Check; c != nil {
		t.Errorf("nobody asked for %+v", c)
	}
	first := read[status.Report](tel.do("POST", "/api/admin/status/check", "").want(200, "")).Check
	again := read[status.Report](o.as(t, "administrator").do("POST", "/api/admin/status/check", "").want(200, "")).Check
	if first == nil || again == nil || first.By != again.By || first.By.Name == "" || !first.Began.Equal(again.Began) || first.Of != 7 {
		t.Errorf("checks %+v, %+v", first, again)
	}
}

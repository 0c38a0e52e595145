package app

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"hotline12345/internal/status"
)

// alarmRows are a database's alarms; away, it neither tells nor takes any.
type alarmRows struct {
	away  bool
	rows  map[status.ID]status.Alarm
	saves int
}

func (s *alarmRows) Alarms(context.Context, time.Time) (list []status.Alarm, err error) {
	if s.away {
		return nil, errors.New("away")
	}
	for _, a := range s.rows {
		list = append(list, a)
	}
	return list, nil
}

func (s *alarmRows) SaveAlarms(_ context.Context, list []status.Alarm, _ time.Time) error {
	if s.away {
		return errors.New("away")
	}
	s.saves++
	for _, a := range list {
		if s.rows == nil {
			s.rows = map[status.ID]status.Alarm{}
		}
		s.rows[a.ID()] = a
	}
	return nil
}

var alarmsBegan = time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)

func afterBegin(minutes int) time.Time { return alarmsBegan.Add(time.Duration(minutes) * time.Minute) }

func databaseAlarm() []status.Alarm {
	return []status.Alarm{{Key: "database.database_refused", Part: status.Database, State: status.Ill, Says: status.Saying{Code: "database_refused"}}}
}

// TestAlarmsWhileTheDatabaseIsAway: also the one about the database survives restarts, is
// acknowledged, and is a row once the database is back.
func TestAlarmsWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	file, rows := filepath.Join(t.TempDir(), "alarm-list.json"), &alarmRows{away: true}
	begin := func(minute int) *alarmKeeper {
		k := newAlarmKeeper(file, rows, zap.NewNop())
		k.begin(afterBegin(minute))
		return k
	}
	k := begin(0)
	k.note(afterBegin(0), databaseAlarm(), nil)
	k.keep(t.Context(), afterBegin(0), true) // it was there a moment ago
	open, _, stored := k.now(afterBegin(0))
	if stored || len(open) != 1 {
		t.Fatalf("stored %v, open %v", stored, open)
	}
	if err := k.acknowledge(open[0].ID(), status.Ack{By: status.Operator{Name: "Anna"}, At: afterBegin(1)}); err != nil {
		t.Fatal(err)
	}

	k = begin(5) // killed
	k.note(afterBegin(5), databaseAlarm(), nil)
	k.keep(t.Context(), afterBegin(5), false)
	open, _, _ = k.now(afterBegin(5))
	if len(open) != 1 || !open[0].From.Equal(afterBegin(0)) || !open[0].Known {
		t.Errorf("after a restart %+v", open)
	}
	rows.away = false
	k.note(afterBegin(6), nil, nil)
	k.keep(t.Context(), afterBegin(6), true)
	kept := rows.rows[open[0].ID()]
	if len(rows.rows) != 1 || kept.To.IsZero() || len(kept.Acks) != 1 {
		t.Errorf("the database has %+v", rows.rows)
	}
	k.keep(t.Context(), afterBegin(7), true)
	if rows.saves != 1 {
		t.Errorf("what has not changed was written: %d times", rows.saves)
	}

	if err := os.Remove(file); err != nil { // another machine takes over
		t.Fatal(err)
	}
	k = begin(10)
	if len(k.past().Alarms) != 0 || k.past().Stored {
		t.Errorf("known are %+v", k.past())
	}
	k.keep(t.Context(), afterBegin(10), true)
	if p := k.past(); len(p.Alarms) != 1 || !p.Stored {
		t.Errorf("the database tells %+v", p)
	}
}

// TestAnAlarmThatCameAndWentWithoutTheDatabase is a row all the same, also when the service was
// killed in between.
func TestAnAlarmThatCameAndWentWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	file, rows := filepath.Join(t.TempDir(), "alarm-list.json"), &alarmRows{away: true}
	k := newAlarmKeeper(file, rows, zap.NewNop())
	k.begin(afterBegin(0))
	k.note(afterBegin(0), databaseAlarm(), nil)
	k.note(afterBegin(1), nil, nil)
	k.keep(t.Context(), afterBegin(1), false)
	rows.away = false
	k = newAlarmKeeper(file, rows, zap.NewNop())
	k.begin(afterBegin(5))
	k.keep(t.Context(), afterBegin(5), true)
	for _, a := range rows.rows {
		if !a.To.Equal(afterBegin(1)) {
			t.Errorf("the row is %+v", a)
		}
	}
	if len(rows.rows) != 1 {
		t.Errorf("%d rows", len(rows.rows))
	}
}

// TestADamagedFileOfAlarms is as good as none, and is written anew.
func TestADamagedFileOfAlarms(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"half": `[{"key":"disk`, "empty": "", "strange": `{"a":1}`} {
		file := filepath.Join(t.TempDir(), "alarm-list.json")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		core, log := observer.New(zapcore.WarnLevel)
		k := newAlarmKeeper(file, &alarmRows{away: true}, zap.New(core))
		k.begin(afterBegin(0))
		k.note(afterBegin(0), databaseAlarm(), nil)
		k.keep(t.Context(), afterBegin(0), false)
		raw, err := os.ReadFile(file)
		var kept []status.Alarm
		if err == nil {
			err = json.Unmarshal(raw, &kept)
		}
		if err != nil || len(kept) != 1 || log.Len() != 1 {
			t.Errorf("%s: it holds %s (%v), and %d lines are in the log", name, raw, err, log.Len())
		}
	}
}

// TestADiskThatTakesNoAlarms: they go to the database, and to the disk when there is room.
func TestADiskThatTakesNoAlarms(t *testing.T) {
	t.Parallel()
	folder, rows := filepath.Join(t.TempDir(), "data"), &alarmRows{}
	core, log := observer.New(zapcore.WarnLevel)
	k := newAlarmKeeper(filepath.Join(folder, "alarm-list.json"), rows, zap.New(core))
	k.begin(afterBegin(0))
	k.note(afterBegin(0), databaseAlarm(), nil)
	k.keep(t.Context(), afterBegin(0), true)
	if len(rows.rows) != 1 {
		t.Error("the database did not get it")
	}
	rows.away = true
	for range 3 {
		k.note(afterBegin(2), nil, nil)
		k.keep(t.Context(), afterBegin(2), true)
	}
	if log.Len() != 1 {
		t.Errorf("it is said %d times that the database takes none", log.Len())
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	k.keep(t.Context(), afterBegin(3), false)
	if _, err := os.Stat(filepath.Join(folder, "alarm-list.json")); err != nil {
		t.Error(err)
	}
}

// TestACheckLooksAtEachPartOnce, and ends; who asks meanwhile has the same one.
func TestACheckLooksAtEachPartOnce(t *testing.T) {
	t.Parallel()
	w := newStatusWatch(filepath.Join(t.TempDir(), "alarm-list.json"), &alarmRows{}, zap.NewNop())
	if w.checking() || w.Report().Check != nil {
		t.Error("nobody asked")
	}
	w.looked(status.Disk) // an ordinary look
	anna := status.Operator{ID: "1", Name: "Anna"}
	w.Check(anna, afterBegin(0))
	w.Check(status.Operator{ID: "2"}, afterBegin(1))
	w.looked(status.Asterisk)
	during := w.Report().Check
	w.looked(status.Service)
	w.endCheck(afterBegin(2))
	ended := w.Report().Check
	if during.By != anna || !during.Began.Equal(afterBegin(0)) || len(during.Looked) != 1 || !during.Ended.IsZero() {
		t.Errorf("during it: %+v", during)
	}
	if len(ended.Looked) != 2 || !ended.Ended.Equal(afterBegin(2)) || w.checking() || len(w.asked) != 1 {
		t.Errorf("after it: %+v", ended)
	}
	w.Check(anna, afterBegin(3))
	if c := w.Report().Check; !c.Began.Equal(afterBegin(3)) || len(c.Looked) != 0 || !c.Ended.IsZero() {
		t.Errorf("the next one: %+v", c)
	}
}

package status

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
)

func alarmOf(key string, s State) Alarm { return Alarm{Key: key, State: s, Says: say(key)} }

func at(minutes int) time.Time { return now.Add(time.Duration(minutes) * time.Minute) }

// told returns alarms in words: "disk ill 0", or "disk ill 0 to 3 after 1 by Anna" in minutes.
func told(list []Alarm) string {
	var lines []string
	minute := func(t time.Time) int { return int(t.Sub(now) / time.Minute) }
	for _, a := range list {
		s := fmt.Sprint(a.Key, " ", a.State, " ", minute(a.From))
		if !a.To.IsZero() {
			s += fmt.Sprint(" to ", minute(a.To))
		}
		if !a.After.IsZero() {
			s += fmt.Sprint(" after ", minute(a.After))
		}
		for _, ack := range a.Acks {
			s += " by " + ack.By.Name
		}
		if a.Known {
			s += " known"
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, ", ")
}

func wants(t *testing.T, what string, got []Alarm, want string) {
	t.Helper()
	if s := told(got); s != want {
		t.Errorf("%s: %q, want %q", what, s, want)
	}
}

func by(name string, minute int) Ack {
	return Ack{By: Operator{ID: name, Name: name}, At: at(minute), State: Ill}
}

func TestAnAlarmBeginsOnceAndEnds(t *testing.T) {
	t.Parallel()
	var w Watch
	w.Note(at(0), []Alarm{alarmOf("disk", Soon)}, nil)
	w.Note(at(0).Add(30*time.Second), []Alarm{alarmOf("disk", Soon)}, nil)
	w.Note(at(1), []Alarm{alarmOf("disk", Soon), alarmOf("database", Ill), alarmOf("prompts", Soon)}, nil)
	wants(t, "the worst first, then the newest", w.Open(), "database ill 1, prompts soon 1, disk soon 0")
	w.Note(at(1).Add(30*time.Second), []Alarm{alarmOf("disk", Ill)}, nil)
	wants(t, "it grew worse: the same alarm", w.Open(), "disk ill 0")
	wants(t, "over", w.Recovered(at(2)), "prompts soon 1 to 1, database ill 1 to 1")
	w.Note(at(2), nil, nil)
	wants(t, "none is open", w.Open(), "")
	wants(t, "the latest first", w.Recovered(at(2)), "disk ill 0 to 2, prompts soon 1 to 1, database ill 1 to 1")
	w.Note(at(3), []Alarm{alarmOf("disk", Ill)}, nil)
	wants(t, "it returned: another alarm", w.Open(), "disk ill 3")
}

// TestWhatIsOverIsKeptForAMonth, and of the last day beside what lasts.
func TestWhatIsOverIsKeptForAMonth(t *testing.T) {
	t.Parallel()
	var w Watch
	const day = 24 * 60
	w.Note(at(0), []Alarm{alarmOf("disk", Ill)}, nil)
	w.Note(at(0), nil, nil)
	if n := len(w.Recovered(at(day).Add(-1))); n != 1 {
		t.Errorf("within a day there are %d", n)
	}
	if n := len(w.Recovered(at(day))); n != 0 {
		t.Errorf("after a day there are %d", n)
	}
	w.Note(at(30*day).Add(-1), nil, nil)
	wants(t, "within a month", w.Past(), "disk ill 0 to 0")
	w.Note(at(30*day), nil, nil)
	wants(t, "after a month", w.Past(), "")
	for i := range 2 * mostKept {
		w.Note(at(31*day).Add(time.Duration(2*i)*time.Second), []Alarm{alarmOf("flaps", Ill)}, nil)
		w.Note(at(31*day).Add(time.Duration(2*i+1)*time.Second), nil, nil)
	}
	if a, b := len(w.Past()), len(w.Recovered(at(31*day+40))); a != mostKept || b != mostLately {
		t.Errorf("of a part that comes and goes %d are kept and %d shown", a, b)
	}
	if n := len(w.marks); n != mostKept {
		t.Errorf("%d marks are kept", n)
	}
}

// TestAPersonKnowsOfAnAlarm until it grows worse or returns.
func TestAPersonKnowsOfAnAlarm(t *testing.T) {
	t.Parallel()
	var w Watch
	disk, prompts := alarmOf("disk", Soon), alarmOf("prompts", Soon)
	w.Note(at(0), []Alarm{disk, prompts}, nil)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	must(w.Acknowledge(ID{"disk", at(0)}, by("Anna", 1)))
	must(w.Acknowledge(ID{"disk", at(0)}, by("Anna", 2))) // the button twice
	wants(t, "those of which nobody knows first", w.Open(), "prompts soon 0, disk soon 0 by Anna known")
	must(w.Acknowledge(ID{"disk", at(0)}, by("Berta", 2)))
	noted := by("Berta", 3)
	noted.Note = "a bigger one is ordered"
	must(w.Acknowledge(ID{"disk", at(0)}, noted))
	disk.State = Ill
	w.Note(at(3), []Alarm{disk, prompts}, nil)
	wants(t, "it grew worse", w.Open(), "disk ill 0 by Anna by Berta by Berta, prompts soon 0")
	must(w.Acknowledge(ID{"disk", at(0)}, noted)) // of what it is now
	disk.State = Soon
	w.Note(at(4), []Alarm{disk, prompts}, nil)
	wants(t, "it grew better", w.Open(), "prompts soon 0, disk soon 0 by Anna by Berta by Berta by Berta known")
	w.Note(at(4), []Alarm{prompts}, nil)
	w.Note(at(5), []Alarm{disk, prompts}, nil)
	wants(t, "it returned", w.Open(), "disk soon 5, prompts soon 0")
	must(w.Acknowledge(ID{"disk", at(0)}, by("Cleo", 6)))
	wants(t, "one that is over", w.Past(), "disk soon 0 to 4 by Anna by Berta by Berta by Berta by Cleo known")
	for _, id := range []ID{{"disk", at(1)}, {"disc", at(0)}, {"", time.Time{}}} {
		if err := w.Acknowledge(id, by("Anna", 6)); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%v: %v", id, err)
		}
	}
}

// TestAPartOutOfReachIsOneAlarm: while PostgreSQL restarts, the words for it change from look to
// look; since when it is away, and who knows of it, do not. A wrong password is another alarm.
func TestAPartOutOfReachIsOneAlarm(t *testing.T) {
	t.Parallel()
	for part, faulty := range map[Part]func(code string) Readings{
		Database: func(code string) Readings { r := fine(); r.DatabaseFault = &Fault{Code: "database_" + code}; return r },
		Asterisk: func(code string) Readings { r := fine(); r.AsteriskFault = &Fault{Code: "ari_" + code}; return r },
	} {
		var w Watch
		id := ID{string(part) + ".away", at(0)}
		for i, code := range []string{"broken", "stopped", "refused", "name", "silent", "connections", "starting", "away"} {
			_, alarms := Judge(faulty(code))
			w.Note(at(0).Add(time.Duration(i)*time.Second), alarms, nil)
			if i == 0 {
				if err := w.Acknowledge(id, by("Anna", 0)); err != nil {
					t.Fatal(err)
				}
			}
			wants(t, code, w.Open(), string(part)+".away ill 0 by Anna known")
			if said := w.Open()[0].Says.Code; !strings.HasSuffix(said, "_"+code) {
				t.Errorf("%s is said as %s", code, said)
			}
			if list := w.Unsaved(); len(list) != 1 {
				t.Errorf("%s: %d alarms are to be saved, want the one with its new words", code, len(list))
			} else {
				w.Saved(list)
			}
		}
		_, alarms := Judge(faulty("password"))
		w.Note(at(1), alarms, nil)
		if open := w.Open(); len(open) != 1 || open[0].Key == id.Key || open[0].Known {
			t.Errorf("with a wrong password there are %s", told(open))
		}
	}
}

// TestWhatNobodyLookedAtIsNotOver: a part that could not be looked at tells neither.
func TestWhatNobodyLookedAtIsNotOver(t *testing.T) {
	t.Parallel()
	var w Watch
	w.Note(at(0), []Alarm{alarmOf("prompts.missing", Soon), alarmOf("disk.disk_days", Soon), alarmOf("network.loss.7", Soon)}, nil)
	r := fine()
	r.Prompts, r.Size = nil, 0
	w.Note(at(9), nil, Unlooked(r))
	wants(t, "open", w.Open(), "disk.disk_days soon 0, prompts.missing soon 0")
	r = fine()
	r.PaceKnown = false
	w.Note(at(10), nil, Unlooked(r))
	wants(t, "the pace is not known", w.Open(), "disk.disk_days soon 0")
	w.Note(at(11), nil, Unlooked(fine()))
	wants(t, "all was looked at", w.Past(), "disk.disk_days soon 0 to 11 after 0, prompts.missing soon 0 to 10 after 0, network.loss.7 soon 0 to 9 after 0")
}

// TestAlarmsOverARestart: one that stands goes on, one that ended meanwhile ended between two
// looks; a part that is still on its way is waited for.
func TestAlarmsOverARestart(t *testing.T) {
	t.Parallel()
	var before, w Watch
	before.Note(at(0), []Alarm{alarmOf("stands", Ill), alarmOf("ends", Ill), alarmOf("late", Ill)}, nil)
	before.Note(at(2), []Alarm{alarmOf("stands", Ill), alarmOf("ends", Ill), alarmOf("late", Ill)}, nil)
	if err := before.Acknowledge(ID{"stands", at(0)}, by("Anna", 2)); err != nil {
		t.Error(err)
	}
	w.Begin(at(10), before.All())
	wants(t, "before the first look", w.Open(), "ends ill 0, late ill 0, stands ill 0 by Anna known")
	w.Note(at(10).Add(time.Second), []Alarm{alarmOf("stands", Ill), alarmOf("new", Ill)}, nil)
	w.Note(at(10).Add(2*time.Second), []Alarm{alarmOf("stands", Ill)}, nil)
	wants(t, "parts are on their way", w.Open(), "ends ill 0, late ill 0, stands ill 0 by Anna known")
	wants(t, "but what was new is over", w.Past(), "new ill 10 to 10")
	w.Note(at(11).Add(-1), []Alarm{alarmOf("stands", Ill), alarmOf("late", Ill)}, nil)
	w.Note(at(11), []Alarm{alarmOf("stands", Ill), alarmOf("late", Ill)}, nil)
	wants(t, "a minute later", w.Open(), "late ill 0, stands ill 0 by Anna known")
	wants(t, "over", w.Past(), "ends ill 0 to 11 after 2, new ill 10 to 10")
	w.Note(at(12), nil, nil)
	if past := w.Past(); len(past) != 4 || past[0].After.IsZero() || !past[0].After.Equal(at(11)) {
		t.Errorf("an end after a minute without a look: %s", told(past))
	}
}

// TestWhatChangedIsSaved, once; that it still stands, each minute.
func TestWhatChangedIsSaved(t *testing.T) {
	t.Parallel()
	var w Watch
	unsaved := func(want int) []Changed {
		t.Helper()
		list := w.Unsaved()
		if len(list) != want {
			t.Errorf("%d are not saved, want %d", len(list), want)
		}
		return list
	}
	found := []Alarm{alarmOf("disk", Soon)}
	unsaved(0)
	w.Note(at(0), found, nil)
	first := unsaved(1)
	w.Saved(first)
	unsaved(0)
	w.Note(at(1).Add(-1000), found, nil)
	unsaved(0)
	w.Note(at(1), found, nil)
	if list := unsaved(1); !list[0].Seen.Equal(at(1)) {
		t.Errorf("it was seen at %v", list[0].Seen)
	}
	w.Saved(first) // that was before
	list := unsaved(1)
	if err := w.Acknowledge(ID{"disk", at(0)}, by("Anna", 1)); err != nil {
		t.Error(err)
	}
	w.Saved(list) // while it was written, Anna came
	w.Saved(unsaved(1))
	w.Note(at(1).Add(time.Second), []Alarm{alarmOf("disk", Ill)}, nil)
	w.Saved(unsaved(1))
	w.Note(at(1).Add(2*time.Second), nil, nil)
	w.Saved(unsaved(1))
	unsaved(0)
}

// TestTheClockIsSetBack: an alarm ends when it began, at the earliest.
func TestTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	var w Watch
	w.Note(at(10), []Alarm{alarmOf("disk", Soon)}, nil)
	w.Note(at(5), nil, nil)
	wants(t, "over", w.Past(), "disk soon 10 to 10")
}

// TestNoKeptAlarmEndsBeforeItBegan: a table refuses such a row, and with it all that are saved beside
// it.
func TestNoKeptAlarmEndsBeforeItBegan(t *testing.T) {
	t.Parallel()
	for name, kept := range map[string]Alarm{
		"seen after the clock was set back":  {Key: "disk", State: Ill, From: at(5), Seen: at(2)},
		"over after the clock was set back":  {Key: "disk", State: Ill, From: at(5), Seen: at(2), To: at(3)},
		"seen last before the end of an end": {Key: "disk", State: Ill, From: at(5), Seen: at(9), To: at(3), After: at(9)},
	} {
		var w Watch
		w.Begin(at(0), []Alarm{{Key: "disk", State: Ill, From: at(0), Seen: at(1)}})
		w.Merge([]Alarm{kept})
		wants(t, name+", open", w.Open(), "disk ill 0")
		past := w.Past()
		if len(past) != 1 || past[0].To.Before(past[0].From) || past[0].After.After(past[0].To) {
			t.Errorf("%s: %+v", name, past)
		}
	}
}

// TestWhatTwoKeptIsOneThing: a file of this machine, and the database.
func TestWhatTwoKeptIsOneThing(t *testing.T) {
	t.Parallel()
	open := func(from, seen int, acks ...Ack) Alarm {
		return Alarm{Key: "disk", State: Ill, From: at(from), Seen: at(seen), Acks: acks}
	}
	over := func(from, to int, acks ...Ack) Alarm {
		a := open(from, to, acks...)
		a.To = at(to)
		return a
	}
	for name, c := range map[string]struct {
		mine, other []Alarm
		open, past  string
		unsaved     int
	}{
		"only here":                 {[]Alarm{open(0, 1)}, nil, "disk ill 0", "", 1},
		"only there":                {nil, []Alarm{open(0, 1), over(-9, -8)}, "disk ill 0", "disk ill -9 to -8", 0},
		"the same":                  {[]Alarm{open(0, 2, by("Anna", 1))}, []Alarm{open(0, 1, by("Berta", 0))}, "disk ill 0 by Berta by Anna known", "", 1},
		"it had ended there":        {[]Alarm{open(0, 2, by("Anna", 1))}, []Alarm{over(0, 3)}, "", "disk ill 0 to 3 by Anna", 1},
		"it had ended here":         {[]Alarm{over(0, 3)}, []Alarm{open(0, 2, by("Anna", 1))}, "", "disk ill 0 to 3 by Anna", 1},
		"it had ended in both":      {[]Alarm{over(0, 3, by("Anna", 1))}, []Alarm{over(0, 3, by("Berta", 2))}, "", "disk ill 0 to 3 by Anna by Berta", 1},
		"ended in both, known here": {[]Alarm{over(0, 3)}, []Alarm{over(0, 3, by("Berta", 2))}, "", "disk ill 0 to 3 by Berta", 1},
		"begun there before":        {[]Alarm{open(5, 6)}, []Alarm{open(0, 4, by("Anna", 1))}, "disk ill 0 by Anna known", "", 1},
		"begun here before":         {[]Alarm{open(0, 6)}, []Alarm{open(5, 6, by("Anna", 6))}, "disk ill 0 by Anna known", "disk ill 5 to 6 by Anna", 2},
		"it returned":               {[]Alarm{open(5, 6)}, []Alarm{over(0, 3)}, "disk ill 5", "disk ill 0 to 3", 1},
		"in the order of their end": {[]Alarm{over(4, 5)}, []Alarm{over(8, 9), over(0, 3)}, "", "disk ill 8 to 9, disk ill 4 to 5, disk ill 0 to 3", 1},
	} {
		var w Watch
		w.Begin(at(10), c.mine)
		w.Merge(c.other)
		past := w.Past()
		for i := range past {
			past[i].Known = false
		}
		wants(t, name+", open", w.Open(), c.open)
		wants(t, name+", over", past, c.past)
		if n := len(w.Unsaved()); n != c.unsaved {
			t.Errorf("%s: %d are to be saved, want %d", name, n, c.unsaved)
		}
	}
}

// TestWhatIsKeptIsReadAsItWas: times as databases keep them.
func TestWhatIsKeptIsReadAsItWas(t *testing.T) {
	t.Parallel()
	var w Watch
	w.Note(now.Add(1234567).In(time.FixedZone("", 8*3600)), []Alarm{alarmOf("disk", Soon)}, nil)
	a := w.All()[0]
	if a.From != now.Add(1234000) || a.Seen != a.From || !slices.Equal(a.Acks, nil) {
		t.Errorf("it began at %v, was seen at %v", a.From, a.Seen)
	}
}

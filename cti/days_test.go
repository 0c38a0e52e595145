package cti_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"hotline12345/cti"
)

// TestDays runs every testdata/days/*.txt. A line "> +2s CallArrived {call: c1}" is an
// event with its journal fields, two seconds after the one before. Below it stand the
// whole commands that it must lead to ("!"), then what it changes in the engine's state
// ("~"). A deadline that passes meanwhile is a line "> (time) Ticked" of its own. With
// -update both are written anew: read the difference before you commit it.
func TestDays(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/days/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no days: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := newDay(t, false).run(string(raw))
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(raw) && !*update {
				t.Errorf("commands or states differ:\n%s", firstDifference(string(raw), got))
			}
			if restarted := newDay(t, true).run(string(raw)); restarted != got {
				t.Errorf("with a restart after each event:\n%s", firstDifference(got, restarted))
			}
		})
	}
}

// day is an engine of which everything is written down.
type day struct {
	t       *testing.T
	engine  *cti.Engine
	restart bool // write and read the state after each event
	now     time.Time
	dialled cti.CallID // the newest, "$out" in the script
	state   map[string]string
	out     strings.Builder
	given   []cti.Command // all commands so far, and
	written []string      // how each was written when it was given
}

var dawn = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func newDay(t *testing.T, restart bool) *day {
	return &day{t: t, engine: cti.New(), restart: restart, now: dawn, state: map[string]string{}}
}

func (d *day) run(script string) string {
	for n, line := range strings.Split(strings.TrimRight(script, "\n"), "\n") {
		rest, isEvent := strings.CutPrefix(line, "> +")
		if !isEvent {
			if strings.HasPrefix(line, "#") {
				fmt.Fprintln(&d.out, line)
			}
			continue
		}
		wait, ev, err := d.parse(rest)
		if err != nil {
			d.t.Fatalf("line %d: %v", n+1, err)
		}
		end := d.now.Add(wait)
		for next := d.engine.NextDeadline(); !next.IsZero() && !next.After(end); next = d.engine.NextDeadline() {
			d.handle(next, fmt.Sprintf("> (%s) Ticked", next.Sub(dawn)), cti.Ticked{})
		}
		d.handle(end, line, ev)
	}
	for i, c := range d.given {
		if later := d.text(c); later != d.written[i] {
			d.t.Errorf("a command has changed after it was given:\n%s\n%s", d.written[i], later)
		}
	}
	return d.out.String()
}

func (d *day) handle(now time.Time, line string, ev cti.Event) {
	d.now = now
	fmt.Fprintln(&d.out, line)
	for _, c := range slices.Clone(d.engine.Handle(now, ev)) {
		text := d.text(c)
		if dial, ok := c.(cti.Dial); ok {
			d.dialled = dial.Call
		}
		d.given, d.written = append(d.given, c), append(d.written, text)
		fmt.Fprintln(&d.out, "  !", text)
	}
	raw, err := d.engine.Snapshot()
	if err != nil {
		d.t.Fatal(err)
	}
	if d.restart {
		if d.engine, err = cti.Restore(raw); err != nil {
			d.t.Fatal(err)
		}
	}
	d.writeChanges(raw)
}

func (d *day) text(c cti.Command) string {
	raw, err := cti.EncodeCommand(c)
	if err != nil {
		d.t.Fatal(err)
	}
	var written struct{ Data json.RawMessage }
	if err := json.Unmarshal(raw, &written); err != nil {
		d.t.Fatal(err)
	}
	return cti.CommandName(c) + " " + shortTimes(string(written.Data))
}

// writeChanges writes what differs from the state before.
func (d *day) writeChanges(raw []byte) {
	state := flatten(d.t, raw)
	var changed []string
	for k, v := range state {
		if old, known := d.state[k]; !known || old != v {
			changed = append(changed, fmt.Sprintf("  ~ %s = %s", k, v))
		}
	}
	for k := range d.state {
		if _, still := state[k]; !still {
			changed = append(changed, fmt.Sprintf("  ~ %s gone", k))
		}
	}
	slices.Sort(changed)
	for _, c := range changed {
		fmt.Fprintln(&d.out, c)
	}
	d.state = state
}

// flatten gives every value of a snapshot one line; settings and flows are not
// repeated, and "now" stands in the events.
func flatten(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var s map[string]any
	if err := dec.Decode(&s); err != nil {
		t.Fatal(err)
	}
	settings := s["settings"].(map[string]any)
	s["settings"] = fmt.Sprint(settings["version"])
	s["flows"] = slices.Sorted(maps.Keys(s["flows"].(map[string]any)))
	delete(s, "now")
	delete(s, "armed") // the timers say it; the order shows in the restarted run
	for _, list := range []string{"calls", "agents"} {
		byID := map[string]any{}
		rows, _ := s[list].([]any)
		for _, row := range rows {
			row := row.(map[string]any)
			byID[row["id"].(string)] = row
		}
		s[list] = byID
	}
	out := map[string]string{}
	put(out, "", s)
	return out
}

func put(out map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			put(out, strings.TrimPrefix(path+"."+k, "."), x)
		}
	case []any:
		for i, x := range v {
			put(out, fmt.Sprintf("%s.%d", path, i), x)
		}
	default:
		if text := shortTimes(fmt.Sprint(v)); text != "0001-01-01T00:00:00Z" {
			out[path] = text
		}
	}
}

// shortTimes writes times without the day, which is the same everywhere.
func shortTimes(s string) string { return strings.ReplaceAll(s, "2026-11-23T", "") }

// parse reads "2s CallArrived {call: c1}".
func (d *day) parse(s string) (time.Duration, cti.Event, error) {
	word, rest, _ := strings.Cut(strings.ReplaceAll(s, "$out", string(d.dialled)), " ")
	kind, fields, _ := strings.Cut(rest, " ")
	wait, err := time.ParseDuration(word)
	if err != nil {
		return 0, nil, err
	}
	if kind == "Settings" {
		return wait, daySettings(d.t, fields), nil
	}
	data := map[string]any{}
	if err := yaml.Unmarshal([]byte(fields), &data); err != nil {
		return 0, nil, err
	}
	raw, err := json.Marshal(map[string]any{"v": cti.JournalVersion, "type": kind, "data": data})
	if err != nil {
		return 0, nil, err
	}
	ev, err := cti.DecodeEvent(raw)
	return wait, ev, err
}

// daySettings reads a file of settings below testdata/days.
func daySettings(t *testing.T, name string) cti.Event {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata/days", name))
	if err != nil {
		t.Fatal(err)
	}
	s := cti.Settings{Times: cti.DefaultTimes()}
	var fields any
	if err := yaml.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	if raw, err = json.Marshal(fields); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return cti.SettingsChanged{Settings: s}
}

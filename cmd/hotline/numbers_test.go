package main

//hotline:faults

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
)

// setNumber adds or changes a called number, and returns how long the answer took.
func (d *menuDesk) setNumber(number, body string) time.Duration {
	d.t.Helper()
	began := time.Now()
	if status, answer := d.do(d.ctx, http.MethodPut, "/api/numbers/"+number, "application/json", body); status != http.StatusOK {
		d.t.Fatalf("number %s: %d %s", number, status, answer)
	}
	return time.Since(began)
}

// numberRev returns the revision of a called number.
func (d *menuDesk) numberRev(number string) string {
	d.t.Helper()
	var list struct {
		Numbers []struct{ Number, Rev string }
	}
	d.ask(http.MethodGet, "/api/numbers", nil, &list)
	for _, n := range list.Numbers {
		if n.Number == number {
			return n.Rev
		}
	}
	d.t.Fatalf("there is no number %s", number)
	return ""
}

// voiceWithAName makes a speech engine that says the texts with a word in them as one tone, all others as
// another.
func voiceWithAName(t *testing.T, word string) (engine string) {
	t.Helper()
	dir := t.TempDir()
	for name, hertz := range map[string]float64{"named.wav": promptTone, "other.wav": 1300} {
		tone := make([]float64, 3*alaw.SampleRate)
		for i := range tone {
			tone[i] = 6000 * math.Sin(2*math.Pi*hertz*float64(i)/alaw.SampleRate)
		}
		must(t, os.WriteFile(filepath.Join(dir, name), sound.WAV(sound.Encode(tone)), 0o600))
	}
	script := fmt.Sprintf("#!/bin/sh\ncase \"$(cat)\" in *%s*) cat %s/named.wav;; *) cat %s/other.wav;; esac\n", word, dir, dir)
	must(t, os.WriteFile(filepath.Join(dir, "speak"), []byte(script), 0o700))
	return "zh=exec:" + filepath.Join(dir, "speak")
}

// saysTheName returns how much of the power of the clearest tenth of a second, in the first second that a caller
// of a number hears, is the tone of the name.
func (in *installation) saysTheName(ctx context.Context, number string) (share float64) {
	in.t.Helper()
	c := in.dialTo(ctx, number)
	must(in.t, c.Until(ctx, "a second of the greeting", func() bool { return !c.FirstSound().IsZero() && time.Since(c.FirstSound()) > time.Second }))
	heard := c.Heard()
	must(in.t, c.HangUp())
	for window := alaw.SampleRate / 10; len(heard) >= window; heard = heard[window:] {
		if s := shareOfTone(heard[:window]); len(heard) <= 11*window {
			share = max(share, s)
		}
	}
	return share
}

// greeting is a menu that greets, asks for the language, and asks the hours of service where to lead callers.
const greeting = `id: main
start: language
nodes:
  language:
    kind: language
    prompts: [welcome_short]
    choices:
      - {key: "1", language: zh, prompts: [lang_zh]}
      - {key: "2", language: yue, prompts: [lang_yue]}
      - {key: "3", language: en, prompts: [lang_en]}
    keys: {"9": language}
    input_timeout: 60s
    next: hours
    fallback: hours
  hours: {kind: hours, schedule: office, open: open, closed: closed}
  open: {kind: queue, prompts: [to_agent], queue: general}
  closed: {kind: queue, prompts: [to_agent], queue: complaint}
`

// waitsFor presses keys on a number, and returns where the caller waits, and in which language.
func (in *installation) waitsFor(ctx context.Context, c *phone.Call, number, keys string) (queue, language string) {
	in.t.Helper()
	must(in.t, c.Until(ctx, "the greeting", func() bool { return !c.FirstSound().IsZero() }))
	for _, k := range strings.Split(keys, "") {
		c.Press(k)
	}
	eventually(ctx, in.t, "the caller "+number+" waits", func() bool {
		queue, language, _ = strings.Cut(in.sql("select queue || ' ' || language from calls where number = '"+number+"' and queue <> ''"), " ")
		return queue != ""
	})
	return queue, language
}

// TestASecondCityAnswersOnItsOwnNumber (S005): with its own name, languages, hours and queue, from the next call
// on and without a restart; who is on the number when it goes stays where they are; and 96 merged lines (M21)
// come at once.
func TestASecondCityAnswersOnItsOwnNumber(t *testing.T) {
	in := install(t).with("HOTLINE_SPEECH=" + voiceWithAName(t, "望海"))
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	desk := in.menuDesk(ctx)
	var f flow
	names := map[string]string{"zh": "工作时间"}
	var ignored json.RawMessage
	week := map[string]any{}
	for day := range 7 {
		week[fmt.Sprint(day)] = []map[string]string{{"from": "00:00", "to": "24:00"}}
	}
	always, never := map[string]any{"week": week}, map[string]any{"week": map[string]any{}}
	desk.ask(http.MethodPut, "/api/schedules/office", map[string]any{"rev": "", "names": names, "hours": always}, &ignored)
	desk.ask(http.MethodPut, "/api/schedules/county", map[string]any{"rev": "", "names": names, "hours": never}, &ignored)
	desk.ask(http.MethodGet, "/api/menus/main/draft", nil, &f)
	desk.ask(http.MethodPost, "/api/menus/main/yaml", map[string]string{"rev": f.Rev, "yaml": greeting}, &f)
	desk.ask(http.MethodPost, "/api/menus/main/publish", map[string]string{"rev": f.Rev, "why": "hours"}, &f)

	took := desk.setNumber("0757-8812345", `{"rev":"","unit":"A","settings":{"name":{"zh":"望海区热线","en":"Wanghai"},"languages":["zh","en"],
		"queues":{"complaint":"business"},"schedules":{"office":"county"}}}`)
	if took > time.Second {
		t.Errorf("it took %v", took)
	}
	if other, own := in.saysTheName(ctx, "12345"), in.saysTheName(ctx, "07578812345"); other > 0.2 || own < 0.8 {
		t.Errorf("the name is %.2f of what callers of 12345 hear, %.2f of the county's own; want nothing and nearly all", other, own)
	}
	for i, c := range []struct{ called, keys, queue, language string }{
		{"12345", "1", "general", "zh"}, {"12345", "2", "general", "yue"},
		{"07578812345", "1", "business", "zh"}, {"07578812345", "21", "business", "zh"}, {"07578812345", "3", "business", "en"},
	} {
		number := fmt.Sprintf("1380013%04d", i)
		call := in.callerOf(ctx, c.called, number)
		if queue, language := in.waitsFor(ctx, call, number, c.keys); queue != c.queue || language != c.language {
			t.Errorf("%s with keys %s: waits for %s in %s, want %s in %s", c.called, c.keys, queue, language, c.queue, c.language)
		}
	}
	on := in.callerOf(ctx, "07578812345", "13800135000") // in the menu when the number goes
	must(t, on.Until(ctx, "the greeting", func() bool { return !on.FirstSound().IsZero() }))
	if status, answer := desk.do(ctx, http.MethodDelete, "/api/numbers/07578812345?rev="+desk.numberRev("07578812345"), "application/json", ""); status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	if queue, _ := in.waitsFor(ctx, on, "13800135000", "1"); queue != "business" {
		t.Errorf("who was on the number waits for %s", queue)
	}
	next := in.callerOf(ctx, "07578812345", "13800135001")
	if queue, _ := in.waitsFor(ctx, next, "13800135001", "1"); queue != "general" {
		t.Errorf("the next caller of a number that is gone waits for %s, want that of the hotline's own", queue)
	}
	in.mergedLines(ctx, desk)
}

// mergedLines brings 96 lines, and calls two.
func (in *installation) mergedLines(ctx context.Context, desk *menuDesk) {
	in.t.Helper()
	table := "number,unit,name_zh,queues\n"
	for i := range 96 {
		table += fmt.Sprintf("%d,Y09,%d望海热线,general=%s\n", 96001+i, 96001+i, []string{"business", "consult"}[i%2])
	}
	var try struct{ Rev string }
	_, answer := desk.do(ctx, http.MethodPost, "/api/numbers/table?dry_run=true", "application/octet-stream", table)
	must(in.t, json.Unmarshal([]byte(answer), &try))
	began := time.Now()
	if status, answer := desk.do(ctx, http.MethodPost, "/api/numbers/table?rev="+try.Rev, "application/octet-stream", table); status != http.StatusOK {
		in.t.Fatalf("%d %s", status, answer)
	}
	took := time.Since(began)
	for number, want := range map[string]string{"96001": "business", "96096": "consult"} {
		from := "138001" + number
		if queue, _ := in.waitsFor(ctx, in.callerOf(ctx, number, from), from, "1"); queue != want {
			in.t.Errorf("%s waits for %s, want %s", number, queue, want)
		}
	}
	if took > time.Second {
		in.t.Errorf("96 numbers took %v", took)
	}
	if own := in.saysTheName(ctx, "96050"); own < 0.8 {
		in.t.Errorf("the name is %.2f of what its callers hear", own)
	}
	measured(in.t, "96 lines are in force after %v, each with its own name and queue", took)
}

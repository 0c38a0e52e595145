package main

//hotline:faults

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
)

// hakka is a fourth language (客家话) in files alone. Its voice reads a romanisation.
var hakka = map[string]any{
	"language.hak.json": map[string]any{"id": "hak", "order": 4, "tag": "zh-Hant", "name": "客家话", "voice": "hak", "speed": 170, "reading": "list",
		"numerals": map[string]any{"digits": "零一二三四五六七八九", "spelt": "零一二三四五六七八九", "two": "兩", "powers": "十百千萬", "point": "點"}},
	"text.hak.json": map[string]string{
		"welcome_short": "你好。", "lang_hak": "請一。", "menu_short": "熱線你好，前面有人。", "invalid": "還請一下。", "timeout": "請等一下。",
		"to_agent": "請等一下，前面有人。", "recording": "熱線有人。", "hold_busy": "前面有人，請等一下。", "queue_next": "前面一人。",
		"queue_pos": "前面有{{.n}}人。", "queue_pos_soon": "你前面還有{{.n}}人。", "please_hold": "請等一下，還有一下。",
		"fallback_down": "你好。", "fallback_message": "請等一下。"},
	"values.hak.json": map[string]string{"minutes": "{{.n}}下"},
	"readings.hak.json": map[string]string{"你": "ngi2", "好": "ho3", "熱": "ngiet6", "線": "sien4", "請": "ciang3", "等": "den3", "一": "yit5",
		"下": "ha4", "前": "cien2", "面": "mien4", "還": "han2", "有": "yiu1", "人": "ngin2", "零": "lang2", "二": "ngi4", "三": "sam1", "四": "si4",
		"五": "ng3", "六": "liuk5", "七": "cit5", "八": "bat5", "九": "giu3", "十": "sip6", "兩": "liong3", "百": "bak5", "千": "cien1", "萬": "wan4"},
}

// inFourLanguages offers them by keys; 1 in the menu leads to an agent.
const inFourLanguages = `id: main
start: language
nodes:
  language:
    kind: language
    prompts: [welcome_short]
    choices:
      - {key: "1", language: zh, prompts: [lang_zh]}
      - {key: "4", language: hak, prompts: [lang_hak]}
    input_timeout: 20s
    next: menu
    fallback: queue
  menu: {kind: menu, prompts: [menu_short], keys: {"1": queue}, input_timeout: 20s, fallback: queue}
  queue: {kind: queue, prompts: [to_agent], queue: general}
`

// writePrompts makes the city's own folder of prompts.
func writePrompts(t *testing.T, dir string, files map[string]any) {
	t.Helper()
	for name, content := range files {
		raw, err := json.Marshal(content)
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, name), raw, 0o600))
	}
}

// share returns which part of the packets of a stored sound a caller has heard, 0 to 1. What
// is not translated on its way arrives byte for byte; packets of silence do not count.
func share(heard, stored []byte) float64 {
	const packet = 160
	n, found := 0, 0
	for at := 0; at+packet <= len(stored); at += packet {
		p := stored[at : at+packet]
		if bytes.Count(p, p[:1]) > packet/2 {
			continue
		}
		n++
		if bytes.Contains(heard, p) {
			found++
		}
	}
	return float64(found) / float64(max(n, 1))
}

// fourth is a city with Hakka.
type fourth struct {
	*installation
	ctx    context.Context
	own    string // the folder of the city's own prompts
	sounds *speech.Store
}

// stored is the beginning of a prompt's sound as it stands in Asterisk's folder: enough to
// tell it from all others.
func (f *fourth) stored(id string, l ivr.Language) []byte {
	f.t.Helper()
	raw, err := f.sounds.Alaw(f.ctx, ivr.Prompt{ID: id, Language: l})
	must(f.t, err)
	return raw[:min(len(raw), alaw.SampleRate)]
}

// hears waits until a caller has heard a stored sound.
func (f *fourth) hears(c *phone.Call, what string, stored []byte) {
	f.t.Helper()
	// A packet that comes late while the machine is busy is laid beside silence.
	must(f.t, c.Until(f.ctx, what, func() bool { return share(c.Heard(), stored) > 0.85 }))
}

// publishText publishes a flow, and returns the status and what was said.
func (d *menuDesk) publishText(yaml string) (status int, answer string) {
	d.t.Helper()
	var f flow
	d.ask(http.MethodGet, "/api/menus/main/draft", nil, &f)
	d.ask(http.MethodPost, "/api/menus/main/yaml", map[string]string{"rev": f.Rev, "yaml": yaml}, &f)
	raw, err := json.Marshal(map[string]string{"rev": f.Rev, "why": "languages"})
	must(d.t, err)
	return d.do(d.ctx, http.MethodPost, "/api/menus/main/publish", "application/json", string(raw))
}

// TestAFourthLanguageIsHeard: files and a menu's choice add a language, which is heard on the
// telephone as it is stored. Who is in it stays in it when it is switched off; who calls
// then is not offered it. With its prompt deleted, its sound gone and its engine away a caller
// is asked to hold, and comes to an agent all the same: one who speaks it, as the account says.
func TestAFourthLanguageIsHeard(t *testing.T) {
	t.Parallel()
	in := place(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	f := &fourth{installation: in, ctx: ctx, own: t.TempDir()}
	writePrompts(t, f.own, hakka)
	var err error
	f.sounds, err = speech.Open(in.phones.SoundsDir, speech.Config{Own: f.own, State: t.TempDir()})
	must(t, err)
	in.env = append(in.env, "HOTLINE_PROMPTS_DIR="+f.own)
	in.run("migrate")
	in.run("seed")
	in.start()
	desk := in.menuDesk(ctx)
	if status, answer := desk.publishText(inFourLanguages); status != http.StatusOK {
		t.Fatalf("the menu in four languages: %d %s", status, answer)
	}
	inHakka, inMandarin := f.stored("menu_short", "hak"), f.stored("menu_short", ivr.Mandarin)
	stays := in.caller(ctx, "13800140001")
	f.hears(stays, "the choice in Hakka", f.stored("lang_hak", "hak"))
	stays.Press("4")
	f.hears(stays, "the menu in Hakka", inHakka)
	if s := share(stays.Heard(), inMandarin); s > 0.1 {
		t.Errorf("the menu is heard in Mandarin too: %.2f", s)
	}

	without := slices.DeleteFunc(strings.SplitAfter(inFourLanguages, "\n"), func(l string) bool { return strings.Contains(l, "language: hak") })
	if status, answer := desk.publishText(strings.Join(without, "")); status != http.StatusOK {
		t.Fatalf("the menu without Hakka: %d %s", status, answer)
	}
	stays.Press("8")
	f.hears(stays, "what was wrong, in Hakka", f.stored("invalid", "hak"))
	stays.Press("1")
	f.hears(stays, "the notice, in Hakka", f.stored("recording", "hak"))
	next := in.caller(ctx, "13800140002")
	must(t, next.Until(ctx, "the first prompt", func() bool { return !next.FirstSound().IsZero() }))
	next.Press("4") // with one language left nobody is asked, and the menu has no such key
	f.hears(next, "the menu, in Mandarin", inMandarin)
	next.Press("1")
	f.hears(next, "the notice, in Mandarin", f.stored("recording", ivr.Mandarin))
	if s := share(next.Heard(), inHakka); s > 0.1 {
		t.Errorf("Hakka is heard though it is switched off: %.2f", s)
	}

	if status, answer := desk.publishText(inFourLanguages); status != http.StatusOK {
		t.Fatalf("Hakka is switched on again: %d %s", status, answer)
	}
	must(t, stays.HangUp())
	must(t, next.HangUp())
	f.withoutItsPrompt(inHakka)
}

// withoutItsPrompt deletes the menu's prompt in Hakka, with its sound and its engine.
func (f *fourth) withoutItsPrompt(gone []byte) {
	t, in, ctx := f.t, f.installation, f.ctx
	hold := f.stored("please_hold", "hak")
	in.stop(syscall.SIGTERM)
	texts := map[string]string{}
	for id, text := range hakka["text.hak.json"].(map[string]string) {
		if id != "menu_short" {
			texts[id] = text
		}
	}
	writePrompts(t, f.own, map[string]any{"text.hak.json": texts})
	files, err := filepath.Glob(filepath.Join(in.phones.SoundsDir, "*.alaw"))
	must(t, err)
	removed := 0
	for _, file := range files {
		if raw, err := os.ReadFile(file); err == nil && bytes.HasPrefix(raw, gone) {
			must(t, os.Remove(file))
			removed++
		}
	}
	if removed == 0 {
		t.Error("the prompt's sound stands in no file")
	}
	in.env = append(in.env, "HOTLINE_SPEECH=hak=http://127.0.0.1:1/speak; *=espeak")
	in.start()
	c := in.caller(ctx, "13800140003")
	must(t, c.Until(ctx, "the first prompt", func() bool { return !c.FirstSound().IsZero() }))
	c.Press("4")
	f.hears(c, "please hold, in Hakka", hold)
	c.Press("1")
	f.hears(c, "the notice, in Hakka", f.stored("recording", "hak"))
	desk := in.menuDesk(ctx)
	f.comesToAnAgent(desk, c)
	status, answer := desk.publishText(strings.ReplaceAll(inFourLanguages, "20s", "21s"))
	if status != http.StatusUnprocessableEntity && status != http.StatusConflict || !strings.Contains(answer, "no_prompt") {
		t.Errorf("a menu whose prompt is deleted is published: %d %s", status, answer)
	}
}

// comesToAnAgent gives an agent's account the language alone, and the caller who waits is
// offered to that agent.
func (f *fourth) comesToAnAgent(desk *menuDesk, c *phone.Call) {
	t, ctx := f.t, f.ctx
	var account map[string]any
	desk.ask(http.MethodGet, "/api/users/1001", nil, &account)
	change := map[string]any{"languages": []string{"hak"}}
	for _, field := range []string{"rev", "name", "number", "roles", "unit", "queues"} {
		change[field] = account[field]
	}
	desk.ask(http.MethodPut, "/api/users/1001", change, &account)
	agent := f.agent(ctx, "1001")
	say(ctx, t, agent, map[string]any{"type": "ready"})
	offered, _, err := agent.Offered(ctx, time.Now())
	must(t, err)
	must(t, agent.Until(ctx, "a caller in Hakka", func(d cti.Desk) bool { return d.Call != nil && d.Call.Language == "hak" }))
	say(ctx, t, agent, map[string]any{"type": "accept", "call": offered})
	bothHear(ctx, t, agent, c)
}

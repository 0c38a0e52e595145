package speech

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
	"hotline12345/ivr"
)

// hakka is a fourth language (客家话) in files alone. Its voice reads a romanisation, so each
// character that its texts use has a reading.
var hakka = map[string]string{
	"language.hak.json": `{"id": "hak", "order": 4, "tag": "zh-Hant", "name": "客家话", "voice": "hak", "speed": 170, "reading": "list",
		"numerals": {"digits": "零一二三四五六七八九", "spelt": "零一二三四五六七八九", "two": "兩", "powers": "十百千萬", "point": "點"},
		"foreign": {"Latin": "en"}}`,
	"text.hak.json": `{"welcome_short": "你好，{{.city}}12345熱線。", "please_hold": "請等一下。", "queue_pos_soon": "你前面還有{{.n}}儕。",
		"fallback_down": "你好。", "fallback_message": "請等一下。"}`,
	"values.hak.json": `{"minutes": "{{.n}}分鐘"}`,
	"readings.hak.json": `{"你": "ngi2", "好": "ho3", "熱": "ngiet6", "線": "sien4", "請": "ciang3", "等": "den3", "一": "yit5", "下": "ha4",
		"前": "cien2", "面": "mien4", "還": "han2", "有": "yiu1", "儕": "sa2", "零": "lang2", "二": "ngi4", "三": "sam1", "四": "si4", "五": "ng3",
		"六": "liuk5", "七": "cit5", "八": "bat5", "九": "giu3", "十": "sip6", "兩": "liong3", "百": "bak5"}`,
}

func own(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestAFourthLanguageIsData: files in a folder add a language, which is heard by its own voice
// with its own numbers, and stands in the catalogue and in the fallback.
func TestAFourthLanguageIsData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(dir, Config{Own: own(t, hakka)})
	if err != nil {
		t.Fatal(err)
	}
	if list := s.Languages(); len(list) != 4 || list[3] != "hak" {
		t.Fatalf("languages %v", list)
	}
	p := ivr.Prompt{ID: "queue_pos_soon", Language: "hak", Args: map[string]string{"n": "2"}}
	if got, want := words(t, s, p), "ngi2 cien2 mien4 han2 yiu1 liong3 sa2。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, p := range []ivr.Prompt{p, {ID: "welcome_short", Language: "hak"}} {
		b, err := s.Alaw(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		samples := make([]float64, len(b))
		for i, c := range b {
			samples[i] = float64(alaw.Decode(c))
		}
		length := time.Duration(len(b)) * time.Second / alaw.SampleRate
		if level := sound.ActiveLevel(samples); math.Abs(level-sound.Level) > sound.Tolerance || length < time.Second {
			t.Errorf("%s: %v of %.1f dBov", p.ID, length, level)
		}
	}
	n := 0
	for _, p := range s.Catalogue(nil) {
		if p.Language == "hak" {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d prompts of the language are in the catalogue, want the 4 without a value", n)
	}
	before, _ := os.Stat(filepath.Join(dir, "fallback_down.alaw"))
	if err := s.WriteFallback(t.Context()); err != nil || before != nil {
		t.Errorf("the fallback is not said in four languages: %v", err)
	}
}

// TestBrokenOwnPrompts: files that cannot be used are reported, and the shipped prompts said.
func TestBrokenOwnPrompts(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"no texts":    {"language.hak.json": hakka["language.hak.json"]},
		"no JSON":     {"text.zh.json": "{"},
		"another id":  {"language.xx.json": hakka["language.hak.json"]},
		"no such tag": {"language.hak.json": strings.Replace(hakka["language.hak.json"], "zh-Hant", "??", 1), "text.hak.json": "{}"},
		"nine digits": {"language.zh.json": `{"id": "zh", "tag": "zh", "numerals": {"digits": "123456789", "spelt": "0123456789", "powers": "十百千万"}}`},
		"reading":     {"language.zh.json": `{"id": "zh", "tag": "zh", "reading": "jyutping"}`},
	} {
		var told []string
		s, err := Open(t.TempDir(), Config{Own: own(t, files), Report: func(msg string, _ error) { told = append(told, msg) }})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(told) != 1 || len(s.Languages()) != 3 {
			t.Errorf("%s: told %q, languages %v", name, told, s.Languages())
		}
	}
}

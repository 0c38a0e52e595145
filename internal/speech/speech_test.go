package speech

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// TestEveryPrompt makes all prompts with the real voices: none is silent, all
// have the same level (ITU-T P.56, -26 dBov +-2), and a caller hears at most nine
// seconds before the first key.
func TestEveryPrompt(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Config{Report: func(msg string, err error) { t.Error(msg, err) }})
	if err != nil {
		t.Fatal(err)
	}
	all := s.Catalogue([]string{"1001"})
	if len(all) < 3*40 {
		t.Fatalf("only %d prompts", len(all))
	}
	if err := s.MakeAll(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	length := map[string]time.Duration{}
	for _, p := range all {
		b, err := s.Alaw(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		length[p.ID+"@"+string(p.Language)] = time.Duration(len(b)) * time.Second / alaw.SampleRate
		samples := make([]float64, len(b))
		for i, c := range b {
			samples[i] = float64(alaw.Decode(c))
		}
		if level := sound.ActiveLevel(samples); math.Abs(level-sound.Level) > sound.Tolerance {
			t.Errorf("%s in %s has %.1f dBov", p.ID, p.Language, level)
		}
	}
	first := length["welcome_short@zh"] + length["lang_zh@zh"] + length["lang_yue@yue"] + length["lang_en@en"]
	if first > 9*time.Second {
		t.Errorf("before any key the caller hears %v: %v", first, length)
	}
	t.Logf("before any key: %v", first)
}

// words returns what an engine is given for a prompt.
func words(t *testing.T, s *Store, p ivr.Prompt) string {
	t.Helper()
	pieces, err := s.Set().Sentence(s.withCity(p))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, piece := range pieces {
		said, err := s.Set().Read(piece.Language, piece.Text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, said)
	}
	return strings.Join(list, " | ")
}

func TestTheCity(t *testing.T) {
	t.Parallel()
	city := City{Names: map[ivr.Language]string{"": "清川市", ivr.English: "Qingchuan"}, Reading: "qing4 chuan1 shi4"}
	s, err := Open(t.TempDir(), Config{City: city})
	if err != nil {
		t.Fatal(err)
	}
	nameless, err := Open(t.TempDir(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[ivr.Language][3]string{
		ivr.Mandarin:  {"nin2 hao3， qing4 chuan1 shi4 yi1 er4 san1 si4 wu3 re4 xian4。", "nin2 hao3， yun2 wan1 shi4 yi1 er4 san1 si4 wu3 re4 xian4。", "nin2 hao3， yi1 er4 san1 si4 wu3 re4 xian4。"},
		ivr.Cantonese: {"你好，清川市一二三四五熱線。", "你好，云湾市一二三四五熱線。", "你好，一二三四五熱線。"},
		ivr.English:   {"Hello, Qingchuan 1 2 3 4 5.", "Hello, | yun2 wan1 shi4 | 1 2 3 4 5.", "Hello, 1 2 3 4 5."},
	} {
		p := ivr.Prompt{ID: "welcome_short", Language: l}
		line := p
		line.Args = map[string]string{"city": "云湾市"} // of the line that was called
		for i, got := range []string{words(t, s, p), words(t, s, line), words(t, nameless, p)} {
			if got != want[i] {
				t.Errorf("%s: %q, want %q", l, got, want[i])
			}
		}
	}
	if got := Pinyin("云湾市"); got != "yun2 wan1 shi4" {
		t.Errorf("%q", got)
	}
}

// counting is a voice that counts how often it was asked.
type counting struct{ asked atomic.Int64 }

func (c *counting) Name(spoken.Language) string { return "counting" }
func (c *counting) NeedsReadings() bool         { return false }
func (c *counting) Speak(context.Context, spoken.Language, string) (sound.Sound, error) {
	c.asked.Add(1)
	return tone(1), nil
}

// tone is a sound of some seconds.
func tone(seconds float64) sound.Sound {
	s := sound.Sound{Samples: make([]float64, int(8000*seconds)), Rate: 8000}
	for i := range s.Samples {
		s.Samples[i] = 8000 * math.Sin(float64(i)/3)
	}
	return s
}

func TestSpokenOnce(t *testing.T) {
	t.Parallel()
	voice := &counting{}
	dir := t.TempDir()
	s, err := Open(dir, Config{Engines: Engines{"": voice}})
	if err != nil {
		t.Fatal(err)
	}
	same := make([]ivr.Prompt, 50)
	for i := range same {
		same[i] = ivr.Prompt{ID: "welcome", Language: "zh"}
	}
	if err := s.MakeAll(t.Context(), same, nil); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir, Config{Engines: Engines{"": voice}})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.MakeAll(t.Context(), same, nil); err != nil {
		t.Fatal(err)
	}
	if n := voice.asked.Load(); n != 1 {
		t.Errorf("spoken %d times, want once", n)
	}
	if !again.Has(same[0]) || again.Has(ivr.Prompt{ID: "goodbye", Language: "zh"}) {
		t.Error("what was spoken is not there, or what was not is")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.alaw")); len(left) != 1 {
		t.Errorf("%d files, want one", len(left))
	}
}

func TestAMissingVoiceSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", "")
	s, err := Open(t.TempDir(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.File(t.Context(), ivr.Prompt{ID: "welcome", Language: "zh"})
	if err == nil || !strings.Contains(err.Error(), "apt-get install espeak-ng") {
		t.Errorf("error %v does not say what to install", err)
	}
}

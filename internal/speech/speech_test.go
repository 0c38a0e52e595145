package speech

import (
	"context"
	"math"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/ivr"
)

// TestEveryPrompt makes all prompts with the real voices: none is silent, all
// have the same level (ITU-T P.56, -26 dBov +-2), and a caller hears at most nine
// seconds before the first key.
func TestEveryPrompt(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Espeak{}, nil)
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
		if level := activeLevel(samples); math.Abs(level-targetLevel) > 2 {
			t.Errorf("%s in %s has %.1f dBov", p.ID, p.Language, level)
		}
	}
	first := length["welcome_short@zh"] + length["lang_zh@zh"] + length["lang_yue@yue"] + length["lang_en@en"]
	if first > 9*time.Second {
		t.Errorf("before any key the caller hears %v: %v", first, length)
	}
	t.Logf("before any key: %v", first)
}

func TestNumbersAsTheyAreSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		l    ivr.Language
		n    int
		want string
	}{
		{ivr.Mandarin, 2, "liang3"}, {ivr.Mandarin, 12, "shi2 er4"}, {ivr.Mandarin, 20, "er4 shi2"},
		{ivr.Mandarin, 105, "yi1 bai3 ling2 wu3"}, {ivr.Mandarin, 110, "yi1 bai3 yi1 shi2"}, {ivr.Mandarin, 0, "ling2"},
		{ivr.Cantonese, 2, "兩"}, {ivr.Cantonese, 31, "三十一"},
	} {
		if got := count(c.l, c.n); got != c.want {
			t.Errorf("%d in %s: %q, want %q", c.n, c.l, got, c.want)
		}
	}
	if got := spell(ivr.Mandarin, "110"); got != "yao1 yao1 ling2" {
		t.Errorf("110 is spelt %q", got)
	}
	if got := spell(ivr.Cantonese, "261123000001"); got != "二六一一， 二三零零， 零零零一" {
		t.Errorf("a ticket number is spelt %q", got)
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Espeak{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		p    ivr.Prompt
		want string
	}{
		{ivr.Prompt{ID: "queue_pos", Language: "en", Args: map[string]string{"n": "1", "m": "1"}}, "There is 1 caller ahead of you. The estimated wait is 1 minute."},
		{ivr.Prompt{ID: "queue_pos", Language: "en", Args: map[string]string{"n": "3", "m": "2"}}, "There are 3 callers ahead of you. The estimated wait is 2 minutes."},
		{ivr.Prompt{ID: "queue_pos", Language: "zh", Args: map[string]string{"n": "2", "m": "12"}}, "nin2 qian2 mian4 hai2 you3 liang3 wei4， yu4 ji4 deng3 dai4 shi2 er4 fen1 zhong1。"},
		{ivr.Prompt{ID: "agent_no", Language: "zh", Args: map[string]string{"id": "1001"}}, "yao1 ling2 ling2 yao1 hao4 hua4 wu4 yuan2 wei4 nin2 fu2 wu4。"},
		{ivr.Prompt{ID: "welcome_short", Language: "zh"}, "nin2 hao3， qing1 chuan1 shi4 yi1 er4 san1 si4 wu3 re4 xian4。"},
		{ivr.Prompt{ID: "welcome_short", Language: "yue"}, "你好，清川市一二三四五熱線。"},
		{ivr.Prompt{ID: "welcome_short", Language: "en"}, "Hello, Qingchuan 1 2 3 4 5."},
		{ivr.Prompt{ID: "agent_no", Language: "en", Args: map[string]string{"id": "1001"}}, "Officer 1 0 0 1 will help you now."},
	} {
		if got, err := spoken(s.messages, City{ivr.Mandarin: "qing1 chuan1 shi4", ivr.Cantonese: "清川市", ivr.English: "Qingchuan"}, c.p); err != nil || got != c.want {
			t.Errorf("%+v: %q (%v), want %q", c.p, got, err, c.want)
		}
	}
	for _, bad := range []ivr.Prompt{{ID: "agent_no", Language: "zh"}, {ID: "none", Language: "zh"}, {ID: "welcome", Language: "xx"}, {ID: "queue_pos", Language: "en", Args: map[string]string{"n": "x"}}} {
		if name, err := s.File(t.Context(), bad); err == nil {
			t.Errorf("%+v gives %q, want an error", bad, name)
		}
	}
}

// TestACityWithoutAName is greeted by the number alone.
func TestACityWithoutAName(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Espeak{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := spoken(s.messages, s.city, ivr.Prompt{ID: "welcome_short", Language: "en"}); err != nil || got != "Hello, 1 2 3 4 5." {
		t.Errorf("%q (%v)", got, err)
	}
}

func TestPinyinOfACity(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"云湾市": "yun2 wan1 shi4", "清川市": "qing1 chuan1 shi4", "": ""} {
		if got := Pinyin(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// counting is a voice that counts how often it was asked.
type counting struct{ asked atomic.Int64 }

func (c *counting) Name(ivr.Language) string { return "counting" }
func (c *counting) Speak(context.Context, ivr.Language, string) ([]int16, int, error) {
	c.asked.Add(1)
	tone := make([]int16, 8000)
	for i := range tone {
		tone[i] = int16(8000 * math.Sin(float64(i)/3))
	}
	return tone, 8000, nil
}

func TestSpokenOnce(t *testing.T) {
	t.Parallel()
	voice := &counting{}
	dir := t.TempDir()
	s, err := Open(dir, voice, nil)
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
	again, err := Open(dir, voice, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.MakeAll(t.Context(), same, nil); err != nil {
		t.Fatal(err)
	}
	if n := voice.asked.Load(); n != 1 {
		t.Errorf("spoken %d times, want once", n)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files, want one", len(left))
	}
}

func TestAMissingVoiceSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", "")
	s, err := Open(t.TempDir(), Espeak{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.File(t.Context(), ivr.Prompt{ID: "welcome", Language: "zh"})
	if err == nil || !strings.Contains(err.Error(), "apt-get install espeak-ng") {
		t.Errorf("error %v does not say what to install", err)
	}
}

// TestActiveLevel: a sine of known level, alone and with as much silence, has the
// same active level though its mean differs by 3 dB.
func TestActiveLevel(t *testing.T) {
	t.Parallel()
	tone := make([]float64, 4*alaw.SampleRate)
	for i := range tone {
		tone[i] = 3276.8 * math.Sqrt2 * math.Sin(2*math.Pi*1000*float64(i)/alaw.SampleRate) // -20 dBov
	}
	alone := activeLevel(tone)
	paused := activeLevel(append(append([]float64{}, tone...), make([]float64, len(tone))...))
	if math.Abs(alone+20) > 0.5 || math.Abs(paused-alone) > 0.5 {
		t.Errorf("alone %.2f dBov, with a pause %.2f, want -20", alone, paused)
	}
	if level := activeLevel(make([]float64, 8000)); !math.IsInf(level, -1) {
		t.Errorf("silence has %.1f dBov", level)
	}
}

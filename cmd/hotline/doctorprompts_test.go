package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/app"
	"hotline12345/internal/speech/sound"
)

// TestDoctorTriesEachVoice: also where all sounds are there, the engine of each language is asked,
// and files of the city's own that cannot be used are named.
func TestDoctorTriesEachVoice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tone := make([]byte, 8000)
	for i := range tone {
		tone[i] = byte(i)
	}
	wav := filepath.Join(dir, "tone.wav")
	if err := os.WriteFile(wav, sound.WAV(tone), 0o600); err != nil {
		t.Fatal(err)
	}
	quick := "*=exec:cat " + wav // an engine that is asked 200 times
	s := app.Settings{SoundsDir: filepath.Join(dir, "sounds"), PromptsDir: filepath.Join(dir, "prompts"), SpeechPatience: 10 * time.Second, SpeechEngines: quick}
	for _, f := range checkPrompts(t.Context(), s) {
		if f.err != nil {
			t.Errorf("%s: %v", f.part, f.err)
		}
	}
	s.SpeechEngines = quick + "; yue=http://127.0.0.1:1/speak"
	ill := map[string]string{}
	for _, f := range checkPrompts(t.Context(), s) {
		if f.err != nil {
			ill[f.part] = f.err.Error()
		}
	}
	if len(ill) != 1 || !strings.Contains(ill["prompts in yue"], "127.0.0.1:1") {
		t.Errorf("ill: %v, want the Cantonese engine alone", ill)
	}
	if err := os.MkdirAll(s.PromptsDir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.PromptsDir, "text.zh.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.SpeechEngines = quick
	if f := checkPrompts(t.Context(), s); f[0].err == nil || f[0].part != "the city's own prompts" {
		t.Errorf("a file that cannot be read: %+v", f[0])
	}
	s.SpeechEngines = "yue"
	if f := checkPrompts(t.Context(), s); len(f) != 1 || f[0].err == nil {
		t.Errorf("a setting that cannot be read: %+v", f)
	}
}

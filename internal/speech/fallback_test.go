package speech_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech"
)

// TestTheFallbackComesToThePoint: a citizen hears at most 12 s, in three languages, before
// the tone.
func TestTheFallbackComesToThePoint(t *testing.T) {
	dir := t.TempDir()
	s, err := speech.Open(dir, speech.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFallback(t.Context()); err != nil {
		t.Fatal(err)
	}
	var spoken time.Duration
	for _, name := range []string{"fallback_down.alaw", "fallback_message.alaw"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		spoken += time.Duration(len(raw)) * time.Second / alaw.SampleRate
	}
	if spoken < 3*time.Second || spoken > 12*time.Second {
		t.Errorf("the fallback speaks for %v before the tone, want 3 to 12 s", spoken)
	}
	t.Logf("%v", spoken)
}

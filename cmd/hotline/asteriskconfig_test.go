package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestAsteriskConfigIsWritten: what docker compose starts Asterisk with.
func TestAsteriskConfigIsWritten(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOTLINE_ASTERISK_DIR", filepath.Join(dir, "asterisk"))
	t.Setenv("HOTLINE_MUSIC_DIR", filepath.Join(dir, "music"))
	t.Setenv("HOTLINE_SOUNDS_DIR", filepath.Join(dir, "sounds"))
	t.Setenv("HOTLINE_ARI_URL", "http://127.0.0.1:18088/ari")
	t.Setenv("HOTLINE_ARI_PASSWORD", "a-password-that-is-long")
	etc := filepath.Join(dir, "asterisk", "etc")
	var out bytes.Buffer
	if err := run(t.Context(), []string{"asterisk-config", etc}, &out); err != nil {
		t.Fatal(err)
	}
	http, err := os.ReadFile(filepath.Join(etc, "http.conf"))
	if err != nil || !bytes.Contains(http, []byte("bindport = 18088")) {
		t.Errorf("http.conf is %q (%v), want ARI on port 18088", http, err)
	}
	if music, err := filepath.Glob(filepath.Join(dir, "music", "*.alaw")); err != nil || len(music) != 1 {
		t.Errorf("the music folder has %v (%v), want one piece", music, err)
	}
	for _, folder := range []string{"spool/messages", "spool/recording", "run", "db", "log"} {
		if _, err := os.Stat(filepath.Join(dir, "asterisk", folder)); err != nil {
			t.Error(err)
		}
	}
}

func TestAsteriskConfigNamesTheBadSetting(t *testing.T) {
	t.Setenv("HOTLINE_TRUNK_ADDR", "nowhere")
	t.Setenv("HOTLINE_ARI_PASSWORD", "a-password-that-is-long")
	err := run(t.Context(), []string{"asterisk-config", t.TempDir()}, &bytes.Buffer{})
	if err == nil || !bytes.Contains([]byte(err.Error()), []byte("HOTLINE_TRUNK_ADDR")) {
		t.Errorf("error %v, want one that names HOTLINE_TRUNK_ADDR", err)
	}
}

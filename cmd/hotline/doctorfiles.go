package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"hotline12345/internal/app"
	"hotline12345/internal/status"
)

// checkFonts reads the fonts of PDF documents, as the first document would.
func checkFonts(s app.Settings) finding {
	f := finding{part: "fonts of documents", detail: "all can be read",
		advice: "apt-get install fonts-lxgw-wenkai fonts-hanazono fonts-babelstone-han fonts-noto-core, or name TrueType files with Chinese characters in HOTLINE_FONTS and a bold one in HOTLINE_TITLE_FONT"}
	fonts := s.DocumentFonts()
	missing := fonts.Missing()
	switch {
	case fonts.Check() != nil:
		f.err = fmt.Errorf("none can be used, so no document is made: %w", errors.Join(missing...))
	case len(missing) > 0:
		f.err = fmt.Errorf("rare characters or titles would look wrong: %w", errors.Join(missing...))
	}
	return f
}

// checkDisk asks whether the data folder can be written, and how much is free.
func checkDisk(s app.Settings) finding {
	f := finding{part: "data folder", advice: "make HOTLINE_DATA_DIR a folder that the service can write"}
	probe, err := os.CreateTemp(nearest(s.DataDir), ".doctor-*")
	if err != nil {
		f.err = err
		return f
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name()) // it is empty
	var disk syscall.Statfs_t
	if err := syscall.Statfs(nearest(s.DataDir), &disk); err != nil {
		f.err = fmt.Errorf("ask how much is free in %s: %w", s.DataDir, err)
		return f
	}
	return space(s.DataDir, disk.Bavail*uint64(disk.Bsize))
}

// space judges the free space of a folder, in bytes.
func space(dir string, free uint64) finding {
	f := finding{part: "data folder", advice: "free some space, or move HOTLINE_DATA_DIR to a larger disk; when it is full, calls go on without a record"}
	said := fmt.Sprintf("%s has %.1f GB free: about %d hours of recordings", dir, float64(free)/(1<<30), free/status.RecordedHour)
	if free < status.LeastFree {
		f.err = errors.New(said)
		return f
	}
	f.detail = said
	return f
}

// nearest is a folder, or the nearest above it that is there already.
func nearest(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			return dir
		}
		dir = above
	}
}

// checkFallback asks what the dialplan's fallback left. The service takes it over within
// seconds, so a look while it runs sees it only if something is wrong.
func checkFallback(s app.Settings) finding {
	f := finding{part: "fallback's messages", advice: "start the service, which makes their rows and tickets; it must see the folder where Asterisk writes them (HOTLINE_MESSAGES_DIR)"}
	f.detail, f.err = app.FallbackLeft(s, serviceRuns(s))
	return f
}

// checkMessages names what callers said to a menu and is no ticket yet.
func checkMessages(s app.Settings) finding {
	f := finding{part: "menus' messages", advice: "start the service, which makes their tickets; while it runs, its log says why one is not taken. Nothing of them is lost until then: leave the files where they are"}
	f.detail, f.err = app.MessagesLeft(s, serviceRuns(s), time.Now())
	return f
}

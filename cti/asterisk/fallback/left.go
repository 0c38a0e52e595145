package fallback

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
)

// Left is a message of a menu that is no ticket yet.
type Left struct {
	Call cti.CallID
	// File is where it is.
	File   string
	Length time.Duration
	// Written is when it was last written to: it may still go on.
	Written time.Time
}

// LeftIn returns the messages in Asterisk's folder of recordings, the oldest first. A folder
// that Asterisk has not made yet has none.
func LeftIn(dir string, parse func(name string) (call cti.CallID, ask int, ok bool)) ([]Left, error) {
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read Asterisk's folder of recordings, beside HOTLINE_MESSAGES_DIR: %w", err)
	}
	var list []Left
	for _, f := range found {
		call, _, ok := parse(strings.TrimSuffix(f.Name(), soundExt))
		info, err := f.Info()
		if !ok || err != nil || filepath.Ext(f.Name()) != soundExt {
			continue // another's file, or it became a ticket in this moment
		}
		list = append(list, Left{Call: call, File: filepath.Join(dir, f.Name()), Length: time.Duration(info.Size()) * time.Second / alaw.SampleRate, Written: info.ModTime()})
	}
	slices.SortFunc(list, func(a, b Left) int { return a.Written.Compare(b.Written) })
	return list, nil
}

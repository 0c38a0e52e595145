package gateway

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
)

const (
	// growing is the mode of a recording that may go on; done that of a complete one.
	growing, done fs.FileMode = 0o600, 0o400
	// maxAway bounds the silence that stands for a service that was away.
	maxAway = 10 * time.Minute
)

// recordingName is YYYY/MM/DD/<call>-<leg>.wav, the day in UTC.
func recordingName(call cti.CallID, leg int, day time.Time) string {
	base := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, string(call))
	return fmt.Sprintf("%s/%s-%d.wav", day.UTC().Format("2006/01/02"), base, leg)
}

// newRecording begins a leg's file, or goes on with the one that a service which
// was stopped in mid-call has left. It never writes over a complete one.
func newRecording(dir string, call cti.CallID, leg int, now time.Time, dropped *atomic.Uint64) (*recording, error) {
	if r, err := resumeRecording(dir, call, leg, now, dropped); r != nil || err != nil {
		return r, err
	}
	name := recordingName(call, leg, now)
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("begin recording: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, growing)
	for try := 1; errors.Is(err, fs.ErrExist); try++ {
		name = fmt.Sprintf("%s-%d.wav", strings.TrimSuffix(recordingName(call, leg, now), ".wav"), try)
		file, err = os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, growing)
	}
	if err != nil {
		return nil, fmt.Errorf("begin recording: %w", err)
	}
	return &recording{file: file, name: name, started: now, dropped: dropped}, nil
}

// resumeRecording opens an unfinished file of today or yesterday behind its end,
// with silence for the time in which the service was away; nil if there is none. Its
// length is taken from the file's size, as the header may be behind.
func resumeRecording(dir string, call cti.CallID, leg int, now time.Time, dropped *atomic.Uint64) (*recording, error) {
	for _, day := range []time.Time{now, now.AddDate(0, 0, -1)} {
		name := recordingName(call, leg, day)
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() == done {
			continue
		}
		file, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY, growing)
		if err != nil {
			return nil, fmt.Errorf("go on with a recording: %w", err)
		}
		written := max(info.Size()-wavHeaderSize, 0) / 2
		away := int64(min(max(now.Sub(info.ModTime()), 0), maxAway)/time.Millisecond) * alaw.SampleRate / 1000
		if _, err := file.WriteAt(bytes.Repeat([]byte{alaw.Silence}, int(2*away)), wavHeaderSize+2*written); err != nil {
			return nil, errors.Join(fmt.Errorf("go on with a recording: %w", err), file.Close())
		}
		written += away
		r := &recording{file: file, name: name, dropped: dropped, written: written, end: [2]int64{written, written}}
		r.started = now.Add(-r.length())
		return r, nil
	}
	return nil, nil
}

// finish closes a recording for good.
func (r *recording) finish(now time.Time) error {
	err := r.close(now)
	return errors.Join(err, os.Chmod(r.file.Name(), done))
}

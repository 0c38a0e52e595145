package gateway

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/internal/disk"
)

// KeepMessage keeps a citizen's message (A-law, 8 kHz, without a header) as a complete
// recording of a call, in the folder of recordings; twice is once. No leg has number 0. It
// returns when the file is safe on disk: a crash leaves it whole or not at all.
func KeepMessage(dir string, call cti.CallID, at time.Time, sound []byte) (cti.RecordingPiece, error) {
	piece := cti.RecordingPiece{File: recordingName(call, 0, at), StartedAt: at, Millis: int64(len(sound)) * 1000 / alaw.SampleRate}
	path := filepath.Join(dir, piece.File)
	if info, err := os.Stat(path); err == nil && info.Size() == int64(wavHeaderSize+2*len(sound)) {
		return piece, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return piece, fmt.Errorf("keep a message: %w", err)
	}
	stereo := make([]byte, 0, wavHeaderSize+2*len(sound))
	stereo = append(stereo, wavHeader(int64(len(sound)))...)
	for _, sample := range sound {
		stereo = append(stereo, sample, alaw.Silence)
	}
	disk.RemoveHalves(filepath.Dir(path)) // of a crash: they are kept now
	if err := disk.Replace(path, stereo, done); err != nil {
		return piece, fmt.Errorf("keep a message: %w", err)
	}
	return piece, nil
}

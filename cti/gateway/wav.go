package gateway

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"hotline12345/internal/alaw"
)

// wavHeaderSize is RIFF, fmt with 18 bytes, fact and the head of data.
const wavHeaderSize = 12 + 26 + 12 + 8

// wavHeader is the header of a stereo A-law file (WAVE_FORMAT_ALAW = 6).
func wavHeader(samples int64) []byte {
	size := uint32(2 * samples)
	b := make([]byte, 0, wavHeaderSize)
	u16 := func(v uint16) { b = binary.LittleEndian.AppendUint16(b, v) }
	u32 := func(v uint32) { b = binary.LittleEndian.AppendUint32(b, v) }
	b = append(b, "RIFF"...)
	u32(wavHeaderSize - 8 + size)
	b = append(b, "WAVEfmt "...)
	u32(18)
	u16(6) // A-law
	u16(2) // channels
	u32(alaw.SampleRate)
	u32(2 * alaw.SampleRate) // bytes a second
	u16(2)                   // bytes a sample of both channels
	u16(8)                   // bits
	u16(0)                   // no extension
	b = append(b, "fact"...)
	u32(4)
	u32(uint32(samples))
	b = append(b, "data"...)
	u32(size)
	return b
}

// Piece is one recording of a conversation, in order of time.
type Piece struct {
	Path    string
	Started time.Time
}

// maxPause bounds the silence between two pieces of one conversation.
const maxPause = 10 * time.Second

// Conversation joins pieces into one file that can be sought in; pauses between
// them are kept up to maxPause. A piece that is missing is left out; where all are,
// it is fs.ErrNotExist: an empty file must not pass for a conversation.
func Conversation(pieces []Piece) (*Joined, error) {
	j := &Joined{}
	var end time.Time
	for _, p := range pieces {
		info, err := os.Stat(p.Path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("open recording: %w", err)
		}
		length := max(info.Size()-wavHeaderSize, 0) &^ 1
		if !end.IsZero() {
			pause := min(max(p.Started.Sub(end), 0), maxPause)
			j.add(part{silence: true, size: int64(pause/time.Millisecond) * alaw.SampleRate / 1000 * 2})
		}
		j.add(part{path: p.Path, size: length})
		end = p.Started.Add(time.Duration(length/2) * time.Second / alaw.SampleRate)
	}
	if len(j.parts) == 0 {
		return nil, fmt.Errorf("open recording: %w", fs.ErrNotExist)
	}
	j.header = wavHeader(j.size / 2)
	return j, nil
}

// Joined is a WAV file made of parts; it is an io.ReadSeekCloser.
type Joined struct {
	header []byte
	parts  []part
	size   int64 // of the data
	at     int64
}

type part struct {
	path    string
	silence bool
	size    int64
}

func (j *Joined) add(p part) {
	j.parts = append(j.parts, p)
	j.size += p.size
}

// Len is the size of the whole file in bytes.
func (j *Joined) Len() int64 { return int64(len(j.header)) + j.size }

// Seek implements io.Seeker.
func (j *Joined) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += j.at
	case io.SeekEnd:
		offset += j.Len()
	}
	if offset < 0 {
		return 0, errors.New("seek before the recording's beginning")
	}
	j.at = offset
	return offset, nil
}

// Read implements io.Reader.
func (j *Joined) Read(b []byte) (int, error) {
	if j.at < int64(len(j.header)) {
		n := copy(b, j.header[j.at:])
		j.at += int64(n)
		return n, nil
	}
	at := j.at - int64(len(j.header))
	for _, p := range j.parts {
		if at >= p.size {
			at -= p.size
			continue
		}
		n, err := p.read(b[:min(int64(len(b)), p.size-at)], at)
		j.at += int64(n)
		return n, err
	}
	return 0, io.EOF
}

func (p part) read(b []byte, at int64) (int, error) {
	if p.silence {
		for i := range b {
			b[i] = alaw.Silence
		}
		return len(b), nil
	}
	f, err := os.Open(p.path)
	if err != nil {
		return 0, fmt.Errorf("read recording: %w", err)
	}
	defer f.Close()
	n, err := f.ReadAt(b, wavHeaderSize+at)
	if errors.Is(err, io.EOF) && n > 0 {
		err = nil
	}
	return n, err
}

// Close implements io.Closer; parts are opened only while they are read.
func (j *Joined) Close() error { return nil }

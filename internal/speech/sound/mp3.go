package sound

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/hajimehoshi/go-mp3"
)

// readMP3 reads at most some seconds of an MP3 file; its channels are mixed.
func readMP3(raw []byte, seconds float64) (s Sound, err error) {
	defer func() {
		if r := recover(); r != nil { // a damaged file must not end the service
			s, err = Sound{}, fmt.Errorf("the MP3 file is damaged: %v", r)
		}
	}()
	decoder, err := mp3.NewDecoder(bytes.NewReader(raw))
	if err != nil {
		return Sound{}, fmt.Errorf("the MP3 file is damaged: %w", err)
	}
	s.Rate = decoder.SampleRate()
	const width = 4 // two channels of 16 bits
	pcm, err := io.ReadAll(io.LimitReader(decoder, int64(seconds*float64(s.Rate))*width))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Sound{}, fmt.Errorf("the MP3 file is damaged: %w", err)
	}
	s.Samples = make([]float64, len(pcm)/width)
	for i := range s.Samples {
		left, right := int16(binary.LittleEndian.Uint16(pcm[i*width:])), int16(binary.LittleEndian.Uint16(pcm[i*width+2:]))
		s.Samples[i] = (float64(left) + float64(right)) / 2
	}
	return s, nil
}

// isMP3 reports whether a file begins as MP3 files do: with a tag, or with a frame.
func isMP3(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("ID3")) || len(raw) > 2 && raw[0] == 0xff && raw[1]&0xe6 == 0xe2
}

package sound

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"hotline12345/internal/alaw"
)

// Sound is mono, on the scale of 16-bit samples.
type Sound struct {
	Samples []float64
	Rate    int // in hertz
}

// Seconds returns how long it is.
func (s Sound) Seconds() float64 { return float64(len(s.Samples)) / float64(max(s.Rate, 1)) }

// Formats of RIFF/WAVE.
const (
	wavePCM        = 1
	waveFloat      = 3
	waveAlaw       = 6
	waveUlaw       = 7
	waveExtensible = 0xFFFE
)

// ErrNotWAV is for what is no WAV file at all.
var ErrNotWAV = errors.New("no WAV file")

// ReadWAV reads a WAV file of any rate: PCM of 8 to 32 bits, floating point, A-law or mu-law.
// Several channels are mixed. Lengths that are left open, as in a pipe, are taken as "to the
// end".
func ReadWAV(raw []byte) (Sound, error) {
	if len(raw) < 12 || string(raw[:4]) != "RIFF" || string(raw[8:12]) != "WAVE" {
		return Sound{}, ErrNotWAV
	}
	var f waveFormat
	for at := 12; at+8 <= len(raw); {
		size := int(binary.LittleEndian.Uint32(raw[at+4:]))
		body := raw[at+8:]
		switch id := string(raw[at : at+4]); {
		case id == "fmt " && size >= 16 && size <= len(body):
			f = readFormat(body[:size])
		case id == "data":
			return f.samples(body[:min(size, len(body))])
		case size > len(body):
			return Sound{}, fmt.Errorf("the WAV file ends within its chunk %q", id)
		}
		at += 8 + size + size%2
	}
	return Sound{}, errors.New("the WAV file has no sound")
}

type waveFormat struct{ code, channels, rate, bits int }

func readFormat(b []byte) waveFormat {
	f := waveFormat{code: int(binary.LittleEndian.Uint16(b)), channels: int(binary.LittleEndian.Uint16(b[2:])),
		rate: int(binary.LittleEndian.Uint32(b[4:])), bits: int(binary.LittleEndian.Uint16(b[14:]))}
	if f.code == waveExtensible && len(b) >= 26 {
		f.code = int(binary.LittleEndian.Uint16(b[24:]))
	}
	return f
}

func (f waveFormat) samples(data []byte) (Sound, error) {
	decode := f.decoder()
	if decode == nil || f.channels < 1 || f.channels > 8 || f.rate < 4000 || f.rate > 384_000 {
		return Sound{}, fmt.Errorf("WAV of format %d, %d bits, %d channels, %d Hz is not read", f.code, f.bits, f.channels, f.rate)
	}
	width := f.bits / 8
	out := Sound{Samples: make([]float64, len(data)/(width*f.channels)), Rate: f.rate}
	for i := range out.Samples {
		for c := range f.channels {
			out.Samples[i] += decode(data[(i*f.channels+c)*width:]) / float64(f.channels)
		}
	}
	return out, nil
}

// decoder returns what reads one sample; nil for a format that is not known.
func (f waveFormat) decoder() func([]byte) float64 {
	switch {
	case f.code == wavePCM && f.bits == 8:
		return func(b []byte) float64 { return (float64(b[0]) - 128) * 256 }
	case f.code == wavePCM && f.bits == 16:
		return func(b []byte) float64 { return float64(int16(binary.LittleEndian.Uint16(b))) }
	case f.code == wavePCM && f.bits == 24:
		return func(b []byte) float64 {
			return float64(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / 65536
		}
	case f.code == wavePCM && f.bits == 32:
		return func(b []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(b))) / 65536 }
	case f.code == waveFloat && f.bits == 32:
		return func(b []byte) float64 {
			return finite(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) * 32768)
		}
	case f.code == waveAlaw && f.bits == 8:
		return func(b []byte) float64 { return float64(alaw.Decode(b[0])) }
	case f.code == waveUlaw && f.bits == 8:
		return func(b []byte) float64 { return ulaw(b[0]) }
	}
	return nil
}

func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// ulaw is G.711 mu-law.
func ulaw(code byte) float64 {
	code = ^code
	level := (int(code&0x0f)<<3 + 0x84) << (code >> 4 & 7)
	if code&0x80 != 0 {
		return float64(0x84 - level)
	}
	return float64(level - 0x84)
}

// WAV returns A-law as a WAV file that browsers play: 16-bit PCM of 8 kHz.
func WAV(coded []byte) []byte {
	out := make([]byte, 44, 44+2*len(coded))
	copy(out, "RIFF")
	binary.LittleEndian.PutUint32(out[4:], uint32(36+2*len(coded)))
	copy(out[8:], "WAVEfmt ")
	binary.LittleEndian.PutUint32(out[16:], 16)
	binary.LittleEndian.PutUint16(out[20:], wavePCM)
	binary.LittleEndian.PutUint16(out[22:], 1)
	binary.LittleEndian.PutUint32(out[24:], alaw.SampleRate)
	binary.LittleEndian.PutUint32(out[28:], 2*alaw.SampleRate)
	binary.LittleEndian.PutUint16(out[32:], 2)
	binary.LittleEndian.PutUint16(out[34:], 16)
	copy(out[36:], "data")
	binary.LittleEndian.PutUint32(out[40:], uint32(2*len(coded)))
	for _, c := range coded {
		out = binary.LittleEndian.AppendUint16(out, uint16(alaw.Decode(c)))
	}
	return out
}
